import { writeFileSync } from 'node:fs';
import { featuresOf } from '../core/scam/features.ts';
import { readMessage } from '../core/scam/reading.ts';
import { signsOf } from '../core/scam/signs.ts';
import { type Example, type Fitted, fitTable, scoreOf } from './fit.ts';
import { type Labelled, trainingMessages } from './messages.ts';

/** A message counts once as it was written and once without marks, each half. */
export const examplesOf = (messages: readonly Labelled[]): Example[] =>
  messages.flatMap(({ text, isScam }) =>
    [text, withoutMarks(text)].map((written) => {
      const reading = readMessage(written, []);
      return { features: featuresOf(reading, signsOf(reading)), isScam, weight: 0.5 };
    }),
  );

export const withoutMarks = (text: string): string =>
  text.normalize('NFD').replace(/\p{M}/gu, '').replace(/đ/g, 'd').replace(/Đ/g, 'D');

/** Weights smaller than this change nothing and are left out of the file. */
const least = 0.02;

/** The table as its file has it: two decimals, in the order of the alphabet, so that a diff of it can be read. */
export function tableText({ bias, weights }: Fitted): string {
  const kept = [...weights]
    .filter(([, weight]) => Math.abs(weight) >= least)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  const rounded = Object.fromEntries(kept.map(([name, weight]) => [name, Math.round(weight * 100) / 100]));
  return `${JSON.stringify({ bias: Math.round(bias * 100) / 100, weights: rounded }, null, 2)}\n`;
}

/**
 * Scores of messages by tables that have not seen them.
 * @param foldOf which of the folds a message is left out with
 */
export function crossScores(
  messages: readonly Labelled[],
  foldOf: (message: Labelled) => number,
  folds = 6,
): { message: Labelled; score: number }[] {
  const scored: { message: Labelled; score: number }[] = [];
  for (let fold = 0; fold < folds; fold++) {
    const table = fitTable(examplesOf(messages.filter((message) => foldOf(message) % folds !== fold)));
    for (const message of messages.filter((message) => foldOf(message) % folds === fold)) {
      const reading = readMessage(message.text, []);
      scored.push({ message, score: scoreOf(table, featuresOf(reading, signsOf(reading))) });
    }
  }
  return scored;
}

if (process.argv[1] === new URL(import.meta.url).pathname) {
  const file = new URL('../core/scam/table.json', import.meta.url);
  writeFileSync(file, tableText(fitTable(examplesOf(trainingMessages()))));
  process.stdout.write(`${file.pathname} is written\n`);
}
