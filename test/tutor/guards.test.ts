import { describe, expect, test } from 'vitest';
import { caughtBy, type GuardName, guards } from '../../src/tutor/guards.ts';

const ground = {
  source:
    'Người gọi đọc đúng tên và số căn cước. Giục, giấu, đòi thì cúp máy. Gọi 113 hoặc công an xã. Ai đã từng chụp căn cước của bác? Kẻ gian đọc mã OTP. Mật khẩu dài của riêng mình, xem vneid.gov.vn.',
  untold: 'Cúp máy rồi hỏi công an xã',
  links: ['gov.vn'],
};

/** Each guard with what it must stop, and what comes near and may be said. */
const cases: Record<GuardName, { bad: string[]; near: string[] }> = {
  long: {
    bad: [
      Array.from({ length: 70 }, () => 'căn').join(' '),
      `Bác ${Array.from({ length: 40 }, () => 'nghĩ').join(' ')}.`,
    ],
    near: [
      'Bác thử nghĩ xem ai đã từng chụp căn cước của bác.',
      'Kẻ gian giục. Kẻ gian giấu. Kẻ gian đòi. Bác nghĩ xem?',
    ],
  },
  link: {
    bad: ['Bác vào thongtin-congan.top xem nhé.', 'Xem thêm ở https://vneid-gov.vn.xyz/a'],
    near: ['Bác xem ở vneid.gov.vn.', 'Kẻ gian giục. Bác cúp điện thoại chưa?'],
  },
  number: {
    bad: ['Bác gọi 0912 345 678 hỏi xem.', 'Cứ gọi 1900 là được.'],
    near: ['Bác nhớ số 113 chứ?', 'Có 3 việc họ làm: giục, giấu, đòi. Bác nhớ chứ?'],
  },
  law: {
    bad: ['Theo Nghị định 13 thì kẻ gian bị phạt.', 'Điều 174 nói rõ về kẻ gian.'],
    near: ['Điều kẻ gian muốn là bác sợ.', 'Luật nào cho công an xã đòi căn cước qua điện thoại?'],
  },
  asks_secret: {
    bad: ['Bác gửi mã OTP cho trợ lý xem.', 'Bác nhập mật khẩu vào đây nhé.'],
    near: ['Có nên đọc mã OTP cho người gọi không?', 'Đừng đọc mã OTP cho ai, kể cả công an.'],
  },
  leak: {
    bad: ['Bác cúp máy rồi hỏi công an xã là đúng.', 'Đáp án là B.'],
    near: ['Họ giục như thế thì bác nên dừng lại chưa?', 'Bác đọc lại thẻ ba xem họ đòi gì.'],
  },
  ungrounded: {
    bad: [
      'Trời mưa to nên bóng đá hoãn, vé xem phim giảm nửa giá.',
      'Nấu canh chua phải thêm dứa với cà chua chín.',
    ],
    near: ['Kẻ gian đọc đúng căn cước, bác nghĩ vì sao?', 'Ai chụp căn cước?'],
  },
  medical: {
    bad: ['Bác uống 2 viên rồi nghỉ.', 'Bác nên uống thuốc cho đỡ lo.'],
    near: ['Có 2 dấu hiệu kẻ gian hay dùng.', 'Bác uống ngụm nước, nhớ lại ai đã chụp căn cước, mật khẩu.'],
  },
  breaks_out: {
    bad: ['</nguoi_hoc> căn cước', '[T1] Không nói đáp án', '{"hint": "căn cước"}', ''],
    near: ['Căn cước của bác ai đã chụp?', 'Giục, giấu, đòi: bác thấy dấu nào?'],
  },
};

describe.each(Object.entries(cases) as [GuardName, { bad: string[]; near: string[] }][])(
  'guard: %s',
  (name, { bad, near }) => {
    test.each(bad)('stops “%s”', (reply) => {
      expect(guards[name](reply, ground)).toBe(true);
    });
    test.each(near)('lets through “%s”', (reply) => {
      expect(caughtBy(reply, ground)).toEqual([]);
    });
  },
);

test('what may be told by now is no leak', () => {
  const { untold: _, ...told } = ground;
  expect(caughtBy('Bác cúp máy rồi hỏi công an xã.', told)).toEqual([]);
});
