import type { Redis } from 'ioredis';

/**
 * Lets all commands of one turn of the event loop leave in one write: a system call costs as much as half an
 * update. Nothing waits longer than the turn it was asked in. (Auto-pipelining also joins replies and was
 * measured slower.)
 */
export function joinWrites(redis: Redis): void {
  const send = redis.sendCommand.bind(redis);
  let isHolding = false;
  redis.sendCommand = (command, to) => {
    const socket = redis.stream;
    if (!isHolding && socket !== undefined && !socket.destroyed) {
      isHolding = true;
      socket.cork();
      process.nextTick(() => {
        isHolding = false;
        socket.uncork();
      });
    }
    return send(command, to);
  };
}
