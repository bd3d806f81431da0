import { readdirSync, readFileSync } from 'node:fs';
import { Packr } from 'msgpackr';
import { describe, expect, test } from 'vitest';
import { newSession } from '../../src/core/new-session.ts';
import type { LessonProgress, Session } from '../../src/core/session.ts';
import {
  decodeSession,
  encodeSession,
  sessionFormat,
  UnknownSessionFormat,
} from '../../src/core/session-format.ts';
import { hourMs } from '../../src/core/time.ts';

const packr = new Packr({ useRecords: false });
const folder = new URL('../fixtures/sessions/', import.meta.url);
const through = (session: Session): Session =>
  decodeSession(packr.unpack(packr.pack(encodeSession(session))) as unknown[]);

/** An attempt said which lesson it was at, and now says which set of questions. */
const inTodaysWords = (session: Session): object =>
  JSON.parse(JSON.stringify(session), (key, value) => {
    if (key !== 'attempt' || typeof value !== 'object') return value as unknown;
    const { lesson, ...attempt } = value as { lesson?: string };
    return lesson === undefined ? value : { ...attempt, set: { kind: 'lesson', lesson } };
  }) as object;

describe.each(readdirSync(folder).sort())('sessions written as %s', (file) => {
  const lines = readFileSync(new URL(file, folder), 'utf8').trim().split('\n');
  test.each(lines.map((line, place) => ({ place, line })))('number $place is read as it was', ({ line }) => {
    const { bytes, session } = JSON.parse(line) as { bytes: string; session: Session };
    const read = decodeSession(packr.unpack(Buffer.from(bytes, 'base64')) as unknown[]);
    // JSON has no undefined, and a field of later days reads as its beginning: compare what both can say.
    expect(JSON.parse(JSON.stringify(read))).toMatchObject(inTodaysWords(session));
    expect(through(read)).toEqual(read);
  });
});

test('every format that was ever written has its file here', () => {
  const formats = Array.from({ length: sessionFormat }, (_, place) => `format-${place + 1}.jsonl`);
  expect(readdirSync(folder).sort()).toEqual(formats);
});

test('reminders that went unanswered in the second format still count', () => {
  const line = readFileSync(new URL('format-2.jsonl', folder), 'utf8').split('\n')[0] ?? '';
  const wire = packr.unpack(
    Buffer.from((JSON.parse(line) as { bytes: string }).bytes, 'base64'),
  ) as unknown[];
  ((wire[11] as unknown[][])[0] as unknown[])[7] = 3;
  expect(decodeSession(wire).learners[0]).toMatchObject({ unansweredReminders: 3, habit: undefined });
});

test('a session of a newer program is refused by name', () => {
  expect(() => decodeSession([sessionFormat + 1])).toThrow(UnknownSessionFormat);
});

const progress = (change: Partial<LessonProgress>): LessonProgress => ({
  attempts: 1,
  completedAt: 500_000 * hourMs,
  completedVersion: '0f3c9a21',
  lastRight: 2,
  lastAsked: 3,
  task: 'later',
  ...change,
});

test.each([
  { what: 'as usual', lesson: '4.2', it: progress({}) },
  {
    what: 'not completed',
    lesson: '6.6',
    it: progress({ completedAt: undefined, completedVersion: undefined }),
  },
  { what: 'completed, of an unknown version', lesson: '4.2', it: progress({ completedVersion: undefined }) },
  { what: 'without a word on the task', lesson: '4.2', it: progress({ task: undefined }) },
  { what: 'practised seventy times', lesson: '4.2', it: progress({ attempts: 70 }) },
  { what: 'many questions', lesson: '4.2', it: progress({ lastAsked: 40, lastRight: 39 }) },
  {
    what: 'completed before the chat was opened (a moved history)',
    lesson: '4.2',
    it: progress({ completedAt: 3 * hourMs }),
  },
  { what: 'completed eight years later', lesson: '4.2', it: progress({ completedAt: 600_000 * hourMs }) },
  { what: 'a lesson by another kind of name', lesson: 'kho-1', it: progress({}) },
  { what: 'a version by another kind of name', lesson: '1.1', it: progress({ completedVersion: 'v7' }) },
  { what: 'leading zeros', lesson: '04.1', it: progress({ completedVersion: '00000000' }) },
])('progress comes back exactly: $what', ({ lesson, it }) => {
  const session = newSession('0123456789abcdef', 'en', 500_000 * hourMs + 5);
  const [learner] = session.learners;
  if (learner === undefined) throw new Error('a new session has a learner');
  learner.progress = { [lesson]: it, '2.1': progress({}) };
  expect(through(session)).toEqual(session);
});
