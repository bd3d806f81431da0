import { randomBytes } from 'node:crypto';
import { setImmediate as turn } from 'node:timers/promises';
import type { Channel, Update } from '../../src/channels/channel.ts';
import { channelsOf } from '../../src/channels/channel.ts';
import { advance } from '../../src/core/advance.ts';
import { nextDueAt } from '../../src/core/due.ts';
import { hourMs } from '../../src/core/time.ts';
import { loadCourse } from '../../src/course/load.ts';
import { Broadcaster } from '../../src/delivery/broadcaster.ts';
import { Courier } from '../../src/delivery/courier.ts';
import { ownPace } from '../../src/delivery/governor.ts';
import { openIntake } from '../../src/intake/receive.ts';
import { openLog } from '../../src/log.ts';
import { changeBroadcast } from '../../src/store/broadcast-control.ts';
import { openRedisStore } from '../../src/store/redis/redis-store.ts';
import type { Store } from '../../src/store/store.ts';
import { botId } from '../memory/measure.ts';

/** What one process took for one stretch. CPU is this process's own. */
export type Stretch = { seconds: number; cpuSeconds: number };
export type ProcessFigures = {
  planning: Stretch;
  sending: Stretch;
  sent: number;
  /** Resident memory at each tenth of the sends, MB. */
  residentMb: number[];
  /** The longest that a call that writes a plan, or looks at a page for it, took to be answered, ms. */
  slowestMs: { plan: number; look: number };
  /** From an update's coming in until its reply is handed to the channel, ms, in order; people write beside it all. */
  repliesMs: { planning: number[]; sending: number[] };
};

/**
 * One process that plans and sends a broadcast which is due, over a loopback channel without a limit, and prints what
 * it took, while so many people a second write to the bot, and cancels it after so many
 * sends: `node process.ts <redis url> <lessons> <a second> <sends>`.
 */
const [url = '', lessonsDir = '', ...numbers] = process.argv.slice(2);
const [repliesPerSecond = 0, mostSends = 0] = numbers.map(Number);
const { course } = await loadCourse(lessonsDir);
const bare = await openRedisStore({ url });
const slowestMs = { plan: 0, look: 0 };
const timed = async <T>(what: keyof typeof slowestMs, work: Promise<T>): Promise<T> => {
  const from = performance.now();
  const result = await work;
  slowestMs[what] = Math.max(slowestMs[what], performance.now() - from);
  return result;
};
const store: Store = {
  ...bare,
  plan: (...given) => timed('plan', bare.plan(...given)),
  walkGlances: (...given) => timed('look', bare.walkGlances(...given)),
};
let sent = 0;
/** By user: when they wrote what is not answered yet. */
const asked = new Map<string, number>();
let repliesMs: number[] = [];
const channel: Channel = {
  name: 'telegram',
  bot: botId,
  capabilities: { textLength: 1, choices: 1, labelLength: 1, redeliveryMs: 0 },
  start: async () => {},
  stop: async () => {},
  trouble: async () => undefined,
  async send({ user }, _outgoing, sequence) {
    // Only replies have a place in the outbox.
    if (sequence > 0) {
      repliesMs.push(performance.now() - (asked.get(user) ?? Number.NaN));
      asked.delete(user);
    } else sent++;
    await turn();
    return { kind: 'delivered' };
  },
};
const shared = {
  store,
  channels: channelsOf([channel]),
  receive: (update: Update) => intake.receive(update),
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

const intake = openIntake({
  store,
  course: () => course,
  advance,
  nextDueAt,
  toArchiveRows: () => [],
  paperCode: () => ({ code: '', hash: '' }),
  newSeed: () => randomBytes(12).toString('base64url'),
  redeliveryMs: () => 25 * hourMs,
  beginning: (partition, steps) => courier.beginning(partition, steps),
  clock: Date.now,
  log: shared.log,
});

const mark = () => ({ at: performance.now(), cpu: process.cpuUsage() });
const since = (start: ReturnType<typeof mark>): Stretch => {
  const { user, system } = process.cpuUsage(start.cpu);
  return { seconds: (performance.now() - start.at) / 1_000, cpuSeconds: (user + system) / 1e6 };
};
const stateOf = async () => (await store.broadcasts()).find(({ id }) => id === 'bench');
async function until(...kinds: string[]): Promise<void> {
  while (!kinds.includes((await stateOf())?.state.kind ?? ''))
    await new Promise((resolve) => setTimeout(resolve, 20));
}

const people = await store.chatCount();
let written = 0;
/** Other numbers in each run: the chats of a Redis that is measured again remember those they have seen. */
const firstUpdate = Date.now();
/** Somebody who has learned here before opens the menu. */
function write(): void {
  // Spread over all of them; nobody twice.
  const user = String(1_000_000_000 + ((written++ * 7_368_787) % people) * 7_919);
  asked.set(user, performance.now());
  const chat = { channel: 'telegram', bot: botId, user };
  void intake.receive({
    chat,
    id: String(firstUpdate + written),
    event: { kind: 'text_written', text: 'menu', at: Date.now() },
  });
}
const writing = repliesPerSecond > 0 ? setInterval(write, 1_000 / repliesPerSecond) : undefined;
const repliesSoFar = (): number[] => {
  const sorted = repliesMs.toSorted((one, other) => one - other);
  repliesMs = [];
  return sorted;
};

await courier.sweep();
const planningFrom = mark();
courier.start();
broadcaster.start();
await until('running');
const planning = since(planningFrom);
const whilePlanning = repliesSoFar();
const sendingFrom = mark();
const residentMb: number[] = [];
const wanted = Math.min(people, mostSends);
const watch = setInterval(() => {
  if (sent >= ((residentMb.length + 1) * wanted) / 10)
    residentMb.push(Math.round(process.memoryUsage().rss / 2 ** 20));
}, 20);
const enough = setInterval(() => {
  if (sent < mostSends || sent >= people) return;
  clearInterval(enough);
  void changeBroadcast(store, 'bench', { kind: 'cancel', by: 'bench', at: Date.now() });
}, 20);
await until('done', 'cancelled');
clearInterval(enough);
clearInterval(watch);
clearInterval(writing);
const figures: ProcessFigures = {
  planning,
  sending: since(sendingFrom),
  sent,
  residentMb,
  slowestMs,
  repliesMs: { planning: whilePlanning, sending: repliesSoFar() },
};
process.stdout.write(JSON.stringify(figures));
await broadcaster.stop();
await intake.drain();
await courier.stop();
await store.close();
