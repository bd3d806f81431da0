/**
 * What an official message may not say. `asking.txt` and `honest.txt` were written with the rules. The held-out texts
 * were written afterwards by the same author, in other voices and before they were run: the first set as a village
 * loudspeaker and as formal letters of offices, the second as short chat messages. Read before any mending:
 *
 *   first set    17 of 40 asking texts refused (43 %), 1 of 40 honest ones refused
 *   second set   19 of 25 asking texts refused (76 %), 0 of 25 honest ones refused, 3 held for a second person
 *
 *   360 questions that others wrote later still, none of them seen before: of 720 hints and answers to the right choice
 *   3 refused, of 360 stems, many of which quote somebody who asks, 18
 *
 *   26 lessons that others wrote meanwhile: of some 1,600 pieces 32 refused, 16 held for a second person
 *
 * The rules were mended after each of these readings, so what is asserted of these sets is no measure of unseen texts
 * any more. The last set is: it was read once, by the rules as they stand, and nothing was mended for it.
 *
 *   last set     14 of 20 asking texts refused (70 %), 0 of 20 honest ones refused or held
 *
 * Whoever changes the rules adds a set that was never seen, runs it first, and writes down here what came out.
 */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { textProblems } from '../../src/broadcast/text-problems.ts';
import { loadCourse } from '../../src/course/load.ts';
import { piecesOf } from '../../src/course/piece.ts';

const linesOf = (name: string): string[] =>
  readFileSync(new URL(`../fixtures/broadcast-texts/${name}.txt`, import.meta.url), 'utf8')
    .split('\n')
    .filter((line) => line !== '');

const official = {
  officialLinks: ['gov.vn', 'tinnhiemmang.vn'],
  officialPhones: ['113', '111', '156', '5656', '1900 0368'],
};
const found = (text: string) => textProblems({ vi: { text } }, official);
const weights = (text: string) => found(text).map(({ weight }) => weight);

describe('asking', () => {
  test.each(['asking', 'asking-held-out', 'asking-held-out-2'].flatMap(linesOf))('refused: %s', (text) => {
    const refused = found(text).filter(({ weight }) => weight === 'refused');
    expect(refused.length).toBeGreaterThan(0);
    for (const { words, why, hint } of refused) {
      expect(words.length).toBeGreaterThan(1);
      expect(why).not.toBe('');
      expect(hint).not.toBe('');
    }
  });

  test.each(['honest', 'honest-held-out'].flatMap(linesOf))('let through: %s', (text) => {
    expect(found(text).filter(({ weight }) => weight !== 'advice')).toEqual([]);
  });

  test.each(linesOf('honest-held-out-2'))('at most held for a second person: %s', (text) => {
    expect(weights(text)).not.toContain('refused');
  });

  test('of texts that the rules were never mended for, seven in ten are refused and no honest one is', () => {
    const refused = linesOf('asking-unmended').filter((text) => weights(text).includes('refused'));
    expect(refused.length).toBeGreaterThanOrEqual(14);
    expect(linesOf('honest-unmended').filter((text) => weights(text).some((it) => it !== 'advice'))).toEqual(
      [],
    );
  });

  test('every lesson could be sent as it is', async () => {
    const { documents } = await loadCourse('lessons');
    const texts = documents.flatMap((document) =>
      piecesOf(document).filter(({ kind, option }) => kind !== 'option' || option?.isKey === true),
    );
    expect(texts.length).toBeGreaterThan(300);
    const weighed = texts.map(({ text }) => ({ text, weights: text === '' ? [] : weights(text) }));
    const isStem = new Set(texts.filter(({ kind }) => kind === 'stem').map(({ text }) => text));
    const refused = weighed.filter((one) => one.weights.includes('refused'));
    expect(refused.filter(({ text }) => !isStem.has(text))).toEqual([]);
    // A question puts a swindler's own words before the learner; nobody sends it as a message.
    expect(refused.length).toBeLessThan(isStem.size / 20);
    // A title such as "Ba bước tải app" names no store: a second person would have to say so.
    expect(weighed.filter((one) => one.weights.includes('doubt')).length).toBeLessThan(texts.length / 200);
  });

  test('the words that ask are quoted as they stand in the text', () => {
    const text = 'Chào bà con. Bà con đọc mã OTP cho cán bộ xã.';
    const [problem] = found(text);
    expect(problem).toMatchObject({ language: 'vi', weight: 'refused' });
    expect(text).toContain(problem?.words);
    expect(problem?.words).toContain('đọc mã OTP');
  });

  test('a heading may not ask either', () => {
    const texts = { vi: { heading: 'Gửi mật khẩu về đây', text: 'Cảm ơn bà con.' } };
    expect(textProblems(texts, official).map(({ weight }) => weight)).toContain('refused');
  });

  test('the English text is held to the same, and named as the English one', () => {
    const texts = { vi: { text: 'Mời bà con học.' }, en: { text: 'Please send us your password.' } };
    expect(textProblems(texts, { ...official, inLanguage: 'en' })).toMatchObject([
      { language: 'en', weight: 'refused', why: 'This asks for a password or PIN.' },
    ]);
  });
});

describe('links and numbers', () => {
  test.each([
    ['Xem tại vneid-capnhat.top nhé.', 'vneid-capnhat.top'],
    ['Xem tại dichvucong.gov.vn.top nhé.', 'dichvucong.gov.vn.top'],
    ['Vào bit.ly/qua-tet nhận quà.', 'bit.ly'],
    ['Vào vneid[.]top xem.', 'vneid[.]top'],
    ['Vào trang 103.21.4.5 xem.', '103.21.4.5'],
    ['Gọi 0912 345 678 để biết thêm.', '0912 345 678'],
    ['Gọi +84 912.345.678 để biết thêm.', '+84 912.345.678'],
    ['Gọi 1900 9999 để biết thêm.', '1900 9999'],
    ['Nhắn tin tới 8099 là xong.', '8099'],
    ['Số tài khoản 19020000000000 của thôn.', '19020000000000'],
    ['Gọi không chín một hai ba bốn năm sáu bảy tám.', 'không chín một hai ba bốn năm sáu bảy tám'],
    ['Viết thư cho xa.ngason@gmail.com.', 'gmail.com'],
    ['Hỏi @canbo_xa trên Telegram.', '@canbo_xa'],
  ])('refused: %s', (text, words) => {
    expect(found(text)).toContainEqual(expect.objectContaining({ weight: 'refused', words }));
  });

  test.each([
    'Xem tại dichvucong.gov.vn.',
    'Nguy hiểm thì gọi 113.',
    'Mất điện thoại thì gọi 1900 0368.',
    'Trẻ em cần giúp thì gọi 111.',
    'Có 1.200.000 đồng hỗ trợ mỗi hộ.',
    'Ngày 30/11/2026, 19h30, tại nhà văn hóa.',
    'Đã có 25.736 người học, 36.845 người đăng ký.',
    'Nhớ gọi 2 người cùng đi.',
    'Điện thoại 5G dùng được.',
  ])('let through: %s', (text) => {
    expect(weights(text)).not.toContain('refused');
  });
});

describe('advice', () => {
  test('officialese is shown with the plain word', () => {
    expect(found('Xã triển khai lớp học.')).toMatchObject([
      { weight: 'advice', words: 'triển khai', hint: 'Viết: làm.' },
    ]);
  });

  test('more than 60 tiếng is too long, and so is a sentence of more than 22', () => {
    const long = `${'Bà con cùng học. '.repeat(16)}`;
    expect(weights(long)).toEqual(['advice']);
    expect(weights('Bà con cùng học '.repeat(6))).toEqual(['advice']);
  });

  test('capitals and rows of exclamation marks look like a scam', () => {
    expect(weights('Học NGAY HÔM NAY nhé!!')).toEqual(['advice', 'advice']);
  });

  test('nothing written is refused', () => {
    expect(weights('  ')).toEqual(['refused']);
  });
});

test('no text, however odd, stops the linter or gives words that are not in it', () => {
  for (const text of [
    '“',
    '"“”',
    '…',
    '\n\n',
    '0',
    'a'.repeat(5_000),
    'đọc '.repeat(2_000),
    'mã OTP '.repeat(500),
  ]) {
    for (const { words, weight } of found(text)) {
      if (weight !== 'advice') expect(text.replace(/\s+/g, ' ')).toContain(words.replace('…', ''));
    }
  }
});
