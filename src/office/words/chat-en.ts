import type { ChatWords } from './chat-vi.ts';

export const en: ChatWords = {
  notLetIn: 'Messages to people are for officials who were invited. You can go on learning here.',
  noRight: 'This is not among your duties here. An administrator can change that.',
  tooOften: 'Too many taps. Please wait 15 minutes and go on then.',
  away: 'The server is busy and could not open this. Please try again in a few minutes.',
  cannotTell: 'The bot cannot compare this message yet. To be sure, ask the commune police or office.',
};
