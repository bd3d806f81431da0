import { randomUUID } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { openBot } from './bot.ts';
import type { Channel } from './channels/channel.ts';
import { openTelegram, type Telegram } from './channels/telegram/telegram.ts';
import { openWebChat } from './channels/webchat/web-chat.ts';
import { type Config, readConfig } from './config.ts';
import type { openConsole } from './console/app.ts';
import { teachableCourse } from './course-at-start.ts';
import { openArchiver } from './delivery/archiver.ts';
import { openReporting } from './delivery/reporting/reporting.ts';
import { type Log, openLog } from './log.ts';
import { openMetrics } from './metrics.ts';
import { pollerLease } from './poller-lease.ts';
import { deriveSecrets, rootSecret } from './secrets.ts';
import { listen } from './server.ts';
import { startLines } from './start-lines.ts';
import type { Archive } from './store/archive/archive.ts';
import { openSqliteArchive } from './store/archive/sqlite-archive.ts';
import { openSqliteStore } from './store/sqlite/sqlite-store.ts';
import type { Store } from './store/store.ts';
import { Unusable } from './unusable.ts';

export type Service = { url: string; stop(): Promise<void> };

/** Opens the data folder. @throws Unusable naming it, when it cannot be used */
export function openDataDir(dir: string): void {
  try {
    mkdirSync(dir, { recursive: true });
  } catch (error) {
    throw new Unusable(
      `DATA_DIR: ${dir} cannot be used (${error instanceof Error ? error.message : String(error)}); give this user the right to write there, or choose another folder`,
      { cause: error },
    );
  }
}

/** The store that the configuration names; the only place that knows there are two. */
export async function openStore(config: Config, role: 'service' | 'command'): Promise<Store> {
  if (config.REDIS_URL !== undefined) {
    const { openRedisStore } = await import('./store/redis/redis-store.ts');
    return openRedisStore({ url: config.REDIS_URL });
  }
  return openSqliteStore({ file: join(config.DATA_DIR, 'banhoc.db'), role });
}

export const openArchive = (config: Config): Archive =>
  openSqliteArchive({ file: join(config.DATA_DIR, 'archive.db') });

/** Starts everything the configuration asks for, and tells line by line what is on and what is off. */
export async function startService(config: Config, out: (line: string) => void, log: Log): Promise<Service> {
  const startedAt = performance.now();
  openDataDir(config.DATA_DIR);
  const secrets = deriveSecrets(rootSecret(config.BANHOC_SECRET, config.DATA_DIR));
  const store = await openStore(config, 'service');
  const archive = openArchive(config);
  const { course, warnings } = await teachableCourse(config, store);
  for (const warning of warnings) log.warn({ file: warning.file, line: warning.line }, warning.message);

  const web = openWebChat({
    store,
    secrets,
    mediaDir: join(config.LESSONS_DIR, 'media'),
    publicUrl: config.publicUrl,
    trustProxy: config.TRUST_PROXY,
    ...(config.OPERATOR_NAME === undefined
      ? {}
      : {
          operator: {
            name: config.OPERATOR_NAME,
            ...(config.OPERATOR_CONTACT === undefined ? {} : { contact: config.OPERATOR_CONTACT }),
          },
        }),
    clock: Date.now,
  });
  // Loaded by the first who looks: most processes never show it.
  let opened: Promise<ReturnType<typeof openConsole>> | undefined;
  const console = (): Promise<ReturnType<typeof openConsole>> => {
    opened ??= import('./console/app.ts').then((module) =>
      module.openConsole({
        store,
        course,
        boardKey: secrets.boardKey,
        publicUrl: config.publicUrl,
        trustProxy: config.TRUST_PROXY,
        clock: Date.now,
      }),
    );
    return opened;
  };
  // A store for one service takes its leases back at once by a fixed name.
  const owner = config.REDIS_URL === undefined ? 'embedded' : randomUUID();
  const telegram = telegramOf(config, store, owner, secrets.telegramWebhook, log);
  const channels: Channel[] = telegram === undefined ? [web.channel] : [web.channel, telegram];
  const reporting = openReporting({ config, archive, pseudonym: secrets.pseudonym, log });
  const archiver = openArchiver({ store, archive, log });
  const metrics = openMetrics({
    outboxSize: () => store.outboxSize(),
    chatCount: () => store.chatCount(),
    mailboxWaiting: () => bot.waiting(),
    reportsWaiting: async () => (await archive.reportCounts('statement')).waiting,
    reportsRefused: async () => (await archive.reportCounts('statement')).refused,
  });
  const bot = openBot({
    store,
    course,
    channels,
    secrets,
    toArchiveRows: reporting.toArchiveRows,
    log,
    owner,
    telegramRepliesPerSecond: config.TELEGRAM_REPLIES_PER_SECOND,
    measured: metrics.measured,
  });
  let isStopping = false;
  const { server, port } = await listen(
    {
      webhook: async (request, response) => (await telegram?.handle(request, response)) ?? false,
      pages: async (request, environment) =>
        isConsole(request)
          ? (await console()).fetch(request, environment)
          : web.app.fetch(request, environment),
      metrics: metrics.text,
      async troubles() {
        const told = (found: (string | undefined)[]): string[] =>
          found.filter((trouble) => trouble !== undefined);
        // A platform that is away must not take the web chat with it: it is named, and the process stays ready.
        const [blocking, notes] = await Promise.all([
          Promise.all([store.trouble(), archive.trouble()]),
          Promise.all(channels.map((channel) => channel.trouble())),
        ]);
        return { blocking: told([isStopping ? 'stopping' : undefined, ...blocking]), notes: told(notes) };
      },
      onError: (error) => log.error({ err: error }, 'a request failed'),
    },
    config.HOST,
    config.PORT,
  );
  const url = config.PUBLIC_URL === undefined ? `http://localhost:${port}` : config.publicUrl;
  try {
    await bot.start();
  } catch (error) {
    server.close();
    await store.close();
    await archive.close();
    throw error;
  }
  archiver.start();
  reporting.start();
  for (const line of startLines({
    config,
    url,
    course: course(),
    storeName: store.name,
    startMs: performance.now() - startedAt,
  })) {
    out(line);
  }
  return {
    url,
    async stop() {
      isStopping = true;
      server.close();
      await bot.stop();
      await archiver.stop();
      await reporting.stop();
      server.closeAllConnections();
      await store.close();
      await archive.close();
    },
  };
}

const isConsole = (request: Request): boolean => /^\/admin(\/|$)/.test(new URL(request.url).pathname);

function telegramOf(
  config: Config,
  store: Store,
  owner: string,
  derivedSecret: string,
  log: Log,
): Telegram | undefined {
  if (config.TELEGRAM_BOT_TOKEN === undefined) return undefined;
  return openTelegram({
    token: config.TELEGRAM_BOT_TOKEN,
    apiRoot: config.TELEGRAM_API_ROOT,
    mode: config.TELEGRAM_MODE,
    publicUrl: config.publicUrl,
    webhookSecret: config.TELEGRAM_WEBHOOK_SECRET ?? derivedSecret,
    mediaDir: join(config.LESSONS_DIR, 'media'),
    lease: pollerLease(store, config.TELEGRAM_BOT_TOKEN.split(':')[0] ?? '', owner),
    clock: Date.now,
    log,
  });
}

/**
 * `npm start`: runs until told to stop by SIGTERM or SIGINT, then finishes what it has begun.
 * A second signal ends it at once. @returns the exit code
 */
export async function serve(environment: NodeJS.ProcessEnv, out: (line: string) => void): Promise<number> {
  const config = readConfig(environment);
  const log = openLog(config.LOG_LEVEL);
  // Listened for before the start, so that a stop asked for meanwhile is kept and done in order.
  const told = new Promise<void>((resolve) => {
    const end = (): void => {
      process.once('SIGTERM', () => process.exit(1));
      process.once('SIGINT', () => process.exit(1));
      resolve();
    };
    process.once('SIGTERM', end);
    process.once('SIGINT', end);
  });
  const service = await startService(config, out, log);
  await told;
  await service.stop();
  return 0;
}
