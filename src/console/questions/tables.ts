import { inTens, type Tens } from '../../stats/tens.ts';
import type { ExportCell, ExportTable } from '../exports/table.ts';
import type { Misconception } from './misconceptions.ts';
import type { CountedQuiz } from './question-book.ts';
import { type ShownShare, shownQuiz } from './shown.ts';
import type { Writing } from './written.ts';

/** The tables of these pages as files. They hold what the pages show, and nothing finer. */
const tens = (n: Tens): ExportCell => (n === 'few' ? null : n);
const rounded = (value: number | undefined, digits: number): ExportCell =>
  value === undefined ? null : Number(value.toFixed(digits));
const bound = (share: ShownShare): ExportCell =>
  share === 'few' ? null : { share: null, at_least: '>=', at_most: '<=' }[share.kind];
const shareOf = (share: ShownShare): ExportCell => (share === 'few' ? null : rounded(share.share, 2));

/** A row for each option of each question of each kind of attempt. */
export function itemsTable(quizzes: readonly CountedQuiz[], writing: Writing): ExportTable {
  const { words, stem, text, flag } = writing;
  const { columns } = words;
  return {
    name: 'cau-hoi',
    columns: (
      [
        'lesson',
        'quiz',
        'asked',
        'kind',
        'item',
        'stem',
        'n',
        'facility',
        'facilityBound',
        'guess',
        'sd',
        'weight',
        'discrimination',
        'efficiency',
        'flags',
        'option',
        'optionText',
        'key',
        'share',
        'shareBound',
        'meanRest',
      ] as const
    ).map((key) => ({ key, label: columns[key] })),
    rows: quizzes.flatMap(({ lesson, quiz, asked, kinds }) =>
      [...kinds.values()].flatMap((attempts) =>
        shownQuiz(attempts).items.flatMap((item) => {
          const own: ExportCell[] = [
            lesson,
            quiz,
            asked ?? null,
            words.kinds[attempts.kind],
            item.item,
            stem(item.wording),
            tens(item.n),
            shareOf(item.facility),
            bound(item.facility),
            rounded(item.randomGuessScore, 2),
            rounded(item.sd, 2),
            rounded(item.effectiveWeight, 1),
            rounded(item.discriminationIndex, 1),
            rounded(item.discriminativeEfficiency, 1),
            item.flags.map(flag).join(' '),
          ];
          return item.options.map((row): ExportCell[] => [
            ...own,
            row.options.join(' '),
            row.options.length === 1
              ? text(item.wording?.options.find(({ id }) => id === row.options[0])?.text ?? '')
              : words.item.merged,
            row.isKey ? 1 : 0,
            shareOf(row.share),
            bound(row.share),
            rounded(row.meanRest, 2),
          ]);
        }),
      ),
    ),
  };
}

/** A row for each quiz and kind of attempt. */
export function quizzesTable(
  quizzes: readonly CountedQuiz[],
  { words, lesson: titleOf }: Writing,
): ExportTable {
  const { columns } = words;
  return {
    name: 'bai',
    columns: (
      [
        'lesson',
        'title',
        'quiz',
        'asked',
        'kind',
        'n',
        'mean',
        'median',
        'sd',
        'skewness',
        'kurtosis',
        'cic',
        'errorRatio',
        'standardError',
        'abandoned',
      ] as const
    ).map((key) => ({ key, label: columns[key] })),
    rows: quizzes.flatMap(({ lesson, quiz, asked, kinds, abandoned }) =>
      [...kinds.values()].map((attempts): ExportCell[] => {
        const { n, quiz: figures } = shownQuiz(attempts);
        return [
          lesson,
          titleOf(lesson),
          quiz,
          asked ?? null,
          words.kinds[attempts.kind],
          tens(n),
          rounded(figures?.mean, 2),
          rounded(figures?.median, 1),
          rounded(figures?.sd, 2),
          rounded(figures?.skewness, 2),
          rounded(figures?.kurtosis, 2),
          rounded(figures?.cic, 1),
          rounded(figures?.errorRatio, 1),
          rounded(figures?.standardError, 2),
          attempts.kind === 'first' ? tens(inTens(abandoned)) : null,
        ];
      }),
    ),
  };
}

export function misconceptionsTable(
  found: readonly Misconception[],
  { words, misconception }: Writing,
): ExportTable {
  const { columns } = words;
  return {
    name: 'hieu-lam',
    columns: (['misconception', 'share', 'held', 'askedTimes', 'questions'] as const).map((key) => ({
      key,
      label: columns[key],
    })),
    rows: found.map(({ id, share, held, asked, questions }) => [
      misconception(id),
      rounded(share, 2),
      tens(held),
      tens(asked),
      questions.map(({ item }) => item).join(' '),
    ]),
  };
}
