import { randomUUID } from 'node:crypto';
import { createWriteStream, existsSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type BackupCounts, type BackupSource, headOf, partsOf } from '../backup/back-up.ts';
import { type BackupHead, readBackup, writeBackup } from '../backup/backup-file.ts';
import { filesToKeep, putFileBack, secretPath } from '../backup/kept-files.ts';
import { fill, readSince } from '../backup/restore.ts';
import { secretMark } from '../backup/secret-mark.ts';
import { type Config, readConfig } from '../config.ts';
import { secondMs } from '../core/time.ts';
import { openArchiver } from '../delivery/archiver.ts';
import { openLog } from '../log.ts';
import { openArchive, openDataDir, openStore } from '../main.ts';
import { readSecret } from '../secrets.ts';
import type { ArchiveFiller, ArchiveReader } from '../store/archive/copying.ts';
import { openSqliteFiller, openSqliteReader, setAside } from '../store/archive/sqlite/copying.ts';
import { takeServiceLock } from '../store/sqlite/service-lock.ts';
import { StoreUnavailable } from '../store/store.ts';
import { Unusable } from '../unusable.ts';

export type BackupOptions = { json?: true };
export type RestoreOptions = { json?: true; replace?: true; check?: true };

/** How long what waits in the store may take to reach the archive. */
const bringUpMs = 120 * secondMs;

/**
 * Writes everything that must survive into one file, while the service runs or while it does not.
 * @param file a path that does not exist yet
 * @returns 0; 1 when something had not reached the archive and is not in the file
 * @throws Unusable, StoreUnavailable
 */
export async function backUp(
  environment: NodeJS.ProcessEnv,
  file: string,
  options: BackupOptions,
  out: (text: string) => void,
): Promise<number> {
  const config = readConfig(environment);
  if (existsSync(file)) throw new Unusable(`${file} exists already; give the backup a name of its own`);
  openDataDir(config.DATA_DIR);
  const { partitions, missing } = await bringUp(config);
  const kept = readSecret(config.DATA_DIR);
  const root = config.BANHOC_SECRET ?? kept;
  const archive = await openReader(config);
  const source: BackupSource = {
    archive,
    partitions,
    secretMark: root === undefined ? undefined : secretMark(root),
    isComplete: missing === undefined,
    files: filesToKeep(config.DATA_DIR, config.BANHOC_SECRET === undefined ? kept : undefined),
    now: Date.now(),
  };
  const counts: BackupCounts = { rows: {}, files: 0 };
  const unfinished = `${file}.part`;
  try {
    await writeBackup(
      createWriteStream(unfinished, { mode: 0o600 }),
      headOf(source),
      partsOf(source, counts),
    );
    renameSync(unfinished, file);
  } catch (error) {
    rmSync(unfinished, { force: true });
    throw error;
  } finally {
    await archive.close();
  }
  if (options.json) out(JSON.stringify({ file, isComplete: source.isComplete, ...counts }));
  else {
    out(`${file}: ${inWords(counts)}`);
    if (config.BANHOC_SECRET !== undefined)
      out('BANHOC_SECRET is not in it: keep it in another safe place. Without it nobody is known again.');
    out('It holds personal data: keep it where only you can read it.');
  }
  if (missing !== undefined) out(`NOT COMPLETE: ${missing}`);
  return missing === undefined ? 0 : 1;
}

/** Moves what waits in the store to the archive. @returns what is missing there, in a sentence for the operator */
async function bringUp(config: Config): Promise<{ partitions: number; missing?: string }> {
  const archive = await openArchive(config, 'command');
  try {
    const known = await archive.partitions();
    try {
      const store = await openStore(config, 'command', async () => known);
      try {
        const archiver = openArchiver({ store, archive, log: openLog('silent'), owner: randomUUID() });
        if (await archiver.bringUp(bringUpMs)) return { partitions: store.partitions };
        const trouble =
          (await archiver.trouble()) ??
          `after ${bringUpMs / secondMs} s something still waited in the store; see "npx banhoc doctor"`;
        return { partitions: store.partitions, missing: trouble };
      } finally {
        await store.close();
      }
    } catch (error) {
      // A store that is away is just when one wants a copy of the archive.
      if (!(error instanceof StoreUnavailable) || known === undefined) throw error;
      return {
        partitions: known,
        missing: `${error.message}. What had not reached the archive is not in it`,
      };
    }
  } finally {
    await archive.close();
  }
}

/**
 * Puts a backup in the place of the archive and leaves the store empty, so that the next start fills it from there.
 * What stood there is set aside under another name.
 * @throws Unusable, StoreUnavailable; then everything stands as before
 */
export async function restore(
  environment: NodeJS.ProcessEnv,
  file: string,
  options: RestoreOptions,
  out: (text: string) => void,
): Promise<number> {
  const config = readConfig(environment);
  if (options.check === true) return look(file, options, out);
  openDataDir(config.DATA_DIR);
  const unlock = config.REDIS_URL === undefined ? takeServiceLock(storeFile(config)) : () => {};
  try {
    const { head, parts } = await readBackup(file);
    await refuseUnfit(config, head);
    const stamp = new Date().toISOString().slice(0, 19).replaceAll(':', '-');
    const since = await sinceThen(config, head, options.replace === true);
    const filler = await openFiller(config, stamp);
    const files: Parameters<typeof putFileBack>[1][] = [];
    try {
      const counts = await fill({ head, parts }, filler, (it) => void files.push(it));
      if (since !== undefined) await filler.leaveOut(since);
      for (const it of files) {
        if (it.path === secretPath && readSecret(config.DATA_DIR) !== undefined) continue;
        putFileBack(config.DATA_DIR, it);
      }
      const before = await filler.finish();
      const aside = [before, emptyEmbeddedStore(config, stamp)].filter((it) => it !== undefined);
      tell(options, out, { file, head, counts, aside });
      return 0;
    } catch (error) {
      await filler.abandon();
      throw error;
    }
  } finally {
    unlock();
  }
}

/** Reads a backup to its end, and tells what it holds. */
async function look(file: string, options: RestoreOptions, out: (text: string) => void): Promise<number> {
  const backup = await readBackup(file);
  const counts = await fill(backup, { write: async () => {} }, () => {});
  const { madeAt, isComplete } = backup.head;
  if (options.json) out(JSON.stringify({ file, madeAt, isComplete, ...counts }));
  else out(`${file}: whole, made at ${madeAt}: ${inWords(counts)}${isComplete ? '' : '; NOT COMPLETE'}`);
  return 0;
}

/** @throws Unusable when the backup and what this configuration names do not belong together */
async function refuseUnfit(config: Config, head: BackupHead): Promise<void> {
  const isEmbedded = config.REDIS_URL === undefined;
  if (isEmbedded !== (head.partitions === 1))
    throw new Unusable(
      isEmbedded
        ? 'the backup is of a bot on Redis: set REDIS_URL to an empty Redis'
        : 'the backup is of a bot with the embedded store: unset REDIS_URL',
    );
  const root = config.BANHOC_SECRET ?? readSecret(config.DATA_DIR);
  if (root === undefined || head.secretMark === null) return;
  if (secretMark(root) !== head.secretMark)
    throw new Unusable(
      config.BANHOC_SECRET === undefined
        ? `DATA_DIR: the secret in ${config.DATA_DIR} is not the one of the backup: use an empty folder`
        : 'BANHOC_SECRET: it is not the one the backup was made under; with another one nobody is known again',
    );
}

/** @throws Unusable when there is something that may not be replaced */
async function sinceThen(
  config: Config,
  head: BackupHead,
  mayReplace: boolean,
): Promise<Awaited<ReturnType<typeof readSince>> | undefined> {
  if (config.REDIS_URL !== undefined) await refuseFullRedis(config, head.partitions);
  if (config.ARCHIVE_URL === undefined && !existsSync(archiveFile(config))) return undefined;
  // Opened first, so that an archive of an older version has today's tables.
  const archive = await openArchive(config, 'command');
  const isUsed = (await archive.partitions().finally(() => archive.close())) !== undefined;
  if (!isUsed) return undefined;
  if (!mayReplace)
    throw new Unusable(
      'there is an archive in place already. With --replace it is set aside, and whoever was forgotten or let out since the backup stays so',
    );
  const root = config.BANHOC_SECRET ?? readSecret(config.DATA_DIR);
  const reader = await openReader(config);
  try {
    return await readSince(reader, root !== undefined && secretMark(root) === head.secretMark);
  } finally {
    await reader.close();
  }
}

async function refuseFullRedis(config: Config, partitions: number): Promise<void> {
  const store = await openStore(config, 'command', async () => partitions);
  try {
    const lives = await store.lives();
    if (lives.some(({ epoch }) => epoch !== undefined))
      throw new Unusable(
        'REDIS_URL: that Redis holds a bot. Stop every process of it, empty it (redis-cli FLUSHDB) or name another one, then restore again',
      );
  } finally {
    await store.close();
  }
}

/** The next start finds no store and fills a new one from the archive. @returns under which name the old one lies */
function emptyEmbeddedStore(config: Config, stamp: string): string | undefined {
  if (config.REDIS_URL !== undefined || !existsSync(storeFile(config))) return undefined;
  const before = `${storeFile(config)}.before-${stamp}`;
  setAside(storeFile(config), before);
  return before;
}

const storeFile = (config: Config): string => join(config.DATA_DIR, 'banhoc.db');
const archiveFile = (config: Config): string => join(config.DATA_DIR, 'archive.db');

async function openReader(config: Config): Promise<ArchiveReader> {
  if (config.ARCHIVE_URL === undefined) return openSqliteReader(archiveFile(config));
  const { openPostgresReader } = await import('../store/archive/postgres/copying.ts');
  return openPostgresReader(config.ARCHIVE_URL);
}

async function openFiller(config: Config, stamp: string): Promise<ArchiveFiller> {
  if (config.ARCHIVE_URL === undefined) return openSqliteFiller(archiveFile(config), stamp);
  const { openPostgresFiller } = await import('../store/archive/postgres/copying.ts');
  return openPostgresFiller(config.ARCHIVE_URL, stamp);
}

function tell(
  options: RestoreOptions,
  out: (text: string) => void,
  told: { file: string; head: BackupHead; counts: BackupCounts; aside: string[] },
): void {
  const { file, head, counts, aside } = told;
  if (options.json) {
    out(JSON.stringify({ file, madeAt: head.madeAt, setAside: aside, ...counts }));
    return;
  }
  out(`restored as it stood at ${head.madeAt}: ${inWords(counts)}`);
  for (const name of aside) out(`what stood there is kept: ${name}`);
  if (!head.isComplete) out('The backup says of itself that it is NOT COMPLETE.');
  out('Start the bot: it takes every chat back from the archive by itself. Officials sign in anew;');
  out('look through them with "npx banhoc admin people".');
}

const inWords = ({ rows, files }: BackupCounts): string =>
  `${rows.chats ?? 0} chats, ${rows.attempts ?? 0} answers, ${rows.reports ?? 0} reports, ` +
  `${rows.people ?? 0} officials, ${rows.broadcasts ?? 0} broadcasts, ${files} files`;
