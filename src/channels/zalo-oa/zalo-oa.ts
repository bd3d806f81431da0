import type { IncomingMessage, ServerResponse } from 'node:http';
import { hourMs, type Instant, minuteMs } from '../../core/time.ts';
import type { Log } from '../../log.ts';
import type { Capabilities, Channel, Pace } from '../channel.ts';
import type { Counts } from '../counts.ts';
import type { PollerLease } from '../http/under-lease.ts';
import { openWebhook, type Webhook, webhookPaths } from '../http/webhook.ts';
import { openApi } from './api.ts';
import { decode } from './decode.ts';
import type { Notes, TokenCopy } from './kept-tokens.ts';
import { buttonLimit, textLimit, titleLimit } from './render.ts';
import { openSender } from './send.ts';
import { openProof, type SignatureKeys } from './signature.ts';
import { freeMs, openSpending } from './spending.ts';
import { openTapPayloads } from './tap-payload.ts';
import { openTokens } from './tokens.ts';

export type ZaloOaOptions = SignatureKeys & {
  apiRoot: string;
  oauthRoot: string;
  /** Calls a minute that the account's plan allows, for everything together. */
  callsPerMinute: number;
  /** VND a month that may be spent on what nobody asked for. */
  mostVnd: number;
  /** The refresh token of the first grant. */
  firstRefreshToken: string | undefined;
  /** False: this process only sends, its webhooks come to others. */
  takesUpdates: boolean;
  /** Where Zalo reaches us, without a slash at the end. */
  publicUrl: string;
  isOnly: boolean;
  /** Marks taps; of this account alone. */
  tapKey: Buffer;
  lock: Pick<PollerLease, 'acquire' | 'release'>;
  notes: Notes;
  copy: TokenCopy;
  counts: Counts;
  clock(): Instant;
  wait(ms: number, signal: AbortSignal): Promise<void>;
  log: Log;
};

export type ZaloOa = Channel & {
  /** Answers a webhook call. @returns false when the path is not this account's */
  handle(request: IncomingMessage, response: ServerResponse): Promise<boolean>;
};

const name = 'zalo-oa';
/** A retry comes within two hours; what is older is refused as a replay, so it need not be known longer. */
const capabilities: Capabilities = {
  textLength: textLimit,
  choices: buttonLimit,
  labelLength: titleLimit,
  unaskedWithinMs: freeMs,
  redeliveryMs: 25 * hourMs,
};
const replayMs = 24 * hourMs;
const bodyLimitBytes = 262_144;
const lookMs = minuteMs;

/**
 * One Zalo Official Account over OpenAPI v3. The account's calls a minute are one bucket for all processes: a turn is one
 * call, nobody's profile is asked for, answers go before what nobody asked for.
 */
export function openZaloOa(options: ZaloOaOptions): ZaloOa {
  const { oaId, appId, appSecret, publicUrl, clock, log } = options;
  const stopping = new AbortController();
  const wait = (ms: number): Promise<void> => options.wait(ms, stopping.signal);
  const tokens = openTokens({
    oaId,
    app: { appId, appSecret, oauthRoot: options.oauthRoot },
    first: options.firstRefreshToken,
    notes: options.notes,
    lock: options.lock,
    copy: options.copy,
    clock,
    wait,
    log,
  });
  const api = openApi(options.apiRoot, tokens);
  const payloads = openTapPayloads(options.tapKey);
  const spending = openSpending(oaId, options.mostVnd, options.counts, log);
  const sender = openSender({
    api,
    payloads,
    // Zalo fetches pictures itself, and from https only.
    pictureUrl: (file) =>
      publicUrl.startsWith('https://') ? `${publicUrl}/chat/media/${encodeURIComponent(file)}` : undefined,
  });
  const webhook: Webhook = openWebhook({
    channel: name,
    paths: webhookPaths(name, oaId, options.isOnly),
    proof: openProof(options, log),
    bodyLimitBytes,
    decode: (raw) => decode(raw, { oaId, payloads, now: clock(), replayMs }),
    log,
  });
  const perSecond = options.callsPerMinute / 60;
  const pace: Pace = {
    perSecond: { reply: perSecond, bulk: perSecond / 2 },
    chatBurst: 20,
    sendsAtOnce: 128,
  };
  let lastRefusal: string | undefined;
  let looking: Promise<void> = Promise.resolve();

  async function keepLooking(): Promise<void> {
    while (!stopping.signal.aborted) {
      await wait(lookMs);
      if (stopping.signal.aborted) return;
      await Promise.all([tokens.look(), spending.look(clock())]);
    }
  }

  return {
    name,
    bot: oaId,
    capabilities,
    pace,
    handle: (request, response) =>
      options.takesUpdates ? webhook.handle(request, response) : Promise.resolve(false),
    async start(receive) {
      await tokens.open();
      await spending.look(clock());
      webhook.open(receive);
      looking = keepLooking();
    },
    async send(chat, outgoing, sequence, signal) {
      const delivery = await sender.send(chat, outgoing, sequence, signal);
      if (delivery.kind === 'channel_down') lastRefusal = delivery.reason;
      else if (delivery.kind === 'delivered') {
        lastRefusal = undefined;
        if (outgoing.kind === 'message') await spending.arrived(chat, clock());
      }
      return delivery;
    },
    canSend: (chat, heardAt, now) => spending.canSend(chat, heardAt, now),
    figures() {
      const { access_hours_left, grant_days_left } = tokens.figures();
      return { access_hours_left, grant_days_left, spent_vnd_this_month: spending.spentVnd(clock()) };
    },
    async stop() {
      stopping.abort(new Error('stopping'));
      await Promise.all([looking, webhook.close()]);
      await api.close();
    },
    async trouble() {
      if (lastRefusal !== undefined)
        return `Zalo refuses the Official Account ${oaId}: ${lastRefusal}; look at its plan, its money and its grant`;
      return tokens.trouble();
    },
  };
}
