import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { costOf, type KnownChannel, knownChannels } from '../../src/broadcast/channel-terms.ts';
import { costTable, provincePeople } from '../../src/broadcast/cost-table.ts';
import { dayMs, hourMs } from '../../src/core/time.ts';
import { usualQuietHours } from '../fixtures/calendar.ts';

/** Monday 30 November 2026, 6:30 local. */
const startAt = Date.UTC(2026, 10, 29, 23, 30);
const wishes = { startAt, quiet: usualQuietHours };

function channel(name: string, way = ''): KnownChannel {
  const found = knownChannels.find((it) => it.name === name && it.way.en.includes(way));
  if (found === undefined) throw new Error(`no channel ${name} ${way}`);
  return found;
}

test('every term says where it was read, when, and how sure it is', () => {
  for (const { facts, name } of knownChannels) {
    expect(facts.length, name).toBeGreaterThan(0);
    for (const { source, readOn, says } of facts) {
      expect(source).not.toBe('');
      expect(readOn).toMatch(/^2026-\d\d-\d\d$/);
      expect(says.vi.length * says.en.length).toBeGreaterThan(0);
    }
  }
});

describe('what one message costs', () => {
  test('on Telegram the whole province is reached on the fourth day, for nothing', () => {
    const cost = costOf(channel('telegram', 'usual'), [provincePeople], wishes);
    expect(cost).toMatchObject({ vnd: 0, cannot: undefined, perSecond: 25 });
    expect(cost.forecast?.stretches).toHaveLength(4);
    const lasts = (cost.forecast?.finishedAt ?? 0) - startAt;
    expect(lasts).toBeGreaterThan(3 * dayMs + 4 * hourMs);
    expect(lasts).toBeLessThan(3 * dayMs + 6 * hourMs);
  });

  test('on Zalo it depends on how long ago each one wrote', () => {
    const oa = channel('zalo-oa', 'Toàn diện');
    expect(costOf(oa, [1_000, 0, 0], wishes).vnd).toBe(0);
    expect(costOf(oa, [1_000, 1_000, 1_000], wishes).vnd).toBe(55_000 + 200_000);
  });

  test('templates to those long silent go to one in twenty a day, so twenty days pass', () => {
    const oa = channel('zalo-oa', 'Toàn diện');
    expect(costOf(oa, [0, 0, 100_000], wishes).forecast?.stretches).toHaveLength(20);
    expect(costOf(oa, [100_000, 0, 0], wishes).forecast?.stretches).toHaveLength(1);
  });

  test('a Zalo bot has at most 50 people: more are said to be impossible, not slow', () => {
    const bot = channel('zalo-bot');
    expect(costOf(bot, [50], wishes)).toMatchObject({ cannot: undefined, recipients: 50 });
    expect(costOf(bot, [51], wishes)).toMatchObject({
      cannot: { kind: 'people', most: 50 },
      forecast: undefined,
    });
  });

  test('a month’s quota that is too small is impossible, and so is what takes more than a year', () => {
    const small = { ...channel('zalo-bot'), mostPeople: undefined };
    expect(costOf(small, [3_001], wishes).cannot).toEqual({ kind: 'quota', most: 3_000 });
    const slow = { ...channel('telegram', 'usual'), perSecond: 0.01 };
    expect(costOf(slow, [provincePeople], wishes).cannot).toEqual({ kind: 'too_slow' });
  });

  test('what no source gives in VND is unknown, and never 0', () => {
    expect(costOf(channel('telegram', 'Stars'), [1_000], wishes).vnd).toBeUndefined();
  });

  test('nobody costs nothing and takes no time', () => {
    expect(costOf(channel('telegram', 'usual'), [0], wishes)).toMatchObject({
      vnd: 0,
      recipients: 0,
      forecast: { stretches: [], finishedAt: startAt },
    });
  });
});

test('the table in the docs is the one that is computed', () => {
  const docs = readFileSync('docs/broadcasts.md', 'utf8');
  const written = /<!-- costs -->\n([\s\S]*?)<!-- \/costs -->/.exec(docs)?.[1];
  expect(written).toBe(`${costTable(provincePeople, wishes, 'en')}\n`);
});
