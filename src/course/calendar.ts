import { z } from 'zod';
import { dayOf, localDateOf, midnightOf } from '../core/local-calendar.ts';
import { errorAt, type LessonProblem } from './problem.ts';
import { parseYaml, said, text } from './yaml-text.ts';

const date = z
  .string({ error: ({ input }) => said('a day as 2027-02-03', input) })
  .regex(/^\d{4}-\d{2}-\d{2}$/, 'expected a day as 2027-02-03');

const quietDayList = z.array(
  z.object({
    from: date,
    to: date.optional(),
    name: text('what is celebrated'),
    confidence: z.enum(['A', 'B', 'C'], { error: ({ input }) => said('A, B or C', input) }),
    sources: z.array(text('a source')),
  }),
  { error: ({ input }) => said('a list of days', input) },
);

/** Nobody rests for longer; a `to` of another year is a slip. */
const longestDays = 31;

export type ReadCalendar = { days: ReadonlySet<number>; problems: LessonProblem[] };

/** Reads `calendar.yaml`: the days on which nobody is written to unasked, as local days since 1970. */
export function readCalendar(file: string, source: string): ReadCalendar {
  const read = parseYaml({ file, text: source, firstLine: 1, examples: {} }, quietDayList);
  const problems = [...read.problems];
  const days = new Set<number>();
  for (const [index, { from, to = from }] of (read.value ?? []).entries()) {
    const [first, last] = [localDayOf(from), localDayOf(to)];
    const place = { file, line: read.lineOf([index]) };
    if (first === undefined || last === undefined) {
      const wrong = first === undefined ? from : to;
      problems.push(errorAt(place, 'calendar', `There is no day ${wrong}`, 'Write a day that exists.'));
    } else if (last < first || last - first >= longestDays) {
      const hint = `The last day comes after the first, and at most ${longestDays} days are one feast.`;
      problems.push(errorAt(place, 'calendar', `${from} to ${to} is no stretch of days`, hint));
    } else for (let day = first; day <= last; day++) days.add(day);
  }
  return { days, problems };
}

/** @returns undefined for a day no calendar has, such as 30 February */
function localDayOf(written: string): number | undefined {
  const [year = 0, month = 0, day = 0] = written.split('-').map(Number);
  const local = dayOf(year, month, day);
  const back = localDateOf(midnightOf(local));
  return back.year === year && back.month === month && back.day === day ? local : undefined;
}
