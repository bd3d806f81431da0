import { type ChartOption, type ChartSize, type ChartText, chartColours, chartSvg } from '../charts/chart.ts';
import type { ShownItem, ShownOption, ShownQuiz } from './shown.ts';
import type { Writing } from './written.ts';

/** A chart that can be drawn on a page, and sent as a picture. */
export type Drawing = { option: ChartOption; size: ChartSize; text: Required<ChartText> };

export const drawn = ({ option, size, text }: Drawing): string => chartSvg(option, { ...size, ...text });

const axis = {
  axisLine: { lineStyle: { color: chartColours.line } },
  axisLabel: { color: chartColours.quiet, fontSize: 13 },
  splitLine: { lineStyle: { color: chartColours.soft } },
};
/** The room that labels take lies within these margins. */
const inside = { outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' } as const;
const noTick = { axisTick: { show: false } };
const label = { show: true, position: 'right' as const, color: chartColours.ink, fontSize: 13 };

/** Known shares 0..1 as bars of per cent; what is hidden has no bar and says so. */
function shareBars(
  rows: { name: string; share: ShownItem['facility']; isMarked: boolean; guess?: number }[],
  { share }: Writing,
): ChartOption {
  const shown = [...rows].reverse();
  return {
    grid: { left: 8, right: 96, top: 8, bottom: 28, ...inside },
    xAxis: { type: 'value', min: 0, max: 100, ...axis },
    yAxis: {
      type: 'category',
      data: shown.map(({ name }) => name),
      ...axis,
      ...noTick,
      splitLine: { show: false },
    },
    series: [
      {
        type: 'bar',
        barMaxWidth: 26,
        data: shown.map((row) => ({
          value: row.share === 'few' ? 0 : Math.round(row.share.share * 100),
          itemStyle: { color: row.isMarked ? chartColours.green : chartColours.grey },
          label: { formatter: share(row.share).replaceAll(/[{}]/g, '') },
        })),
        label,
      },
      {
        type: 'scatter',
        symbol: 'rect',
        symbolSize: [3, 26],
        itemStyle: { color: chartColours.amber },
        data: shown.flatMap(({ guess }, place) =>
          guess === undefined ? [] : [[Math.round(guess * 100), place]],
        ),
      },
    ],
  };
}

/** How many are right at each question, with what blind ticking would give as a mark. */
export function facilityChart({ items }: ShownQuiz, writing: Writing): Drawing {
  const { words, share } = writing;
  const said = items.map(({ item, facility }) => `${item} ${share(facility)}`).join(', ');
  return {
    option: shareBars(
      items.map(({ item, facility, randomGuessScore }) => ({
        name: item,
        share: facility,
        isMarked: true,
        ...(randomGuessScore === undefined ? {} : { guess: randomGuessScore }),
      })),
      writing,
    ),
    size: { width: 420, height: 60 + 44 * Math.max(1, items.length) },
    text: { title: words.quiz.facility, description: words.quiz.facilitySaid(said) },
  };
}

/** What share chose each option; the right one in green and marked by words. */
export function optionsChart(options: readonly ShownOption[], writing: Writing): Drawing {
  const { words, share } = writing;
  const named = options.map((row) => ({
    name: `${row.options.join(', ')}${row.isKey ? ` (${words.item.rightOption})` : ''}`,
    share: row.share,
    isMarked: row.isKey,
  }));
  return {
    option: shareBars(named, writing),
    size: { width: 420, height: 60 + 40 * Math.max(1, options.length) },
    text: {
      title: words.item.options,
      description: words.item.optionsSaid(named.map((row) => `${row.name} ${share(row.share)}`).join(', ')),
    },
  };
}

/** Attempts by marks. */
export function totalsChart({ totals }: ShownQuiz, { words, tens }: Writing): Drawing {
  const name = ({ from, to }: { from: number; to: number }): string =>
    from === to ? `${from}` : `${from}–${to}`;
  return {
    option: {
      grid: { left: 8, right: 16, top: 28, bottom: 40, ...inside },
      xAxis: {
        type: 'category',
        data: totals.map(name),
        name: words.quiz.totalsAxis,
        nameLocation: 'middle',
        nameGap: 28,
        ...axis,
        ...noTick,
      },
      yAxis: { type: 'value', minInterval: 1, ...axis },
      series: [
        {
          type: 'bar',
          barMaxWidth: 64,
          data: totals.map(({ n }) => ({ value: n === 'few' ? 0 : n, label: { formatter: tens(n) } })),
          label: { ...label, position: 'top' },
        },
      ],
    },
    size: { width: 420, height: 260 },
    text: {
      title: words.quiz.totals,
      description: words.quiz.totalsSaid(totals.map((it) => `${name(it)}: ${tens(it.n)}`).join(', ')),
    },
  };
}

/** All questions by facility and discrimination; those with a warning are squares, not only of another colour. */
export function mapChart(items: readonly ShownItem[], { words, count }: Writing): Drawing {
  const points = items.flatMap(({ facility, discriminationIndex, flags }) =>
    facility === 'few' || facility.kind !== 'share' || discriminationIndex === undefined
      ? []
      : [
          {
            at: [Math.round(facility.share * 100), Math.round(discriminationIndex)],
            isFlagged: flags.length > 0,
          },
        ],
  );
  const of = (isFlagged: boolean) =>
    points.filter((point) => point.isFlagged === isFlagged).map(({ at }) => at);
  const low = Math.min(0, ...points.map(({ at: [, sharp = 0] }) => Math.floor(sharp / 20) * 20));
  const high = Math.max(60, ...points.map(({ at: [, sharp = 0] }) => Math.ceil(sharp / 20) * 20));
  return {
    option: {
      grid: { left: 24, right: 24, top: 24, bottom: 44, ...inside },
      xAxis: {
        type: 'value',
        min: 0,
        max: 100,
        name: words.map.easy,
        nameLocation: 'middle',
        nameGap: 30,
        ...axis,
      },
      yAxis: {
        type: 'value',
        min: low,
        max: high,
        name: words.map.sharp,
        nameLocation: 'middle',
        nameGap: 38,
        ...axis,
      },
      series: [
        {
          type: 'scatter',
          symbol: 'circle',
          symbolSize: 9,
          itemStyle: { color: chartColours.green, opacity: 0.75 },
          data: of(false),
        },
        {
          type: 'scatter',
          symbol: 'rect',
          symbolSize: 11,
          itemStyle: { color: chartColours.amber },
          data: of(true),
        },
      ],
    },
    size: { width: 640, height: 360 },
    text: {
      title: words.map.title,
      description: words.map.said(count(points.length), count(of(true).length)),
    },
  };
}
