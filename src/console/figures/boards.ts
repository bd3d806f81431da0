import type { Unit } from '../../core/course.ts';
import { localMonth } from '../../core/local-calendar.ts';
import { adults, headsOf, type MonthFigures, monthOf, placesOf } from '../../stats/people-figures.ts';
import type { Tens } from '../../stats/tens.ts';
import type { PaperArchive } from '../../store/archive/paper-archive.ts';
import { monthsUpTo } from './headline-tables.ts';
import type { Figures } from './look.ts';
import { populationOf } from './population.ts';

/** A place against itself last month, and against the target. */
export type Board = {
  unit: Unit;
  reached: Tens | undefined;
  now: MonthFigures | undefined;
  before: MonthFigures | undefined;
  /** Change of the share, in points; undefined where either is of few. */
  change: number | undefined;
  /** Adults reached, and of how many there are; undefined where that is not known. */
  adults: { reached: Tens; all: number | undefined } | undefined;
};

export function boardOf(figures: Figures, unit: Unit): Board {
  const { course, counted, census, readAt, population } = figures;
  const places = placesOf(course.units, unit.id);
  const [before, now] = monthsUpTo(localMonth(readAt), 2).map((month) =>
    census === undefined ? undefined : monthOf(counted, census, places, month),
  );
  return {
    unit,
    reached: census && headsOf(census, places).reached,
    now,
    before,
    change: changeOf(before, now),
    adults: census && {
      reached: headsOf(census, places, { facet: 'audience', values: adults }).reached,
      all: populationOf(population, unit.id, places, 'adults'),
    },
  };
}

/** In whole points, from two shares that both are about something. */
export function changeOf(
  before: MonthFigures | undefined,
  now: MonthFigures | undefined,
): number | undefined {
  const [early, late] = [before?.share, now?.share];
  if (early === undefined || early === 'few' || late === undefined || late === 'few') return undefined;
  return Math.round(late.share * 100) - Math.round(early.share * 100);
}

const paperName = 'walls';

/** The places whose board everybody may see who has its link. */
export async function openWalls(papers: PaperArchive): Promise<string[]> {
  const paper = await papers.paper(paperName);
  return paper === undefined ? [] : (JSON.parse(paper.body) as string[]);
}

export async function switchWall(
  papers: PaperArchive,
  unit: string,
  isOn: boolean,
  at: number,
): Promise<void> {
  const others = (await openWalls(papers)).filter((id) => id !== unit);
  await papers.keepPaper(paperName, { at, body: JSON.stringify(isOn ? [...others, unit] : others) });
}
