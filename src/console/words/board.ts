import type { Language } from '../../core/course.ts';

/** What the pages of officials say. They address nobody, so they do without a form of address. */
export type BoardWords = {
  live: string;
  asOf: (time: string) => string;
  otherLanguage: { language: Language; label: string };
  joined: string;
  started: string;
  finished: string;
  right: string;
  points: string;
  /** Beside a big number: what was counted. */
  people: string;
  ofAnswers: (n: string) => string;
  ofPoints: (n: string) => string;
  nothing: string;
  few: string;
  fewAnswers: string;
  percent: (whole: string) => string;
  byCommune: string;
  byPoint: string;
  commune: string;
  point: string;
  pointCount: (n: string) => string;
  /** Heads of the table's columns. */
  columns: { joined: string; started: string; finished: string; right: string };
  /** Beside the last column's head: what stands in brackets. */
  nAnswers: string;
  elsewhere: string;
  back: string;
  note: string;
  /** Shown by the page's script while the server does not answer. */
  waiting: string;
  /** In place of the figures while the store is away and none are known yet. */
  noFigures: string;
  refused: { title: string; key: string };
  unknown: { title: string; event: string; page: string };
};

const vi: BoardWords = {
  live: 'Số liệu trực tiếp',
  asOf: (time) => `Lúc ${time}`,
  otherLanguage: { language: 'en', label: 'English' },
  joined: 'Đã tham gia',
  started: 'Đã bắt đầu một bài',
  finished: 'Đã học xong một bài',
  right: 'Đúng ngay lần đầu',
  points: 'Điểm đã có người',
  people: 'người',
  ofAnswers: (n) => `trong ${n} câu trả lời`,
  ofPoints: (n) => `trong ${n} điểm`,
  nothing: 'chưa có',
  few: 'dưới 10 người',
  fewAnswers: 'chưa đủ 100 câu',
  percent: (whole) => `${whole} %`,
  byCommune: 'Từng xã, phường',
  byPoint: 'Từng điểm',
  commune: 'Xã, phường',
  point: 'Điểm',
  pointCount: (n) => `${n} điểm`,
  columns: { joined: 'Tham gia', started: 'Bắt đầu', finished: 'Học xong', right: 'Đúng lần đầu' },
  nAnswers: '(số câu)',
  elsewhere: 'Không ghi điểm',
  back: 'Cả sự kiện',
  note: 'Người tham gia được đếm ngay khi mở đường dẫn của điểm, mỗi người một lần. Việc học chỉ được đếm khi người học đã đồng ý ở cuối bài đầu, nên các số này lên chậm hơn. Các số đếm theo chục người, dưới 10 người thì không nêu. Không có tên ai ở đây.',
  waiting: 'Đang chờ máy chủ. Số trên trang là số mới nhất đã nhận.',
  noFigures: 'Chưa đọc được số liệu. Trang sẽ tự thử lại sau vài giây.',
  refused: {
    title: 'Trang này cần đường dẫn riêng',
    key: 'Ban tổ chức lấy đường dẫn bằng lệnh “banhoc event board <tên sự kiện>” trên máy chủ. Người phụ trách thì đăng nhập trước.',
  },
  unknown: {
    title: 'Không có trang này',
    event: 'Không có sự kiện hay nơi này. Sự kiện là một tệp trong lessons/events.',
    page: 'Bảng số liệu của sự kiện nằm ở /admin/events/<tên sự kiện>.',
  },
};

const en: BoardWords = {
  live: 'Live figures',
  asOf: (time) => `At ${time}`,
  otherLanguage: { language: 'vi', label: 'Tiếng Việt' },
  joined: 'Joined',
  started: 'Started a lesson',
  finished: 'Finished a lesson',
  right: 'Right at the first try',
  points: 'Points with people',
  people: 'people',
  ofAnswers: (n) => `of ${n} answers`,
  ofPoints: (n) => `of ${n} points`,
  nothing: 'none yet',
  few: 'fewer than 10 people',
  fewAnswers: 'fewer than 100 answers',
  percent: (whole) => `${whole}%`,
  byCommune: 'By commune and ward',
  byPoint: 'By point',
  commune: 'Commune, ward',
  point: 'Point',
  pointCount: (n) => `${n} points`,
  columns: { joined: 'Joined', started: 'Started', finished: 'Finished', right: 'Right first' },
  nAnswers: '(answers)',
  elsewhere: 'No point named',
  back: 'The whole event',
  note: 'A person counts as joined on opening a point’s link, once. Learning counts only when its learner has agreed, at the end of the first lesson, so these figures rise later. Figures go by tens of people, and of fewer than 10 none is given. No names are kept here.',
  waiting: 'Waiting for the server. The figures shown are the newest received.',
  noFigures: 'The figures cannot be read yet. This page tries again in a few seconds.',
  refused: {
    title: 'This page needs a link of its own',
    key: 'The organisers get the link by the command “banhoc event board <event>” on the server. Officials sign in first.',
  },
  unknown: {
    title: 'There is no such page',
    event: 'There is no such event or place. An event is a file in lessons/events.',
    page: 'The board of an event is at /admin/events/<event>.',
  },
};

export const boardWords: Record<Language, BoardWords> = { vi, en };
