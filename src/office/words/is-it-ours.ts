import type { Language } from '../../core/course.ts';

/** What somebody hears who asks whether a message came from here. `{ban}` and `{a}` as everywhere. */
export type IsItOursWords = {
  ours(sender: string, when: string): string;
  part(sender: string, when: string, firstWords: string): string;
  codeOnly(sender: string, when: string, firstWords: string): string;
  changed(sender: string, when: string, foreign: string): string;
  unknownCode: string;
  mistypedCode: string;
  unknownText: string;
  trial: string;
  when(time: string, date: string): string;
};

const vi: IsItOursWords = {
  ours: (sender, when) => `Đúng rồi{a}. Tin này do ${sender} gửi, ${when}. Từng chữ đều khớp.`,
  part: (sender, when, firstWords) =>
    `Đây là một phần tin do ${sender} gửi, ${when}. Cả tin bắt đầu bằng: “${firstWords}”.`,
  codeOnly: (sender, when, firstWords) =>
    `Mã này là của tin do ${sender} gửi, ${when}. Tin ấy bắt đầu bằng: “${firstWords}”. Chữ trên máy {ban} khác thì đừng tin. Muốn chắc, {ban} chuyển cả tin vào đây.`,
  changed: (sender, when, foreign) =>
    `Cẩn thận: tin này đã bị sửa. Tin thật do ${sender} gửi, ${when}, không có chữ: “${foreign}”. {Ban} đừng làm theo, hãy hỏi công an xã.`,
  unknownCode:
    'Không có tin nào gửi từ đây mang mã này. {Ban} đừng bấm, đừng chuyển tiền, đừng đọc mã OTP. Hãy hỏi công an xã.',
  mistypedCode: 'Mã này gõ chưa đúng{a}. {Ban} xem lại mã đứng sau “Mã tin” rồi gõ lại, ví dụ 7K4-M2P.',
  unknownText:
    'Trợ lý không thấy tin nào như vậy gửi từ đây. {Ban} đừng bấm, đừng chuyển tiền, đừng đọc mã OTP. Hãy hỏi công an xã.',
  trial:
    'Đây là bản dùng thử, chưa thuộc cơ quan nào, nên không xác nhận được tin nào. Muốn chắc, {ban} hỏi công an xã hoặc ủy ban xã.',
  when: (time, date) => `lúc ${time} ngày ${date}`,
};

const en: IsItOursWords = {
  ours: (sender, when) => `Yes. This message was sent by ${sender}, ${when}. It is the same word for word.`,
  part: (sender, when, firstWords) =>
    `This is a part of a message sent by ${sender}, ${when}. The whole begins: “${firstWords}”.`,
  codeOnly: (sender, when, firstWords) =>
    `This code belongs to a message sent by ${sender}, ${when}. It begins: “${firstWords}”. If yours reads otherwise, do not believe it. To be sure, forward the whole message here.`,
  changed: (sender, when, foreign) =>
    `Careful: somebody changed this message. The real one, sent by ${sender}, ${when}, does not say: “${foreign}”. Do not do what it says; ask the commune police.`,
  unknownCode:
    'No message from here has this code. Do not tap, do not send money, do not read out an OTP. Ask the commune police.',
  mistypedCode:
    'This code is not typed right. Look at what stands behind “Message code” and type it again, for example 7K4-M2P.',
  unknownText:
    'No such message was sent from here. Do not tap, do not send money, do not read out an OTP. Ask the commune police.',
  trial:
    'This is a trial and belongs to no agency, so it cannot confirm any message. To be sure, ask the commune police or office.',
  when: (time, date) => `at ${time} on ${date}`,
};

export const isItOursWords = (language: Language): IsItOursWords => (language === 'vi' ? vi : en);
