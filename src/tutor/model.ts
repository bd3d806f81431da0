import OpenAI, { APIConnectionError, APIError, APIUserAbortError } from 'openai';
import { zodResponseFormat } from 'openai/helpers/zod';
import type { Instant } from '../core/time.ts';
import { Breaker } from './breaker.ts';
import { type Reply, type ReplyName, readReply, replySchemas } from './reply.ts';

export type ModelSettings = {
  /** Never blank: a blank one would mean the library's own default, a server abroad. */
  baseUrl: string;
  apiKey?: string;
  model: string;
};

/** Why there is no answer: each is ordinary, and the authored text is said. */
export type NoReply =
  | 'breaker'
  | 'timeout'
  | 'stopped'
  | 'auth'
  | 'rate'
  | 'net'
  | 'not_openai'
  | 'length'
  | 'refused'
  | 'empty'
  | 'not_json'
  | `http_${number}`;

export type Asked<N extends ReplyName> = {
  prompt: string;
  output: N;
  temperature: number;
  maxTokens: number;
  signal: AbortSignal;
};

/** `tokens` as the server counts them; undefined when it does not say, `isUnbilled` when it surely did not begin. */
export type ModelReply<N extends ReplyName> = { ms: number; tokens?: number; isUnbilled?: true } & (
  | { kind: 'reply'; reply: Reply<N> }
  | { kind: 'none'; why: NoReply }
);

export type Model = {
  ask<N extends ReplyName>(asked: Asked<N>): Promise<ModelReply<N>>;
  /** For the console. */
  state(): Breaker['state'];
  /** The server's host, for logs. */
  readonly host: string;
  readonly name: string;
};

/** From the question to the answer, whatever the server does meanwhile. */
export const deadlineMs = 8_000;

/** What servers make of a wanted form, best first. One that refuses a form is asked by the next from then on. */
const forms = ['json_schema', 'json_object', 'text'] as const;

/**
 * A model behind chat completions, on any server that speaks them. Not streamed: a stream that is cut ends as if it
 * were whole. The library's own retries are off: they make its time limit last three times as long. What comes is
 * read and checked here, since servers take a schema and ignore it.
 */
export function openModel(
  { baseUrl, apiKey, model }: ModelSettings,
  { clock, waitMs = deadlineMs }: { clock(): Instant; waitMs?: number },
): Model {
  if (baseUrl.trim() === '')
    throw new Error('a model without a base address would be asked somewhere unknown');
  const client = new OpenAI({
    baseURL: baseUrl,
    apiKey: apiKey === undefined || apiKey === '' ? 'none' : apiKey,
    maxRetries: 0,
    timeout: waitMs,
    logLevel: 'off',
  });
  const breaker = new Breaker();
  let form = 0;

  async function once<N extends ReplyName>(asked: Asked<N>, signal: AbortSignal) {
    const wanted = forms[form];
    return client.chat.completions.create(
      {
        model,
        messages: [{ role: 'user', content: asked.prompt }],
        temperature: asked.temperature,
        max_tokens: asked.maxTokens,
        ...(wanted === 'json_schema'
          ? { response_format: zodResponseFormat(replySchemas[asked.output], asked.output) }
          : wanted === 'json_object'
            ? { response_format: { type: 'json_object' as const } }
            : {}),
      },
      { signal },
    );
  }

  /** A server that refuses the form of the answer is asked again in a plainer one, within the same time. */
  async function inSomeForm<N extends ReplyName>(asked: Asked<N>, signal: AbortSignal) {
    for (;;) {
      try {
        return await once(asked, signal);
      } catch (error) {
        const isRefusedForm = error instanceof APIError && (error.status === 400 || error.status === 422);
        if (!isRefusedForm || form === forms.length - 1) throw error;
        form++;
      }
    }
  }

  return {
    host: new URL(baseUrl).host,
    name: model,
    state: () => breaker.state,
    async ask(asked) {
      const beganAt = clock();
      const none = (why: NoReply, more: { tokens?: number; isUnbilled?: true } = {}) =>
        ({ kind: 'none', why, ms: clock() - beganAt, ...more }) as const;
      if (!breaker.mayCall(beganAt)) return none('breaker', { isUnbilled: true });
      const signal = AbortSignal.any([asked.signal, AbortSignal.timeout(waitMs)]);
      let completion: unknown;
      try {
        completion = await inSomeForm(asked, signal);
      } catch (error) {
        if (asked.signal.aborted) {
          breaker.succeeded();
          return none('stopped');
        }
        const { why, isUnbilled } = reasonOf(error, signal.aborted);
        if (why === 'auth') breaker.refused();
        else breaker.failed(clock());
        return none(why, isUnbilled ? { isUnbilled: true } : {});
      }
      const read = readCompletion(completion);
      // A page instead of an answer is a broken server; a refusal or a cut answer is a server at work.
      if (read.kind === 'none' && read.why === 'not_openai') {
        breaker.failed(clock());
        return none('not_openai');
      }
      breaker.succeeded();
      const used = read.tokens === undefined ? {} : { tokens: read.tokens };
      if (read.kind === 'none') return none(read.why, used);
      const reply = readReply(asked.output, read.content);
      if (reply === undefined) return none('not_json', used);
      return { kind: 'reply', reply, ms: clock() - beganAt, ...used };
    },
  };
}

function reasonOf(error: unknown, isOver: boolean): { why: NoReply; isUnbilled: boolean } {
  if (isOver || error instanceof APIUserAbortError) return { why: 'timeout', isUnbilled: false };
  if (error instanceof APIConnectionError) return { why: 'net', isUnbilled: true };
  if (error instanceof APIError && typeof error.status === 'number') {
    const { status } = error;
    if (status === 401 || status === 403) return { why: 'auth', isUnbilled: true };
    if (status === 429) return { why: 'rate', isUnbilled: true };
    return { why: `http_${status}`, isUnbilled: status < 500 };
  }
  // Cut JSON, a socket closed in the middle: the library throws what its parts throw.
  return { why: 'not_openai', isUnbilled: false };
}

type Read = { tokens?: number } & ({ kind: 'content'; content: string } | { kind: 'none'; why: NoReply });

/** The library hands on a page of HTML as text and an error with status 200 as an answer: nothing is taken for granted. */
function readCompletion(completion: unknown): Read {
  const { choices, usage } = (completion ?? {}) as {
    choices?: { finish_reason?: string; message?: { content?: unknown; refusal?: unknown } }[];
    usage?: { total_tokens?: unknown };
  };
  const choice = Array.isArray(choices) ? choices[0] : undefined;
  if (choice === undefined) return { kind: 'none', why: 'not_openai' };
  const tokens = usage?.total_tokens;
  const used = typeof tokens === 'number' && tokens >= 0 ? { tokens: Math.ceil(tokens) } : {};
  if (choice.finish_reason === 'length') return { kind: 'none', why: 'length', ...used };
  const isRefused = typeof choice.message?.refusal === 'string' && choice.message.refusal !== '';
  if (isRefused || choice.finish_reason === 'content_filter')
    return { kind: 'none', why: 'refused', ...used };
  const content = choice.message?.content;
  if (typeof content !== 'string' || content.trim() === '') return { kind: 'none', why: 'empty', ...used };
  return { kind: 'content', content, ...used };
}
