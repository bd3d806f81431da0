import { connect } from 'node:net';
import { createInterface } from 'node:readline';
import type { Channel, Delivery } from '../../src/channels/channel.ts';
import { channelsOf } from '../../src/channels/channel.ts';
import { Broadcaster } from '../../src/delivery/broadcaster.ts';
import { Courier } from '../../src/delivery/courier.ts';
import { ownPace } from '../../src/delivery/governor.ts';
import { openLog } from '../../src/log.ts';
import { openRedisStore } from '../../src/store/redis/redis-store.ts';
import { openSqliteStore } from '../../src/store/sqlite/sqlite-store.ts';
import { smallCourse } from '../fixtures/small-course.ts';

/**
 * One process that sends broadcasts, to be killed: `node worker.ts <port of the platform> <redis url or file> <owner>`.
 * The platform is a line protocol: `<user>` out, `<user>` back once it has been accepted.
 */
const [port = '', place = '', owner = ''] = process.argv.slice(2);
const store = place.startsWith('redis://')
  ? await openRedisStore({ url: place })
  : openSqliteStore({ file: place });
const socket = connect(Number(port), '127.0.0.1');
const waiting = new Map<string, (delivery: Delivery) => void>();
createInterface({ input: socket }).on('line', (user) => {
  waiting.get(user)?.({ kind: 'delivered' });
  waiting.delete(user);
});
const channel: Channel = {
  name: 'telegram',
  bot: '4711',
  capabilities: { textLength: 1, choices: 1, labelLength: 1, redeliveryMs: 0 },
  start: async () => {},
  stop: async () => {},
  trouble: async () => undefined,
  send: (chat) =>
    new Promise((resolve) => {
      waiting.set(chat.user, resolve);
      socket.write(`${chat.user}\n`);
    }),
};
const shared = {
  store,
  channels: channelsOf([channel]),
  receive: async () => ({ kind: 'committed' as const }),
  clock: Date.now,
  log: openLog('silent'),
  leaseMs: 600,
};
const broadcaster: Broadcaster = new Broadcaster({
  ...shared,
  course: () => smallCourse(),
  governorOf: (name, bot) => courier.governorOf(name, bot),
  lookEveryMs: 50,
  quietHours: { fromMs: Number.POSITIVE_INFINITY, untilMs: 0, days: new Set() },
});
const courier: Courier = new Courier({
  ...shared,
  paceOf: () => ({ ...ownPace, sendsAtOnce: 16 }),
  owner,
  sweepMs: 100,
  companion: broadcaster,
});
courier.start();
broadcaster.start();
