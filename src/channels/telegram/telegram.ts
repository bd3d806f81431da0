import type { IncomingMessage, ServerResponse } from 'node:http';
import { Api } from 'grammy';
import { hourMs, type Instant, secondMs } from '../../core/time.ts';
import type { Log } from '../../log.ts';
import { Unusable } from '../../unusable.ts';
import type { Capabilities, Channel, Pace } from '../channel.ts';
import { keepSettingUp } from '../http/keep-setting-up.ts';
import type { PollerLease } from '../http/under-lease.ts';
import { waitOrStop } from '../http/wait.ts';
import { labelLength } from './label.ts';
import { openPoller, type Poller } from './polling.ts';
import { buttonLimit, textLimit } from './render.ts';
import { openSender } from './send.ts';
import { setUp } from './set-up.ts';
import { openTransport } from './transport.ts';
import { allowedUpdates } from './update-schema.ts';
import { openWebhook } from './webhook.ts';
import { webhookTrouble } from './webhook-trouble.ts';

export type TelegramOptions = {
  /** As BotFather gave it; the digits before the colon are the bot's id. */
  token: string;
  apiRoot: string;
  /** How updates come to this process; `sending only` leaves them to others. */
  mode: 'polling' | 'webhook' | 'sending only';
  /** Where Telegram reaches us, without a slash at the end. */
  publicUrl: string;
  webhookSecret: string;
  /** False where other bots on Telegram run here: then only the path that names this one is its own. */
  isOnly?: boolean;
  /** Where pictures lie; without it messages go out without them. */
  mediaDir?: string;
  /** Pictures that are drawn when they are sent; undefined for any other file. */
  drawPicture?(file: string): Promise<Buffer | undefined>;
  /** The right to poll, where several processes share a bot. */
  lease?: PollerLease;
  pace?: Pace;
  clock(): Instant;
  /** For tests: how the poller and the set-up wait. Resolves early when the signal aborts. */
  wait?(ms: number, signal: AbortSignal): Promise<void>;
  log: Log;
};

export type Telegram = Channel & {
  /** Answers a webhook call. @returns false when the path is not this bot's */
  handle(request: IncomingMessage, response: ServerResponse): Promise<boolean>;
  /** The bot's name, as links to it use it; undefined until Telegram has answered. */
  username(): string | undefined;
};

/** Telegram keeps most updates a day; an hour more for clocks that differ. */
const capabilities: Capabilities = {
  textLength: textLimit,
  choices: buttonLimit,
  labelLength,
  redeliveryMs: 25 * hourMs,
};
/** How long the start waits for Telegram before going on without it. */
const firstTryMs = 8 * secondMs;

/** One bot on Telegram, by long polling or by webhook. */
export function openTelegram(options: TelegramOptions): Telegram {
  const { token, apiRoot, mode, clock, log, wait = waitOrStop } = options;
  const bot = token.split(':', 1)[0] ?? '';
  const transport = openTransport(apiRoot, token);
  const api = new Api(token, { apiRoot: apiRoot.replace(/\/+$/, '') });
  api.config.use(transport.transformer);
  const sender = openSender(api, transport, {
    mediaDir: options.mediaDir,
    log,
    ...(options.drawPicture === undefined ? {} : { drawPicture: options.drawPicture }),
  });
  const webhook = openWebhook({
    bot,
    isOnly: options.isOnly ?? true,
    secret: options.webhookSecret,
    clock,
    log,
  });
  const poller: Poller = openPoller({
    bot,
    fetchUpdates: (ask, signal) =>
      api.raw.getUpdates({ ...ask, allowed_updates: allowedUpdates }, signal as never),
    lease: options.lease,
    clock,
    wait,
    log,
  });
  const stopping = new AbortController();
  const askWebhook = webhookTrouble(api, options, bot);
  let notSetUp: string | undefined = 'Telegram: not started yet';
  let lastRefusal: string | undefined;
  let username: string | undefined;
  let settingUp: Promise<void> = Promise.resolve();

  async function trySetUp(): Promise<void> {
    const limit = AbortSignal.any([stopping.signal, AbortSignal.timeout(firstTryMs)]);
    username = await setUp(api, { ...options, bot }, limit);
    notSetUp = undefined;
  }

  return {
    name: 'telegram',
    bot,
    username: () => username,
    capabilities,
    ...(options.pace === undefined ? {} : { pace: options.pace }),
    handle: (request, response) =>
      mode === 'webhook' ? webhook.handle(request, response) : Promise.resolve(false),
    async start(receive) {
      webhook.open(receive);
      try {
        await trySetUp();
      } catch (error) {
        if (error instanceof Unusable) {
          await transport.close();
          throw error;
        }
        notSetUp = awayMessage(error);
        log.warn({ err: error }, `${notSetUp}; trying on`);
        settingUp = keepSettingUp({ stopping: stopping.signal, wait, log }, trySetUp, {
          done() {
            log.info({ channel: 'telegram' }, 'Telegram answers now');
            if (mode === 'polling') poller.start(receive);
          },
          failed(problem) {
            notSetUp = awayMessage(problem);
          },
        });
        return;
      }
      if (mode === 'polling') poller.start(receive);
    },
    async send(chat, outgoing, sequence, signal) {
      const delivery = await sender.send(chat, outgoing, sequence, signal);
      if (delivery.kind === 'channel_down') lastRefusal = delivery.reason;
      else if (delivery.kind === 'delivered') lastRefusal = undefined;
      return delivery;
    },
    async stop() {
      stopping.abort(new Error('stopping'));
      await settingUp;
      await Promise.all([poller.stop(), webhook.close()]);
      await transport.close();
    },
    async trouble() {
      if (notSetUp !== undefined) return notSetUp;
      if (lastRefusal !== undefined)
        return `Telegram refuses this bot: ${lastRefusal}; check TELEGRAM_BOT_TOKEN`;
      switch (mode) {
        case 'polling':
          return poller.trouble();
        case 'webhook':
          return askWebhook(stopping.signal);
        case 'sending only':
          return undefined;
      }
    },
  };
}

const awayMessage = (error: unknown): string =>
  `Telegram cannot be used yet: ${error instanceof Error ? error.message : String(error)}`;
