import { createRequire } from 'node:module';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { AnswerRecord, LearningRecord, LessonRecord, QuizRecord } from '../../../src/core/effect.ts';
import { toArchiveRows } from '../../../src/delivery/reporting/archive-rows.ts';
import { toStatement } from '../../../src/delivery/reporting/statements.ts';
import { uuidv5 } from '../../../src/delivery/reporting/uuid.ts';

const validate: (statement: unknown) => string[] = (() => {
  const library = createRequire(import.meta.url)('@learninglocker/xapi-validation/dist/factory.js');
  const check = library.default ?? library;
  return (statement) => (check.statement ?? check)(statement, ['statement']).map(String);
})();

const identity = {
  base: 'https://hoc.example.vn/xapi/',
  pseudonym: (learner: string) => `l_${learner.length}`,
};
const settings = { ...identity, detail: 'answers' as const, hasWebhook: true };

const answer: AnswerRecord & { unit: string; audience: 'citizen' } = {
  kind: 'answered',
  learner: 'secret-learner-1',
  attempt: 1,
  attemptKind: 'first',
  lesson: '4.1',
  quizVersion: '4.1~0f3c9a21',
  item: '4.1-a1',
  itemVersion: '12ab34cd',
  sequence: 1,
  option: 'b',
  isRight: false,
  isSlip: false,
  stem: 'Người gọi đọc đúng tên của bác. Bác nghĩ sao?',
  options: [
    { id: 'b', text: 'Đúng là cán bộ thật' },
    { id: 'a', text: 'Kẻ gian cũng có thể biết' },
  ],
  key: 'a',
  askedAt: 1_790_000_000_000,
  at: 1_790_000_007_254,
  language: 'vi',
  unit: '14797',
  audience: 'citizen',
};
const quiz: QuizRecord = {
  kind: 'quiz_finished',
  learner: 'secret-learner-1',
  attempt: 1,
  attemptKind: 'first',
  lesson: '4.1',
  quizVersion: '4.1~0f3c9a21',
  right: 2,
  asked: 3,
  hasPassed: true,
  startedAt: 1_790_000_000_000,
  at: 1_790_000_090_000,
  language: 'vi',
};
const completed: LessonRecord = {
  kind: 'lesson_completed',
  learner: 'secret-learner-1',
  attempt: 1,
  lesson: '4.1',
  lessonVersion: 'aabbccdd',
  lessonTitle: 'Cuộc gọi tự xưng công an',
  task: 'done',
  startedAt: 1_790_000_000_000,
  at: 1_790_000_090_000,
  language: 'vi',
};
const bodyOf = (record: LearningRecord) => JSON.parse(toStatement(record, identity)?.body ?? 'null');

describe('a learning record as an xAPI statement', () => {
  test('names are as RFC 9562 makes them', () => {
    expect(uuidv5('6ba7b810-9dad-11d1-80b4-00c04fd430c8', 'www.example.com')).toBe(
      '2ed6657d-e927-568b-95e1-2665a8aea6a2',
    );
    expect(uuidv5('6ba7b811-9dad-11d1-80b4-00c04fd430c8', 'https://hoc.thanhhoa.example/xapi/')).toBe(
      '018e7809-965b-554c-b27d-2d6bf5d2caf0',
    );
  });

  test.each([answer, quiz, { ...quiz, hasPassed: false, right: 0 }, completed])(
    '$kind is valid to an independent validator',
    (record) => {
      expect(validate(bodyOf(record))).toEqual([]);
    },
  );

  test('the validator does refuse what is wrong', () => {
    expect(validate({ ...bodyOf(answer), verb: { id: 'no iri' } })).not.toEqual([]);
    expect(validate({ ...bodyOf(answer), surprise: 1 })).not.toEqual([]);
  });

  test('an answer carries stem and options as the learner saw them, and the option’s stable id', () => {
    const { object, result } = bodyOf(answer);
    expect(object.definition.description).toEqual({ 'vi-VN': answer.stem });
    expect(object.definition.choices.map((choice: { id: string }) => choice.id)).toEqual(['b', 'a']);
    expect(object.definition.correctResponsesPattern).toEqual(['a']);
    expect(result).toEqual({
      response: 'b',
      success: false,
      score: { scaled: 0, raw: 0, min: 0, max: 1 },
      duration: 'PT7.25S',
    });
  });

  test('the same happening has the same id and bytes; another attempt has another', () => {
    expect(toStatement(answer, identity)).toEqual(toStatement({ ...answer }, identity));
    expect(toStatement({ ...answer, attempt: 2 }, identity)?.id).not.toBe(toStatement(answer, identity)?.id);
    expect(toStatement({ ...answer, sequence: 2 }, identity)?.id).not.toBe(toStatement(answer, identity)?.id);
  });

  test('a slip of the finger is kept for audit and not reported', () => {
    const rows = toArchiveRows({ ...answer, isSlip: true }, settings);
    expect(rows.map((row) => row.kind)).toEqual(['attempt']);
  });

  test('with completions only, answers stay at home', () => {
    const rows = toArchiveRows(answer, { ...settings, detail: 'completions' });
    expect(rows.map((row) => row.kind)).toEqual(['attempt']);
  });

  test('nothing that leaves names the learner', () => {
    for (const record of [answer, quiz, completed]) {
      for (const row of toArchiveRows(record, settings)) {
        if (row.kind !== 'attempt') expect(row.body + row.id).not.toContain('secret-learner');
      }
    }
  });

  test('whatever the record, the statement is valid, without version and without null', () => {
    const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 60 });
    const at = fc.integer({ min: 1_700_000_000_000, max: 1_900_000_000_000 });
    fc.assert(
      fc.property(
        text,
        text,
        at,
        fc.nat(10_000_000),
        fc.boolean(),
        fc.nat(20),
        (stem, option, askedAt, took, isRight, sequence) => {
          const statement = bodyOf({
            ...answer,
            stem,
            options: [
              { id: 'a', text: option },
              { id: 'b', text: 'x' },
            ],
            askedAt,
            at: askedAt + took,
            isRight,
            sequence,
          });
          expect(validate(statement)).toEqual([]);
          expect(statement).not.toHaveProperty('version');
          expect(JSON.stringify(statement)).not.toContain('null');
        },
      ),
      { numRuns: 200 },
    );
  });
});
