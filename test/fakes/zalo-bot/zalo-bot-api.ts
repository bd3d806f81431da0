import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { type Fault, startJsonServer, writeJson } from '../json-server.ts';
import { Refusal, readCall, sends } from './methods.ts';

export type Sent = { user: string; method: string; text: string; body: Record<string, unknown>; id: string };
/** One webhook call, and how it was answered. */
export type Push = { status: number; tookMs: number };

export type ZaloBotApi = {
  url: string;
  token: string;
  /** What people were sent, in order. */
  sent: Sent[];
  /** Every call, in order, by its method. */
  calls: { method: string; body: Record<string, unknown> }[];
  webhook: { url: string; secret: string } | undefined;
  /** Taken in order by the next calls of a method that sends, or of any where `of` says so. */
  faults: { fault: Fault; of?: string }[];
  /** Of the free plan; lowered by tests. */
  limits: { messages: number; people: number };
  /**
   * Somebody writes; what they see is brought by the webhook, or waits for `getUpdates`.
   * @returns undefined where nothing was brought
   */
  writes(user: string, text: string, about?: { id?: string; at?: number }): Promise<Push | undefined>;
  /** Another event than a text. */
  happens(user: string, event: string, fields?: object): Promise<Push | undefined>;
  stop(): Promise<void>;
};

/**
 * A strict stand-in for the Zalo Bot Platform over real HTTP, written from its documents: one update per `getUpdates`,
 * none while a webhook is set, 408 for an empty poll, HTTP 200 for refusals, texts of 1 to 2,000, 50 people, 3,000
 * messages a month, no buttons, no offsets, no second delivery.
 */
export async function startZaloBotApi({
  token = '12345689:abc-xyz',
  clock = Date.now,
  pollMs = 20,
}: {
  token?: string;
  clock?(): number;
  /** How long an empty poll is held here. */
  pollMs?: number;
} = {}): Promise<ZaloBotApi> {
  const waiting: object[] = [];
  const people = new Set<string>();
  let wake: () => void = () => {};
  let count = 0;

  const nextId = (): string => `msg${(++count).toString(16).padStart(17, '0')}`;
  const api: Omit<ZaloBotApi, 'url' | 'stop'> = {
    token,
    sent: [],
    calls: [],
    webhook: undefined,
    faults: [],
    limits: { messages: 3_000, people: 50 },
    writes: (user, text, about = {}) =>
      happens(user, 'message.text.received', {
        text,
        ...(about.id === undefined ? {} : { message_id: about.id }),
        ...(about.at === undefined ? {} : { date: about.at }),
      }),
    happens: (user, event, fields) => happens(user, event, fields),
  };

  async function happens(user: string, event: string, fields: object = {}): Promise<Push | undefined> {
    if (!people.has(user) && people.size >= api.limits.people) return undefined;
    people.add(user);
    const result = {
      event_name: event,
      message: {
        from: { id: user, display_name: 'Lan', is_bot: false },
        chat: { id: user, chat_type: 'PRIVATE' },
        message_id: nextId(),
        date: clock(),
        ...fields,
      },
    };
    if (api.webhook === undefined) {
      waiting.push(result);
      wake();
      return undefined;
    }
    const startedAt = performance.now();
    const answer = await fetch(api.webhook.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-bot-api-secret-token': api.webhook.secret },
      body: JSON.stringify({ ok: true, result }),
    });
    await answer.arrayBuffer();
    return { status: answer.status, tookMs: performance.now() - startedAt };
  }

  async function carryOut(method: string, body: Record<string, unknown>): Promise<unknown> {
    switch (method) {
      case 'getMe':
        return {
          id: '1459232241454765289',
          account_name: 'bot.VDKyGxQvc',
          account_type: 'BASIC',
          can_join_groups: false,
        };
      case 'setWebhook': {
        const { url, secret_token: secret } = body;
        if (typeof url !== 'string' || !/^https?:\/\//.test(url)) throw new Refusal(400, 'Bad request: url');
        if (typeof secret !== 'string' || secret.length < 8 || secret.length > 256)
          throw new Refusal(400, 'Bad request: secret_token must be 8 to 256 characters');
        api.webhook = { url, secret };
        return { url, updated_at: clock() };
      }
      case 'deleteWebhook':
        api.webhook = undefined;
        return { url: '', updated_at: clock() };
      case 'getWebhookInfo':
        return { url: api.webhook?.url ?? '', updated_at: clock() };
      case 'getUpdates': {
        if (api.webhook !== undefined) throw new Refusal(400, 'Bad request: a webhook is set');
        if (waiting.length === 0)
          await new Promise<void>((resolve) => {
            wake = resolve;
            setTimeout(resolve, pollMs);
          });
        const first = waiting.shift();
        if (first === undefined) throw new Refusal(408, 'Request timeout');
        return first;
      }
      case 'sendChatAction':
        if (body.action !== 'typing') throw new Refusal(400, 'Bad request: action');
        return undefined;
      default:
        return send(method, body);
    }
  }

  function send(method: string, body: Record<string, unknown>): unknown {
    const text = sends(method, body);
    const user = String(body.chat_id);
    if (!people.has(user)) throw new Refusal(400, 'Bad request: chat not found');
    if (api.sent.length >= api.limits.messages) throw new Refusal(429, 'Quota exceeded');
    const id = nextId();
    api.sent.push({ user, method, text, body, id });
    return { message_id: id, date: clock() };
  }

  async function serve(request: IncomingMessage, response: ServerResponse, raw: Buffer): Promise<void> {
    const [, given, method = ''] = /^\/bot([^/]+)\/(\w+)$/.exec(request.url ?? '') ?? [];
    if (given === undefined) return refuse(response, new Refusal(404, 'Not found'));
    if (given !== token) return refuse(response, new Refusal(401, 'Unauthorized'));
    const body = readCall(raw);
    if (body === undefined) return refuse(response, new Refusal(400, 'Bad request'));
    api.calls.push({ method, body });
    const at = api.faults.findIndex(({ of }) =>
      of === undefined ? method.startsWith('send') : of === method,
    );
    const [taken] = at < 0 ? [] : api.faults.splice(at, 1);
    const fault = taken?.fault;
    if (fault?.kind === 'cut') return void response.destroy();
    if (fault?.kind === 'hang') return;
    if (fault?.kind === 'proxy_page') {
      response.writeHead(502, { 'content-type': 'text/html' }).end('<h1>502 Bad Gateway</h1>');
      return;
    }
    if (fault?.kind === 'refuse')
      return refuse(response, new Refusal(fault.code, fault.description ?? 'refused'));
    if (fault?.kind === 'slow') await pause(fault.ms);
    try {
      const result = await carryOut(method, body);
      if (fault?.kind === 'lost_response') response.destroy();
      else writeJson(response, result === undefined ? { ok: true } : { ok: true, result });
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      refuse(response, error);
    }
  }

  const server = await startJsonServer(serve);
  return Object.assign(api, server);
}

/** HTTP 200 carries refusals too: `ok` says what it is. */
const refuse = (response: ServerResponse, { code, message }: Refusal): void =>
  writeJson(response, { ok: false, error_code: code, description: message });
