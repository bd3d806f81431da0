import { DatabaseSync } from 'node:sqlite';
import { StoreUnavailable } from '../store.ts';

/**
 * Lets only one service process work on a store file: it keeps an exclusive SQLite lock on a file beside
 * it for as long as it lives. The kernel drops that lock when the process dies in any way, so no leftover
 * ever has to be cleared by hand.
 * @returns what gives the lock back
 * @throws StoreUnavailable when another process holds it
 */
export function takeServiceLock(file: string): () => void {
  let lock: DatabaseSync | undefined;
  try {
    lock = new DatabaseSync(`${file}.lock`, { timeout: 0 });
    lock.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    lock?.close();
    const isHeld = ((error as { errcode?: number }).errcode ?? 0) % 256 === 5;
    const sentence = isHeld
      ? 'another process of this bot is already serving from this file. End that one first, or give this one another DATA_DIR; several processes on one store need REDIS_URL'
      : `the lock file ${file}.lock cannot be opened; give this user the right to write the folder`;
    throw new StoreUnavailable(`${file}: ${sentence}`, { cause: error });
  }
  const held = lock;
  return () => held.close();
}
