import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Person } from '../../src/access/person.ts';
import { momentOf } from '../../src/console/broadcasts/moments.ts';
import { fieldsOf, localTime, readWish } from '../../src/console/broadcasts/wish-form.ts';
import { broadcastWords } from '../../src/console/words/broadcasts.ts';
import { audiences, languages } from '../../src/core/course.ts';
import { minuteMs } from '../../src/core/time.ts';
import { topics } from '../../src/core/topics.ts';
import type { Wish } from '../../src/office/office.ts';
import { unitRows } from '../../src/office/shown-places.ts';
import { progressLike } from '../fixtures/fake-office.ts';
import { smallCourse } from '../fixtures/small-course.ts';

const course = smallCourse();
const now = Date.UTC(2026, 10, 26, 12, 50);
const person = (unit: string): Person => ({
  id: 'lan',
  name: 'Lan',
  role: 'official',
  unit,
  chat: undefined,
  joinedAt: 0,
  revision: 1,
  revokedAt: undefined,
});
const read = (fields: Record<string, string>, unit = '16012') =>
  readWish({ vi_text: 'Tối có lớp.', ...fields }, unit, { person: person(unit), course, now });

const word = fc.stringMatching(/^[a-zà-ỹ]{1,12}( [a-z]{1,8}){0,4}$/);
const text = fc.record({ heading: word, text: word });
const some = <T>(all: readonly T[]) => fc.subarray([...all], { minLength: 1 });
const wishes: fc.Arbitrary<Wish> = fc.record({
  unit: fc.constant('38'),
  texts: fc.oneof(fc.record({ vi: text }), fc.record({ vi: text, en: text })),
  topic: fc.constantFrom(...topics.filter((topic) => topic !== 'danger')),
  audience: fc.record(
    {
      units: some(['15715', '14818', '16012', 'thcs_nga_an']),
      audiences: some(audiences),
      progress: fc.constantFrom(
        { kind: 'not_started' } as const,
        { kind: 'unfinished' } as const,
        { kind: 'silent', days: 14 } as const,
        { kind: 'failed', lesson: '4.1' } as const,
        { kind: 'completed', lesson: '1.1' } as const,
      ),
      languages: some(languages),
      channels: some(['web', 'telegram']),
    },
    { requiredKeys: [] },
  ),
  scheduledAt: fc.option(
    fc.integer({ min: 1, max: 100_000 }).map((minutes) => now + minutes * minuteMs),
    { nil: undefined },
  ),
  repeats: fc.constantFrom('no', 'weekly', 'monthly'),
  holdoutShare: fc.constantFrom(0, 0.05, 0.1, 0.2),
  crossesQuietHours: fc.constant(false),
  crossesWeeklyCap: fc.constant(false),
  exceptionReason: fc.option(word, { nil: undefined }),
  repeatsUnknown: fc.boolean(),
});

describe('the form', () => {
  test('what was wished is read again from what the form shows', () => {
    fc.assert(
      fc.property(wishes, (wish) => {
        const { wish: again, mistakes } = read(fieldsOf(wish, course), '38');
        expect(mistakes).toEqual([]);
        expect(again).toEqual(wish);
      }),
    );
  });

  test('whatever is sent, a wish comes of it, with every mistake named', () => {
    const names = [
      'vi_text',
      'en_text',
      'topic',
      'place_0',
      'progress',
      'lesson',
      'when',
      'at',
      'repeats',
      'holdout',
    ];
    fc.assert(
      fc.property(
        fc.dictionary(fc.constantFrom(...names, 'crosses_quiet', 'channel_x'), fc.string()),
        (fields) => {
          const { wish } = readWish(fields, '16012', { person: person('16012'), course, now });
          expect(wish.unit).toBe('16012');
          expect(wish.holdoutShare).toBeLessThanOrEqual(0.5);
          for (const unit of wish.audience.units ?? []) expect(['16012', 'thcs_nga_an']).toContain(unit);
        },
      ),
    );
  });

  test.each([
    { typed: 'xã Nga An', units: ['16012'] },
    { typed: 'nga an', units: ['16012'] },
    { typed: 'truong thcs nga an, xa nga an', units: ['thcs_nga_an'] },
    { typed: '', units: undefined },
  ])('somebody of the province types "$typed"', ({ typed, units }) => {
    expect(read({ place_0: typed }, '38').wish.audience.units).toEqual(units);
  });

  test.each([
    { typed: 'đồng tiến', unit: '16012', why: 'place_foreign' },
    { typed: 'dong tien', unit: '38', why: 'place_several' },
    { typed: 'xyz', unit: '38', why: 'place_unknown' },
  ])('"$typed" from $unit is asked back: $why', ({ typed, unit, why }) => {
    const { mistakes } = read({ place_0: typed }, unit);
    expect(mistakes.map((it) => it.why)).toEqual([why]);
  });

  test('a commune that names no place means itself, and never everybody', () => {
    expect(read({}).wish.audience.units).toEqual(['16012']);
  });

  test.each([
    { fields: { vi_text: '  ' }, why: 'text_missing' },
    { fields: { when: 'later' }, why: 'time_missing' },
    { fields: { when: 'later', at: localTime(now - minuteMs) }, why: 'time_past' },
    { fields: { progress: 'failed' }, why: 'lesson_missing' },
    { fields: { topic: 'danger', crosses_quiet: 'on', reason: ' ' }, why: 'reason_missing' },
    { fields: { topic: 'scam', crosses_cap: 'on', reason: 'Lũ' }, why: 'danger_only' },
    { fields: { vi_text: 'x'.repeat(2_001) }, why: 'text_long' },
  ])('is not taken: $why', ({ fields, why }) => {
    expect(read(fields).mistakes.map((it) => it.why)).toEqual([why]);
  });

  test('the clock of the form is the province’s, wherever the server stands', () => {
    const { wish } = read({ when: 'later', at: '2026-11-26T20:30' });
    expect(wish.scheduledAt).toBe(Date.UTC(2026, 10, 26, 13, 30));
  });
});

test.each([
  { at: Date.UTC(2026, 10, 26, 13, 45), said: '20:45 tối nay' },
  { at: Date.UTC(2026, 10, 26, 3, 0), said: '10:00 hôm nay' },
  { at: Date.UTC(2026, 10, 26, 23, 30), said: '06:30 ngày mai' },
  { at: Date.UTC(2026, 11, 1, 12, 30), said: '19:30 thứ Ba 1/12' },
])('a moment is said as people say it: $said', ({ at, said }) => {
  expect(momentOf(at, now, 'vi', broadcastWords.vi)).toBe(said);
});

describe('small places', () => {
  const unit = (recipients: number, place: number) => ({
    unit: String(place),
    progress: progressLike({ sent: recipients }),
  });
  test('none of fewer than ten is shown, nor found as what is missing of the total, and nobody is lost', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 40 }), { maxLength: 12 }), (sizes) => {
        const { shown, merged } = unitRows(sizes.map(unit));
        const all = sizes.reduce((sum, size) => sum + size, 0);
        const seen = shown.reduce((sum, { progress }) => sum + progress.recipients, 0);
        for (const { progress } of shown) expect(progress.recipients).toBeGreaterThanOrEqual(10);
        expect(seen + (merged?.progress.recipients ?? 0)).toBe(all);
        expect(merged?.progress.sent ?? 0).toBe(all - seen);
        if (merged !== undefined && shown.length > 0)
          expect(merged.progress.recipients).toBeGreaterThanOrEqual(10);
      }),
    );
  });
});
