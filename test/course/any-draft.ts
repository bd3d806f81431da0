import fc from 'fast-check';
import { audiences } from '../../src/core/course.ts';
import type { DraftOption, LessonDraft } from '../../src/course/draft.ts';

/** Words with every mark that some format takes for its own. */
const word = fc.oneof(
  fc.constantFrom('Bấm', 'mã', 'OTP:', 'đường', 'lúa', '“Đã làm”', 'nem', '{ban}', '3/4'),
  fc.constantFrom('*', '**', '_a_', '`b`', '#', '# x', '=', '~', '~~', '>', '<b>', '&amp;', '&', '|', '||'),
  fc.constantFrom('1.', '2)', '-', '+', '---', '===', '[x]', '[a](b)', '![a]', '\\', '\\n', '->', '%50%'),
  fc.constantFrom('{', '}', 'https://dichvucong.gov.vn/a?b=c', 'www.gov.vn', ':', '::', '####', '//', '$'),
  fc.string({ minLength: 1, maxLength: 6, unit: 'grapheme-ascii' }).map((text) => text.replace(/\s+/g, 'x')),
);
const line = fc
  .array(word, { minLength: 1, maxLength: 5 })
  .map((words) => `chữ ${words.join(' ')} hết`.normalize('NFC').replace(/\s+/g, ' '));
const risky = fc
  .array(word, { minLength: 1, maxLength: 5 })
  .map((words) => `${words.join(' ')} hết`.normalize('NFC').replace(/\s+/g, ' ').trim());
/** A line that may begin with a mark, but is no point of a list. */
const opening = risky.filter((text) => !/^(?:\d{1,9}\. \S|– )/.test(text));

const list = (mark: (index: number) => string) =>
  fc
    .array(line, { minLength: 1, maxLength: 3 })
    .map((lines) => lines.map((text, index) => `${mark(index)}${text}`).join('\n'));
const points = list((index) => `${index + 1}. `);
const paragraph = fc.oneof(
  opening,
  fc.array(opening, { minLength: 2, maxLength: 3 }).map((lines) => lines.join('\n')),
  fc
    .tuple(
      opening,
      list(() => '– '),
    )
    .map(([words, points]) => `${words}\n${points}`),
);
/** Between a paragraph and the list that follows it a chat shows no empty line: that is one paragraph here. */
export const anyText = fc
  .tuple(fc.oneof(paragraph, points), fc.array(paragraph, { maxLength: 2 }))
  .map(([first, rest]) => [first, ...rest].join('\n\n'));

const anyOption = (id: string, isKey: boolean): fc.Arbitrary<DraftOption> =>
  fc.record({
    id: fc.constant(id),
    isKey: fc.constant(isKey),
    text: line,
    feedback: anyText.filter((text) => !/Gợi ý:|Hint:/.test(text)),
    misconception: fc.constant(isKey ? '' : 'otp'),
  });

const anyQuestion = (id: string, twinOf = '') =>
  fc
    .record({ count: fc.integer({ min: 2, max: 6 }), key: fc.nat(5) })
    .chain(({ count, key }) =>
      fc.record({
        id: fc.constant(id),
        twinOf: fc.constant(twinOf),
        stem: anyText,
        options: fc.tuple(
          ...'abcdef'
            .slice(0, count)
            .split('')
            .map((letter, index) => anyOption(letter, index === key % count)),
        ) as fc.Arbitrary<DraftOption[]>,
        hint: fc.oneof(line, fc.constant('')),
      }),
    )
    .map((question) => ({ ...question, hint: question.hint === '' ? 'x' : question.hint }));

const day = fc
  .record({ month: fc.integer({ min: 1, max: 12 }), day: fc.integer({ min: 1, max: 28 }) })
  .map((it) => `2026-${String(it.month).padStart(2, '0')}-${String(it.day).padStart(2, '0')}`);

export const anyDraft: fc.Arbitrary<LessonDraft> = fc.record({
  id: fc.constant('4.1'),
  language: fc.constantFrom('vi', 'en'),
  title: line,
  outcome: risky,
  audiences: fc.subarray([...audiences], { minLength: 1 }),
  nls: fc.constant('4.2'),
  kn: fc.constantFrom('', '1.2'),
  level: fc.constantFrom('co_ban', 'trung_cap'),
  facts: fc.subarray(['L1', 'R3', 'B7']),
  factsCheckedOn: day,
  recheckBy: day,
  reviewedBy: fc.oneof(fc.constant(''), line),
  reviewedOn: fc.oneof(fc.constant(''), day),
  storyFigures: fc.subarray(['2 triệu', '9h']),
  learnersSay: fc.array(risky, { maxLength: 3 }),
  more: fc.constantFrom({}, { elders: { from: 'x: y' } }),
  cards: fc.array(
    fc.record({ title: line, text: anyText }).chain((card) =>
      fc.constantFrom(
        card,
        { ...card, picture: { file: 'a.png', alt: 'Bà [cụ] nghe' } },
        {
          ...card,
          voice: { file: 'b.ogg' },
        },
      ),
    ),
    { minLength: 1, maxLength: 4 },
  ),
  task: anyText,
  remember: line,
  questions: fc.tuple(anyQuestion('4.1-a1'), anyQuestion('4.1-b1', '4.1-a1')),
});
