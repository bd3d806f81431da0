import type { Language } from '../../core/course.ts';

export type DemoWords = {
  nav: string;
  title: string;
  /** What they are, and what they are not. */
  text: string[];
  there: (count: string) => string;
  nobody: string;
  making: (done: string, of: string) => string;
  removing: (done: string, of: string) => string;
  again: string;
  makeTitle: string;
  count: string;
  countHint: (most: string) => string;
  make: string;
  removeTitle: string;
  removeHint: string;
  remove: string;
};

export const demoWords: Record<Language, DemoWords> = {
  vi: {
    nav: 'Người giả lập',
    title: 'Người giả lập',
    text: [
      'Người giả lập không có thật. Họ để thử gửi tin: chạy, tạm dừng, hủy, xem báo cáo.',
      'Họ không có trong số liệu, bảng sự kiện hay báo cáo nào. Có cơ quan đứng tên là họ bị xóa.',
      'Một số chặn trợ lý, một số nhận chậm, một số không rõ kết quả, một số mở bài học sau khi nhận tin.',
    ],
    there: (count) => `Hiện có ${count} người giả lập.`,
    nobody: 'Hiện chưa có ai.',
    making: (done, of) => `Đang tạo: ${done} trên ${of}.`,
    removing: (done, of) => `Đang xóa: ${done} trên ${of}.`,
    again: 'Xem lại',
    makeTitle: 'Tạo thêm',
    count: 'Cần có bao nhiêu người',
    countHint: (most) => `Nhiều nhất ${most}. Tạo 2.000 người mất khoảng một phút.`,
    make: 'Tạo người giả lập',
    removeTitle: 'Xóa hết',
    removeHint: 'Xóa mọi người giả lập và tiến độ của họ. Các tin đã gửi vẫn còn trong danh sách.',
    remove: 'Xóa mọi người giả lập',
  },
  en: {
    nav: 'Simulated people',
    title: 'Simulated people',
    text: [
      'Simulated people do not exist. They are there to try sending: to run, pause, cancel and read the report.',
      'They are in no figure, event board or report. Once an agency answers for the bot they are erased.',
      'Some have blocked the bot, some receive slowly, of some the end is unknown, some open a lesson afterwards.',
    ],
    there: (count) => `There are ${count} simulated people now.`,
    nobody: 'There is nobody yet.',
    making: (done, of) => `Being made: ${done} of ${of}.`,
    removing: (done, of) => `Being erased: ${done} of ${of}.`,
    again: 'Look again',
    makeTitle: 'Make more',
    count: 'How many there are to be',
    countHint: (most) => `At most ${most}. 2,000 people take about a minute.`,
    make: 'Make simulated people',
    removeTitle: 'Erase all',
    removeHint: 'Erases every simulated person and their progress. Messages that were sent stay in the list.',
    remove: 'Erase all simulated people',
  },
};
