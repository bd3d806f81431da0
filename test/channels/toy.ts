import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import type { Channel, Receipt, Update } from '../../src/channels/channel.ts';
import { Told } from './telegram/toy-bot.ts';

type Served = Channel & { handle(request: IncomingMessage, response: ServerResponse): Promise<boolean> };

export type Toy<T> = {
  bot: T;
  told: Told;
  /** Committed updates, once each, in order. */
  committed: Update[];
  /** Every handing-in, repetitions among them. */
  handedIn: Update[];
  /** Where the bot's webhooks are. */
  url: string;
  stop(): Promise<void>;
};

/** For every channel: one second of waiting lasts a millisecond. */
export const wait = (ms: number, signal: AbortSignal): Promise<void> =>
  pause(ms / 1_000, undefined, { signal }).catch(() => {});

/** A channel with the smallest intake: it commits in memory and knows an update again. */
export async function openToy<T extends Served>(
  open: (own: { url: string; told: Told }) => T,
  instead: (update: Update) => Receipt | undefined | Promise<Receipt | undefined> = () => undefined,
): Promise<Toy<T>> {
  const told = new Told();
  const committed: Update[] = [];
  const handedIn: Update[] = [];
  const server = createServer((request, response) => {
    void bot.handle(request, response).then((isOurs) => {
      if (!isOurs) response.writeHead(404).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const bot = open({ url, told });
  await bot.start(async (update) => {
    handedIn.push(update);
    const other = await instead(update);
    if (other !== undefined) return other;
    if (committed.some(({ id, chat }) => id === update.id && chat.user === update.chat.user))
      return { kind: 'duplicate' };
    committed.push(update);
    return { kind: 'committed' };
  });
  return {
    bot,
    told,
    committed,
    handedIn,
    url,
    async stop() {
      await bot.stop();
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
