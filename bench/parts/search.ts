import { type LessonSearch, openLessonSearch } from '../../src/core/search/lesson-search.ts';
import { loadCourse } from '../../src/course/load.ts';
import { middleAndTail, number } from '../measure/spread.ts';
import { table } from '../measure/table.ts';
import { type Half, heldOut, outOfScope, type Question } from '../search/questions.ts';
import { inShortForms, type Writing, withoutMarks, withSlips } from '../search/ways-of-writing.ts';
import type { Part } from './part.ts';

const seeds = [1, 2, 3, 4, 5];
const ways: { name: string; writings: Writing[] }[] = [
  { name: 'with marks', writings: [(text) => text] },
  { name: 'marks stripped', writings: [withoutMarks] },
  { name: `slips, seeds ${seeds[0]} to ${seeds.at(-1)}`, writings: seeds.map(withSlips) },
  { name: 'short forms', writings: [inShortForms] },
];
const halves: Half[] = ['tuned', 'kept'];

/** So many lessons a person is offered. */
const offered = 3;

/** Whether people's own questions find their lesson, and other questions find silence. */
export const search: Part = {
  name: 'search',
  title:
    'Questions in everyday words: the right lesson first, or among the first three; silence for the rest',
  async run(_, { print }) {
    const { course } = await loadCourse(new URL('../../lessons', import.meta.url).pathname);
    const find = openLessonSearch(course);
    const [ours, others] = [heldOut(), outOfScope()];
    // The first questions are answered by code that is still being compiled.
    for (const { text } of ours) find(text);
    const results = ways.map(({ name, writings }) => {
      const asked = ours.flatMap((question) => writings.map((write) => ask(find, question, write)));
      const stray = others.flatMap((question) => writings.map((write) => ask(find, question, write)));
      return {
        name,
        all: recall(asked),
        tuned: recall(ofHalf(asked, 'tuned')),
        kept: recall(ofHalf(asked, 'kept')),
        answered: {
          all: answered(stray),
          tuned: answered(ofHalf(stray, 'tuned')),
          kept: answered(ofHalf(stray, 'kept')),
        },
        microseconds: middleAndTail([...asked, ...stray].map(({ microseconds }) => microseconds)),
      };
    });
    print(
      table(
        [
          'how it is written',
          'n',
          'first',
          `first ${offered}`,
          ...halves.map((half) => `${half} half: n, first ${offered}`),
        ],
        results.map(({ name, all, tuned, kept }) => [
          name,
          String(all.asked),
          percent(all.first, all.asked),
          percent(all.among, all.asked),
          ...[tuned, kept].map(({ asked, among }) => `${asked}, ${percent(among, asked)}`),
        ]),
      ),
    );
    print(
      table(
        ['about something else', 'n', 'answered', 'tuned half: n, answered', 'kept half: n, answered'],
        results.map(({ name, answered: { all, tuned, kept } }) => [
          name,
          String(all.asked),
          percent(all.answered, all.asked),
          ...[tuned, kept].map(({ asked, answered }) => `${asked}, ${percent(answered, asked)}`),
        ]),
      ),
    );
    print(
      table(
        ['µs a question', 'n', 'p50', 'p99'],
        results.map(({ name, all, answered, microseconds }) => [
          name,
          String(all.asked + answered.all.asked),
          number(microseconds.p50),
          number(microseconds.p99),
        ]),
      ),
    );
    return results;
  },
};

type Answered = { half: Half; lessons: readonly string[]; found: string[]; microseconds: number };

function ask(find: LessonSearch, { text, lessons, half }: Question, write: Writing): Answered {
  const written = write(text);
  const startedAt = performance.now();
  const found = find(written);
  const microseconds = (performance.now() - startedAt) * 1_000;
  return { half, lessons, found: found.slice(0, offered).map(({ id }) => id), microseconds };
}

/** Counts of questions whose lesson, or one of whose lessons, stands first, or among those offered. */
function recall(asked: Answered[]): { asked: number; first: number; among: number } {
  const right = (count: number): number =>
    asked.filter(({ lessons, found }) => found.slice(0, count).some((id) => lessons.includes(id))).length;
  return { asked: asked.length, first: right(1), among: right(offered) };
}

const ofHalf = (asked: Answered[], wanted: Half): Answered[] => asked.filter(({ half }) => half === wanted);

const answered = (asked: Answered[]): { asked: number; answered: number } => ({
  asked: asked.length,
  answered: asked.filter(({ found }) => found.length > 0).length,
});

const percent = (part: number, whole: number): string =>
  whole === 0 ? '-' : `${((100 * part) / whole).toFixed(1)} %`;
