import type { Language } from '../../core/course.ts';

/** What the terminal itself says around the conversation. */
export const terminalWords: Record<Language, { help: string; goodbye: string }> = {
  vi: {
    help: 'Gõ số để bấm nút, gõ chữ để nhắn. Ctrl+D để thôi.',
    goodbye: 'Hẹn gặp lại.',
  },
  en: {
    help: 'Type a number to tap a button, or type words. Ctrl+D ends.',
    goodbye: 'See you again.',
  },
};
