import { deriveSecrets } from '../../src/secrets.ts';
import { defaultPartitions, openRedisStore } from '../../src/store/redis/redis-store.ts';
import { oursOnRedis } from '../bots/all.ts';
import type { Bot } from '../bots/bot.ts';
import { withBot } from '../bots/with-bot.ts';
import { cpuSeconds, residentMb } from '../measure/process.ts';
import { quantile } from '../measure/spread.ts';
import { type BoardCheck, checkBoard, trueFigures, watchBoard } from './board.ts';
import { letIn, type Pauses, type Tap } from './crowd.ts';
import { arrivals, layOut } from './day.ts';
import { findLosses, type Losses } from './truth.ts';

export type LaunchOptions = {
  learners: number;
  minutes: number;
  points: number;
  pauses: Pauses;
  processes: number;
  seed: number;
};

/** Milliseconds from tap to the bot's message. */
export type Waits = { taps: number; perSecond: number; p50: number; p99: number; max: number };

export type LaunchResult = {
  options: LaunchOptions;
  overall: Waits;
  /** The ten seconds, or the tenth of the run if that is less, with the most taps. */
  peak: Waits & { fromSecond: number; seconds: number };
  driverLateP99: number;
  lastedSeconds: number;
  /** CPU of the bot for one tap, of a core over the run, and in its busiest second. */
  botMicrosPerTap: number;
  botBusy: number;
  botBusiest: number;
  driverBusy: number;
  botMb: number;
  webhookFailures: number;
  losses: Losses;
  board: BoardCheck & { looks: number; failures: number; slowestMs: number };
};

/** Opens the board, as the link of `banhoc event board` does. */
const secret = 'launch-secret-of-nobody-'.repeat(2);

/**
 * Launch morning against our own program as it is started, over Telegram's webhooks, on a real Redis; every
 * person comes by the link of a point and takes one lesson to its end, and everything is checked afterwards.
 */
export async function runLaunch(options: LaunchOptions, tell: (line: string) => void): Promise<LaunchResult> {
  const day = await layOut(options.points);
  const bot: Bot = {
    ...oursOnRedis,
    program(place) {
      const { args, env } = oursOnRedis.program(place);
      // A Bot API server of one's own sets no pace; this is the most that may be set.
      const launch = {
        LESSONS_DIR: day.lessonsDir,
        TELEGRAM_REPLIES_PER_SECOND: '30000',
        BANHOC_SECRET: secret,
      };
      return { args, env: { ...env, ...launch } };
    },
  };
  try {
    return await withBot(bot, { processes: options.processes, connections: 100 }, async (running, stage) => {
      const { redisUrl, dataDir } = running;
      const [address] = running.addresses;
      if (redisUrl === undefined || address === undefined) throw new Error('the bot runs without Redis');
      const boardUrl = `${new URL(address.url).origin}/admin/events/${day.event.id}?key=${deriveSecrets(secret).boardKey(day.event.id)}`;
      const plan = arrivals(day.event, options.learners, options.minutes, options.seed);
      const cpu = (): number => running.pids().reduce((sum, pid) => sum + cpuSeconds(pid), 0);
      const cpuBefore = cpu();
      const driverBefore = process.cpuUsage();
      const startedAt = performance.now();
      let [busiest, lastCpu, lastAt] = [0, cpuBefore, startedAt];
      const second = setInterval(() => {
        const [now, used] = [performance.now(), cpu()];
        busiest = Math.max(busiest, ((used - lastCpu) * 1_000) / (now - lastAt));
        [lastCpu, lastAt] = [used, now];
      }, 1_000);
      const projector = watchBoard(boardUrl);
      const crowd = await letIn(stage, plan, options.pauses, options.seed + 1);
      clearInterval(second);
      const lastedSeconds = (performance.now() - startedAt) / 1_000;
      const driver = process.cpuUsage(driverBefore);
      const botCpu = cpu() - cpuBefore;
      const botMb = running.pids().reduce((sum, pid) => sum + residentMb(pid), 0);
      const looks = await projector.stop();
      tell(`all ${crowd.visitors.length} have ended; reading the archive and the board`);
      const losses = await findLosses(crowd, dataDir, redisUrl);
      const store = await openRedisStore({ url: redisUrl, partitions: defaultPartitions });
      const counted = () => store.counters(`E/${day.event.id}/`);
      const board = await checkBoard(boardUrl, day, counted, trueFigures(crowd, day.course));
      await store.close();
      return {
        options,
        overall: waitsOf(crowd.taps, lastedSeconds),
        peak: peakOf(crowd.taps, Math.min(10, (options.minutes * 60) / 10)),
        driverLateP99: quantile(
          crowd.lateness.sort((one, other) => one - other),
          0.99,
        ),
        lastedSeconds,
        botMicrosPerTap: (botCpu * 1e6) / Math.max(1, crowd.taps.length),
        botBusy: botCpu / lastedSeconds,
        botBusiest: busiest,
        driverBusy: (driver.user + driver.system) / 1e6 / lastedSeconds,
        botMb,
        webhookFailures: stage.deliveries.failures(),
        losses,
        board: { ...board, ...looks },
      };
    });
  } finally {
    day.remove();
  }
}

function waitsOf(taps: Tap[], seconds: number): Waits {
  const sorted = taps.map(({ ms }) => ms).sort((one, other) => one - other);
  return {
    taps: taps.length,
    perSecond: taps.length / seconds,
    p50: quantile(sorted, 0.5),
    p99: quantile(sorted, 0.99),
    max: sorted.at(-1) ?? 0,
  };
}

/** The window with the most planned taps, moved on by a tenth of its length at a time. */
function peakOf(taps: Tap[], seconds: number): LaunchResult['peak'] {
  const sorted = [...taps].sort((one, other) => one.plannedAt - other.plannedAt);
  const windowMs = seconds * 1_000;
  let best = { from: 0, to: 0, at: 0 };
  let [from, to] = [0, 0];
  const end = sorted.at(-1)?.plannedAt ?? 0;
  for (let at = 0; at <= end; at += windowMs / 10) {
    while ((sorted[from]?.plannedAt ?? Number.POSITIVE_INFINITY) < at) from += 1;
    while ((sorted[to]?.plannedAt ?? Number.POSITIVE_INFINITY) < at + windowMs) to += 1;
    if (to - from > best.to - best.from) best = { from, to, at };
  }
  return { ...waitsOf(sorted.slice(best.from, best.to), seconds), fromSecond: best.at / 1_000, seconds };
}
