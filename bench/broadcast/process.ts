import { setImmediate as turn } from 'node:timers/promises';
import type { Channel } from '../../src/channels/channel.ts';
import { loadCourse } from '../../src/course/load.ts';
import { Broadcaster } from '../../src/delivery/broadcaster.ts';
import { Courier } from '../../src/delivery/courier.ts';
import { ownPace } from '../../src/delivery/governor.ts';
import { openLog } from '../../src/log.ts';
import { openRedisStore } from '../../src/store/redis/redis-store.ts';
import { botId } from '../memory/measure.ts';

/** What one process took for one stretch. CPU is this process's own. */
export type Stretch = { seconds: number; cpuSeconds: number };
export type ProcessFigures = {
  planning: Stretch;
  sending: Stretch;
  sent: number;
  /** Resident memory at each tenth of the sends, MB. */
  residentMb: number[];
};

/**
 * One process that plans and sends a broadcast which is due, over a loopback channel without a limit, and prints what
 * it took: `node process.ts <redis url> <lessons>`.
 */
const [url = '', lessonsDir = ''] = process.argv.slice(2);
const { course } = await loadCourse(lessonsDir);
const store = await openRedisStore({ url });
let sent = 0;
const channel: Channel = {
  name: 'telegram',
  bot: botId,
  capabilities: { textLength: 1, choices: 1, labelLength: 1, redeliveryMs: 0 },
  start: async () => {},
  stop: async () => {},
  trouble: async () => undefined,
  async send() {
    await turn();
    sent++;
    return { kind: 'delivered' };
  },
};
const shared = {
  store,
  channels: new Map([[channel.name, channel]]),
  receive: async () => ({ kind: 'committed' as const }),
  clock: Date.now,
  // The standard output is for the figures.
  log: openLog('warn', { write: (line) => void process.stderr.write(line) }),
};
const broadcaster: Broadcaster = new Broadcaster({
  ...shared,
  course: () => course,
  governorOf: (name, bot) => courier.governorOf(name, bot),
  lookEveryMs: 100,
  quietHours: { fromMs: Number.POSITIVE_INFINITY, untilMs: 0, days: new Set() },
});
const courier: Courier = new Courier({
  ...shared,
  paceOf: () => ownPace,
  owner: 'bench',
  companion: broadcaster,
});

const mark = () => ({ at: performance.now(), cpu: process.cpuUsage() });
const since = (start: ReturnType<typeof mark>): Stretch => {
  const { user, system } = process.cpuUsage(start.cpu);
  return { seconds: (performance.now() - start.at) / 1_000, cpuSeconds: (user + system) / 1e6 };
};
const stateOf = async () => (await store.broadcasts())[0];
async function until(kind: string): Promise<void> {
  while ((await stateOf())?.state.kind !== kind) await new Promise((resolve) => setTimeout(resolve, 20));
}

await courier.sweep();
const planningFrom = mark();
courier.start();
broadcaster.start();
await until('running');
const planning = since(planningFrom);
const sendingFrom = mark();
const residentMb: number[] = [];
const wanted = await store.chatCount();
const watch = setInterval(() => {
  if (sent >= ((residentMb.length + 1) * wanted) / 10)
    residentMb.push(Math.round(process.memoryUsage().rss / 2 ** 20));
}, 20);
await until('done');
clearInterval(watch);
const figures: ProcessFigures = { planning, sending: since(sendingFrom), sent, residentMb };
process.stdout.write(JSON.stringify(figures));
await broadcaster.stop();
await courier.stop();
await store.close();
