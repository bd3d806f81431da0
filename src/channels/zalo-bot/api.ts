import { z } from 'zod';
import type { HttpAnswer } from '../http/answer-reader.ts';
import { openLines } from '../http/lines.ts';

/** HTTP 200 is not success: `ok` says it. Some `ok: true` come without a `result`. Source: Zalo Bot Platform, "API". */
const envelope = z.union([
  z.object({ ok: z.literal(true), result: z.unknown().optional() }),
  z.object({ ok: z.literal(false), error_code: z.coerce.number(), description: z.string().default('') }),
]);
export type Answer = z.infer<typeof envelope>;
export type Refusal = Extract<Answer, { ok: false }>;

export type ZaloBotApi = {
  /** @throws TransportFault when no answer came */
  call(method: string, body: object, signal: AbortSignal): Promise<Answer>;
  /** Waits for the calls under way. */
  close(): Promise<void>;
};

/**
 * Calls to the Zalo Bot Platform over kept-alive connections. The token is part of the path, so no address is ever put
 * into an error or a log. @param apiRoot without a slash at the end
 */
export function openApi(apiRoot: string, token: string): ZaloBotApi {
  const root = new URL(apiRoot);
  const path = `${root.pathname.replace(/\/+$/, '')}/bot${token}/`;
  const lines = openLines(root);
  return {
    call: async (method, body, signal) =>
      readAnswer(await lines.post(path + method, JSON.stringify(body), signal)),
    close: () => lines.close(),
  };
}

/** A proxy's error page still says by its status what happened. */
function readAnswer({ status, body }: HttpAnswer): Answer {
  const parsed = envelope.safeParse(parseJson(body));
  if (parsed.success) return parsed.data;
  const code = status >= 400 ? status : 502;
  return { ok: false, error_code: code, description: `an answer that is not Zalo's, HTTP ${status}` };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
