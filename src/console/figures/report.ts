import { localDay, localMonth, midnightOf } from '../../core/local-calendar.ts';
import { adults, headsOf, type MonthFigures, monthOf, skillOf } from '../../stats/people-figures.ts';
import { monthsUpTo } from './headline-tables.ts';
import { type Choice, type Figures, outcomeOf } from './look.ts';
import { populationOf } from './population.ts';
import type { Show } from './show.ts';
import { targets } from './targets.ts';

/** One sentence of the summary, with the figure it rests on, of how many people or answers, and of which day. */
export type Sentence = { text: string; name: string; figure: string; n: string; date: string };

export type Report = {
  month: string;
  sentences: Sentence[];
  months: MonthFigures[];
};

const monthsShown = 6;

/** What happened in a month at a place, in sentences a leader can read aloud. @param month one that has begun */
export function reportOf(figures: Figures, choice: Choice, month: string, show: Show): Report {
  const { counted, census, readAt } = figures;
  const months =
    census === undefined
      ? []
      : monthsUpTo(month, monthsShown).map((it) => monthOf(counted, census, choice.places, it));
  const [before, now] = [months.at(-2), months.at(-1)];
  const today = show.day(readAt);
  const monthEnd = month === localMonth(readAt) ? today : lastDayOf(month, show);
  return {
    month,
    months,
    sentences: [
      ...reachedSentence(figures, choice, today, show),
      ...monthSentences(now, before, monthEnd, show),
      skillSentence(figures, choice, today, show),
      againSentence(figures, choice, today, show),
      targetSentence(figures, choice, today, show),
    ],
  };
}

function reachedSentence(
  { census }: Figures,
  { unit, places }: Choice,
  date: string,
  show: Show,
): Sentence[] {
  if (census === undefined) return [];
  const { reached, finished } = headsOf(census, places);
  const { report, measures } = show.words;
  return [
    {
      text: report.reached(unit.fullName, show.tens(reached), date),
      name: measures.reached[0],
      figure: show.tens(reached),
      n: `${measures.finished[0]}: ${show.tens(finished)}`,
      date,
    },
  ];
}

function monthSentences(
  now: MonthFigures | undefined,
  before: MonthFigures | undefined,
  date: string,
  show: Show,
): Sentence[] {
  if (now === undefined) return [];
  const { report, tables, measures } = show.words;
  const month = show.month(now.month);
  if (now.finished === 'few') {
    const name = tables.columns.monthFinished;
    return [{ text: report.notEnough(month), name, figure: show.tens('few'), n: measures.people, date }];
  }
  const sentences: Sentence[] = [
    {
      text: report.finished(show.tens(now.finished), month),
      name: tables.columns.monthFinished,
      figure: show.tens(now.finished),
      n: measures.people,
      date,
    },
  ];
  if (now.share === 'few') return sentences;
  const earlier =
    before === undefined || before.share === 'few'
      ? ''
      : ` ${report.change(show.share(before.share), show.month(before.month))}`;
  const answers = show.tens(now.answered);
  sentences.push({
    text: `${report.share(show.share(now.share), answers, month)}${earlier}`,
    name: tables.columns.monthShare,
    figure: show.share(now.share),
    n: `${answers} ${report.answers}`,
    date,
  });
  return sentences;
}

function skillSentence(figures: Figures, choice: Choice, date: string, show: Show): Sentence {
  const { report, measures } = show.words;
  const skill = skillOf(figures.counted, choice.places, choice.lesson, adults);
  const outcome = outcomeOf(figures.course, choice.lesson, show.language);
  const isFew = skill.finished === 'few' || skill.right === 'few';
  return {
    text: isFew
      ? report.canFew(outcome)
      : report.can(show.opening(show.tens(skill.right)), outcome, show.tens(skill.finished)),
    name: `${measures.right[0]}: ${choice.lesson}`,
    figure: show.tens(skill.right),
    n: `${show.tens(skill.finished)} ${measures.people}`,
    date,
  };
}

function againSentence(figures: Figures, choice: Choice, date: string, show: Show): Sentence {
  const { report, measures, notMeasured } = show.words;
  const skill = skillOf(figures.counted, choice.places, choice.lesson, adults);
  const name = measures.again[0];
  if (skill.delayed === 'few')
    return { text: report.againNot, name, figure: notMeasured, n: show.tens('few'), date };
  const asked = show.tens(skill.delayed);
  const still =
    skill.delayedShare === 'few' ? show.tens(skill.delayed_right) : show.share(skill.delayedShare);
  return {
    text: report.again(show.opening(still), asked),
    name,
    figure: still,
    n: `${asked} ${measures.people}`,
    date,
  };
}

function targetSentence(figures: Figures, choice: Choice, date: string, show: Show): Sentence {
  const { report, targets: words, notMeasured } = show.words;
  const target = targets.find(({ id }) => id === 'adults');
  const all = populationOf(figures.population, choice.unit.id, choice.places, 'adults');
  const reached =
    figures.census && headsOf(figures.census, choice.places, { facet: 'audience', values: adults }).reached;
  const name = words.names.adults;
  if (target === undefined || all === undefined || all === 0 || reached === undefined || reached === 'few')
    return { text: report.targetNot, name, figure: notMeasured, n: words.noPopulation, date };
  const share = show.percent(Math.min(1, (reached + 9) / all));
  return {
    text: report.target(share, show.percent(target.share), show.dueDay(target.dueOn)),
    name,
    figure: words.atMost(share),
    n: show.number(all),
    date,
  };
}

/** The last day of a month, as it is written. */
function lastDayOf(month: string, show: Show): string {
  const [year, number] = [Number(month.slice(0, 4)), Number(month.slice(5))];
  const next = Date.UTC(number === 12 ? year + 1 : year, number % 12, 1);
  return show.day(midnightOf(localDay(next)) - 1);
}
