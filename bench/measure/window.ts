import { setTimeout as pause } from 'node:timers/promises';
import { Redis } from 'ioredis';
import type { RunningBot } from '../bots/bot.ts';
import type { Stage } from '../telegram/learner.ts';
import { cpuSeconds, residentMb } from './process.ts';
import { middleAndTail } from './spread.ts';

/** What a bot did and used between two moments. */
export type Window = {
  updatesPerSecond: number;
  /** CPU of all the bot's processes, and of Redis, for one update. */
  cpuMicros: number;
  redisMicros: number;
  /** 0..1 of a core each: whoever is near 1 is the limit. */
  botBusy: number;
  driverBusy: number;
  /** Tap to the bot's message at the Bot API. */
  p50: number;
  p99: number;
  residentMb: number;
  /** Bot API calls for one update: HTTP requests, and calls that rode in a webhook's 200. */
  callsOut: number;
  callsIn200: number;
  /** Webhook answers other than 200, and taps that no message followed. */
  failures: number;
  silent: number;
};

type Counted = { updates: number; silent: number; times: number[] };

/** So many updates at least before the clock starts: a just-in-time compiler warms up by work, not by time. */
const warmUpUpdates = 3_000;
const longestWarmUpMs = 15_000;

/** Lets the load warm the bot up, then measures it for `seconds`. */
export async function measureWindow(
  running: RunningBot,
  stage: Stage,
  load: Counted,
  { warmUpSeconds, seconds }: { warmUpSeconds: number; seconds: number },
): Promise<Window> {
  const redis = running.redisUrl === undefined ? undefined : new Redis(running.redisUrl);
  try {
    await pause(warmUpSeconds * 1_000);
    for (let waited = 0; load.updates < warmUpUpdates && waited < longestWarmUpMs; waited += 100)
      await pause(100);
    const before = await reading(running, stage, load, redis);
    load.times.length = 0;
    await pause(seconds * 1_000);
    const after = await reading(running, stage, load, redis);
    const updates = after.updates - before.updates;
    const lasted = after.at - before.at;
    const perUpdate = (value: number): number => value / updates;
    return {
      updatesPerSecond: updates / lasted,
      cpuMicros: perUpdate((after.botCpu - before.botCpu) * 1e6),
      redisMicros: perUpdate((after.redisCpu - before.redisCpu) * 1e6),
      botBusy: (after.botCpu - before.botCpu) / lasted,
      driverBusy: (after.driverCpu - before.driverCpu) / lasted,
      ...middleAndTail(load.times),
      residentMb: running.pids().reduce((sum, pid) => sum + residentMb(pid), 0),
      callsOut: perUpdate(after.callsOut - before.callsOut),
      callsIn200: perUpdate(after.callsIn200 - before.callsIn200),
      failures: after.failures - before.failures,
      silent: after.silent - before.silent,
    };
  } finally {
    redis?.disconnect();
  }
}

async function reading(running: RunningBot, { stub, deliveries }: Stage, load: Counted, redis?: Redis) {
  const redisCpu = redis === undefined ? 0 : await redisCpuSeconds(redis);
  let callsOut = 0;
  let callsIn200 = 0;
  for (const [method, count] of stub.calls) {
    if (method.endsWith('in the 200')) callsIn200 += count;
    else callsOut += count;
  }
  const { user, system } = process.cpuUsage();
  return {
    at: performance.now() / 1_000,
    updates: load.updates,
    silent: load.silent,
    failures: deliveries.failures(),
    botCpu: running.pids().reduce((sum, pid) => sum + cpuSeconds(pid), 0),
    driverCpu: (user + system) / 1e6,
    redisCpu,
    callsOut,
    callsIn200,
  };
}

async function redisCpuSeconds(redis: Redis): Promise<number> {
  const info = await redis.info('cpu');
  const of = (name: string): number => Number(new RegExp(`${name}:([\\d.]+)`).exec(info)?.[1] ?? 0);
  return of('used_cpu_user') + of('used_cpu_sys');
}
