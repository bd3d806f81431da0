import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { scamCounter } from '../../src/core/counters.ts';
import { localWeek } from '../../src/core/local-calendar.ts';
import { scamKinds } from '../../src/core/scam/kind.ts';
import { readyWarning, risen, scamWeek } from '../../src/stats/scam-figures.ts';

const counters = {
  [scamCounter('14797', '20261130', 'police', 'danger')]: 14,
  [scamCounter('14797', '20261130', 'police', 'suspicious')]: 6,
  [scamCounter('14800', '20261130', 'bank', 'danger')]: 11,
  [scamCounter('14803', '20261130', 'romance', 'danger')]: 2,
  [scamCounter(undefined, '20261130', 'bank', 'danger')]: 3,
  [scamCounter('14797', '20261123', 'police', 'danger')]: 9,
  'U/14797/2026-11/started': 50,
};

test('a week is added up by kind and by commune, and few are never shown alone', () => {
  const { ofKind, byKind, byCommune } = scamWeek(counters, '20261130');
  expect(ofKind).toMatchObject({ police: 20, bank: 14, romance: 2 });
  for (const table of [byKind, byCommune]) {
    if (table.kind !== 'table') throw new Error('expected a table');
    expect(table.total).toEqual([36]);
    expect(table.rows.every(({ counts }) => (counts[0] ?? 0) >= 10)).toBe(true);
    expect(table.rows.flatMap(({ counts }) => counts).reduce((sum, n) => sum + n, 0)).toBe(36);
  }
  expect(scamWeek(counters, '20261123').byKind).toEqual({ kind: 'too_few' });
});

test('what doubled is a rise, what is few is none', () => {
  const before = [scamWeek(counters, '20261123')];
  expect(risen(scamWeek(counters, '20261130'), before)).toEqual(['police', 'bank']);
  expect(risen(scamWeek(counters, '20261123'), [])).toEqual([]);
  const many = { ...counters, [scamCounter('1', '20261123', 'police', 'danger')]: 20 };
  expect(risen(scamWeek(many, '20261130'), [scamWeek(many, '20261123')])).toEqual(['bank']);
});

test('a week begins on Monday, local time', () => {
  expect(localWeek(Date.UTC(2026, 10, 29, 16, 59))).toBe('20261123');
  expect(localWeek(Date.UTC(2026, 10, 29, 17, 0))).toBe('20261130');
  expect(localWeek(Date.UTC(2026, 11, 6, 16, 59))).toBe('20261130');
});

test('every kind has a ready message to begin a warning from', () => {
  const yaml = readFileSync(new URL('../../lessons/messages.yaml', import.meta.url), 'utf8');
  for (const kind of scamKinds) expect(yaml).toContain(`- id: ${readyWarning(kind)}\n`);
});
