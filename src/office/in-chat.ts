import { isIn } from '../access/person.ts';
import { type Chat, chatKey } from '../core/chat.ts';
import type { Language } from '../core/course.ts';
import type { EventBody } from '../core/event.ts';
import type { OfficeQuestion } from '../core/office-question.ts';
import { minuteMs } from '../core/time.ts';
import type { PeopleArchive } from '../store/archive/people-archive.ts';
import type { Caller } from './office.ts';
import { wordsFor } from './words/chat.ts';
import type { ChatWords } from './words/chat-vi.ts';

/** What a chat is told; the core shows it. */
export type OfficeReply = Extract<EventBody, { kind: 'office_answered' }>;

/** One official's turn at the counter: they were let in, what they may do is decided by the office itself. */
export type Turn = { caller: Caller; words: ChatWords; language: Language };

export type OfficeInChatOptions = {
  people: Pick<PeopleArchive, 'personOfChat'>;
  /** Counts tries; the store's `tally`. */
  tally(key: string, windowMs: number): Promise<number>;
  /** What somebody who was let in asks for. */
  serve(turn: Turn, question: Exclude<OfficeQuestion, { kind: 'is_it_ours' }>): Promise<OfficeReply>;
  /** Whether words came from here; anybody may ask. */
  recognise(text: string, language: Language): Promise<OfficeReply>;
};

export type OfficeInChat = {
  answer(chat: Chat, question: OfficeQuestion, language: Language): Promise<OfficeReply>;
  away(language: Language): OfficeReply;
};

/** One person's chat, however often they tap. Writing a message takes some ten. */
const asksPerChat = 120;
const asksWindowMs = 15 * minuteMs;

/** The office's counter for chats: finds out whose chat it is, and turns nobody away without a kind word. */
export function openOfficeInChat({ people, tally, serve, recognise }: OfficeInChatOptions): OfficeInChat {
  return {
    async answer(chat, question, language) {
      const words = wordsFor(language);
      const key = chatKey(chat);
      if ((await tally(`office:${key}`, asksWindowMs)) > asksPerChat) return aside(words.tooOften);
      if (question.kind === 'is_it_ours') return recognise(question.text, language);
      const person = await people.personOfChat(key);
      if (!isIn(person)) return { ...aside(words.notLetIn), leaves: true };
      return serve({ caller: { person, from: chat.channel, language }, words, language }, question);
    },
    away: (language) => aside(wordsFor(language).away),
  };
}

/** A sentence beside what is on screen. */
export const aside = (text: string): OfficeReply => ({
  kind: 'office_answered',
  message: { text, choices: [] },
  isAside: true,
});
