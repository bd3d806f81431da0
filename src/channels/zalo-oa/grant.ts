import { z } from 'zod';
import { type Instant, secondMs } from '../../core/time.ts';

/** What Zalo gives for a refresh token, which it ends by that. */
export type Pair = { access: string; refresh: string; accessUntilAt: Instant };

/** `refused`: answered, and not given. `unsent`: Zalo surely never saw it. `unknown`: it may have ended the token. */
export type Granted =
  | { kind: 'granted'; pair: Pair }
  | { kind: 'refused'; reason: string }
  | { kind: 'unsent'; reason: string }
  | { kind: 'unknown'; reason: string };

export type App = { appId: string; appSecret: string; oauthRoot: string };

/** `expires_in` comes as a string, in seconds. Source: Zalo Official Account, "Access token". */
const granted = z.object({
  access_token: z.string().regex(/^[!-~]+$/),
  refresh_token: z.string().min(1),
  expires_in: z.coerce.number().positive(),
});
const refused = z.object({
  error: z.coerce.number(),
  error_name: z.string().optional(),
  error_description: z.string().optional(),
  message: z.string().optional(),
});
const tooMany = -32;
const answerMs = 10 * secondMs;
/** The line was never made: nothing can have been ended. */
const unsentCodes = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH']);

/** Gives a refresh token up for a new pair. */
export const renew = (app: App, refresh: string, now: Instant): Promise<Granted> =>
  ask(app, { refresh_token: refresh, app_id: app.appId, grant_type: 'refresh_token' }, now);

/** The code an administrator of the account brought back from Zalo's page; good for ten minutes, once. */
export const redeem = (app: App, code: string, verifier: string, now: Instant): Promise<Granted> =>
  ask(app, { code, app_id: app.appId, grant_type: 'authorization_code', code_verifier: verifier }, now);

async function ask(app: App, form: Record<string, string>, now: Instant): Promise<Granted> {
  let text: string;
  let status: number;
  try {
    const answer = await fetch(`${app.oauthRoot.replace(/\/+$/, '')}/v4/oa/access_token`, {
      method: 'POST',
      headers: { secret_key: app.appSecret },
      body: new URLSearchParams(form),
      signal: AbortSignal.timeout(answerMs),
    });
    status = answer.status;
    text = await answer.text();
  } catch (error) {
    const cause = error instanceof Error ? error.cause : undefined;
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
    const reason = code === '' ? (error instanceof Error ? error.message : String(error)) : code;
    return { kind: unsentCodes.has(code) ? 'unsent' : 'unknown', reason };
  }
  const body = parseJson(text);
  const pair = granted.safeParse(body);
  if (pair.success) {
    const { access_token: access, refresh_token: refresh, expires_in: seconds } = pair.data;
    return { kind: 'granted', pair: { access, refresh, accessUntilAt: now + seconds * secondMs } };
  }
  const no = refused.safeParse(body);
  if (!no.success) return { kind: 'unknown', reason: `HTTP ${status}` };
  const reason =
    `${no.data.error} ${no.data.error_description ?? no.data.message ?? no.data.error_name ?? ''}`.trim();
  // "Too many" was not looked at; every other number means that this token gives nothing.
  return { kind: no.data.error === tooMany ? 'unsent' : 'refused', reason };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
