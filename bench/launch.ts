import { launchMorning } from './launch/day.ts';
import { type LaunchOptions, type LaunchResult, runLaunch, type Waits } from './launch/run.ts';
import { number } from './measure/spread.ts';
import type { Part } from './parts/part.ts';

/** What `npm run bench -- launch` may be given on the command line. */
export const launchFlags = {
  learners: { type: 'string' },
  minutes: { type: 'string' },
  points: { type: 'string' },
  /** Seconds between two taps of one person, `2-6`. */
  pause: { type: 'string' },
  processes: { type: 'string' },
} as const;

export type LaunchFlags = { [name in keyof typeof launchFlags]?: string | undefined };

/**
 * The flags as a plan. A shorter run has fewer people, at launch morning's own rate; a rate of its own only
 * by saying both. @throws Error naming the flag that is wrong
 */
export function readLaunchFlags(flags: LaunchFlags): LaunchOptions {
  const read = (name: keyof LaunchFlags, fallback: number, low: number, high: number): number => {
    const value = Number(flags[name] ?? fallback);
    if (!Number.isFinite(value) || value < low || value > high) {
      throw new Error(`--${name}: expected a number from ${low} to ${high}, got "${flags[name]}"`);
    }
    return value;
  };
  const minutes = read('minutes', launchMorning.minutes, 0.05, 60);
  const sameRate = Math.max(1, Math.round((launchMorning.learners * minutes) / launchMorning.minutes));
  const [, from, to] = /^([\d.]+)-([\d.]+)$/.exec(flags.pause ?? '2-6') ?? [];
  if (from === undefined || to === undefined || Number(from) > Number(to)) {
    throw new Error(`--pause: expected seconds from-to, got "${flags.pause}"; for example --pause 2-6`);
  }
  return {
    learners: Math.round(
      read('learners', flags.minutes === undefined ? launchMorning.learners : sameRate, 1, 100_000),
    ),
    minutes,
    points: Math.round(read('points', launchMorning.points, 1, 5_000)),
    pauses: { fromMs: Number(from) * 1_000, toMs: Number(to) * 1_000 },
    processes: Math.round(read('processes', 1, 1, 4)),
    seed: 26,
  };
}

/** Launch morning as a part of the benchmark; its exit code says whether anything was lost. */
export const launchWith = (flags: () => LaunchFlags): Part => ({
  name: 'launch',
  title: 'Launch morning: 52,000 people at 1,018 points in ten minutes',
  async run(_, { tell, print }) {
    const options = readLaunchFlags(flags());
    print(scaleOf(options).join('\n'));
    const result = await runLaunch(options, tell);
    print(report(result).join('\n'));
    if (!isWhole(result)) process.exitCode = 1;
    return result;
  },
});

export const isWhole = ({ losses, board }: LaunchResult): boolean =>
  losses.lost === 0 && board.pointsWrong === 0 && board.failures === 0;

/** Says what is run, and how far it is from launch morning. */
function scaleOf({ learners, minutes, points, pauses, processes }: LaunchOptions): string[] {
  const rate = (people: number, lasting: number): number => people / 2 / (lasting * 0.2 * 60);
  const ours = rate(learners, minutes);
  const share = ours / rate(launchMorning.learners, launchMorning.minutes);
  const rested = `${pauses.fromMs / 1_000}–${pauses.toMs / 1_000} s`;
  return [
    `${learners.toLocaleString('en')} new learners by ${points.toLocaleString('en')} join links within ${number(minutes)} min, half of them in the first ${number(minutes * 0.2)} min: ${number(ours)} a second there;`,
    `each takes one lesson to its end and rests ${rested} between taps; ${processes === 1 ? 'one process' : `${processes} processes`} on Redis, Telegram's webhooks on 100 connections.`,
    learners === launchMorning.learners &&
    minutes === launchMorning.minutes &&
    points === launchMorning.points
      ? 'This is launch morning in full.'
      : `Scaled: ${number(share * 100)} % of launch morning's arrivals a second, ${number((learners / launchMorning.learners) * 100)} % of its people.`,
    ...(pauses.toMs < 2_000
      ? ['The pauses are shorter than people take: more taps a second for each person than there would be.']
      : []),
  ];
}

function report({ overall, peak, losses, board, ...run }: LaunchResult): string[] {
  const waits = ({ p50, p99, max }: Waits): string =>
    `p50 ${number(p50)}, p99 ${number(p99)}, max ${number(max)} ms`;
  const { total } = board;
  return [
    `At the peak (${number(peak.seconds)} s from second ${Math.round(peak.fromSecond)}): ${number(peak.perSecond)} taps/s; tap → reply ${waits(peak)}`,
    `Overall: ${overall.taps.toLocaleString('en')} taps in ${number(run.lastedSeconds)} s; tap → reply ${waits(overall)}`,
    `  of which the driver itself came late: p99 ${number(run.driverLateP99)} ms`,
    `Bot: ${number(run.botMicrosPerTap)} µs of CPU a tap, ${number(run.botBusy)} of a core over the run, ${number(run.botBusiest)} in its busiest second, ${number(run.botMb)} MB; driver and stub ${number(run.driverBusy)} of a core`,
    `Webhook calls not answered 200: ${run.webhookFailures} (each brought again)`,
    `Lost: ${losses.lost} learners (no final card ${losses.noFinalCard}, no record ${losses.noRecord}, attempts missing, doubled or other ${losses.attemptsWrong}, statements ${losses.statementsWrong})`,
    `Board: ${total.joined ?? 0} joined, ${total.started ?? 0} started, ${total.finished ?? 0} finished, ${total.right ?? 0} of ${total.answered ?? 0} right; ${board.pointsWrong === 0 ? agreed(board.notCompared) : `${board.pointsWrong} POINTS WRONG, first ${board.firstWrong}`}`,
    `  watched ${board.looks} times meanwhile, ${board.failures} failed, the slowest took ${number(board.slowestMs)} ms`,
  ];
}

const agreed = (notCompared: number): string =>
  notCompared === 0
    ? 'every point agrees with what its learners did'
    : `every point agrees, but for ${notCompared} not compared: someone there was left before the end`;
