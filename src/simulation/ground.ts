import { accessSync, constants, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Instant } from '../core/time.ts';
import type { Archive } from '../store/archive/archive.ts';
import { openSqliteArchive } from '../store/archive/sqlite/sqlite-archive.ts';
import { openSqliteStore } from '../store/sqlite/sqlite-store.ts';
import type { Store } from '../store/store.ts';
import type { Seat } from './faults.ts';
import { startRedisProcess } from './redis-process.ts';

export const storeKinds = ['sqlite', 'redis'] as const;
export type StoreKind = (typeof storeKinds)[number];

/** What the simulated processes stand on: a real store and a real archive, thrown away afterwards. */
export type Ground = {
  kind: StoreKind;
  archive: Archive;
  /** A handle of its own for one process. @throws StoreUnavailable while the store is down */
  open(): Promise<Store>;
  /** The store goes down under everyone. */
  fall(seats: Seat<Store>[]): Promise<void>;
  /** It is there again. @param dress what each process's handle is wrapped in */
  rise(seats: Seat<Store>[], dress: (store: Store) => Store): Promise<void>;
  clear(): Promise<void>;
};

export const openGround = (kind: StoreKind, clock: () => Instant): Promise<Ground> =>
  kind === 'sqlite' ? sqliteGround(clock) : redisGround(clock);

/**
 * Memory where the system has such a folder: processes die here, machines do not, so waiting for the disk
 * would only make the runs shorter. What a power cut leaves is another test's question.
 */
function folderRoot(): string {
  try {
    accessSync('/dev/shm', constants.W_OK);
    return '/dev/shm';
  } catch (error) {
    if (error instanceof Error) return tmpdir();
    throw error;
  }
}

/** One file; each process has its own connection to it. */
async function sqliteGround(clock: () => Instant): Promise<Ground> {
  const folder = mkdtempSync(join(folderRoot(), 'banhoc-simulate-'));
  const archive = openSqliteArchive({ file: join(folder, 'archive.db') });
  const open = async (): Promise<Store> =>
    openSqliteStore({ file: join(folder, 'store.db'), clock, role: 'command' });
  return {
    kind: 'sqlite',
    archive,
    open,
    async fall(seats) {
      for (const seat of seats) await seat.current.close();
    },
    async rise(seats, dress) {
      for (const seat of seats) seat.exchange(dress(await open()));
    },
    async clear() {
      await archive.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** One server; each process has its own connections, which come back by themselves. */
async function redisGround(clock: () => Instant): Promise<Ground> {
  const { openRedisStore } = await import('../store/redis/redis-store.ts');
  const server = await startRedisProcess();
  const folder = mkdtempSync(join(folderRoot(), 'banhoc-simulate-'));
  const archive = openSqliteArchive({ file: join(folder, 'archive.db') });
  return {
    kind: 'redis',
    archive,
    // Redis's own clock is moved to the virtual one.
    open: () => openRedisStore({ url: server.url, partitions: 4, offsetMs: () => clock() - Date.now() }),
    fall: () => server.kill(),
    rise: () => server.start(),
    async clear() {
      await server.stop();
      await archive.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
