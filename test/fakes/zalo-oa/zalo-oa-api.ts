import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { type Fault, startJsonServer, writeJson } from '../json-server.ts';
import { FakeGrants } from './grants.ts';
import { OaRefusal, readMessage, type Shown } from './message-body.ts';

export type Push = { status: number; tookMs: number };
export type Sent = Shown & { user: string; id: string };

export type ZaloOaApi = {
  url: string;
  oaId: string;
  appId: string;
  appSecret: string;
  /** The webhook page's key. */
  secret: string;
  grants: FakeGrants;
  sent: Sent[];
  /** Paths, in order. */
  calls: string[];
  faults: { fault: Fault; of?: string }[];
  /** Calls a minute before -32; `Infinity` unless a test lowers it. */
  perMinute: number;
  /** When each person last did something. */
  heardAt: Map<string, number>;
  webhook: string | undefined;
  writes(user: string, text: string, about?: { id?: string; at?: number }): Promise<Push>;
  /** Taps a button of the newest message that has it, by its title. */
  taps(user: string, title: string): Promise<Push>;
  follows(user: string, at?: number): Promise<Push>;
  happens(event: object, change?: (raw: string, signature: string) => Delivery): Promise<Push>;
  stop(): Promise<void>;
};
type Delivery = { raw: string; headers: Record<string, string> };

const hourMs = 3_600_000;

/**
 * A strict stand-in for a Zalo Official Account over real HTTP, written from OpenAPI v3's documents: refusals with HTTP
 * 200, `access_token` as a header, single-use refresh tokens, the 48-hour and 7-day windows, five buttons, texts of
 * 2,000, a limit of calls a minute for everything, webhooks signed over their raw bytes.
 */
export async function startZaloOaApi({ clock = Date.now }: { clock?(): number } = {}): Promise<ZaloOaApi> {
  const oaId = '388613280878808645';
  const appId = '360846524940903967';
  const appSecret = 'app-secret';
  const secret = 'oa-secret';
  const grants = new FakeGrants({ appId, appSecret, clock });
  const made: number[] = [];
  let count = 0;
  const nextId = (): string => (++count).toString(16).padStart(20, '9');

  const api: Omit<ZaloOaApi, 'url' | 'stop'> = {
    oaId,
    appId,
    appSecret,
    secret,
    grants,
    sent: [],
    calls: [],
    faults: [],
    perMinute: Number.POSITIVE_INFINITY,
    heardAt: new Map(),
    webhook: undefined,
    writes: (user, text, about = {}) =>
      from(user, about.at ?? clock(), {
        event_name: 'user_send_text',
        message: { text, msg_id: about.id ?? nextId() },
      }),
    taps(user, title) {
      const shown = api.sent.findLast(
        (it) => it.user === user && it.buttons.some((one) => one.title === title),
      );
      const payload = shown?.buttons.find((one) => one.title === title)?.payload;
      if (payload === undefined) throw new Error(`nobody showed ${user} a button "${title}"`);
      return api.writes(user, payload);
    },
    follows: (user, at = clock()) => {
      api.heardAt.set(user, at);
      return api.happens({
        oa_id: oaId,
        follower: { id: user },
        user_id_by_app: '552177279717587730',
        event_name: 'follow',
        source: 'oa_profile',
        app_id: appId,
        timestamp: String(at),
      });
    },
    async happens(
      event,
      change = (raw, signature) => ({ raw, headers: { 'x-zevent-signature': signature } }),
    ) {
      const { timestamp } = event as { timestamp: string };
      const body = JSON.stringify(event);
      const signature = createHash('sha256').update(`${appId}${body}${timestamp}${secret}`).digest('hex');
      const { raw, headers } = change(body, `mac=${signature}`);
      const startedAt = performance.now();
      const answer = await fetch(api.webhook ?? '', {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: raw,
      });
      await answer.arrayBuffer();
      return { status: answer.status, tookMs: performance.now() - startedAt };
    },
  };

  function from(user: string, at: number, what: object): Promise<Push> {
    api.heardAt.set(user, at);
    return api.happens({
      app_id: appId,
      sender: { id: user },
      user_id_by_app: '552177279717587730',
      recipient: { id: oaId },
      ...what,
      timestamp: String(at),
    });
  }

  function send(raw: Buffer): object {
    const { user, shown } = readMessage(raw);
    const heardAt = api.heardAt.get(user);
    if (heardAt === undefined) throw new OaRefusal(-213, 'User has not followed OA');
    if (clock() - heardAt > 7 * 24 * hourMs)
      throw new OaRefusal(-230, 'User has not interacted with the OA in the past 7 days');
    const id = nextId();
    api.sent.push({ ...shown, user, id });
    return { message_id: id, user_id: user, sent_time: String(clock()) };
  }

  function carryOut(path: string, request: IncomingMessage, raw: Buffer): object {
    const now = clock();
    const token = request.headers.access_token;
    if (typeof token !== 'string') throw new OaRefusal(-216, 'Access token is invalid');
    grants.check(token);
    while ((made[0] ?? now) < now - 60_000) made.shift();
    if (made.length >= api.perMinute) throw new OaRefusal(-32, 'Rate limit exceeded');
    made.push(now);
    switch (path) {
      case '/v3.0/oa/message/cs':
        return send(raw);
      case '/v2.0/oa/getoa':
        return { oa_id: oaId, name: 'Xã A', is_verified: true, oa_type: 4, package_name: 'Tăng trưởng' };
      default:
        throw new OaRefusal(-201, `the fake knows no ${path}`);
    }
  }

  async function serve(request: IncomingMessage, response: ServerResponse, raw: Buffer): Promise<void> {
    const path = (request.url ?? '').split('?')[0] ?? '';
    api.calls.push(path);
    const at = api.faults.findIndex(({ of }) => (of ?? '/v3.0/oa/message/cs') === path);
    const [taken] = at < 0 ? [] : api.faults.splice(at, 1);
    const fault = taken?.fault;
    if (fault?.kind === 'cut') return void response.destroy();
    if (fault?.kind === 'hang') return;
    if (fault?.kind === 'proxy_page') {
      response.writeHead(502, { 'content-type': 'text/html' }).end('<h1>502 Bad Gateway</h1>');
      return;
    }
    if (fault?.kind === 'refuse')
      return writeJson(response, { error: fault.code, message: fault.description ?? 'refused' });
    if (fault?.kind === 'slow') await pause(fault.ms);
    try {
      const body =
        path === '/v4/oa/access_token'
          ? grants.renew(String(request.headers.secret_key), new URLSearchParams(raw.toString()))
          : { data: carryOut(path, request, raw), error: 0, message: 'Success' };
      if (fault?.kind === 'lost_response') response.destroy();
      else writeJson(response, body);
    } catch (error) {
      if (!(error instanceof OaRefusal)) throw error;
      writeJson(response, { error: error.code, message: error.message });
    }
  }

  const server = await startJsonServer(serve);
  return Object.assign(api, server);
}
