import type { IncomingMessage, ServerResponse } from 'node:http';
import { dayMs, hourMs, type Instant, secondMs } from '../../core/time.ts';
import type { Log } from '../../log.ts';
import { Unusable } from '../../unusable.ts';
import type { Capabilities, Channel, Pace, Receive } from '../channel.ts';
import type { Counts } from '../counts.ts';
import { keepSettingUp } from '../http/keep-setting-up.ts';
import type { PollerLease } from '../http/under-lease.ts';
import { waitOrStop } from '../http/wait.ts';
import { openWebhook, secretHeader, webhookPaths } from '../http/webhook.ts';
import { openApi, type ZaloBotApi } from './api.ts';
import { decode } from './decode.ts';
import { openPoller } from './polling.ts';
import { openQuota } from './quota.ts';
import { textLimit } from './render.ts';
import { openSender } from './send.ts';

export type ZaloBotOptions = {
  /** As Zalo Bot Manager gave it; the digits before the colon are the bot's id. */
  token: string;
  apiRoot: string;
  /** How updates come to this process; `sending only` leaves them to others. */
  mode: 'polling' | 'webhook' | 'sending only';
  /** Where Zalo reaches us, without a slash at the end. */
  publicUrl: string;
  /** 8 to 256 characters, repeated by Zalo in each call. */
  webhookSecret: string;
  /** False where other bots of this platform run here: then only the path that names this one is its own. */
  isOnly: boolean;
  lease: PollerLease | undefined;
  counts: Counts;
  clock(): Instant;
  /** For tests: how the poller and the set-up wait. Resolves early when the signal aborts. */
  wait?(ms: number, signal: AbortSignal): Promise<void>;
  log: Log;
};

export type ZaloBot = Channel & {
  /** Answers a webhook call. @returns false when the path is not this bot's */
  handle(request: IncomingMessage, response: ServerResponse): Promise<boolean>;
};

const name = 'zalo-bot';
/** Retries are not documented; a day, and an hour more for clocks that differ. */
const capabilities: Capabilities = {
  textLength: textLimit,
  choices: 0,
  labelLength: textLimit,
  redeliveryMs: dayMs + hourMs,
};
/** Unpublished; the month's messages end long before. */
const pace: Pace = { perSecond: { reply: 10, bulk: 1 }, chatBurst: 20, sendsAtOnce: 32 };
/** The platform's own reference client refuses more. */
const bodyLimitBytes = 1_048_576;
const firstTryMs = 8 * secondMs;
const lookMs = hourMs;

/** One bot of the Zalo Bot Platform, by long polling or by webhook: for trials of up to 50 people. */
export function openZaloBot(options: ZaloBotOptions): ZaloBot {
  const { token, apiRoot, mode, publicUrl, clock, log, wait = waitOrStop } = options;
  const bot = token.split(':', 1)[0] ?? '';
  const api = openApi(apiRoot, token);
  const quota = openQuota(bot, options.counts, log);
  const sender = openSender({
    api,
    quota,
    clock,
    log,
    // Zalo fetches pictures itself, and from https only.
    pictureUrl: (file) =>
      publicUrl.startsWith('https://') ? `${publicUrl}/chat/media/${encodeURIComponent(file)}` : undefined,
  });
  const webhook = openWebhook({
    channel: name,
    paths: webhookPaths(name, bot, options.isOnly),
    proof: secretHeader('x-bot-api-secret-token', options.webhookSecret),
    bodyLimitBytes,
    decode: (raw) => decode(raw, bot, clock()),
    log,
  });
  const poller = openPoller({ bot, api, lease: options.lease, clock, wait, log });
  const stopping = new AbortController();
  let lookedAt = Number.NEGATIVE_INFINITY;
  let notSetUp: string | undefined = 'Zalo Bot: not started yet';
  let lastRefusal: string | undefined;
  let settingUp: Promise<void> = Promise.resolve();

  /** Counts whoever was committed, after the platform has its answer. */
  const counted =
    (receive: Receive): Receive =>
    async (update) => {
      const receipt = await receive(update);
      if (receipt.kind === 'committed') void quota.met(update.chat.user);
      return receipt;
    };

  async function trySetUp(): Promise<void> {
    const limit = AbortSignal.any([stopping.signal, AbortSignal.timeout(firstTryMs)]);
    await setUp(api, { ...options, bot }, limit);
    notSetUp = undefined;
  }

  return {
    name,
    bot,
    capabilities,
    pace,
    handle: (request, response) =>
      mode === 'webhook' ? webhook.handle(request, response) : Promise.resolve(false),
    async start(receive) {
      const taken = counted(receive);
      webhook.open(taken);
      await quota.look(clock());
      try {
        await trySetUp();
      } catch (error) {
        if (error instanceof Unusable) {
          await api.close();
          throw error;
        }
        notSetUp = awayMessage(error);
        log.warn({ err: error }, `${notSetUp}; trying on`);
        settingUp = keepSettingUp({ stopping: stopping.signal, wait, log }, trySetUp, {
          done() {
            log.info({ channel: name, bot }, 'Zalo answers now');
            if (mode === 'polling') poller.start(taken);
          },
          failed(problem) {
            notSetUp = awayMessage(problem);
          },
        });
        return;
      }
      if (mode === 'polling') poller.start(taken);
    },
    async send(chat, outgoing, sequence, signal) {
      const now = clock();
      if (now - lookedAt >= lookMs) {
        lookedAt = now;
        await quota.look(now);
      }
      const delivery = await sender.send(chat, outgoing, sequence, signal);
      if (delivery.kind === 'channel_down') lastRefusal = delivery.reason;
      else if (delivery.kind === 'delivered') lastRefusal = undefined;
      return delivery;
    },
    canSend: (_chat, _heardAt, now) => (quota.mayBeUnasked(now) ? 'free' : 'no'),
    figures() {
      const { messages, people } = quota.figures(clock());
      return { messages_this_month: messages, people };
    },
    async stop() {
      stopping.abort(new Error('stopping'));
      await settingUp;
      await Promise.all([poller.stop(), webhook.close()]);
      await api.close();
    },
    async trouble() {
      if (notSetUp !== undefined) return notSetUp;
      if (lastRefusal !== undefined) return `Zalo refuses bot ${bot}: ${lastRefusal}; check ZALO_BOT_TOKEN`;
      return poller.trouble() ?? quota.trouble(clock());
    },
  };
}

/** Says who the bot is and how its updates come. @throws Unusable when no later try can mend it */
async function setUp(
  api: ZaloBotApi,
  { mode, publicUrl, webhookSecret, bot }: ZaloBotOptions & { bot: string },
  limit: AbortSignal,
): Promise<void> {
  const ask = async (method: string, body: object): Promise<void> => {
    const answer = await api.call(method, body, limit);
    if (answer.ok) return;
    const { error_code: code, description } = answer;
    if (code === 401 || (code === 404 && method === 'getMe')) {
      throw new Unusable(
        `ZALO_BOT_TOKEN: Zalo does not know this token of bot ${bot}; copy it again from Zalo Bot Manager in the Zalo app, like 12345689:abc-xyz`,
      );
    }
    if (code === 400 && method === 'setWebhook') {
      throw new Unusable(
        `PUBLIC_URL: Zalo refuses the webhook ${publicUrl}/channels/${name}/${bot} (${description}); expected an https address it can reach, for example https://hoc.example.vn, or ZALO_BOT_MODE=polling`,
      );
    }
    throw new Error(`${method} was refused: ${code} ${description}`);
  };
  await ask('getMe', {});
  if (mode === 'webhook')
    await ask('setWebhook', {
      url: `${publicUrl}/channels/${name}/${bot}`,
      secret_token: webhookSecret,
    });
  // Zalo gives no updates by polling while a webhook is set.
  if (mode === 'polling') await ask('deleteWebhook', {});
}

const awayMessage = (error: unknown): string =>
  `Zalo Bot cannot be used yet: ${error instanceof Error ? error.message : String(error)}`;
