import type { Language } from './course.ts';
import type { Message } from './message.ts';
import type { AccessAnswer } from './staff.ts';
import type { Instant } from './time.ts';
import type { TutorAnswer } from './tutor-question.ts';

/** What kind of file arrived; the bot never reads the file itself. */
export type MediaKind =
  | 'photo'
  | 'voice'
  | 'video'
  | 'sticker'
  | 'document'
  | 'location'
  | 'contact'
  | 'other';

/** Something that happened, in no platform's terms. Past tense: it cannot be refused, only answered. */
export type EventBody =
  /** The person opened the chat: /start, a first visit, a join link (`join` is its code).
   * `hasPaperCode`: this channel can open the chat again by a code written on paper. */
  | { kind: 'chat_opened'; join?: string; language?: Language; hasPaperCode?: true }
  /** `isForwarded`: the channel says that somebody else wrote it. */
  | { kind: 'text_written'; text: string; isForwarded?: true }
  /** `message` is the platform's name of the message that carried the button, where it has one. */
  | { kind: 'choice_tapped'; choice: string; tap?: string; message?: string }
  | { kind: 'media_received'; media: MediaKind; caption?: string; isForwarded?: true }
  /** The platform hides what was written (children, people with a disability): never an error. */
  | { kind: 'content_withheld' }
  | { kind: 'chat_blocked' }
  | { kind: 'chat_unblocked' }
  /** `hadMessage`: one of officials came to this person today. */
  | { kind: 'timer_due'; dueAt: Instant; hadMessage?: true }
  /** A message could not be delivered: the person blocked the bot or the account is gone. */
  | { kind: 'delivery_refused'; reason: string }
  /** What came back of an `ask_access`. */
  | { kind: 'access_answered'; answer: AccessAnswer }
  /** Somebody came into the console by a link that was given in this chat. */
  | { kind: 'console_entered' }
  /**
   * What came back of an `ask_office`. `waitsForText`: what the person writes next is for the office; it names what
   * the text is about, in at most 24 letters. `isAside`: it is said, and what is on screen stays there. `leaves`: and
   * whoever was in the office is back where they learn.
   */
  | { kind: 'office_answered'; message: Message; waitsForText?: string; isAside?: true; leaves?: true }
  /** What a model chose. */
  | { kind: 'tutor_answered'; answer: TutorAnswer }
  /** The office tells something unasked, in every language. */
  | { kind: 'office_told'; messages: Record<Language, Message> };

/** `at` is the platform's own time of the event, or the time of receipt where it gives none. */
export type Event = EventBody & { at: Instant };
