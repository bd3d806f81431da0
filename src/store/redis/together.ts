import type { Writable } from 'node:stream';
import type { Connection } from './connection.ts';

/**
 * Lets commands given at the same moment leave in one write: a system call each would cost more than the
 * commands do. On a cluster they go to several nodes, each on its own.
 * @returns to be called just before a command is given
 */
export function openTogether(redis: Connection): () => void {
  let corked: Writable | undefined;
  return () => {
    const stream = 'stream' in redis ? (redis.stream as Writable | undefined) : undefined;
    if (stream === undefined || corked === stream) return;
    corked = stream;
    stream.cork();
    process.nextTick(() => {
      corked = undefined;
      stream.uncork();
    });
  };
}
