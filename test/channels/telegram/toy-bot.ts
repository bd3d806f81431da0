import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import type { Receipt, Update } from '../../../src/channels/channel.ts';
import {
  openTelegram,
  type Telegram,
  type TelegramOptions,
} from '../../../src/channels/telegram/telegram.ts';
import type { Log } from '../../../src/log.ts';

export const secret = 'a-secret_of-our-own';

/** What the channel told the operator. */
export class Told implements Log {
  readonly lines: string[] = [];
  debug(): void {}
  info(_: object, message: string): void {
    this.lines.push(message);
  }
  warn(_: object, message: string): void {
    this.lines.push(message);
  }
  error(_: object, message: string): void {
    this.lines.push(message);
  }
}

export type ToyBot = {
  telegram: Telegram;
  told: Told;
  /** Committed updates, once each, in order. */
  committed: Update[];
  /** Every handing-in, repetitions among them. */
  handedIn: Update[];
  url: string;
  start(): Promise<void>;
  /** Cuts every line to the webhook. */
  cutLines(): void;
  stop(): Promise<void>;
};

export type ToyOptions = Partial<TelegramOptions> & {
  apiRoot: string;
  token: string;
  /** What to answer instead of committing; undefined commits. */
  instead?(update: Update, time: number): Receipt | undefined | Promise<Receipt | undefined>;
};

/**
 * The channel with the smallest intake: it commits in memory, knows an update again, and echoes each text.
 * One second of waiting lasts a millisecond.
 */
export async function openToyBot({ instead, ...options }: ToyOptions): Promise<ToyBot> {
  const told = new Told();
  const committed: Update[] = [];
  const handedIn: Update[] = [];
  const server: Server = createServer((request, response) => {
    void telegram.handle(request, response).then((isOurs) => {
      if (!isOurs) response.writeHead(404).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const telegram = openTelegram({
    mode: 'polling',
    publicUrl: url,
    webhookSecret: secret,
    clock: Date.now,
    log: told,
    wait: (ms, signal) => pause(ms / 1_000, undefined, { signal }).catch(() => {}),
    ...options,
  });
  let sequence = 0;
  const receive = async (update: Update): Promise<Receipt> => {
    handedIn.push(update);
    const time = handedIn.filter(({ id }) => id === update.id).length;
    const other = await instead?.(update, time);
    if (other !== undefined) return other;
    if (committed.some(({ id }) => id === update.id)) return { kind: 'duplicate' };
    committed.push(update);
    const { event } = update;
    if (event.kind === 'text_written') {
      const message = { text: `nghe: ${event.text}`, choices: [{ id: 'menu', label: 'Menu' }] };
      void telegram.send(update.chat, { kind: 'message', message }, ++sequence, AbortSignal.timeout(5_000));
    }
    return { kind: 'committed' };
  };
  return {
    telegram,
    told,
    committed,
    handedIn,
    url,
    start: () => telegram.start(receive),
    cutLines: () => server.closeAllConnections(),
    async stop() {
      await telegram.stop();
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
