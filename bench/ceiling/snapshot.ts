import type { Redis } from 'ioredis';

/** All keys of a small Redis as it stands. */
export async function snapshot(redis: Redis): Promise<{ key: Buffer; value: Buffer }[]> {
  const keys = await redis.keysBuffer('*');
  const saved: { key: Buffer; value: Buffer }[] = [];
  for (const key of keys) {
    const value = await redis.dumpBuffer(key);
    if (value !== null) saved.push({ key, value });
  }
  return saved;
}

/** Empties Redis and puts the snapshot back; loaded scripts stay. */
export async function restore(redis: Redis, saved: { key: Buffer; value: Buffer }[]): Promise<void> {
  await redis.flushall();
  for (const { key, value } of saved) await redis.restore(key, 0, value);
}
