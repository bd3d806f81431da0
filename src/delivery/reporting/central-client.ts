import { Pool } from 'undici';
import { z } from 'zod';
import type { Instant } from '../../core/time.ts';

/** What the centre said to one request. */
export type CentralAnswer =
  | { kind: 'accepted' }
  /** 400, 409, 413: at least one of the statements cannot be taken as it is. */
  | { kind: 'refused'; status: number; reason: string }
  /** 401, 403: our credentials, not the statements. */
  | { kind: 'forbidden'; reason: string }
  /** Busy, broken or away. */
  | { kind: 'later'; afterMs?: number; reason: string };

export type CentralClient = {
  /** Posts statements that are already JSON, byte for byte. */
  post(bodies: string[]): Promise<CentralAnswer>;
  /** The statement the centre holds under an id; undefined when it holds none. @throws when it cannot be asked */
  held(id: string): Promise<unknown>;
  close(): Promise<void>;
};

/** What the centre holds, page by page. */
export type CentralReader = {
  /**
   * Statements stored since a moment, by ids and whose they are.
   * @param more of the page before; undefined for the first
   * @throws when it cannot be asked, or answers what is no page
   */
  heldSince(
    since: Instant,
    more?: string,
  ): Promise<{ statements: HeldStatement[]; more: string | undefined }>;
};
export type HeldStatement = { id: string; homePage: string | undefined; at: Instant };

const pageSize = 500;
const pageSchema = z.object({
  statements: z.array(
    z.object({
      id: z.string(),
      timestamp: z.string().optional(),
      actor: z.object({ account: z.object({ homePage: z.string() }).optional() }).optional(),
    }),
  ),
  more: z.string().optional(),
});

const timeoutMs = 30_000;
/** What the centre says about a refusal, cut so that a page of HTML does not fill the archive. */
const longestReason = 500;

export type CentralOptions = {
  url: string;
  version: string;
  user?: string;
  password?: string;
  token?: string;
};

/** An xAPI endpoint over a kept connection. Source of statuses: xAPI Communication 2.1 and 3.2. */
export function openCentralClient(options: CentralOptions): CentralClient & CentralReader {
  const base = new URL(`${options.url.replace(/\/+$/, '')}/`);
  const pool = new Pool(base.origin, {
    connections: 4,
    keepAliveTimeout: 30_000,
    headersTimeout: timeoutMs,
    bodyTimeout: timeoutMs,
  });
  const path = `${base.pathname}statements`;
  const headers: Record<string, string> = {
    'x-experience-api-version': options.version,
    'content-type': 'application/json',
    ...authorization(options),
  };
  return {
    async post(bodies) {
      try {
        const answer = await pool.request({ method: 'POST', path, headers, body: `[${bodies.join(',')}]` });
        const told = (await answer.body.text()).slice(0, longestReason);
        return verdict(answer.statusCode, answer.headers['retry-after'], told);
      } catch (error) {
        return { kind: 'later', reason: error instanceof Error ? error.message : String(error) };
      }
    },
    async held(id) {
      const answer = await pool.request({ method: 'GET', path: `${path}?statementId=${id}`, headers });
      const body = await answer.body.text();
      if (answer.statusCode === 404) return undefined;
      if (answer.statusCode !== 200)
        throw new Error(`the centre answered ${answer.statusCode} when asked for a statement`);
      return JSON.parse(body);
    },
    async heldSince(since, more) {
      const first = `${path}?since=${encodeURIComponent(new Date(since).toISOString())}&ascending=true&limit=${pageSize}`;
      const next = more === undefined ? undefined : new URL(more, base);
      // Our credentials go to the centre and nowhere else, whatever a page says.
      if (next !== undefined && next.origin !== base.origin)
        throw new Error(`the centre's next page lies at another address, ${next.origin}`);
      const asked = next === undefined ? first : `${next.pathname}${next.search}`;
      const answer = await pool.request({ method: 'GET', path: asked, headers });
      const body = await answer.body.text();
      if (answer.statusCode !== 200)
        throw new Error(`the centre answered ${answer.statusCode} when asked for its statements`);
      const page = pageSchema.parse(JSON.parse(body));
      return {
        statements: page.statements.map(({ id, actor, timestamp }) => ({
          id,
          homePage: actor?.account?.homePage,
          at: Date.parse(timestamp ?? ''),
        })),
        more: page.more === undefined || page.more === '' ? undefined : page.more,
      };
    },
    close: () => pool.close(),
  };
}

function authorization({ user, password, token }: CentralOptions): Record<string, string> {
  if (token !== undefined) return { authorization: `Bearer ${token}` };
  if (user === undefined) return {};
  return { authorization: `Basic ${Buffer.from(`${user}:${password ?? ''}`).toString('base64')}` };
}

function verdict(status: number, retryAfter: string | string[] | undefined, told: string): CentralAnswer {
  const reason = `${status} ${told}`.trim();
  if (status >= 200 && status < 300) return { kind: 'accepted' };
  if (status === 401 || status === 403) return { kind: 'forbidden', reason };
  if (status === 400 || status === 409 || status === 413 || status === 422)
    return { kind: 'refused', status, reason };
  const seconds = Number(retryAfter);
  return Number.isFinite(seconds) && seconds > 0
    ? { kind: 'later', afterMs: seconds * 1_000, reason }
    : { kind: 'later', reason };
}
