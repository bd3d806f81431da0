import { expect, test } from 'vitest';
import { advance } from '../../src/core/advance.ts';
import { newSession } from '../../src/core/new-session.ts';
import { screenMessage } from '../../src/core/screen.ts';
import type { Session } from '../../src/core/session.ts';
import { smallCourse } from '../fixtures/small-course.ts';

const course = smallCourse();
const now = Date.UTC(2026, 10, 30);

/** Taps the first button until a message with so many is on screen. */
function untilButtons(session: Session, isWanted: (count: number) => boolean): Session {
  let at = session;
  for (let taps = 0; taps < 40; taps++) {
    const { choices } = screenMessage(course, at);
    if (isWanted(choices.length)) return at;
    at = advance(
      course,
      at,
      { kind: 'choice_tapped', choice: choices[0]?.id ?? 'menu', at: now },
      now,
    ).session;
  }
  throw new Error('no such message in this course');
}

const start = (): Session =>
  advance(course, newSession('a-seed', 'vi', now), { kind: 'chat_opened', at: now }, now).session;

function tapFirst(session: Session): string[] {
  const choice = screenMessage(course, session).choices[0]?.id ?? '';
  const event = { kind: 'choice_tapped', choice, tap: 'tap-1', message: '77', at: now } as const;
  return advance(course, session, event, now).effects.map(({ kind }) => kind);
}

test('one of several buttons is marked as chosen; an only button needs no mark', () => {
  expect(tapFirst(untilButtons(start(), (count) => count > 1)).slice(0, 2)).toEqual([
    'acknowledge_tap',
    'mark_choice',
  ]);
  const kinds = tapFirst(untilButtons(start(), (count) => count === 1));
  expect(kinds[0]).toBe('acknowledge_tap');
  expect(kinds).not.toContain('mark_choice');
});
