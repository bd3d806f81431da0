import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { figuresOf, heldOutMessages } from '../../src/scam/evaluate.ts';
import { fitTable } from '../../src/scam/fit.ts';
import { trainingMessages } from '../../src/scam/messages.ts';
import { examplesOf, tableText, withoutMarks } from '../../src/scam/train.ts';

test('the shipped table is what its messages give', () => {
  const shipped = readFileSync(new URL('../../src/core/scam/table.json', import.meta.url), 'utf8');
  expect(tableText(fitTable(examplesOf(trainingMessages())))).toBe(shipped);
}, 60_000);

/** A little under what docs/scam-desk.md reports. */
test.each([
  { case: 'as written', write: (text: string) => text },
  { case: 'without marks', write: withoutMarks },
])('held out $case: danger is right, and few scams pass', ({ write }) => {
  const messages = heldOutMessages().map(({ text, isScam }) => ({ text: write(text), isScam }));
  const figures = figuresOf('held out', messages);
  expect(messages.length).toBeGreaterThanOrEqual(200);
  expect(figures.dangerPrecision).toBeGreaterThanOrEqual(0.95);
  expect(figures.recall).toBeGreaterThanOrEqual(0.95);
  expect(figures.honestInDanger).toBeLessThanOrEqual(0.02);
  expect(figures.honestFlagged).toBeLessThanOrEqual(0.2);
});

test('no held-out message is among those the table was trained on', () => {
  const trained = new Set(trainingMessages().map(({ text }) => withoutMarks(text).toLowerCase()));
  expect(heldOutMessages().filter(({ text }) => trained.has(withoutMarks(text).toLowerCase()))).toEqual([]);
});
