import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { advance } from '../../src/core/advance.ts';
import { type Audience, audiences } from '../../src/core/course.ts';
import { nextDueAt } from '../../src/core/due.ts';
import { clockTime, dayOf, localDay, midnightOf, weekdayOf } from '../../src/core/local-calendar.ts';
import { newSession } from '../../src/core/new-session.ts';
import type { Session } from '../../src/core/session.ts';
import { dayMs, hourMs, type Instant } from '../../src/core/time.ts';
import { withLearner } from '../../src/core/turn.ts';
import { smallCourse } from '../fixtures/small-course.ts';

const course = smallCourse();
const doc = new URL('../../docs/reminders.md', import.meta.url);
const firstDay = dayOf(2027, 5, 10);
const learnedAt = midnightOf(firstDay) + 18 * hourMs;
const people = 200;

const names: Record<Audience, string> = {
  citizen: 'citizen, or not said',
  worker: 'worker, trader, co-operative',
  official: 'official',
  student: 'pupil',
};
/** Local half hours; undefined for not known. */
const habits = [undefined, 24, 43, 10];

/** When the reminders of one person come who is silent from then on. */
function remindersOf(
  seed: string,
  audience: Audience,
  halfHour: number | undefined,
  course = smallCourse(),
): Instant[] {
  let session: Session = withLearner(newSession(seed, 'vi', learnedAt), {
    audience,
    consent: { version: 99, at: learnedAt, isGiven: true },
    wantsReminders: true,
    isUnder16: false,
    habit: halfHour === undefined ? undefined : { halfHour, sureness: 3 },
  });
  const at: Instant[] = [];
  for (let dueAt = nextDueAt(course, session); dueAt !== undefined; dueAt = nextDueAt(course, session)) {
    const turn = advance(course, session, { kind: 'timer_due', dueAt, at: dueAt }, dueAt);
    if (turn.effects.some(({ kind }) => kind === 'say')) at.push(dueAt);
    if (dueAt > learnedAt + 400 * dayMs) throw new Error('this never ends');
    session = turn.session;
  }
  return at;
}

function rowOf(audience: Audience, halfHour: number | undefined): string {
  const all = Array.from({ length: people }, (_, person) =>
    remindersOf(`seed-of-person-${person}`, audience, halfHour),
  );
  const inDay = all.flat().map((at) => at - midnightOf(localDay(at)));
  const days = [...new Set(all.map((one) => one.map(dayName).join(', ')))];
  const habit = halfHour === undefined ? 'not known' : `about ${clockTime((halfHour * hourMs) / 2)}`;
  const between = `${clockTime(Math.min(...inDay))} – ${clockTime(Math.max(...inDay))}`;
  return `| ${names[audience]} | ${habit} | ${between} | ${days.join(' or ')} |`;
}

function dayName(at: Instant): string {
  const day = localDay(at);
  const weekday = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'][weekdayOf(day)];
  return `day ${day - firstDay} (${weekday})`;
}

test('the table of who is reminded when is what happens', async () => {
  const table = [
    '| who | usual hour | reminded between | on |',
    '|---|---|---|---|',
    ...audiences.flatMap((audience) => habits.map((halfHour) => rowOf(audience, halfHour))),
  ].join('\n');
  const now = readFileSync(doc, 'utf8');
  const [, before, after] = /^(.*<!-- table -->\n).*(<!-- \/table -->.*)$/s.exec(now) ?? [];
  await expect(`${before}${table}\n${after}`).toMatchFileSnapshot(doc.pathname);
});

test('on a channel with a window of 48 hours whoever is reminded is reminded once, and inside it', () => {
  const windowed = { ...course, unaskedWithinMs: 48 * hourMs };
  for (const audience of audiences)
    for (const halfHour of habits)
      for (let person = 0; person < 20; person++) {
        const at = remindersOf(`seed-of-person-${person}`, audience, halfHour, windowed);
        expect(at.length).toBeLessThanOrEqual(1);
        for (const one of at) expect(one + hourMs).toBeLessThanOrEqual(learnedAt + 48 * hourMs);
      }
  expect(remindersOf('seed-of-person-1', 'citizen', undefined, windowed)).toHaveLength(1);
});
