import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { tallyOf } from '../../src/stats/attempts.ts';
import { flagKinds, flagRules } from '../../src/stats/flags.ts';
import { fractionOf, readFraction } from '../../src/stats/fraction.ts';
import { analyse } from '../../src/stats/quiz-analysis.ts';
import { moodleItems, moodleMarks, moodleQuiz } from '../fixtures/moodle-figures.ts';

const text = readFileSync('docs/statistics.md', 'utf8');
const shown = [
  'facility',
  'sd',
  'effectiveWeight',
  'discriminationIndex',
  'discriminativeEfficiency',
] as const;

/** The table as it must stand in the document: Moodle's figure and ours, both to 8 decimals. */
function comparison(): string[] {
  const one = fractionOf(1);
  const { quiz, items } = analyse(
    tallyOf({
      items: moodleItems.map((_, place) => `slot ${place + 1}`),
      attempts: moodleMarks.map((row) => row.map((mark) => ({ mark: readFraction(mark) ?? one, max: one }))),
    }),
  );
  const line = (what: string, expected: number, found: number | undefined): string =>
    `| ${what} | ${expected.toFixed(8)} | ${(found ?? Number.NaN).toFixed(8)} |`;
  return [
    '| figure | Moodle expects | ours |',
    '|---|---:|---:|',
    ...Object.entries(moodleQuiz).map(([name, value]) =>
      line(`quiz ${name}`, value, quiz[name as keyof typeof moodleQuiz]),
    ),
    ...moodleItems.flatMap((expected, place) =>
      shown.map((name) => line(`slot ${place + 1} ${name}`, expected[name], items[place]?.[name])),
    ),
  ];
}

test('a reader of docs/statistics.md finds the figures that the program works out today', () => {
  const table = /<!-- checked by [^>]*-->\n([\s\S]*?)\n<!-- end -->/.exec(text)?.[1]?.trim();
  expect(table).toBe(comparison().join('\n'));
});

test('a reader of docs/statistics.md finds every warning with the n from which it is said', () => {
  for (const kind of flagKinds) {
    const row = text.split('\n').find((line) => line.startsWith('| `') && line.includes(`\`${kind}\``));
    expect(row?.split('|')[3]?.trim(), kind).toBe(String(flagRules[kind].fromN));
  }
});
