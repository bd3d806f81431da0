import type { Language } from '../../core/course.ts';

/**
 * What the page and its routes say themselves; what the bot says comes from the course and `core/words`.
 * The page does not know how the person is addressed, so these sentences do without an address.
 */
export type WebWords = {
  language: Language;
  name: string;
  tagline: string;
  /** First line where nobody has put their name to this bot. */
  trial: string;
  runBy: (operator: string) => string;
  contact: (contact: string) => string;
  skipToReply: string;
  page: PageWords;
  errors: ErrorWords;
  noScript: string;
  menu: string;
  enterCode: string;
  someoneElse: string;
  otherLanguage: { language: Language; label: string };
  logLabel: string;
  inputLabel: string;
  inputHint: string;
  send: string;
  newMessages: string;
  code: { title: string; hint: string; label: string; open: string; cancel: string };
  leave: { title: string; hint: string; go: string; stay: string };
  fold: { title: string; hint: string; resume: string; other: string };
};

/** The part the page's script needs. */
export type PageWords = {
  botSays: string;
  personSays: string;
  chosen: string;
  olderChoices: string;
  sending: string;
  sent: string;
  waiting: string;
  failed: string;
  sendAgain: string;
  listen: string;
  stopListening: string;
  offline: string;
  reconnecting: string;
  busy: string;
  tooLong: string;
  codeMissing: string;
  codeFailed: string;
  leaveFailed: string;
};

/** What a refused request is told, as `{ error }`. */
export type ErrorWords = {
  malformed: string;
  notJson: string;
  foreign: string;
  tooLong: string;
  tooMany: string;
  tryLater: string;
  codeMissing: string;
  codeUnknown: string;
  codeElsewhere: string;
  codeTooMany: string;
  notFound: string;
};

const vi: WebWords = {
  language: 'vi',
  name: 'Bạn Học Số',
  tagline: 'Trợ lý tự động, dạy dùng điện thoại từng bước nhỏ',
  trial: 'Bản dùng thử, chưa thuộc cơ quan nào',
  runBy: (operator) => `Đơn vị vận hành: ${operator}`,
  contact: (contact) => `Liên hệ: ${contact}`,
  skipToReply: 'Tới chỗ trả lời',
  noScript: 'Trình duyệt này đang tắt JavaScript. Bật JavaScript rồi mở lại trang để học.',
  menu: 'Thêm',
  enterCode: 'Nhập mã giấy',
  someoneElse: 'Người khác',
  otherLanguage: { language: 'en', label: 'English' },
  logLabel: 'Cuộc trò chuyện',
  inputLabel: 'Viết câu trả lời hoặc câu hỏi',
  inputHint: 'Viết ở đây…',
  send: 'Gửi',
  newMessages: 'Có tin mới',
  code: {
    title: 'Nhập mã giấy',
    hint: 'Mã đã ghi ra giấy sẽ mở lại bài học cũ trên máy này.',
    label: 'Mã ghi trên giấy',
    open: 'Mở lại',
    cancel: 'Thôi',
  },
  leave: {
    title: 'Mở trang mới cho người khác?',
    hint: 'Người đang học muốn mở lại thì cần mã giấy. Chưa có mã thì bấm “Quay lại”.',
    go: 'Mở trang mới',
    stay: 'Quay lại',
  },
  fold: {
    title: 'Xin chào! Học tiếp chứ ạ?',
    hint: 'Trang nghỉ một lúc rồi. Lời trò chuyện được gấp lại, không mất gì.',
    resume: 'Học tiếp',
    other: 'Người khác',
  },
  page: {
    botSays: 'Trợ lý:',
    personSays: 'Đã viết:',
    chosen: 'Đã chọn:',
    olderChoices: 'Xem lại các lựa chọn',
    sending: 'Đang gửi…',
    sent: 'Đã gửi',
    waiting: 'Chờ có mạng, trang sẽ tự gửi',
    failed: 'Chưa gửi được.',
    sendAgain: 'Gửi lại',
    listen: 'Nghe',
    stopListening: 'Dừng',
    offline: 'Đang mất mạng. Lời đã viết được giữ lại, có mạng sẽ tự gửi.',
    reconnecting: 'Đang nối lại…',
    busy: 'Máy chủ đang bận. Trang sẽ tự gửi lại sau ít giây.',
    tooLong: 'Lời này dài quá. Viết ngắn lại dưới 10.000 chữ cái rồi gửi nhé.',
    codeMissing: 'Viết mã ghi trên giấy vào ô này.',
    codeFailed: 'Chưa nối được máy chủ. Xem lại mạng rồi bấm “Mở lại” lần nữa.',
    leaveFailed: 'Chưa nối được máy chủ. Xem lại mạng rồi bấm lần nữa.',
  },
  errors: {
    malformed: 'Tin gửi tới chưa đúng dạng. Mở lại trang rồi gửi lần nữa nhé.',
    notJson: 'Tin gửi tới phải là JSON (Content-Type: application/json).',
    foreign: 'Tin này gửi từ một trang khác nên không nhận. Mở thẳng trang Bạn Học Số rồi gửi lại nhé.',
    tooLong: 'Lời này dài quá. Viết ngắn lại dưới 10.000 chữ cái rồi gửi nhé.',
    tooMany: 'Nơi này đang gửi nhiều quá. Nghỉ một chút rồi gửi lại nhé.',
    tryLater: 'Máy chủ đang bận. Đợi ít giây rồi gửi lại nhé.',
    codeMissing: 'Viết mã ghi trên giấy rồi bấm lại nhé.',
    codeUnknown: 'Không thấy mã này. Xem lại từng chữ trên giấy rồi nhập lần nữa nhé.',
    codeElsewhere: 'Mã này của một cuộc trò chuyện ở app khác. Mở app đó để học tiếp nhé.',
    codeTooMany: 'Nhập mã nhiều lần quá rồi. Nghỉ 15 phút rồi thử lại nhé.',
    notFound: 'Không có trang này. Mở trang đầu để học nhé.',
  },
};

const en: WebWords = {
  language: 'en',
  name: 'Bạn Học Số',
  tagline: 'An automatic assistant that teaches phone skills in small steps',
  trial: 'Trial version, not run by any authority',
  runBy: (operator) => `Run by: ${operator}`,
  contact: (contact) => `Contact: ${contact}`,
  skipToReply: 'Skip to reply',
  noScript: 'JavaScript is off in this browser. Turn it on and open the page again to learn.',
  menu: 'More',
  enterCode: 'Enter paper code',
  someoneElse: 'Someone else',
  otherLanguage: { language: 'vi', label: 'Tiếng Việt' },
  logLabel: 'Conversation',
  inputLabel: 'Write an answer or a question',
  inputHint: 'Write here…',
  send: 'Send',
  newMessages: 'New message',
  code: {
    title: 'Enter paper code',
    hint: 'The code you wrote on paper opens your lessons again on this device.',
    label: 'Code on your paper',
    open: 'Open again',
    cancel: 'Cancel',
  },
  leave: {
    title: 'Open a new page for someone else?',
    hint: 'The person learning now needs their paper code to come back. Without one, press “Go back”.',
    go: 'Open a new page',
    stay: 'Go back',
  },
  fold: {
    title: 'Hello! Shall we go on?',
    hint: 'It has been quiet for a while. The conversation is folded away; nothing is lost.',
    resume: 'Go on learning',
    other: 'Someone else',
  },
  page: {
    botSays: 'Assistant:',
    personSays: 'You wrote:',
    chosen: 'Chosen:',
    olderChoices: 'Show the choices again',
    sending: 'Sending…',
    sent: 'Sent',
    waiting: 'Waiting for the network; it will be sent by itself',
    failed: 'Not sent.',
    sendAgain: 'Send again',
    listen: 'Listen',
    stopListening: 'Stop',
    offline: 'No network. What you wrote is kept and will be sent by itself.',
    reconnecting: 'Connecting again…',
    busy: 'The server is busy. This page will try again in a few seconds.',
    tooLong: 'This is too long. Please keep it under 10,000 characters.',
    codeMissing: 'Write the code from your paper here.',
    codeFailed: 'The server cannot be reached. Check the network and press “Open again” once more.',
    leaveFailed: 'The server cannot be reached. Check the network and press once more.',
  },
  errors: {
    malformed: 'That message did not arrive in the right form. Open the page again and send it once more.',
    notJson: 'A message must be JSON (Content-Type: application/json).',
    foreign: 'That came from another site, so it was not taken. Open Bạn Học Số itself and send it again.',
    tooLong: 'This is too long. Please keep it under 10,000 characters.',
    tooMany: 'Too much is being sent from here. Take a short break and send it again.',
    tryLater: 'The server is busy. Please send it again in a few seconds.',
    codeMissing: 'Write the code from your paper and press again.',
    codeUnknown: 'That code is not known. Compare each letter with your paper and try again.',
    codeElsewhere: 'That code belongs to a conversation in another app. Open that app to go on.',
    codeTooMany: 'Too many tries. Please wait 15 minutes and try again.',
    notFound: 'There is no such page. Open the first page to learn.',
  },
};

export const webWords: Record<Language, WebWords> = { vi, en };
