import { describe, expect, test } from 'vitest';
import { dayOf } from '../../src/core/local-calendar.ts';
import { readCalendar } from '../../src/course/calendar.ts';
import { quietDays } from '../fixtures/calendar.ts';

const day = (rest: string): string => `- { name: Hội làng, confidence: C, sources: [], ${rest} }\n`;

describe('the calendar that an office keeps', () => {
  test('leaves people in peace on each day of Tết and on none after it', () => {
    const tet = [2, 3, 12, 13].map((date) => quietDays.has(dayOf(2027, 2, date)));
    expect(tet).toEqual([false, true, true, false]);
  });

  test('may name one day or several', () => {
    const { days, problems } = readCalendar(
      'c',
      day('from: 2027-03-01') + day('from: 2027-04-01, to: 2027-04-03'),
    );
    expect(problems).toEqual([]);
    expect([...days]).toEqual([dayOf(2027, 3, 1), ...[1, 2, 3].map((date) => dayOf(2027, 4, date))]);
  });

  test.each([
    { case: 'a day that does not exist', text: day('from: 2027-02-30'), says: 'There is no day 2027-02-30' },
    {
      case: 'an end before its beginning',
      text: day('from: 2027-03-02, to: 2027-03-01'),
      says: 'no stretch of days',
    },
    {
      case: 'a whole year by a slip',
      text: day('from: 2027-03-01, to: 2028-03-01'),
      says: 'no stretch of days',
    },
    { case: 'a day written as people say it', text: day('from: 1/3/2027'), says: 'as 2027-02-03' },
  ])('says where $case stands, and keeps the other days', ({ text, says }) => {
    const { days, problems } = readCalendar('lessons/calendar.yaml', text + day('from: 2027-05-05'));
    expect(problems).toMatchObject([{ file: 'lessons/calendar.yaml', line: 1, severity: 'error' }]);
    expect(`${problems[0]?.message} ${problems[0]?.hint}`).toContain(says);
    if (problems[0]?.rule === 'calendar') expect(days.has(dayOf(2027, 5, 5))).toBe(true);
  });
});
