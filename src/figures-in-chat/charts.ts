import { chartColours } from '../console/charts/chart.ts';
import type { CounterView } from '../console/counted/counter-book.ts';
import { type Drawing, facilityChart, mapChart } from '../console/questions/charts.ts';
import { misconceptionsOf } from '../console/questions/misconceptions.ts';
import type { Questions } from '../console/questions/question-book.ts';
import { shownQuiz } from '../console/questions/shown.ts';
import { shortened, type Writing } from '../console/questions/written.ts';
import { inTens } from '../stats/tens.ts';
import { figureWords } from './words.ts';

/** Charts that can be asked for by name; lessons by their number, `4.1`. */
export const namedCharts = ['map', 'ideas', 'hardest', 'months'] as const;
export type NamedChart = (typeof namedCharts)[number];

export type Ground = { view: CounterView; questions: Questions; writing: Writing };

/** @returns undefined where there is too little to draw, or no such lesson */
export function chartNamed(name: string, ground: Ground): Drawing | undefined {
  switch (name) {
    case 'map':
      return map(ground);
    case 'ideas':
      return ideas(ground);
    case 'hardest':
      return hardest(ground);
    case 'months':
      return months(ground);
    default:
      return lesson(name, ground);
  }
}

const most = 10;

function map({ questions, writing }: Ground): Drawing | undefined {
  const items = firsts({ questions }).flatMap(({ shown }) => shown.items);
  return items.length === 0 ? undefined : mapChart(items, writing);
}

function lesson(name: string, { questions, writing }: Ground): Drawing | undefined {
  const found = firsts({ questions }).find(({ of }) => of.lesson === name);
  if (found === undefined) return undefined;
  const { option, size, text } = facilityChart(found.shown, writing);
  return {
    option,
    size,
    text: { ...text, title: figureWords(writing.language).lesson(writing.lesson(name)) },
  };
}

/** Quizzes as they are asked today, with what first attempts show. */
const firsts = ({ questions }: Pick<Ground, 'questions'>) =>
  questions.quizzes.flatMap((of) => {
    const first = of.kinds.get('first');
    return first === undefined || of.asked === undefined ? [] : [{ of, shown: shownQuiz(first) }];
  });

/** Lessons by the mean of their questions' shares, where all of these may be shown. */
function hardest({ questions, writing }: Ground): Drawing | undefined {
  const words = figureWords(writing.language);
  const rows = firsts({ questions })
    .filter(({ of, shown }) => of.asked === 'vi' && shown.quiz?.mean !== undefined)
    .map(({ of, shown }) => ({
      name: shortened(writing.lesson(of.lesson), 38),
      share: (shown.quiz?.mean ?? 0) / Math.max(1, shown.items.length),
    }))
    .sort((one, other) => one.share - other.share)
    .slice(0, most);
  return rows.length === 0 ? undefined : bars(rows, words.charts.hardest, words.hardestSaid, writing);
}

function ideas({ questions, writing }: Ground): Drawing | undefined {
  const words = figureWords(writing.language);
  const rows = misconceptionsOf(questions)
    .slice(0, most)
    .map(({ id, share }) => ({ name: shortened(writing.misconception(id), 38), share }));
  return rows.length === 0 ? undefined : bars(rows, words.charts.ideas, words.ideasSaid, writing);
}

function bars(
  rows: { name: string; share: number }[],
  title: string,
  said: (parts: string) => string,
  { percent }: Writing,
): Drawing {
  const drawn = [...rows].reverse();
  return {
    option: {
      grid: {
        left: 12,
        right: 64,
        top: 8,
        bottom: 30,
        outerBoundsMode: 'same',
        outerBoundsContain: 'axisLabel',
      },
      xAxis: {
        type: 'value',
        min: 0,
        max: 100,
        axisLabel: { color: chartColours.quiet },
        splitLine: { lineStyle: { color: chartColours.soft } },
      },
      yAxis: {
        type: 'category',
        data: drawn.map(({ name }) => name),
        axisTick: { show: false },
        axisLabel: { color: chartColours.ink, fontSize: 13 },
      },
      series: [
        {
          type: 'bar',
          barMaxWidth: 22,
          itemStyle: { color: chartColours.green },
          data: drawn.map(({ share }) => ({
            value: Math.round(share * 100),
            label: { formatter: percent(share) },
          })),
          label: { show: true, position: 'right', color: chartColours.ink },
        },
      ],
    },
    size: { width: 600, height: 60 + 34 * rows.length },
    text: { title, description: said(rows.map(({ name, share }) => `${name} ${percent(share)}`).join('; ')) },
  };
}

/** Lessons finished each month, summed over all communes and written in tens. */
function months({ view, writing }: Ground): Drawing | undefined {
  const words = figureWords(writing.language);
  const sums = new Map<string, number>();
  for (const commune of view.names('U')) {
    for (const [key, n] of Object.entries(view.of('U', commune))) {
      const [, , month = '', what] = key.split('/');
      if (what === 'finished') sums.set(month, (sums.get(month) ?? 0) + n);
    }
  }
  const rows = [...sums]
    .sort()
    .slice(-12)
    .map(([month, n]) => ({ month, n: inTens(n) }));
  if (rows.every(({ n }) => n === 'few')) return undefined;
  const said = rows.map(({ month, n }) => `${month}: ${writing.tens(n)}`).join('; ');
  return {
    option: {
      grid: {
        left: 12,
        right: 16,
        top: 28,
        bottom: 30,
        outerBoundsMode: 'same',
        outerBoundsContain: 'axisLabel',
      },
      xAxis: { type: 'category', data: rows.map(({ month }) => month), axisTick: { show: false } },
      yAxis: { type: 'value', splitLine: { lineStyle: { color: chartColours.soft } } },
      series: [
        {
          type: 'bar',
          barMaxWidth: 56,
          itemStyle: { color: chartColours.green },
          data: rows.map(({ n }) => ({ value: n === 'few' ? 0 : n, label: { formatter: writing.tens(n) } })),
          label: { show: true, position: 'top', color: chartColours.ink },
        },
      ],
    },
    size: { width: 600, height: 320 },
    text: { title: words.charts.months, description: words.monthsSaid(said) },
  };
}
