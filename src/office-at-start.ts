import type { Config } from './config.ts';
import { telegramPace } from './delivery/governor.ts';
import { type ChannelTerms, freeTerms } from './office/channel-terms.ts';

/**
 * What every channel of this service lets through, also one that another process sends by: whoever composes may sit at a
 * process that sends nothing.
 */
export function termsOf(config: Config): ChannelTerms[] {
  const web: ChannelTerms = { ...freeTerms, name: 'web', isFoundLater: true };
  if (config.TELEGRAM_BOT_TOKEN === undefined) return [web];
  const { perSecond } = telegramPace(config.TELEGRAM_REPLIES_PER_SECOND);
  const telegram = { ...freeTerms, name: 'telegram', perSecond: perSecond?.bulk };
  return [web, telegram];
}
