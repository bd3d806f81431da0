import { type Account, chatOf, messageOf, type Posted, userOf } from './conversation.ts';
import type { FakeBot } from './fake-bot.ts';

/** A bot's message as a person sees it. */
export type Seen = {
  id: number;
  text: string;
  /** The bold words, if any. */
  heading: string | undefined;
  buttons: string[];
  hasPicture: boolean;
};

/** Longer than any test should wait for an answer; only a failing test waits this long. */
const patienceMs = 10_000;

/** Someone with a phone. */
export class Person {
  readonly #bot: FakeBot;
  readonly #account: Account;
  #heard = 0;

  constructor(bot: FakeBot, account: Account) {
    this.#bot = bot;
    this.#account = account;
  }

  get id(): number {
    return this.#account.id;
  }

  /** Writes a text; `/start` and `/start code` are what Telegram sends for a first visit and a link. @returns the update's id */
  writes(text: string): number | undefined {
    const command = /^\/\w+(@\w+)?/.exec(text);
    const entities = command && [{ type: 'bot_command', offset: 0, length: command[0].length }];
    return this.#message({ text, ...(entities === null ? {} : { entities }) });
  }

  /** Sends something that is no text, by the Bot API's own field: `{ voice: {…} }`. */
  sends(content: object): number | undefined {
    return this.#message(content);
  }

  /**
   * Taps a button by its label, on the newest message that has it. A label that was cut is found by its full
   * words in the numbered list. A button that is gone from the screen may still be tapped by a slow phone.
   */
  taps(label: string, on?: number): number | undefined {
    const messages = this.#posted().filter((posted) => on === undefined || posted.id === on);
    for (const pick of [(posted: Posted) => [posted.keyboard], (posted: Posted) => posted.keyboards]) {
      for (const posted of messages.toReversed()) {
        for (const keyboard of pick(posted).toReversed()) {
          const buttons = keyboard.flat();
          const place = placeOfLabel(posted.text, label);
          const button = buttons.find(({ text }) => text === label) ?? buttons[place];
          if (button?.callback_data !== undefined) return this.tapsData(posted.id, button.callback_data);
        }
      }
    }
    const there = messages
      .at(-1)
      ?.keyboard.flat()
      .map(({ text }) => `[${text}]`);
    throw new Error(
      `There is no button "${label}" on the screen; the last message has ${there?.join(' ') || 'none'}`,
    );
  }

  /** Taps a button with these data, though no message may show it: an old or forged one. */
  tapsData(message: number, data: string): number | undefined {
    const posted = this.#posted().find((candidate) => candidate.id === message);
    if (posted === undefined) throw new Error(`There is no message ${message} in this chat`);
    const { id } = this.#account;
    return this.#bot.happen('callback_query', `taps of ${id}`, {
      id: this.#bot.openTap(id),
      from: userOf(this.#account),
      message: messageOf(posted, this.#account, this.#bot.user),
      chat_instance: String(id),
      data,
    });
  }

  blocks(): number | undefined {
    this.#account.hasBlocked = true;
    return this.#membership('member', 'kicked');
  }

  unblocks(): number | undefined {
    this.#account.hasBlocked = false;
    return this.#membership('kicked', 'member');
  }

  /** Deletes the account. */
  leaves(): void {
    this.#account.isDeleted = true;
  }

  /** The bot's messages, oldest first, as they stand now. */
  sees(): Seen[] {
    return this.#posted().map(seen);
  }

  /** What taps brought up above the keyboard. */
  notes(): string[] {
    return this.#bot.notes.filter(({ person }) => person === this.id).map(({ text }) => text);
  }

  /** Waits for the next message not yet heard. @throws after ten seconds of silence */
  async hears(): Promise<Seen> {
    const place = this.#heard++;
    return this.until(() => this.sees()[place], `message ${place + 1}`);
  }

  /** Waits until the chat looks as wanted. @param wish named when it never does @param patience ms, ten seconds unless given */
  until<T>(look: () => T | undefined, wish: string, patience = patienceMs): Promise<T> {
    return new Promise((resolve, reject) => {
      const end = (): void => {
        clearTimeout(timer);
        unsubscribe();
      };
      const check = (): void => {
        const found = look();
        if (found === undefined || found === false) return;
        end();
        resolve(found);
      };
      const timer = setTimeout(() => {
        end();
        const last = this.sees().at(-1)?.text ?? 'nothing';
        reject(new Error(`Person ${this.id} waited in vain for ${wish}; last on the screen: ${last}`));
      }, patience);
      const unsubscribe = this.#bot.chats.onChange(check);
      check();
    });
  }

  #posted(): Posted[] {
    return this.#bot.chats.posted.filter((posted) => posted.chat === this.id);
  }

  #message(content: object): number | undefined {
    const account = this.#account;
    if (account.hasBlocked) throw new Error('One who blocked the bot must unblock it before writing');
    account.hasStarted = true;
    return this.#bot.happen('message', `messages of ${account.id}`, {
      message_id: this.#bot.chats.nextMessageId(),
      from: userOf(account),
      chat: chatOf(account),
      date: this.#bot.chats.seconds(),
      ...content,
    });
  }

  #membership(before: string, after: string): number | undefined {
    const account = this.#account;
    const user = this.#bot.user;
    return this.#bot.happen('my_chat_member', `membership of ${account.id}`, {
      chat: chatOf(account),
      from: userOf(account),
      date: this.#bot.chats.seconds(),
      old_chat_member: { user, status: before },
      new_chat_member: { user, status: after },
    });
  }
}

function seen(posted: Posted): Seen {
  const bold = posted.entities.find((entity) => entity.type === 'bold');
  return {
    id: posted.id,
    text: posted.text,
    heading: bold && posted.text.slice(bold.offset, bold.offset + bold.length),
    buttons: posted.keyboard.flat().map(({ text }) => text),
    hasPicture: posted.photo !== undefined,
  };
}

/** Where a label stands in a text's numbered list, from 0; -1 when it does not. */
function placeOfLabel(text: string, label: string): number {
  const line = text
    .split('\n')
    .find((words) => /^\d+\. /.test(words) && words.replace(/^\d+\. /, '') === label.trim());
  return line === undefined ? -1 : Number.parseInt(line, 10) - 1;
}
