import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { loudspeakerText, secondsAloud } from '../../src/broadcast/loudspeaker.ts';
import { readAloud, saidNumber } from '../../src/broadcast/read-aloud.ts';
import { loadCourse } from '../../src/course/load.ts';

describe('numbers as they are said', () => {
  test.each([
    [0, 'không'],
    [10, 'mười'],
    [11, 'mười một'],
    [15, 'mười lăm'],
    [21, 'hai mươi mốt'],
    [24, 'hai mươi tư'],
    [105, 'một trăm linh năm'],
    [1_004, 'một nghìn không trăm linh tư'],
    [2_026, 'hai nghìn không trăm hai mươi sáu'],
    [50_000, 'năm mươi nghìn'],
    [4_300_000, 'bốn triệu ba trăm nghìn'],
  ])('%i is %s', (number, said) => {
    expect(saidNumber(number)).toBe(said);
  });

  test.each([
    ['Lúc 19h30 ở nhà văn hóa', 'Lúc mười chín giờ rưỡi ở nhà văn hóa'],
    ['Lúc 7:15', 'Lúc bảy giờ mười lăm phút'],
    ['Lúc 8h', 'Lúc tám giờ'],
    ['Lúc 7 giờ 30 phút', 'Lúc bảy giờ rưỡi'],
    ['Từ 1/7/2025', 'Từ ngày mùng một tháng bảy năm hai nghìn không trăm hai mươi lăm'],
    ['Ngày 30/4', 'ngày ba mươi tháng tư'],
    ['Hỗ trợ 1.200.000 đồng', 'Hỗ trợ một triệu hai trăm nghìn đồng'],
    ['Giá 8.200đ', 'Giá tám nghìn hai trăm đồng'],
    ['Tăng 2,5%', 'Tăng hai phẩy năm phần trăm'],
    ['Gọi 113', 'Gọi một một ba'],
    ['Gọi 1900 0368', 'Gọi một chín không không không ba sáu tám'],
    ['Học bài 6.5', 'Học bài sáu chấm năm'],
    ['Vào dichvucong.gov.vn', 'Vào dichvucong chấm gov chấm vn'],
    ['UBND xã hỏi mã OTP (VNeID)', 'Ủy ban nhân dân xã hỏi mã ô-tê-pê vi-en-ai-đi'],
  ])('%s', (written, said) => {
    expect(readAloud(written)).toBe(said);
  });

  test('no figure is left to be guessed at', () => {
    fc.assert(
      fc.property(fc.nat(999_999_999), (number) => {
        expect(readAloud(`Có ${number.toLocaleString('vi-VN')} người`)).not.toMatch(/\d/);
      }),
    );
  });
});

describe('a message on the loudspeaker', () => {
  test('says who speaks first, leaves the buttons out, and says where to ask', () => {
    const text =
      'Gần đây hay có cuộc gọi xưng công an. {Ban} nhớ: giục, giấu, đòi thì cúp máy{a}. Bấm “Học 3 phút” để biết cách nhận ra.';
    expect(loudspeakerText({ heading: 'Cảnh báo', text }, 'UBND xã Nga Sơn')).toBe(
      'Ủy ban nhân dân xã Nga Sơn thông báo. Cảnh báo. Gần đây hay có cuộc gọi xưng công an. Bà con nhớ: giục, giấu, đòi thì cúp máy. Chưa rõ thì hỏi trưởng thôn hoặc tổ công nghệ số.',
    );
  });

  test('every ready message is read in half a minute, whole sentences only, with no button and no figure', async () => {
    const { course } = await loadCourse('lessons');
    for (const { id, texts } of course.readyMessages) {
      const spoken = loudspeakerText(texts.vi, 'UBND xã Nga Sơn');
      expect(secondsAloud(spoken), id).toBeLessThanOrEqual(30);
      expect(secondsAloud(spoken), id).toBeGreaterThan(10);
      expect(spoken, id).not.toMatch(/[“”"\d{}]|(?:Bấm|bấm) “/u);
      expect(spoken, id).toMatch(/\.$/);
    }
  });

  test('however long the text, it stays half a minute unless one sentence alone is longer', () => {
    const sentence = 'Bà con ra nhà văn hóa học nhé.';
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 60 }), (times) => {
        const spoken = loudspeakerText({ text: Array(times).fill(sentence).join(' ') }, 'UBND xã Nga Sơn');
        expect(secondsAloud(spoken)).toBeLessThanOrEqual(30);
        expect(spoken).toContain(sentence);
      }),
    );
  });
});
