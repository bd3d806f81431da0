import type { Instant } from '../../core/time.ts';
import type { Log } from '../../log.ts';
import type { Acknowledgement } from '../channel.ts';
import { openWebhook as openAny, secretHeader, type Webhook, webhookPaths } from '../http/webhook.ts';
import { decode } from './decode.ts';
import { shortNote } from './send.ts';

const bodyLimitBytes = 1_048_576;

export type WebhookOptions = {
  bot: string;
  /** Whether Telegram has no other bot here. */
  isOnly: boolean;
  secret: string;
  clock(): Instant;
  log: Log;
};

/** The path to register with Telegram. */
export const webhookPath = (bot: string): string => `/channels/telegram/${bot}`;

/**
 * Takes Telegram's calls. A call in the answer costs no request of its own, but its outcome is never told: fit for
 * nothing but a spinner.
 */
export const openWebhook = ({ bot, isOnly, secret, clock, log }: WebhookOptions): Webhook =>
  openAny({
    channel: 'telegram',
    paths: webhookPaths('telegram', bot, isOnly),
    proof: secretHeader('x-telegram-bot-api-secret-token', secret),
    bodyLimitBytes,
    decode(raw) {
      const decoded = decode(raw, bot, clock());
      return decoded.kind === 'update'
        ? { kind: 'update', update: { ...decoded.update, carriesAcknowledgement: true } }
        : decoded;
    },
    replyTo: ({ acknowledgement }) => (acknowledgement === undefined ? undefined : callOf(acknowledgement)),
    log,
  });

/** Source: Bot API, "Making requests when getting updates". */
const callOf = ({ tap, note }: Acknowledgement): string =>
  JSON.stringify({
    method: 'answerCallbackQuery',
    callback_query_id: tap,
    ...(note === undefined ? {} : { text: shortNote(note) }),
  });
