import { InputFile, type Transformer } from 'grammy';
import type { Dispatcher, FormData, Pool } from 'undici';
import { z } from 'zod';
import { whenAborted } from '../http/aborts.ts';
import type { HttpAnswer } from '../http/answer-reader.ts';
import { openLines } from '../http/lines.ts';
import { TransportFault } from '../http/transport-fault.ts';

const envelope = z.union([
  z.object({ ok: z.literal(true), result: z.unknown() }),
  z.object({
    ok: z.literal(false),
    error_code: z.number(),
    description: z.string(),
    parameters: z
      .object({ retry_after: z.number().optional(), migrate_to_chat_id: z.number().optional() })
      .optional(),
  }),
]);
type Envelope = z.infer<typeof envelope>;

/** A call that was carried out, and the number of the message it made; or Telegram's refusal in its own words. */
export type Outcome = { ok: true; messageId: number | undefined } | (Envelope & { ok: false });

export type Transport = {
  /** Takes the place of grammY's own HTTP client. */
  transformer: Transformer;
  /** One of the few methods that every update needs, past all that grammY does. @throws TransportFault */
  call(method: string, payload: object, signal: AbortSignal): Promise<Outcome>;
  /** Waits for the calls under way. */
  close(): Promise<void>;
};

/**
 * Calls to the Bot API over kept-alive connections. Only the signal given with a call ends it early:
 * a long poll may rightly wait half a minute.
 */
export function openTransport(apiRoot: string, token: string): Transport {
  const root = new URL(apiRoot);
  const path = `${root.pathname.replace(/\/+$/, '')}/bot${token}/`;
  const lines = openLines(root);
  const uploads = uploadsTo(root);
  return {
    async transformer(_, method, payload, signal) {
      // grammY names the signal by an older library's type; it is the platform's own.
      const until = signal as AbortSignal | undefined;
      const form = isUpload(payload) ? await formOf(payload) : undefined;
      const answer =
        form === undefined
          ? await lines.post(path + method, JSON.stringify(payload), until)
          : await uploads.post(path + method, form, until);
      // The result's shape is Telegram's promise for this method, as typed by grammY.
      return readAnswer(answer) as never;
    },
    async call(method, payload, signal) {
      const answer = await lines.post(path + method, JSON.stringify(payload), signal);
      return outcomeOf(answer);
    },
    async close() {
      await Promise.all([lines.close(), uploads.close()]);
    },
  };
}

/** How the answer to a sent message begins; the rest of it repeats what was sent, and is not worth reading. */
const sentMessage = /^\{"ok":true,"result":\{"message_id":(\d+)[,}]/;
const done = '{"ok":true,"result":true}';

function outcomeOf(answer: HttpAnswer): Outcome {
  if (answer.status === 200) {
    const id = sentMessage.exec(answer.body)?.[1];
    if (id !== undefined) return { ok: true, messageId: Number(id) };
    if (answer.body === done) return { ok: true, messageId: undefined };
  }
  const read = readAnswer(answer);
  if (!read.ok) return read;
  const { message_id: id } = (read.result ?? {}) as { message_id?: unknown };
  return { ok: true, messageId: typeof id === 'number' ? id : undefined };
}

type Payload = Record<string, unknown>;

const isUpload = (payload: object): payload is Payload =>
  Object.values(payload).some((value) => value instanceof InputFile);

async function formOf(payload: Payload): Promise<FormData> {
  const { FormData } = await import('undici');
  const form = new FormData();
  for (const [name, value] of Object.entries(payload)) {
    if (value === undefined) continue;
    if (value instanceof InputFile) form.append(name, await contentOf(value), value.filename ?? name);
    else form.append(name, typeof value === 'string' ? value : JSON.stringify(value));
  }
  return form;
}

async function contentOf(file: InputFile): Promise<Blob> {
  const raw = await file.toRaw();
  if (raw instanceof Uint8Array) return new Blob([new Uint8Array(raw)]);
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  for await (const chunk of raw) chunks.push(new Uint8Array(chunk));
  return new Blob(chunks);
}

/** Pictures go by undici, which knows forms and is loaded for the first of them. */
function uploadsTo(root: URL): {
  post(path: string, form: FormData, signal: AbortSignal | undefined): Promise<HttpAnswer>;
  close(): Promise<void>;
} {
  let opened: Promise<Pool> | undefined;
  const open = async (): Promise<Pool> => {
    const { Pool } = await import('undici');
    return new Pool(root.origin, {
      connections: 64,
      headersTimeout: 0,
      bodyTimeout: 0,
      connectTimeout: 5_000,
      keepAliveTimeout: 10_000,
    });
  };
  return {
    async post(path, form, signal) {
      opened ??= open();
      return upload(await opened, path, form, signal);
    },
    async close() {
      const pool = await opened;
      if (pool?.closed === false) await pool.close();
    },
  };
}

function upload(
  pool: Pool,
  path: string,
  body: FormData,
  signal: AbortSignal | undefined,
): Promise<HttpAnswer> {
  return new Promise((resolve, reject) => {
    let wasSent = false;
    let running: Dispatcher.DispatchController | undefined;
    let status = 0;
    const chunks: Buffer[] = [];
    let leave = (): void => {};
    const fail = (cause: unknown): void => {
      leave();
      reject(new TransportFault(cause, wasSent));
    };
    if (signal?.aborted) return fail(signal.reason);
    if (signal !== undefined) {
      leave = whenAborted(signal, () => {
        fail(signal.reason);
        running?.abort(new Error('given up'));
      });
    }
    pool.dispatch(
      { path, method: 'POST', body },
      {
        // A connection stands and the request is about to be written: from here on it may have arrived.
        onRequestStart(controller) {
          running = controller;
          if (signal?.aborted) controller.abort(new Error('given up'));
          else wasSent = true;
        },
        onResponseStart(_, statusCode) {
          status = statusCode;
        },
        onResponseData(_, chunk) {
          chunks.push(chunk);
        },
        onResponseEnd() {
          leave();
          resolve({ status, body: Buffer.concat(chunks).toString(), isKept: true });
        },
        onResponseError(_, error) {
          fail(error);
        },
      },
    );
  });
}

/** A proxy's error page or a server's odd error still says by its status what happened. */
function readAnswer({ status, body }: HttpAnswer): Envelope {
  const parsed = envelope.safeParse(parseJson(body));
  if (parsed.success) return parsed.data;
  const code = status >= 400 ? status : 502;
  return { ok: false, error_code: code, description: `an answer that is not the Bot API's, HTTP ${status}` };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
