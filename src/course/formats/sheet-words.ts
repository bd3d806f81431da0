import type { Language } from '../../core/course.ts';

/** What stands on printed sheets around a lesson's own words. */
export type SheetWords = {
  product: string;
  lesson(id: string): string;
  afterwards: string;
  remember: string;
  scan: string;
  opens: string;
  noPhone: string;
  trial: string;
  runBy(operator: string): string;
  notReviewed: string;
  reviewedBy(who: string, day: string): string;
  name: string;
  group: string;
  date: string;
  quizFor(id: string): string;
  choose: string;
  key: string;
  keyFor: string;
  others: string;
  toCall: string;
  family: string;
  police: string;
  bank: string;
};

const vi: SheetWords = {
  product: 'Bạn Học Số',
  lesson: (id) => `Bài ${id}`,
  afterwards: 'Học xong làm được',
  remember: 'Nhớ một câu',
  scan: 'Quét mã để học bài này trên điện thoại',
  opens: 'Mã mở trang',
  noPhone: 'Chưa quen điện thoại? Hỏi tổ công nghệ số hoặc trưởng thôn.',
  trial: 'Bản dùng thử, chưa thuộc cơ quan nào.',
  runBy: (operator) => `Do ${operator} phụ trách.`,
  notReviewed: 'Nội dung chưa được cơ quan nào duyệt.',
  reviewedBy: (who, day) => `${who} đã duyệt nội dung ngày ${day}.`,
  name: 'Họ và tên',
  group: 'Thôn, lớp',
  date: 'Ngày',
  quizFor: (id) => `Phiếu hỏi bài ${id}`,
  choose: 'Mỗi câu, khoanh tròn một chữ.',
  key: 'Đáp án',
  keyFor: 'Trang này dành cho người hướng dẫn.',
  others: 'Nếu chọn',
  toCall: 'Số cần gọi',
  family: 'Người nhà',
  police: 'Công an xã',
  bank: 'Ngân hàng',
};

const en: SheetWords = {
  product: 'Bạn Học Số',
  lesson: (id) => `Lesson ${id}`,
  afterwards: 'Afterwards you can',
  remember: 'Remember',
  scan: 'Scan to learn this lesson on your phone',
  opens: 'The code opens',
  noPhone: 'New to phones? Ask the digital help team or the village head.',
  trial: 'A trial, run by no authority yet.',
  runBy: (operator) => `Run by ${operator}.`,
  notReviewed: 'No authority has reviewed this content yet.',
  reviewedBy: (who, day) => `Reviewed by ${who} on ${day}.`,
  name: 'Name',
  group: 'Village, class',
  date: 'Date',
  quizFor: (id) => `Quiz sheet for lesson ${id}`,
  choose: 'Circle one letter for each question.',
  key: 'Answers',
  keyFor: 'This page is for whoever leads the lesson.',
  others: 'If they chose',
  toCall: 'Numbers to call',
  family: 'Family',
  police: 'Commune police',
  bank: 'Bank',
};

export const sheetWords: Record<Language, SheetWords> = { vi, en };
