import { type Chat, chatKey } from '../../core/chat.ts';
import { type Message, wholeText } from '../../core/message.ts';
import type { LogEntry, Store } from '../../store/store.ts';
import { languageOf } from './language.ts';

/** One message as the page and outside clients read it. */
export type ChatEvent = {
  seq: number;
  /** Heading and text. */
  text: string;
  choices: { id: string; label: string }[];
  heading?: string;
  /** The text without its heading. */
  body: string;
  lang: 'vi' | 'en';
  readable?: true;
  picture?: { src: string; alt: string };
  voice?: { src: string };
};

export function chatEvent(sequence: number, message: Message): ChatEvent {
  return {
    seq: sequence,
    text: wholeText(message),
    choices: message.choices,
    ...(message.heading === undefined ? {} : { heading: message.heading }),
    body: message.text,
    lang: languageOf(wholeText(message), 'en'),
    ...(message.readable === true ? { readable: true } : {}),
    ...(message.picture === undefined
      ? {}
      : { picture: { src: `/chat/media/${message.picture.file}`, alt: message.picture.alt } }),
    ...(message.voice === undefined ? {} : { voice: { src: `/chat/media/${message.voice.file}` } }),
  };
}

const eventsOf = (entries: LogEntry[]): ChatEvent[] =>
  entries.flatMap((entry) =>
    entry.outgoing.kind === 'message' ? [chatEvent(entry.sequence, entry.outgoing.message)] : [],
  );

/** The messages after a sequence, as JSON for those without server-sent events. */
export async function readEvents(store: Store, chat: Chat, after: number): Promise<ChatEvent[]> {
  const entries = await store.readLog(chat, after);
  // Whoever reads their log has been reached by what lay in it.
  await Promise.all(
    entries.map(async ({ outgoing }) => {
      if (outgoing.kind !== 'message' || outgoing.broadcast === undefined) return;
      const { id, ...recipient } = outgoing.broadcast;
      await store.noteRead(store.partitionOf(chat), id, recipient);
    }),
  );
  return eventsOf(entries);
}

/** Wakes the streams of a chat when its log grows: one subscription to the store, however many pages are open. */
export class LogWatch {
  readonly #readers = new Map<string, Set<() => void>>();
  readonly #stop: () => void;

  constructor(store: Store) {
    this.#stop = store.onLog((chat) => {
      const woken =
        chat === undefined ? [...this.#readers.values()] : [this.#readers.get(chatKey(chat)) ?? []];
      for (const readers of woken) for (const read of readers) read();
    });
  }

  /** @returns a stop function */
  watch(chat: Chat, read: () => void): () => void {
    const key = chatKey(chat);
    const readers = this.#readers.get(key) ?? new Set();
    this.#readers.set(key, readers.add(read));
    return () => {
      readers.delete(read);
      if (readers.size === 0 && this.#readers.get(key) === readers) this.#readers.delete(key);
    };
  }

  close(): void {
    this.#stop();
  }
}

const heartbeatMs = 20_000;
/** How soon a log is read again that could not be read. */
const awayMs = 1_000;

/**
 * Server-sent events of one chat: what the log holds after `after`, then whatever is added. The log is read
 * again at each hint and each heartbeat, so a lost hint delays a message and never loses it.
 */
export function eventStream(
  store: Store,
  log: LogWatch,
  chat: Chat,
  after: number,
  closed: AbortSignal,
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let sent = after;
  let end: () => void = () => {};
  return new ReadableStream({
    start(controller) {
      let reading: Promise<void> = Promise.resolve();
      let isOpen = true;
      let soon: NodeJS.Timeout | undefined;
      const write = (text: string): void => {
        if (isOpen) controller.enqueue(encoder.encode(text));
      };
      const read = (): void => {
        reading = reading
          .then(async () => {
            for (const event of await readEvents(store, chat, sent)) {
              sent = event.seq;
              write(`id: ${event.seq}\ndata: ${JSON.stringify(event)}\n\n`);
            }
          })
          // The store is away: the page stays connected and reads again soon.
          .catch((error: unknown) => {
            write(`: ${error instanceof Error ? error.name : 'store'} is away\n\n`);
            clearTimeout(soon);
            if (isOpen) soon = setTimeout(read, awayMs);
          });
      };
      const heartbeat = setInterval(() => {
        write(': still here\n\n');
        read();
      }, heartbeatMs);
      const unsubscribe = log.watch(chat, read);
      end = () => {
        if (!isOpen) return;
        isOpen = false;
        clearInterval(heartbeat);
        clearTimeout(soon);
        unsubscribe();
        try {
          controller.close();
        } catch (error) {
          // Already cancelled by the client: there is nothing left to close.
          if (!(error instanceof TypeError)) throw error;
        }
      };
      closed.addEventListener('abort', () => end(), { once: true });
      write('retry: 2000\n\n');
      read();
    },
    cancel() {
      end();
    },
  });
}
