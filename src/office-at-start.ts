import type { Config } from './config.ts';
import { simulatedChannel } from './core/chat.ts';
import { telegramPace } from './delivery/governor.ts';
import { hasDemo } from './demo-at-start.ts';
import { type ChannelTerms, freeTerms } from './office/channel-terms.ts';

/**
 * What every channel of this service lets through, also one that another process sends by: whoever composes may sit at a
 * process that sends nothing.
 */
export function termsOf(config: Config): ChannelTerms[] {
  const web: ChannelTerms = { ...freeTerms, name: 'web', isFoundLater: true };
  const { perSecond } = telegramPace(config.TELEGRAM_REPLIES_PER_SECOND);
  // Simulated people are sent to as on Telegram, so that a run can be watched.
  const paced = { ...freeTerms, perSecond: perSecond?.bulk };
  return [
    web,
    ...(config.TELEGRAM_BOT_TOKEN === undefined ? [] : [{ ...paced, name: 'telegram' }]),
    ...(hasDemo(config) ? [{ ...paced, name: simulatedChannel }] : []),
  ];
}
