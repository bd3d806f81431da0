import type { Language } from '../../core/course.ts';

/** What Telegram lists when a person opens the menu beside the text field. Commands are the bot's own words. */
export const commandMenu: Record<Language, { command: string; description: string }[]> = {
  vi: [
    { command: 'hoc', description: 'Học tiếp' },
    { command: 'menu', description: 'Xem các việc làm được' },
    { command: 'tiendo', description: 'Xem đã học đến đâu' },
    { command: 'giup', description: 'Cần giúp đỡ' },
    { command: 'dung', description: 'Thôi nhận tin nhắn' },
  ],
  en: [
    { command: 'learn', description: 'Go on learning' },
    { command: 'menu', description: 'See what you can do here' },
    { command: 'progress', description: 'See how far you have come' },
    { command: 'help', description: 'Get help' },
    { command: 'stop', description: 'Stop messages' },
  ],
};

/** Stands where Telegram refuses an empty text or an empty button. */
export const somethingToSee = '…';

/** The button left on a message after its answer was chosen. */
export const chosenLabel = (label: string): string => `✓ ${label}`;
