import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { type Counts, noCounts, sumOf } from '../../src/broadcast/states.ts';
import type { Chat } from '../../src/core/chat.ts';
import { newSession } from '../../src/core/new-session.ts';
import { Random } from '../../src/simulation/random.ts';
import { openRedisStore } from '../../src/store/redis/redis-store.ts';
import { openSqliteStore } from '../../src/store/sqlite/sqlite-store.ts';
import type { Store } from '../../src/store/store.ts';
import { draft } from '../contracts/store/broadcasts.ts';
import { noRedis, startRedis } from '../fixtures/redis-server.ts';

/** BROADCAST_KILLS=100 for the whole proof. */
const kills = Number(process.env.BROADCAST_KILLS ?? 12);
/** So many that the broadcast outlasts the kills, however many processes send. */
const recipientsFor = (workers: number): number =>
  Number(process.env.BROADCAST_RECIPIENTS ?? kills * 120 * workers);
const seed = Number(process.env.BROADCAST_SEED ?? 1);

/** A platform that accepts one by one, and remembers whom it has accepted how often. */
async function platform(): Promise<{ port: number; accepted: Map<string, number>; server: Server }> {
  const accepted = new Map<string, number>();
  const server = createServer((socket) => {
    socket.on('error', () => {});
    const lines = createInterface({ input: socket });
    // The other end is killed again and again.
    lines.on('error', () => {});
    lines.on('line', (user) => {
      accepted.set(user, (accepted.get(user) ?? 0) + 1);
      setTimeout(() => socket.write(`${user}\n`), 30);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('no port');
  return { port: address.port, accepted, server };
}

async function fill(store: Store, recipients: number): Promise<void> {
  const now = Date.now();
  const groups = new Map<number, Chat[]>();
  for (let user = 0; user < recipients; user++) {
    const chat = { channel: 'telegram', bot: '4711', user: String(user) };
    const partition = store.partitionOf(chat);
    groups.set(partition, [...(groups.get(partition) ?? []), chat]);
  }
  for (const [partition, chats] of groups) {
    for (let from = 0; from < chats.length; from += 64) {
      const steps = chats.slice(from, from + 64).map((chat) => ({
        chat,
        base: undefined,
        updates: [],
        redeliveryMs: 0,
        session: newSession('0123456789abcdef', 'vi', now),
        timerAt: undefined,
        outgoing: [],
        counters: {},
        archive: [],
      }));
      await store.commit(partition, steps, now);
    }
  }
}

/** `killed`: while there was still somebody to be sent to. */
type Truth = { recipients: number; counts: Counts; accepted: Map<string, number>; killed: number };

async function run(place: string, workers: number, open: () => Promise<Store>): Promise<Truth> {
  const random = new Random(seed);
  const recipients = recipientsFor(workers);
  const first = await open();
  await fill(first, recipients);
  await first.putBroadcast({ ...draft('tin'), state: { kind: 'scheduled' } }, 0);
  // The embedded store is for one service process.
  if (workers === 1) await first.close();
  const { port, accepted, server } = await platform();
  const running: ChildProcess[] = [];
  let born = 0;
  const start = (): void => {
    const owner = `worker-${workers === 1 ? 1 : ++born}`;
    const file = new URL('./worker.ts', import.meta.url).pathname;
    running.push(
      spawn(process.execPath, [file, String(port), place, owner], { stdio: ['ignore', 'ignore', 'inherit'] }),
    );
  };
  for (let worker = 0; worker < workers; worker++) start();
  let killed = 0;
  const kill = async (): Promise<void> => {
    const [one] = running.splice(random.below(running.length), 1);
    if (one === undefined) return;
    const gone = new Promise((resolve) => one.once('exit', resolve));
    one.kill('SIGKILL');
    await gone;
    if (accepted.size < recipients) killed++;
    start();
  };
  // Between the start of a process and the end of the broadcast everything happens: leases, planning, sending.
  for (let time = 0; time < kills; time++) {
    await pause(250 + random.next() * 1_250);
    await kill();
  }
  const store = workers === 1 ? undefined : first;
  const reading = async (): Promise<{ counts: Counts; state: string }> => {
    const from = store ?? openSqliteStore({ file: place, role: 'command' });
    const standings = await Promise.all(
      Array.from({ length: from.partitions }, (_, partition) => from.ledger(partition, 'tin')),
    );
    const [broadcast] = await from.broadcasts();
    if (store === undefined) await from.close();
    return {
      counts: sumOf(standings.map((it) => it?.counts ?? noCounts())),
      state: broadcast?.state.kind ?? 'none',
    };
  };
  await expect.poll(async () => (await reading()).state, { timeout: 120_000, interval: 200 }).toBe('done');
  const { counts } = await reading();
  await Promise.all(
    running.map((one) => {
      const gone = new Promise((resolve) => one.once('exit', resolve));
      one.kill('SIGKILL');
      return gone;
    }),
  );
  server.close();
  await store?.close();
  return { recipients, counts, accepted, killed };
}

function judge({ recipients, counts, accepted, killed }: Truth): void {
  const total = Object.values(counts).reduce((sum, n) => sum + n, 0);
  const twice = [...accepted.values()].filter((times) => times > 1).length;
  console.log(
    `${killed} kills, ${recipients} recipients: ${accepted.size} accepted, ${twice} twice, ${counts.sent} sent, ${counts.unknown} unknown`,
  );
  expect(killed).toBeGreaterThan(kills / 2);
  expect(total).toBe(recipients);
  expect(counts.sent + counts.unknown).toBe(recipients);
  expect(twice).toBe(0);
  // Whoever counts as sent was accepted; of the unknown some were, and nobody can say who.
  expect(accepted.size).toBeGreaterThanOrEqual(counts.sent);
  expect(recipients - accepted.size).toBeLessThanOrEqual(counts.unknown);
  // A kill leaves in doubt at most what was on its way.
  expect(counts.unknown).toBeLessThanOrEqual(killed * 16);
}

describe(`a broadcast whose processes are killed ${kills} times (kill -9)`, () => {
  const timeout = 60_000 + kills * 6_000;

  test('embedded store: nobody is lost and nobody is sent to twice', { timeout }, async () => {
    const folder = mkdtempSync(join(tmpdir(), 'banhoc-broadcast-'));
    const file = join(folder, 'store.db');
    judge(await run(file, 1, async () => openSqliteStore({ file })));
    rmSync(folder, { recursive: true });
  });

  test.skipIf(noRedis !== undefined)(
    'Redis and three processes: nobody is lost and nobody is sent to twice',
    { timeout },
    async () => {
      const server = await startRedis();
      judge(await run(server.url, 3, () => openRedisStore({ url: server.url, partitions: 4 })));
      await server.stop();
    },
  );
});
