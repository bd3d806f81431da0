import { accessSync, constants, statfsSync } from 'node:fs';
import { createServer } from 'node:net';
import { dirname, resolve } from 'node:path';
import { type Config, ConfigError, readConfig } from '../config.ts';
import { formatProblem } from '../course/problem.ts';
import { teachableCourse } from '../course-at-start.ts';
import { openArchive, openStore } from '../main.ts';
import { readSecret } from '../secrets.ts';
import { channelFindings } from './channel-findings.ts';
import { careful, type Finding, well, wrong } from './finding.ts';

export type { Finding } from './finding.ts';

/** Looks at everything, side by side. */
export async function findAll(environment: NodeJS.ProcessEnv): Promise<Finding[]> {
  let config: Config;
  try {
    config = readConfig(environment);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return [wrong('configuration', error.message)];
  }
  return [
    well('configuration', 'every variable is understood'),
    ...(await Promise.all([
      lessons(config),
      dataDir(config),
      disk(config),
      store(config),
      archive(config),
      officials(config),
      secret(config),
      service(config),
      publicUrl(config),
      clock(config),
      centralApi(config),
    ])),
    ...(await channelFindings(config)),
  ];
}

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

async function lessons(config: Config): Promise<Finding> {
  try {
    const { course, warnings, leftOut } = await teachableCourse(config);
    const count = `${course().lessons.size} lessons in ${config.LESSONS_DIR}`;
    const [first] = leftOut();
    if (first !== undefined) {
      return wrong(
        'lessons',
        `${count}; left out, because ${formatProblem(first)}; see: npx banhoc lessons check`,
      );
    }
    return warnings.length === 0
      ? well('lessons', count)
      : careful('lessons', `${count}, ${warnings.length} warnings; see: npx banhoc lessons check`);
  } catch (error) {
    return wrong('lessons', reasonOf(error));
  }
}

async function dataDir(config: Config): Promise<Finding> {
  try {
    accessSync(config.DATA_DIR, constants.R_OK | constants.W_OK);
    return well('data folder', `${config.DATA_DIR} can be read and written`);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT')
      return careful('data folder', `${config.DATA_DIR} does not exist yet; the first start makes it`);
    return wrong(
      'data folder',
      `DATA_DIR ${config.DATA_DIR} cannot be written; give this user the right, or choose another folder`,
    );
  }
}

const lowDiskBytes = 500 * 1024 ** 2;

async function disk(config: Config): Promise<Finding> {
  let folder = resolve(config.DATA_DIR);
  for (;;) {
    try {
      const { bavail, bsize } = statfsSync(folder);
      const free = bavail * bsize;
      const says = `${(free / 1024 ** 3).toFixed(1)} GiB free at ${folder}`;
      return free < lowDiskBytes
        ? wrong('disk', `${says}; below 500 MiB the store may soon refuse: free some space`)
        : well('disk', says);
    } catch (error) {
      const above = dirname(folder);
      if (above === folder) return wrong('disk', reasonOf(error));
      folder = above;
    }
  }
}

async function store(config: Config): Promise<Finding> {
  try {
    const opened = await openStore(config, 'command');
    try {
      const trouble = await opened.trouble();
      if (trouble !== undefined) return wrong('store', trouble);
      const [note] = await opened.notes();
      if (note !== undefined) return careful('store', note);
      const dead = (await opened.deadLetters()).length;
      const says = `${opened.name}: ${await opened.chatCount()} chats, ${await opened.outboxSize()} messages waiting`;
      return dead === 0
        ? well('store', says)
        : careful('store', `${says}, ${dead} dead letters; the log names each when it is buried`);
    } finally {
      await opened.close();
    }
  } catch (error) {
    return wrong('store', reasonOf(error));
  }
}

async function archive(config: Config): Promise<Finding> {
  try {
    const opened = await openArchive(config, 'command');
    try {
      const trouble = await opened.trouble();
      if (trouble !== undefined) return wrong('archive', trouble);
      const { waiting, refused } = await opened.reportCounts('statement');
      const where = config.ARCHIVE_URL === undefined ? `in ${config.DATA_DIR}` : opened.name;
      const says = `${where}: ${waiting} reports waiting, ${refused} refused`;
      return config.REDIS_URL !== undefined && config.ARCHIVE_URL === undefined
        ? careful('archive', `${says}; before a second machine shares this Redis, set ARCHIVE_URL on both`)
        : well('archive', says);
    } finally {
      await opened.close();
    }
  } catch (error) {
    return wrong('archive', reasonOf(error));
  }
}

/** Who may use the console, and whether it can be opened at all. */
async function officials(config: Config): Promise<Finding> {
  try {
    const opened = await openArchive(config, 'command');
    try {
      const { hostname, protocol } = new URL(config.publicUrl);
      if (protocol !== 'https:' && !isLocalName(hostname)) {
        return wrong(
          'console',
          `PUBLIC_URL ${config.publicUrl}: beyond this machine /admin opens over https only`,
        );
      }
      if (!(await opened.hasAdmin())) {
        return careful('console', 'no administrator yet; npx banhoc admin invite --role admin --unit 38');
      }
      const people = (await opened.people()).filter(({ revokedAt }) => revokedAt === undefined);
      const stranded = people.filter(({ chat }) => chat === undefined).length;
      return stranded === 0
        ? well('console', `${people.length} people may use it`)
        : careful(
            'console',
            `${people.length} people may use it, ${stranded} of them have no chat to get a link by; they bind one on its first page`,
          );
    } finally {
      await opened.close();
    }
  } catch (error) {
    return wrong('console', reasonOf(error));
  }
}

async function secret(config: Config): Promise<Finding> {
  if (config.BANHOC_SECRET !== undefined) return well('secret', 'from BANHOC_SECRET');
  try {
    return readSecret(config.DATA_DIR) === undefined
      ? careful('secret', `none yet; the first start makes ${config.DATA_DIR}/secret`)
      : well('secret', `in ${config.DATA_DIR}/secret; back it up with the data`);
  } catch (error) {
    return wrong('secret', reasonOf(error));
  }
}

/** A running service answers on its port; without one the port must be free. */
async function service(config: Config): Promise<Finding> {
  const host = config.HOST === '0.0.0.0' ? '127.0.0.1' : config.HOST;
  try {
    const answer = await fetch(`http://${host}:${config.PORT}/readyz`, {
      signal: AbortSignal.timeout(3_000),
    });
    const says = (await answer.text()).trim();
    return answer.ok
      ? well('service', `running on port ${config.PORT} and ready`)
      : wrong('service', `running on port ${config.PORT}, not ready: ${says}`);
  } catch {
    // Nothing answered: that is well as long as nobody else holds the port.
    const isFree = await new Promise<boolean>((done) => {
      const probe = createServer().once('error', () => done(false));
      probe.listen(config.PORT, config.HOST, () => probe.close(() => done(true)));
    });
    return isFree
      ? careful('service', `not running; port ${config.PORT} is free: npm start`)
      : wrong('service', `PORT: ${config.PORT} is taken by a program that is not this bot; choose another`);
  }
}

async function publicUrl(config: Config): Promise<Finding> {
  const { hostname, protocol } = new URL(config.publicUrl);
  if (isLocalName(hostname))
    return careful(
      'PUBLIC_URL',
      `${config.publicUrl} is reachable from this machine only; set PUBLIC_URL to what people type`,
    );
  if (protocol !== 'https:')
    return wrong(
      'PUBLIC_URL',
      `${config.publicUrl} is not https: cookies and answers would travel readable; see docs/one-server.md`,
    );
  try {
    const answer = await fetch(`${config.publicUrl}/healthz`, { signal: AbortSignal.timeout(5_000) });
    return answer.ok
      ? well('PUBLIC_URL', `${config.publicUrl} answers`)
      : wrong('PUBLIC_URL', `${config.publicUrl} answers ${answer.status}; look at the proxy`);
  } catch (error) {
    return wrong(
      'PUBLIC_URL',
      `${config.publicUrl} does not answer (${reasonOf(error)}); look at DNS, the proxy and the certificate`,
    );
  }
}

const isLocalName = (hostname: string): boolean =>
  hostname === 'localhost' || hostname === '127.0.0.1' || hostname === '[::1]';

const firstPossibleYear = 2026;

async function clock(config: Config): Promise<Finding> {
  const now = new Date();
  if (now.getUTCFullYear() < firstPossibleYear)
    return wrong('clock', `it says ${now.toISOString()}: set it, for example with systemd-timesyncd`);
  const local = now.toLocaleString('sv-SE', { timeZone: config.TIME_ZONE });
  return well('clock', `${local} in ${config.TIME_ZONE}; compare it with your watch`);
}

async function centralApi(config: Config): Promise<Finding> {
  if (config.CENTRAL_API_URL === undefined)
    return careful('central API', 'off; reports rest in the archive until CENTRAL_API_URL is set');
  try {
    const answer = await fetch(`${config.CENTRAL_API_URL.replace(/\/+$/, '')}/about`, {
      signal: AbortSignal.timeout(8_000),
    });
    return answer.ok
      ? well('central API', 'answers')
      : careful('central API', `answers ${answer.status} to /about; reports wait and are sent again`);
  } catch (error) {
    return careful('central API', `does not answer (${reasonOf(error)}); reports wait and are sent again`);
  }
}
