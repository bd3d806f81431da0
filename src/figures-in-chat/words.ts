import type { Language } from '../core/course.ts';

/** What is said around charts in chat, to somebody who is at work. */
export type FigureWords = {
  heading: string;
  ask: string;
  charts: { map: string; ideas: string; hardest: string; months: string };
  lesson: (title: string) => string;
  toList: string;
  none: string;
  noRight: string;
  away: string;
  unknown: string;
  readAt: (time: string) => string;
  hardestSaid: (parts: string) => string;
  ideasSaid: (parts: string) => string;
  monthsSaid: (parts: string) => string;
  finished: string;
  finishedAxis: string;
  shareAxis: string;
};

export const figureWords = (language: Language): FigureWords => ({ vi, en })[language];

const vi: FigureWords = {
  heading: 'Số liệu',
  ask: 'Bạn muốn xem hình nào? Muốn xem một bài thì viết, ví dụ: /thongke 4.1',
  charts: {
    map: 'Mọi câu hỏi trên một hình',
    ideas: 'Hiểu lầm thường gặp',
    hardest: 'Bài khó nhất',
    months: 'Lượt học theo tháng',
  },
  lesson: (title) => `Tỷ lệ đúng từng câu, bài ${title}`,
  toList: 'Hình khác',
  none: 'Chưa đủ lượt học để vẽ hình này.',
  noRight: 'Hình này chỉ dành cho người được xem số liệu câu hỏi. Bạn hỏi người quản trị nhé.',
  away: 'Chưa đọc được số liệu. Bạn thử lại sau ít phút nhé.',
  unknown: 'Chưa có số liệu của bài ấy.',
  readAt: (time) => `Số liệu đọc lúc ${time}, ghi theo chục người.`,
  hardestSaid: (parts) => `Các bài có tỷ lệ đúng thấp nhất ở lần làm đầu: ${parts}.`,
  ideasSaid: (parts) => `Điều nhiều người hiểu lầm nhất: ${parts}.`,
  monthsSaid: (parts) => `Lượt làm xong bài theo tháng, người học có ghi xã: ${parts}.`,
  finished: 'Làm xong',
  finishedAxis: 'lượt',
  shareAxis: '%',
};

const en: FigureWords = {
  heading: 'Figures',
  ask: 'Which chart? For one lesson write, for instance: /thongke 4.1',
  charts: {
    map: 'All questions in one picture',
    ideas: 'Common misconceptions',
    hardest: 'The hardest lessons',
    months: 'Lessons finished by month',
  },
  lesson: (title) => `Share right of each question, lesson ${title}`,
  toList: 'Another chart',
  none: 'There are too few attempts for this chart yet.',
  noRight: 'This chart is for those who may see how questions work. Please ask your administrator.',
  away: 'The figures cannot be read just now. Please try again in a few minutes.',
  unknown: 'There are no figures of that lesson yet.',
  readAt: (time) => `Read at ${time}, in tens of people.`,
  hardestSaid: (parts) => `Lessons with the lowest share right at first attempts: ${parts}.`,
  ideasSaid: (parts) => `What most people mistake: ${parts}.`,
  monthsSaid: (parts) => `Lessons finished by month, of learners who named their commune: ${parts}.`,
  finished: 'Finished',
  finishedAxis: 'times',
  shareAxis: '%',
};
