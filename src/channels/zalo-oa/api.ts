import { z } from 'zod';
import type { HttpAnswer } from '../http/answer-reader.ts';
import { openLines } from '../http/lines.ts';
import { isTokenRefused } from './failures.ts';
import type { Tokens } from './tokens.ts';

/** Errors come with HTTP 200 and a number that is not 0. Source: Zalo Official Account OpenAPI v3. */
const envelope = z.object({
  error: z.coerce.number(),
  message: z.string().default(''),
  data: z.unknown().optional(),
});
export type Answer = z.infer<typeof envelope>;
export type Refusal = Pick<Answer, 'error' | 'message'>;

export type ZaloOaApi = {
  /** @throws TransportFault when no answer came, NoToken when there is none to call with */
  call(path: string, body: object, signal: AbortSignal): Promise<Answer>;
  /** Waits for the calls under way. */
  close(): Promise<void>;
};

/** Calls over kept-alive connections. A token that is refused is renewed once, and the call made once more. */
export function openApi(apiRoot: string, tokens: Pick<Tokens, 'access' | 'renewed'>): ZaloOaApi {
  const root = new URL(apiRoot);
  const base = root.pathname.replace(/\/+$/, '');
  const lines = openLines(root);
  const post = async (path: string, body: object, token: string, signal: AbortSignal): Promise<Answer> =>
    readAnswer(await lines.post(base + path, JSON.stringify(body), signal, `access_token: ${token}\r\n`));
  return {
    async call(path, body, signal) {
      const token = await tokens.access();
      const answer = await post(path, body, token, signal);
      return isTokenRefused(answer.error) ? post(path, body, await tokens.renewed(token), signal) : answer;
    },
    close: () => lines.close(),
  };
}

/** A proxy's error page still says by its status what happened. */
function readAnswer({ status, body }: HttpAnswer): Answer {
  const parsed = envelope.safeParse(parseJson(body));
  if (parsed.success) return parsed.data;
  return { error: status >= 400 ? status : 502, message: `an answer that is not Zalo's, HTTP ${status}` };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
