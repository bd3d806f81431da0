import type { Entity } from './html.ts';
import { badRequest, Refusal } from './refusal.ts';

export type Button = { text: string; callback_data?: string | undefined; url?: string | undefined };
export type Keyboard = Button[][];

/** What a person can be to a bot. */
export type Account = {
  id: number;
  firstName: string;
  languageCode: string | undefined;
  hasStarted: boolean;
  hasBlocked: boolean;
  isDeleted: boolean;
};

/** A bot's message as it stands on the person's screen. */
export type Posted = {
  id: number;
  chat: number;
  /** Seconds, as the Bot API gives times. */
  date: number;
  text: string;
  entities: Entity[];
  photo: string | undefined;
  keyboard: Keyboard;
  /** Every keyboard it ever had, oldest first: a slow phone still shows an old one. */
  keyboards: Keyboard[];
};

/** All private chats of one bot. */
export class Conversations {
  readonly accounts = new Map<number, Account>();
  readonly posted: Posted[] = [];
  readonly #clock: () => number;
  readonly #listeners = new Set<() => void>();
  #nextMessageId = 1;

  constructor(clock: () => number) {
    this.#clock = clock;
  }

  nextMessageId(): number {
    return this.#nextMessageId++;
  }

  seconds(): number {
    return Math.floor(this.#clock() / 1_000);
  }

  /** @throws the server's reasons why a bot may not write here */
  writable(chatId: number): Account {
    const account = this.accounts.get(chatId);
    if (account === undefined) throw badRequest('chat not found');
    if (account.isDeleted) throw new Refusal(403, 'Forbidden: user is deactivated');
    if (account.hasBlocked) throw new Refusal(403, 'Forbidden: bot was blocked by the user');
    if (!account.hasStarted) {
      throw new Refusal(403, "Forbidden: bot can't initiate conversation with a user");
    }
    return account;
  }

  post(message: Omit<Posted, 'id' | 'date' | 'keyboards'>): Posted {
    const posted = {
      ...message,
      id: this.nextMessageId(),
      date: this.seconds(),
      keyboards: [message.keyboard],
    };
    this.posted.push(posted);
    this.#tell();
    return posted;
  }

  /** @throws when there is no such message, or nothing would change */
  edit(chat: number, id: number, change: Partial<Pick<Posted, 'text' | 'entities' | 'keyboard'>>): Posted {
    this.writable(chat);
    const posted = this.posted.find((message) => message.chat === chat && message.id === id);
    if (posted === undefined) throw badRequest('message to edit not found');
    const edited = { ...posted, ...change };
    if (JSON.stringify(edited) === JSON.stringify(posted)) {
      throw badRequest(
        'message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message',
      );
    }
    Object.assign(posted, change);
    if (change.keyboard !== undefined) posted.keyboards.push(change.keyboard);
    this.#tell();
    return posted;
  }

  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #tell(): void {
    for (const listener of [...this.#listeners]) listener();
  }
}

export const userOf = (account: Account): object => ({
  id: account.id,
  is_bot: false,
  first_name: account.firstName,
  ...(account.languageCode === undefined ? {} : { language_code: account.languageCode }),
});

export const chatOf = (account: Account): object => ({
  id: account.id,
  type: 'private',
  first_name: account.firstName,
});

/** A bot's message as the Bot API shows it in results and under a tapped button. */
export const messageOf = (posted: Posted, account: Account, bot: object): object => ({
  message_id: posted.id,
  from: bot,
  chat: chatOf(account),
  date: posted.date,
  ...(posted.photo === undefined
    ? { text: posted.text, entities: posted.entities }
    : {
        caption: posted.text,
        caption_entities: posted.entities,
        photo: [
          { file_id: `${posted.photo}-small`, file_unique_id: `${posted.photo}s`, width: 90, height: 90 },
          { file_id: posted.photo, file_unique_id: posted.photo, width: 800, height: 800 },
        ],
      }),
  ...(posted.keyboard.length === 0 ? {} : { reply_markup: { inline_keyboard: posted.keyboard } }),
});
