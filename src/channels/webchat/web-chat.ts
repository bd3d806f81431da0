import { Hono } from 'hono';
import { dayMs } from '../../core/time.ts';
import type { NodeBindings } from '../../pages/page-headers.ts';
import { StoreUnavailable } from '../../store/store.ts';
import type { Channel, Receive } from '../channel.ts';
import { LogWatch } from './events.ts';
import { openIdentity } from './identity.ts';
import { type WebChatOptions, webChannel } from './options.ts';
import { addRoutes } from './routes.ts';

/**
 * The web chat: a page, a way in for messages, and a stream out. Sending a message means adding it to the
 * chat's log; the page reads the log from wherever it left off, so a lost connection loses and repeats nothing.
 */
export function openWebChat(options: WebChatOptions): {
  channel: Channel;
  app: Hono<{ Bindings: NodeBindings }>;
} {
  const { store, clock } = options;
  const closing = new AbortController();
  const log = new LogWatch(store);
  let receive: Receive = async () => ({ kind: 'try_later', afterMs: 1_000 });
  const channel: Channel = {
    name: webChannel,
    bot: '-',
    capabilities: {
      textLength: 20_000,
      choices: 40,
      labelLength: 200,
      redeliveryMs: dayMs,
      isFoundLater: true,
    },
    async start(given) {
      receive = given;
    },
    async send(chat, outgoing, sequence) {
      // The page marks its own taps and stops its own spinners.
      if (outgoing.kind !== 'message') return { kind: 'delivered' };
      try {
        await store.appendLog(chat, { sequence, outgoing, at: clock() });
      } catch (error) {
        if (!(error instanceof StoreUnavailable)) throw error;
        // The same line twice is one line: it is tried until it is there, however long the store is away.
        return { kind: 'retry', afterMs: 1_000, scope: 'chat', reason: error.message };
      }
      return { kind: 'delivered' };
    },
    async stop() {
      receive = async () => ({ kind: 'try_later', afterMs: 1_000 });
      closing.abort();
      log.close();
    },
    trouble: async () => undefined,
  };
  const app = new Hono<{ Bindings: NodeBindings }>();
  addRoutes(app, {
    ...options,
    identity: openIdentity(options.secrets.cookieKey, options.publicUrl.startsWith('https:')),
    receive: (update) => receive(update),
    closing: closing.signal,
    log,
  });
  return { channel, app };
}
