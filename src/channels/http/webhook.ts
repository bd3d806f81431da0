import { timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import { secondMs } from '../../core/time.ts';
import type { Log } from '../../log.ts';
import type { Receipt, Receive, Update } from '../channel.ts';

/** What a platform's call holds, in our words. */
export type Decoded =
  | { kind: 'update'; update: Update }
  /** Well formed, but nothing for us: a group, an edit, a kind we do not know. It is acknowledged. */
  | { kind: 'ignored' }
  | { kind: 'malformed' };

/** How a call proves that it comes from the platform. Looked at before anything is parsed. */
export type Proof =
  | { by: 'header'; isRight(headers: IncomingHttpHeaders): boolean }
  | { by: 'body'; isRight(headers: IncomingHttpHeaders, raw: Buffer): boolean };

export type WebhookOptions = {
  channel: string;
  /** Where it is called; several may lead to one bot. */
  paths: string[];
  proof: Proof;
  /** An update is a few kilobytes; more is not the platform's. */
  bodyLimitBytes: number;
  decode(raw: unknown): Decoded;
  /** A call in the answer to a commit, as JSON, where the platform takes one. */
  replyTo?(receipt: Extract<Receipt, { kind: 'committed' }>): string | undefined;
  log: Log;
};

export type Webhook = {
  /** Answers a request if its path is ours. @returns false when it is not, and nothing was done */
  handle(request: IncomingMessage, response: ServerResponse): Promise<boolean>;
  open(receive: Receive): void;
  /** Takes no more updates; resolves when those taken are answered. */
  close(): Promise<void>;
};

/** While the bot starts or stops; the platform comes again. */
const notNowMs = 1 * secondMs;

type Answer = { status: number; reason?: string; afterMs?: number; call?: string };

/**
 * Takes a platform's calls on bare `node:http`. 200 is said only after the commit: until then the platform keeps the
 * update and brings it again. A refusal names its reason for whoever reads the platform's own log of it.
 */
export function openWebhook({
  channel,
  paths,
  proof,
  bodyLimitBytes,
  decode,
  replyTo,
  log,
}: WebhookOptions): Webhook {
  const underWay = new Set<Promise<void>>();
  let receive: Receive | undefined;

  const refused = (): Answer => {
    log.warn(
      { channel },
      'A webhook call did not prove that it comes from the platform, wrong secret or signature, and was refused',
    );
    return { status: 401, reason: 'wrong secret or signature' };
  };

  async function answer(request: IncomingMessage): Promise<Answer> {
    if (request.method !== 'POST') return { status: 405, reason: 'only POST' };
    if (proof.by === 'header' && !proof.isRight(request.headers)) return refused();
    const body = await readBody(request, bodyLimitBytes);
    if (body === undefined) return { status: 413, reason: 'too large' };
    if (proof.by === 'body' && !proof.isRight(request.headers, body)) return refused();
    const decoded = decode(parseJson(body.toString()));
    if (decoded.kind === 'malformed') return { status: 400, reason: 'not an update' };
    if (decoded.kind === 'ignored') return { status: 200 };
    if (receive === undefined) return { status: 503, reason: 'not ready', afterMs: notNowMs };
    const receipt = await receive(decoded.update);
    switch (receipt.kind) {
      case 'committed': {
        const call = replyTo?.(receipt);
        return call === undefined ? { status: 200 } : { status: 200, call };
      }
      case 'duplicate':
      case 'dead_letter':
        return { status: 200 };
      case 'try_later':
        return { status: 503, reason: 'not saved', afterMs: receipt.afterMs };
    }
  }

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { status, reason = '', afterMs, call } = await answer(request);
    response.statusCode = status;
    response.setHeader('content-type', call === undefined ? 'text/plain' : 'application/json');
    if (afterMs !== undefined) response.setHeader('retry-after', Math.max(1, Math.ceil(afterMs / secondMs)));
    // What was not read of a refused request must not be taken for the next one.
    if (!request.complete) response.setHeader('connection', 'close');
    response.end(call ?? reason);
  }

  return {
    async handle(request, response) {
      const path = (request.url ?? '').split('?', 1)[0] ?? '';
      if (!paths.includes(path)) return false;
      const work = serve(request, response).catch((error: unknown) => {
        // The caller hung up before all was read: nothing was taken, and it will come again.
        if (!request.destroyed) throw error;
        log.debug({ err: error }, 'A webhook call was cut off');
      });
      underWay.add(work);
      try {
        await work;
      } finally {
        underWay.delete(work);
      }
      return true;
    },
    open(to) {
      receive = to;
    },
    async close() {
      receive = undefined;
      await Promise.allSettled(underWay);
    },
  };
}

/** Where a bot's webhook is; the channel's only bot is also reached without naming it. */
export const webhookPaths = (channel: string, bot: string, isOnly: boolean): string[] => [
  `/channels/${channel}/${bot}`,
  ...(isOnly ? [`/channels/${channel}`] : []),
];

/** A secret that the platform repeats in a header. Takes the same time whatever was sent; only its length shows. */
export function secretHeader(name: string, secret: string): Proof {
  const right = Buffer.from(secret);
  return {
    by: 'header',
    isRight(headers) {
      const given = headers[name];
      if (typeof given !== 'string') return false;
      const bytes = Buffer.from(given);
      return bytes.length === right.length && timingSafeEqual(bytes, right);
    },
  };
}

/** @returns undefined when it is longer than any update */
function readBody(request: IncomingMessage, limitBytes: number): Promise<Buffer | undefined> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    request.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes <= limitBytes) chunks.push(chunk);
      else {
        chunks.length = 0;
        resolve(undefined);
      }
    });
    request.on('end', () => resolve(Buffer.concat(chunks)));
    request.on('error', reject);
  });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
