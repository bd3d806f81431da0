import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Census } from '../../src/stats/census.ts';
import { openTestConsole, type TestConsole } from '../fixtures/console.ts';
import { censusOf, skillCounters } from '../fixtures/counted-people.ts';

/**
 * Somebody in the province's office who may open every page, filter and file, day after day, and who writes down every
 * number. The people they are after: a few officials of one commune, of whom some could not do it.
 */
const now = Date.UTC(2026, 10, 26, 1, 15, 32);
let officials = { people: 8, finished: 6, right: 4 };
let opened: TestConsole;
beforeEach(() => {
  officials = { people: 8, finished: 6, right: 4 };
  const counters = (): Record<string, number> => ({
    ...skillCounters('16012', 'citizen', '4.1', { finished: 113, right: 93 }),
    ...skillCounters('16012', 'official', '4.1', officials),
    ...skillCounters('15715', 'citizen', '4.1', { finished: 57, right: 41 }),
    ...skillCounters('14818', 'citizen', '4.1', { finished: 212, right: 188 }),
  });
  const census = (): Census =>
    censusOf(
      [
        { people: 140, commune: '16012', audience: 'citizen' },
        { people: officials.people, commune: '16012', audience: 'official', channel: 'zalo', language: 'en' },
        { people: 61, commune: '15715', audience: 'citizen' },
        { people: 230, commune: '14818', audience: 'citizen' },
      ],
      now,
    );
  opened = openTestConsole({
    store: { tally: async () => 1, counters: async () => counters() },
    peopleCount: async () => census(),
  });
});
afterEach(() => opened.remove());

const pages = (unit: string): string[] => {
  const at = `/admin/figures?unit=${unit}&lesson=4.1`;
  const tables = ['units', 'audiences', 'languages', 'channels', 'lessons', 'months'];
  return [
    at,
    ...tables.flatMap((table) => ['csv', 'json'].map((as) => `${at}&table=${table}&as=${as}`)),
    `/admin/figures/boards/${unit}`,
    `/admin/figures/report?unit=${unit}&lesson=4.1`,
  ];
};

/** Every number that any page, filter or file shows; dates, ids and shares apart. */
async function numbers(cookie: string): Promise<Map<string, number[]>> {
  const found = new Map<string, number[]>();
  for (const unit of ['38', '16012', '15715', '14818'])
    for (const path of pages(unit)) {
      const answer = await opened.get(path, { headers: { cookie } });
      if (answer.status === 404) continue;
      expect(answer.status, path).toBe(200);
      const text = (await answer.text())
        .replace(/[\s\S]*<main|"name": "[^"]*"/, '')
        .replace(/<svg[\s\S]*?<\/svg>|<form[\s\S]*?<\/form>|<[^>]+>/g, ' ')
        .replace(/\d+([:/]\d+)+|\d+(,\d+)? ?%|0\.\d+|\b[1-6]\.\d\b/g, ' ')
        .replace(/\b(16012|15715|14818)\b/g, ' ')
        .replace(/(?<=\d)\.(?=\d{3}\b)/g, '');
      found.set(path, [...text.matchAll(/\d+/g)].map(Number));
    }
  return found;
}

/** Numbers of our own sentences: the year, ten people, a hundred, 7, 14 and 30 days, the plan's number, A4, sentences 1 to 6. */
const said = new Set([2026, 7, 10, 14, 30, 100, 265, 24, 4, 1, 2, 3, 5, 6]);

test('no page, filter or file of any place shows a number of people but in tens', async () => {
  const { cookie } = await opened.signIn('admin');
  const found = await numbers(cookie);
  expect(found.size).toBeGreaterThan(40);
  for (const [path, all] of found)
    for (const n of all) if (!said.has(n)) expect(n % 10, `${path} shows ${n}`).toBe(0);
});

test('whatever few people do, nothing anywhere changes: not from one day to the next, and not by subtraction', async () => {
  const { cookie } = await opened.signIn('admin');
  const before = JSON.stringify([...(await numbers(cookie))]);
  // Every other number of them from 1 to 9 that crosses no ten of a sum looks the same: so it cannot be found out.
  for (const other of [
    { people: 3, finished: 2, right: 1 },
    { people: 7, finished: 6, right: 6 },
    { people: 5, finished: 5, right: 2 },
  ]) {
    officials = other;
    opened.pass(60_000);
    expect(JSON.stringify([...(await numbers(cookie))]), JSON.stringify(other)).toBe(before);
  }
});

test('the attack would find a rule that hides small cells but shows the rest exactly', async () => {
  // 148 in the commune, 140 of them citizens: 8 officials. Tens say 140 and 140.
  const { cookie } = await opened.signIn('admin');
  const found = await numbers(cookie);
  const all = [...found.values()].flat();
  expect(all).toContain(140);
  expect(all).not.toContain(148);
  expect(all).not.toContain(8);
});
