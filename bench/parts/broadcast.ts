import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { Redis } from 'ioredis';
import { newBroadcast } from '../../src/broadcast/broadcast.ts';
import { noCounts, progressOf, sumOf } from '../../src/broadcast/states.ts';
import { loadCourse } from '../../src/course/load.ts';
import { openRedisStore } from '../../src/store/redis/redis-store.ts';
import { startRedis } from '../../test/fixtures/redis-server.ts';
import type { ProcessFigures } from '../broadcast/process.ts';
import { fillRedis } from '../memory/fill-redis.ts';
import type { Part } from './part.ts';

const lessonsDir = fileURLToPath(new URL('../../lessons', import.meta.url));
const program = fileURLToPath(new URL('../broadcast/process.ts', import.meta.url));
const chats = Number(process.env.BENCH_BROADCAST ?? 430_000);
/** A Redis that was filled before, with so many; else one is started and filled. */
const filled = process.env.BENCH_BROADCAST_REDIS;
/** It is cancelled after so many. */
const mostSends = Number(process.env.BENCH_BROADCAST_SENDS ?? chats);
/** People who write to the bot meanwhile, a second. */
const writers = Number(process.env.BENCH_BROADCAST_WRITERS ?? 50);
/** `all`: everybody; else those who have finished a lesson, which asks more of each chat. */
const everybody = process.env.BENCH_BROADCAST_AUDIENCE === 'all';
const nation = 4_300_000;

const shares = (sorted: number[]) => ({
  n: sorted.length,
  p50: at(sorted, 0.5),
  p99: at(sorted, 0.99),
  most: at(sorted, 1),
});
const at = (sorted: number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
const said = (sorted: number[]): string => {
  const { n, p50, p99, most } = shares(sorted);
  return n === 0
    ? 'nobody wrote'
    : `p50 ${p50.toFixed(0)}, p99 ${p99.toFixed(0)}, most ${most.toFixed(0)} (n ${n})`;
};

/** A broadcast to everybody: planned, sent over a loopback channel, and what its ledger takes. */
export const broadcast: Part = {
  name: 'broadcast',
  title: `A broadcast to ${chats.toLocaleString('en')} chats in Redis, one process, loopback channel`,
  async run(_settings, { tell, print }) {
    const { course } = await loadCourse(lessonsDir);
    const server = filled === undefined ? await startRedis() : { url: filled, stop: async () => {} };
    const store = await openRedisStore({ url: server.url });
    const redis = new Redis(server.url);
    const info = async (section: string, field: string): Promise<number> =>
      Number(new RegExp(`${field}:([\\d.]+)`).exec(await redis.info(section))?.[1] ?? 0);
    if (filled === undefined) {
      tell('learners come');
      await fillRedis(server.url, course, { chats, lessons: 6, now: Date.now() });
    }
    await store.dropBroadcast('bench');
    const before = await info('memory', 'used_memory');
    const redisCpu = async (): Promise<number> =>
      (await info('cpu', 'used_cpu_user')) + (await info('cpu', 'used_cpu_sys'));
    const redisCpuBefore = await redisCpu();
    await store.putBroadcast(
      newBroadcast({
        id: 'bench',
        unit: '38',
        author: 'an',
        createdAt: Date.now(),
        texts: { vi: { text: 'Chào {ban}. Thử một tin dài chừng một câu như tin thật.' } },
        topic: 'scam',
        audience: everybody ? {} : { progress: { kind: 'completed', lesson: '4.1' } },
        state: { kind: 'scheduled' },
      }),
      0,
    );
    tell('planned and sent');
    const running = promisify(execFile)(
      process.execPath,
      [...process.execArgv, program, server.url, lessonsDir, String(writers), String(mostSends)],
      { maxBuffer: 2 ** 28 },
    );
    for (let kind = ''; !['running', 'done', 'cancelled'].includes(kind); ) {
      await new Promise((resolve) => setTimeout(resolve, 50));
      kind = (await store.broadcasts()).find(({ id }) => id === 'bench')?.state.kind ?? '';
    }
    const redisPlanning = (await redisCpu()) - redisCpuBefore;
    const { stdout } = await running;
    const figures = JSON.parse(stdout) as ProcessFigures;
    let ledgerBytes = 0;
    for (const key of await redis.keys('{p*}:b:bench*')) {
      ledgerBytes += Number(await redis.memory('USAGE', key, 'SAMPLES', 0));
    }
    const grownBytes = (await info('memory', 'used_memory')) - before;
    const redisSending = (await redisCpu()) - redisCpuBefore - redisPlanning;
    const readFrom = performance.now();
    const standings = await Promise.all(
      Array.from({ length: store.partitions }, (_, partition) => store.ledger(partition, 'bench')),
    );
    const readMs = performance.now() - readFrom;
    const progress = progressOf(sumOf(standings.map((it) => it?.counts ?? noCounts())));
    await redis.quit();
    await store.close();
    await server.stop();
    const { planning, sending, sent, residentMb, slowestMs, repliesMs } = figures;
    const found = {
      chats,
      progress,
      planning,
      sending,
      sent,
      residentMb,
      slowestMs,
      replies: { planning: shares(repliesMs.planning), sending: shares(repliesMs.sending) },
      ledgerBytes,
      grownBytes,
      readMs,
      redisPlanning,
      redisSending,
    };
    const planRate = chats / planning.cpuSeconds;
    print(
      [
        `${progress.recipients} in the audience, ${progress.sent} sent, ${progress.unknown} unknown`,
        '',
        '| what | measured |',
        '|---|---:|',
        `| planned, chats a second | ${Math.round(chats / planning.seconds)} |`,
        `| planned, chats a second of this process's core | ${Math.round(planRate)} |`,
        `| so ${nation.toLocaleString('en')} take on one such process, s | ${(nation / (chats / planning.seconds)).toFixed(1)} |`,
        `| sent a second | ${Math.round(sent / sending.seconds)} |`,
        `| sent a second of this process's core | ${Math.round(sent / sending.cpuSeconds)} |`,
        `| slowest answer to a call that plans, to one that looks, ms | ${slowestMs.plan.toFixed(0)}, ${slowestMs.look.toFixed(0)} |`,
        `| replies to ${writers} people a second while it is planned, ms | ${said(repliesMs.planning)} |`,
        `| and while it is sent, ms | ${said(repliesMs.sending)} |`,
        `| ledger, bytes a recipient, all keys counted | ${(ledgerBytes / Math.max(1, progress.recipients)).toFixed(2)} |`,
        `| and all that Redis has grown by, bytes a recipient | ${(grownBytes / Math.max(1, progress.recipients)).toFixed(2)} |`,
        `| progress of all partitions read in, ms | ${readMs.toFixed(1)} |`,
        `| resident memory at each tenth of the sends, MB | ${residentMb.join(' ')} |`,
        `| Redis's own CPU, µs a chat planned, a chat sent to | ${((redisPlanning / chats) * 1e6).toFixed(1)}, ${((redisSending / sent) * 1e6).toFixed(1)} |`,
      ].join('\n'),
    );
    return found;
  },
};
