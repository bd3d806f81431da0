import { timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Instant, secondMs } from '../../core/time.ts';
import type { Log } from '../../log.ts';
import type { Acknowledgement, Receive } from '../channel.ts';
import { decode } from './decode.ts';
import { shortNote } from './send.ts';

/** Updates are a few kilobytes; more is not Telegram. */
const bodyLimitBytes = 1_048_576;
/** While the bot starts or stops; Telegram comes again. */
const notNowMs = 1 * secondMs;

export type WebhookOptions = { bot: string; secret: string; clock(): Instant; log: Log };

export type Webhook = {
  /** Answers a request if its path is ours. @returns false when it is not, and nothing was done */
  handle(request: IncomingMessage, response: ServerResponse): Promise<boolean>;
  open(receive: Receive): void;
  /** Takes no more updates; resolves when those taken are answered. */
  close(): Promise<void>;
};

/** The path to register with Telegram; the same without the bot's id also works. */
export const webhookPath = (bot: string): string => `/channels/telegram/${bot}`;

type Answer = { status: number; reason?: string; afterMs?: number; call?: string };

/**
 * Takes Telegram's calls on bare `node:http`. 200 is said only after the commit: until then Telegram keeps
 * the update and brings it again. A refusal names its reason for whoever reads Telegram's `getWebhookInfo`.
 */
export function openWebhook({ bot, secret, clock, log }: WebhookOptions): Webhook {
  const paths = [webhookPath(bot), '/channels/telegram'];
  const right = Buffer.from(secret);
  const underWay = new Set<Promise<void>>();
  let receive: Receive | undefined;

  async function answer(request: IncomingMessage): Promise<Answer> {
    if (request.method !== 'POST') return { status: 405, reason: 'only POST' };
    if (!isSame(request.headers['x-telegram-bot-api-secret-token'], right)) {
      log.warn({ channel: 'telegram' }, 'A webhook call came with a wrong secret and was refused');
      return { status: 401, reason: 'wrong secret token' };
    }
    const body = await readBody(request);
    if (body === undefined) return { status: 413, reason: 'too large' };
    const raw = parseJson(body);
    const decoded = decode(raw, bot, clock());
    if (decoded.kind === 'malformed') return { status: 400, reason: 'not an update' };
    if (decoded.kind === 'ignored') return { status: 200 };
    if (receive === undefined) return { status: 503, reason: 'not ready', afterMs: notNowMs };
    // A call in the answer costs no request of its own, but its outcome is never told: fit for nothing but a spinner.
    const receipt = await receive({ ...decoded.update, carriesAcknowledgement: true });
    switch (receipt.kind) {
      case 'committed': {
        const { acknowledgement } = receipt;
        return acknowledgement === undefined
          ? { status: 200 }
          : { status: 200, call: callOf(acknowledgement) };
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

/** Source: Bot API, "Making requests when getting updates". */
const callOf = ({ tap, note }: Acknowledgement): string =>
  JSON.stringify({
    method: 'answerCallbackQuery',
    callback_query_id: tap,
    ...(note === undefined ? {} : { text: shortNote(note) }),
  });

/** Takes the same time whatever was sent; only its length shows. */
function isSame(given: string | string[] | undefined, right: Buffer): boolean {
  if (typeof given !== 'string') return false;
  const bytes = Buffer.from(given);
  return bytes.length === right.length && timingSafeEqual(bytes, right);
}

/** @returns undefined when it is longer than any update */
function readBody(request: IncomingMessage): Promise<string | undefined> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    request.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes <= bodyLimitBytes) chunks.push(chunk);
      else {
        chunks.length = 0;
        resolve(undefined);
      }
    });
    request.on('end', () => resolve(Buffer.concat(chunks).toString()));
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
