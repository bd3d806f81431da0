import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { statementProblem } from '../../../src/delivery/reporting/statement-check.ts';

type Case = { file: string; group: string; name: string; expect: 200 | 400; statement: unknown };
const cases: Case[] = readFileSync(
  new URL('../../fixtures/xapi-cases/statements.jsonl', import.meta.url),
  'utf8',
)
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line));

describe('our check of statements, against the ADL conformance cases', () => {
  test('lets pass nothing that a conforming store would refuse', () => {
    const wrong = cases.filter((it) => it.expect === 400 && statementProblem(it.statement) === undefined);
    expect(wrong.map((it) => `${it.file}: ${it.name}`)).toEqual([]);
    expect(cases.filter((it) => it.expect === 400).length).toBeGreaterThan(300);
  });

  test('refuses nothing that a conforming store would take', () => {
    const wrong = cases.filter((it) => it.expect === 200 && statementProblem(it.statement) !== undefined);
    expect(wrong.map((it) => `${it.file}: ${it.name}: ${statementProblem(it.statement)}`)).toEqual([]);
    expect(cases.filter((it) => it.expect === 200).length).toBeGreaterThan(150);
  });
});
