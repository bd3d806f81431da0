import { type Config, ConfigError } from './config.ts';
import { type BotSettings, modeOf } from './config-bots.ts';

/** What a process does for the bot; any number of each share one Redis. */
export const roles = ['all', 'web', 'worker'] as const;
export type Role = (typeof roles)[number];

/** Webhooks, pages and the chat: whatever people and platforms call. */
export const isOpenToPeople = (role: Role): boolean => role !== 'worker';
/** Sending, polling, timers, the archive and reports: whatever goes on by itself. */
export const worksByItself = (role: Role): boolean => role !== 'web';

/** Pushed updates come to whoever is open to people; asked-for ones to whoever works by itself. */
export const takesUpdates = (role: Role, bot: BotSettings): boolean =>
  modeOf(bot) === 'webhook' ? isOpenToPeople(role) : worksByItself(role);

/** @throws ConfigError when a part of the bot is asked for without a store to share with the other parts */
export function checkRole(role: Role, config: Config): void {
  if (role === 'all' || config.REDIS_URL !== undefined) return;
  throw new ConfigError(
    `--role ${role}: needs a store that processes share; set REDIS_URL, for example redis://localhost:6379/0, or leave --role out for one process that does all`,
  );
}
