import type { Form } from '../bots/bot.ts';
import { number, show, spread } from '../measure/spread.ts';
import { table } from '../measure/table.ts';
import type { Window } from '../measure/window.ts';
import type { Measured } from './rounds.ts';

const medianOf = (windows: Window[], field: keyof Window): number =>
  spread(windows.map((window) => window[field])).median;

/** One row a bot: what it did, what it cost, and what it sent for it. */
export function throughputTable(measured: Measured[]): string {
  const head = [
    'bot',
    'updates/s',
    'CPU µs/update',
    'Redis µs/update',
    'p50 / p99 ms',
    'RSS MB',
    'calls out + in the 200',
    'bot / driver busy',
    'not 200 / unanswered',
  ];
  const rows = measured.map(({ bot, windows }) => {
    const of = (field: keyof Window) => spread(windows.map((window) => window[field]));
    const sum = (field: keyof Window): number => windows.reduce((total, window) => total + window[field], 0);
    return [
      bot.name,
      show(of('updatesPerSecond')),
      show(of('cpuMicros')),
      bot.store === 'redis' ? number(of('redisMicros').median) : '-',
      `${number(of('p50').median)} / ${number(of('p99').median)}`,
      number(of('residentMb').median),
      `${number(of('callsOut').median)} + ${number(of('callsIn200').median)}`,
      `${number(of('botBusy').median)} / ${number(of('driverBusy').median)}`,
      `${sum('failures')} / ${sum('silent')}`,
    ];
  });
  return table(head, rows);
}

export type Ratio = { against: string; by: 'updates/s' | 'CPU'; ratio: number; low: number; high: number };

/** Ours against the better peer of each form, round by round; the tuned form first. */
export function ratios(measured: Measured[], ours: string): Ratio[] {
  const own = measured.find(({ bot }) => bot.name === ours);
  if (own === undefined) return [];
  const found: Ratio[] = [];
  for (const form of ['tuned', 'documented'] satisfies Form[]) {
    const best = measured
      .filter(({ bot }) => bot.form === form)
      .reduce<Measured | undefined>(
        (better, one) =>
          better === undefined ||
          medianOf(one.windows, 'updatesPerSecond') > medianOf(better.windows, 'updatesPerSecond')
            ? one
            : better,
        undefined,
      );
    if (best === undefined) continue;
    const perRound = (field: 'updatesPerSecond' | 'cpuMicros'): number[] =>
      own.windows.map((window, round) => {
        const other = best.windows[round]?.[field] ?? Number.NaN;
        return field === 'cpuMicros' ? other / window[field] : window[field] / other;
      });
    const against = `better ${form} peer (${best.bot.name})`;
    for (const [by, field] of [
      ['updates/s', 'updatesPerSecond'],
      ['CPU', 'cpuMicros'],
    ] as const) {
      const { median, low, high } = spread(perRound(field));
      found.push({ against, by, ratio: median, low, high });
    }
  }
  return found;
}

export function ratioTable(found: Ratio[], ours: string): string {
  return table(
    [`${ours}, times the`, 'by updates/s', 'by CPU/update'],
    [...new Set(found.map(({ against }) => against))].map((against) => [
      against,
      ...(['updates/s', 'CPU'] as const).map((by) => {
        const ratio = found.find((one) => one.against === against && one.by === by);
        return ratio === undefined
          ? '-'
          : `${number(ratio.ratio)}× [${number(ratio.low)}–${number(ratio.high)}]`;
      }),
    ]),
  );
}

/** In what a peer is ahead of ours in this run; said as plainly as where we are. */
export function peersAhead(measured: Measured[], ours: string): string[] {
  const own = measured.find(({ bot }) => bot.name === ours);
  if (own === undefined) return [];
  const wanted = [
    { field: 'residentMb', what: 'memory, MB', lower: true },
    { field: 'p50', what: 'p50, ms', lower: true },
    { field: 'p99', what: 'p99, ms', lower: true },
    { field: 'redisMicros', what: 'Redis CPU µs/update', lower: true },
    { field: 'cpuMicros', what: 'CPU µs/update', lower: true },
    { field: 'updatesPerSecond', what: 'updates/s', lower: false },
  ] as const;
  const lines: string[] = [];
  for (const { bot, windows } of measured) {
    if (bot.form === 'ours' || bot.form === 'floor') continue;
    for (const { field, what, lower } of wanted) {
      const theirs = medianOf(windows, field);
      const mine = medianOf(own.windows, field);
      if (lower ? theirs < mine : theirs > mine)
        lines.push(`${bot.name}: ${what} ${number(theirs)} against our ${number(mine)}`);
    }
  }
  return lines;
}
