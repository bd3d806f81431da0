import { expect, test } from 'vitest';
import { advance } from '../../../src/core/advance.ts';
import type { Course } from '../../../src/core/course.ts';
import type { Message } from '../../../src/core/message.ts';
import { newSession } from '../../../src/core/new-session.ts';
import type { Session } from '../../../src/core/session.ts';
import { decodeSession, encodeSession } from '../../../src/core/session-format.ts';
import { smallCourse } from '../../fixtures/small-course.ts';
import { callScreen, messagesOfEach, smallPractise } from '../../fixtures/small-practise.ts';

/** A chat that remembers every message it was shown. */
function chat(course: Course) {
  let session: Session = newSession('seed', 'vi', 0);
  let now = Date.UTC(2026, 10, 30, 1);
  const said: Message[] = [];
  const counted: string[] = [];
  const tap = (choice: string, on: Course = course): Message => {
    now += 1_000;
    const turn = advance(
      on,
      decodeSession(encodeSession(session)),
      { kind: 'choice_tapped', choice, at: now },
      now,
    );
    session = turn.session;
    for (const effect of turn.effects) {
      if (effect.kind === 'say') said.push(effect.message);
      if (effect.kind === 'count') counted.push(effect.key);
    }
    return said.at(-1) ?? { text: '', choices: [] };
  };
  return { tap, counted, said };
}

const course = smallCourse({ practise: smallPractise });
const placeOf = (message: Message, place: number): string => message.choices[place - 1]?.id ?? '';

test('a place tapped on an older showing of the same screen is never graded', () => {
  const { tap, counted } = chat(course);
  const first = tap('v~goi');
  tap(placeOf(first, 2));
  const again = tap('v~goi');
  expect(tap(placeOf(first, 3)).text).toContain('đã qua rồi');
  expect(counted).toEqual(['B/screen/goi@0b0b0b0b/2']);
  expect(tap(placeOf(again, 3)).text).toContain('Đúng rồi, cúp máy.');
  expect(counted).toEqual(['B/screen/goi@0b0b0b0b/2', 'B/screen/goi@0b0b0b0b/3']);
});

test('the first tap stands, and a place that is not drawn is none', () => {
  const { tap, counted } = chat(course);
  const shown = tap('v~goi');
  tap(placeOf(shown, 1).replace(/1$/, '9'));
  expect(counted).toEqual([]);
  tap(placeOf(shown, 1));
  expect(tap(placeOf(shown, 3)).text).toContain('bác bấm rồi'.slice(4));
  expect(counted).toEqual(['B/screen/goi@0b0b0b0b/1']);
});

test('a screen that was edited meanwhile, or is gone, is not graded but leads on', () => {
  const edited = smallCourse({
    practise: { ...smallPractise, screens: [{ ...callScreen, version: 'ffffffff', right: 1 }] },
  });
  const { tap, counted } = chat(course);
  const call = tap('v~goi');
  expect(tap(placeOf(call, 3), edited).text).toContain('vừa được sửa lại');
  const link = tap('v~link');
  expect(tap(placeOf(link, 1), edited).choices.map(({ id }) => id)).toContain('v~goi');
  expect(tap('v~no-such').text).toContain('vừa được sửa lại');
  expect(counted).toEqual([]);
});

test('answers of an older round, and to a message that has passed, change nothing', () => {
  const { tap, counted } = chat(course);
  const older = tap('round-1');
  const newer = tap('round-1');
  expect(tap(placeOf(older, 1)).text).toContain('Lượt chơi ấy đã qua');
  tap(placeOf(newer, 1));
  const before = counted.length;
  expect(tap(placeOf(newer, 2)).text).toContain('đã có câu trả lời');
  expect(counted).toHaveLength(before);
});

test('a round whose messages were edited ends kindly', () => {
  const edited = smallCourse({
    practise: { ...smallPractise, messages: messagesOfEach(20), messagesVersion: 'eeeeeeee' },
  });
  const { tap, counted } = chat(course);
  const round = tap('round-2');
  expect(tap(placeOf(round, 1), edited).text).toContain('vừa được thay mới');
  expect(counted).toEqual([]);
});

test('nothing practised is in the figures of quiz questions', () => {
  const { tap, counted } = chat(course);
  tap(placeOf(tap('v~link'), 1));
  let message = tap('round-2');
  for (let number = 1; number <= 10; number++) message = tap(placeOf(message, 1));
  expect(counted).toHaveLength(12);
  expect(counted.every((key) => key.startsWith('B/'))).toBe(true);
  expect(counted.at(-1)).toMatch(/^B\/round\/\d+\/2$/);
});

test('a course with nothing to practise offers nothing, and an old button says so', () => {
  const bare = smallCourse();
  const { tap } = chat(bare);
  expect(tap('menu').choices.map(({ id }) => id)).not.toContain('practise');
  expect(tap('v~goi').choices.map(({ id }) => id)).toEqual(['menu']);
  expect(tap('round-1').choices.map(({ id }) => id)).toEqual(['menu']);
});
