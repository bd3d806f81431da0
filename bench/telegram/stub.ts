import { type AddressInfo, createServer, type Socket } from 'node:net';
import { readMessages } from '../http/messages.ts';
import { methodAndFields } from './call.ts';

export type Button = { id: string; label: string };
/** What a learner has on screen: the newest message with its buttons. */
export type Shown = { id: number; text: string; buttons: Button[] };
/** Where a bot asked Telegram to bring its updates. */
export type WebhookAddress = { url: string; secret: string };

export type Stub = {
  url: string;
  token: string;
  /** Calls so far by method; a method that rode in a webhook's answer counts as `<method> in the 200`. */
  calls: Map<string, number>;
  /** Messages shown so far, by chat. */
  messages: Map<number, number>;
  webhooks: Map<string, WebhookAddress>;
  /** Resolves with the next message with buttons that this chat is shown; undefined when given up. */
  nextShown(chat: number): Promise<Shown | undefined>;
  /** A call that came in the answer to a webhook. */
  takeReply(call: Record<string, unknown>): void;
  /** Ends the wait of whoever has waited longer than this. */
  giveUp(afterMs: number): void;
  /** Begins a new run: no chat has seen anything, nothing was counted. */
  forget(): void;
  stop(): Promise<void>;
};

type Waiter = { resolve(shown: Shown | undefined): void; since: number };

/** Digits before the colon are the bot's id, as BotFather gives it. */
const token = '4242:bench-token-of-nobody';

/**
 * A Bot API that does as little as possible: it believes every call, answers it after `latencyMs`, counts it
 * and remembers the newest buttons of each chat, so that learners can tap them. What the tests need, limits
 * and errors, is in `test/fakes/bot-api`; here the stub must never be the slow part.
 */
export async function startStub({ latencyMs = 0 }: { latencyMs?: number } = {}): Promise<Stub> {
  const calls = new Map<string, number>();
  const messages = new Map<number, number>();
  const webhooks = new Map<string, WebhookAddress>();
  const waiters = new Map<number, Waiter>();
  const sockets = new Set<Socket>();
  let lastMessage = 0;

  const count = (name: string): void => void calls.set(name, (calls.get(name) ?? 0) + 1);

  function show(fields: Record<string, unknown>, message: number): void {
    const chat = Number(fields.chat_id);
    messages.set(chat, (messages.get(chat) ?? 0) + 1);
    const buttons = buttonsOf(fields.reply_markup);
    const waiter = waiters.get(chat);
    if (waiter === undefined || buttons.length === 0) return;
    waiters.delete(chat);
    waiter.resolve({ id: message, text: String(fields.text ?? fields.caption ?? ''), buttons });
  }

  /** @returns the answer's body, and what becomes visible with it */
  function carryOut(
    method: string,
    fields: Record<string, unknown>,
    body: string,
  ): { answer: string; shows?: () => void } {
    count(method);
    switch (method) {
      case 'sendMessage':
      case 'sendPhoto': {
        lastMessage += 1;
        const id = lastMessage;
        return { answer: messageAnswer(id, fields, body), shows: () => show(fields, id) };
      }
      case 'editMessageText': {
        const id = Number(fields.message_id);
        return { answer: messageAnswer(id, fields, body), shows: () => show(fields, id) };
      }
      case 'editMessageReplyMarkup':
        return { answer: messageAnswer(Number(fields.message_id), fields, body) };
      case 'getMe':
        return { answer: me };
      case 'setWebhook':
        webhooks.set(String(fields.url), {
          url: String(fields.url),
          secret: String(fields.secret_token ?? ''),
        });
        return { answer: yes };
      default:
        return { answer: yes };
    }
  }

  const server = createServer((socket) => {
    sockets.add(socket);
    socket.setNoDelay(true);
    socket.on('close', () => sockets.delete(socket));
    // A bot that was killed resets its connections.
    socket.on('error', () => socket.destroy());
    readMessages(socket, ({ head, body }) => {
      const { method, fields } = methodAndFields(head, body);
      const { answer, shows } = carryOut(method, fields, body);
      const end = (): void => {
        if (!socket.destroyed) socket.write(ok(answer));
        shows?.();
      };
      if (latencyMs === 0) end();
      else setTimeout(end, latencyMs);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    token,
    calls,
    messages,
    webhooks,
    nextShown: (chat) => new Promise((resolve) => waiters.set(chat, { resolve, since: performance.now() })),
    takeReply(call) {
      const method = String(call.method);
      const { shows } = carryOut(method, call, JSON.stringify(call));
      calls.set(method, (calls.get(method) ?? 1) - 1);
      count(`${method} in the 200`);
      shows?.();
    },
    giveUp(afterMs) {
      const before = performance.now() - afterMs;
      for (const [chat, waiter] of waiters) {
        if (waiter.since > before) continue;
        waiters.delete(chat);
        waiter.resolve(undefined);
      }
    },
    forget() {
      for (const waiter of waiters.values()) waiter.resolve(undefined);
      waiters.clear();
      calls.clear();
      messages.clear();
      webhooks.clear();
    },
    async stop() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

const yes = '{"ok":true,"result":true}';
const me = `{"ok":true,"result":{"id":${token.split(':')[0]},"is_bot":true,"first_name":"Bench","username":"bench_bot","can_join_groups":false,"can_read_all_group_messages":false,"supports_inline_queries":false}}`;

/** Telegram answers with the whole message: what was sent comes back in it. */
function messageAnswer(id: number, fields: Record<string, unknown>, body: string): string {
  const sent = body.startsWith('{') && body.length > 2 ? `,${body.slice(1)}` : '}';
  return `{"ok":true,"result":{"message_id":${id},"date":${Math.floor(Date.now() / 1_000)},"chat":{"id":${Number(fields.chat_id)},"type":"private","first_name":"Lan"}${sent}}`;
}

const ok = (body: string): string =>
  `HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;

type Markup = { inline_keyboard?: { text: string; callback_data?: string }[][] };

function buttonsOf(markup: unknown): Button[] {
  const read = (typeof markup === 'string' ? JSON.parse(markup) : markup) as Markup | undefined;
  const buttons: Button[] = [];
  for (const row of read?.inline_keyboard ?? []) {
    for (const { text, callback_data } of row) {
      if (callback_data !== undefined) buttons.push({ id: callback_data, label: text });
    }
  }
  return buttons;
}
