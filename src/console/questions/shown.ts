import type { Item } from '../../core/course.ts';
import { type Flag, type FlagKind, flagsOf } from '../../stats/flags.ts';
import type { ItemFigures } from '../../stats/item-analysis.ts';
import type { QuizFigures } from '../../stats/quiz-analysis.ts';
import { fewestPeople, showShare, showTable } from '../../stats/small-cells.ts';
import { inTens, type Tens } from '../../stats/tens.ts';
import { type CountedAttempts, fewestAttempts } from './question-book.ts';

/**
 * What of a quiz's figures may be shown. People are counted in tens. A share is shown when those in it and those left
 * over are ten or more, else a bound; what would give the hidden part away (the spread of a question, its
 * correlations, the mean of its quiz) goes with it. Files have what the pages have, and no more.
 */
export type ShownShare = { kind: 'share' | 'at_least' | 'at_most'; share: number } | 'few';

export type ShownOption = {
  /** More than one: options with few choosers, shown together. */
  options: readonly string[];
  n: Tens;
  share: ShownShare;
  isKey: boolean;
  /** Marks, of the rest of the quiz. */
  meanRest: number | undefined;
};

export type ShownItem = {
  item: string;
  wording: Item | undefined;
  n: Tens;
  facility: ShownShare;
  randomGuessScore: number | undefined;
  sd: number | undefined;
  effectiveWeight: number | undefined;
  discriminationIndex: number | undefined;
  discriminativeEfficiency: number | undefined;
  options: ShownOption[];
  flags: Flag[];
};

export type ShownQuiz = {
  n: Tens;
  items: ShownItem[];
  /** Undefined where the figures of a question are hidden: they could be worked out from these. */
  quiz: Omit<QuizFigures, 'n'> | undefined;
  totals: { from: number; to: number; n: Tens }[];
};

/** So few classes of totals could be worked out from n and four moments. */
const fewClasses = 6;

const known = new WeakMap<CountedAttempts, ShownQuiz>();

/** Worked out once for the same attempts. */
export function shownQuiz(attempts: CountedAttempts): ShownQuiz {
  const found = known.get(attempts) ?? workedOut(attempts);
  known.set(attempts, found);
  return found;
}

function workedOut(attempts: CountedAttempts): ShownQuiz {
  const { analysis, kind, wordings, totals } = attempts;
  const fewest = fewestAttempts(kind);
  const shown = analysis.items.map((figures) =>
    shownItem(figures, wordings.get(figures.item), analysis.items.length - 1, fewest),
  );
  const isWhole = shown.every(({ facility }) => isExact(facility));
  const items = isWhole ? shown : shown.map(withoutRest);
  const { n, ...quiz } = analysis.quiz;
  const isThin = totals.length <= fewClasses && totals.some((it) => it.n > 0 && it.n < fewest);
  return {
    n: inTens(n),
    items,
    quiz: isWhole ? { ...quiz, ...(isThin ? { skewness: undefined, kurtosis: undefined } : {}) } : undefined,
    totals: shownTotals(totals, fewest),
  };
}

/** What is held against the rest of the quiz would give away a hidden question, which is part of that rest. */
const withoutRest = (item: ShownItem): ShownItem => ({
  ...item,
  effectiveWeight: undefined,
  discriminationIndex: undefined,
  discriminativeEfficiency: undefined,
  options: item.options.map((option) => ({ ...option, meanRest: undefined })),
  flags: item.flags.filter(({ kind }) => !restFlags.includes(kind)),
});
const restFlags: readonly FlagKind[] = ['drop', 'key_in_doubt', 'weak'];

const isExact = (share: ShownShare): boolean => share !== 'few' && share.kind === 'share';

function shownItem(
  figures: ItemFigures,
  wording: Item | undefined,
  others: number,
  fewest: number,
): ShownItem {
  const { item, n, randomGuessScore } = figures;
  const right =
    figures.options.find(({ fraction }) => fraction === 1)?.n ?? Math.round((figures.facility ?? 0) * n);
  const facility = showShare(right, n, fewest);
  const options = shownOptions(figures, fewest);
  const isWhole = isExact(facility);
  const only = <T>(value: T): T | undefined => (isWhole ? value : undefined);
  return {
    item,
    wording,
    n: inTens(n),
    facility,
    randomGuessScore,
    sd: only(figures.sd),
    effectiveWeight: only(figures.effectiveWeight),
    discriminationIndex: only(figures.discriminationIndex),
    discriminativeEfficiency: only(figures.discriminativeEfficiency),
    options,
    flags: shownFlags(figures, others, facility, options),
  };
}

/**
 * Options that few chose stand together with the first wrong one, as `showTable` merges rows; the key is the last to
 * give way.
 */
function shownOptions({ options, n, unanswered }: ItemFigures, fewest: number): ShownOption[] {
  const ranked = [...options].sort((one, other) => Number(one.fraction === 1) - Number(other.fraction === 1));
  const rows = [
    ...ranked.map(({ option, n: chosen }) => ({ id: option, counts: [chosen] })),
    ...(unanswered > 0 ? [{ id: '', counts: [unanswered] }] : []),
  ];
  const table = showTable(rows, fewest);
  if (table.kind === 'too_few') return [];
  const shown = table.rows.map(({ ids, counts: [count = 0] }): ShownOption => {
    const own = options.filter(({ option }) => ids.includes(option));
    const [first] = own;
    return {
      options: ids.filter((id) => id !== ''),
      n: inTens(count),
      share: showShare(count, n, fewest),
      isKey: own.some(({ fraction }) => fraction === 1),
      meanRest: own.length === 1 ? first?.meanRest : undefined,
    };
  });
  return shown
    .filter((row) => row.options.length > 0)
    .sort((one, other) => (one.options[0] ?? '').localeCompare(other.options[0] ?? ''));
}

/** A warning says no more than the figures beside it: what rests on a hidden share is said only if its bound says so. */
function shownFlags(
  figures: ItemFigures,
  others: number,
  facility: ShownShare,
  options: ShownOption[],
): Flag[] {
  if (facility === 'few') return [];
  const isWhole = facility.kind === 'share';
  const all = flagsOf({ ...figures, facility: facility.share, others });
  return all.filter(({ kind, option }) => {
    if (kind === 'too_easy') return facility.kind !== 'at_most';
    if (kind === 'too_hard' || kind === 'worse_than_guessing') return facility.kind !== 'at_least';
    if (kind === 'idle_option') {
      const row = options.find((it) => option !== undefined && it.options.includes(option));
      return isWhole && isIdle(row, figures.n);
    }
    return isWhole;
  });
}

/** Fewer than one in twenty chose it, and that is so whatever a hidden count is. */
const isIdle = (row: ShownOption | undefined, n: number): boolean =>
  row === undefined || row.options.length > 1
    ? (fewestPeople - 1) / n < 0.05
    : row.share !== 'few' && row.share.kind !== 'at_least' && row.share.share < 0.05;

/** Neighbouring totals that few reached stand together. */
function shownTotals(totals: CountedAttempts['totals'], fewest: number): ShownQuiz['totals'] {
  const groups: { from: number; to: number; n: number }[] = [];
  for (const { total, n } of totals) {
    const last = groups.at(-1);
    if (last !== undefined && last.n < fewest)
      groups[groups.length - 1] = { from: last.from, to: total, n: last.n + n };
    else groups.push({ from: total, to: total, n });
  }
  const last = groups.at(-1);
  const before = groups.at(-2);
  if (last !== undefined && before !== undefined && last.n < fewest)
    groups.splice(-2, 2, { from: before.from, to: last.to, n: before.n + last.n });
  return groups.map(({ from, to, n }) => ({ from, to, n: inTens(n) }));
}
