import type { Language } from '../../core/course.ts';

/** Over what a platform says of a bot; the sentences themselves are an operator's, as in /readyz. */
export const channelWords: Record<Language, { title: string; text: string }> = {
  vi: {
    title: 'Kênh nhắn tin cần xem lại',
    text: 'Người phụ trách máy chủ cần xem những dòng sau. Chi tiết: npx banhoc doctor.',
  },
  en: {
    title: 'Channels that need a look',
    text: 'Whoever runs the server should read these lines. More: npx banhoc doctor.',
  },
};
