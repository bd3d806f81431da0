import { expect, test } from 'vitest';
import { plainTaps } from '../../src/core/choice-id.ts';
import type { Event } from '../../src/core/event.ts';
import { isRepeatSafe } from '../../src/core/repeat-safe.ts';

const tap = (choice: string): Event => ({ kind: 'choice_tapped', choice, at: 0 });

test.each(['a~0~1~1~4.1-a1~b', 'q~0~1~1', 's~0~1~1'])(
  'a tap that names its place has passed when it comes again: %s',
  (choice) => expect(isRepeatSafe(tap(choice))).toBe(true),
);

test.each([
  ...plainTaps,
  'n~0~4.1~2',
  't~0~4.1~d',
  'l~4.1',
  'm~4',
  'f~bac',
  'w~student',
  'u~14797',
  'g~en',
  'forged',
])('a tap that says what it wants anew must be remembered: %s', (choice) =>
  expect(isRepeatSafe(tap(choice))).toBe(false),
);

test('words, visits and blocks must be remembered, a timer not', () => {
  expect(isRepeatSafe({ kind: 'text_written', text: 'a', at: 0 })).toBe(false);
  expect(isRepeatSafe({ kind: 'chat_opened', at: 0 })).toBe(false);
  expect(isRepeatSafe({ kind: 'chat_blocked', at: 0 })).toBe(false);
  expect(isRepeatSafe({ kind: 'timer_due', dueAt: 0, at: 0 })).toBe(true);
});
