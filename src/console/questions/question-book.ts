import { setImmediate } from 'node:timers/promises';
import {
  type Course,
  findLesson,
  type Item,
  type Language,
  type LessonId,
  languages,
} from '../../core/course.ts';
import type { AttemptKind } from '../../core/effect.ts';
import { attemptKinds } from '../../core/effect.ts';
import { askedItems, quizVersion } from '../../core/quiz.ts';
import type { Instant } from '../../core/time.ts';
import { type Counters, countedTally } from '../../stats/counted-quiz.ts';
import { type Analysis, analyse } from '../../stats/quiz-analysis.ts';
import { fewestPeople } from '../../stats/small-cells.ts';
import type { CounterBook, CounterView } from '../counted/counter-book.ts';

/** One version of a set of questions, most often a lesson's quiz, and all that finished attempts say about it. */
export type CountedQuiz = {
  /** `4.1~0f3c9a21`. */
  quiz: string;
  /** What it is the quiz of, `4.1`; for a set over several lessons its name, `check-4`. */
  lesson: LessonId;
  /** The language in which it is asked today; undefined for an older version. */
  asked: Language | undefined;
  kinds: ReadonlyMap<AttemptKind, CountedAttempts>;
  /** First attempts that were left for a day, and all that were begun. */
  abandoned: number;
  started: number;
};

export type CountedAttempts = {
  kind: AttemptKind;
  analysis: Analysis;
  /** Attempts by total, from 0 to the most there can be. */
  totals: { total: number; n: number }[];
  /** By item: the wording that was asked most. */
  wordings: ReadonlyMap<string, Item>;
  /** When these figures were read: they stand until ten more attempts have come. */
  at: Instant;
};

/** The same object for as long as nothing that is shown has changed. */
export type Questions = {
  /** When something last changed. */
  readAt: Instant;
  /** Of the course today first, in its order; then what is asked no more. */
  quizzes: CountedQuiz[];
  /** Wordings that were counted and that this course does not know: their quizzes are left out. */
  unknown: string[];
};

/** Of one person many attempts may be repetitions, so such figures need more of them. */
export const fewestAttempts = (kind: AttemptKind): number =>
  kind === 'first' ? fewestPeople : 3 * fewestPeople;

/**
 * Every figure of every quiz, worked out once for each reading of the counters.
 *
 * Figures of one quiz and kind stand as they are until ten more attempts are in them: two looks at different times
 * then never differ by fewer people. A process that is started anew begins with what there is.
 */
export function openQuestionBook(
  book: CounterBook,
  course: () => Course,
): (view: CounterView) => Questions | undefined {
  const held = new Map<string, CountedAttempts>();
  let last: { course: Course; questions: Questions } | undefined;
  return book.derive(async (view) => {
    const now = course();
    const before = last?.course === now ? last.questions : undefined;
    const questions = await questionsOf(view, now, held, before);
    last = { course: now, questions };
    return questions;
  });
}

async function questionsOf(
  view: CounterView,
  course: Course,
  held: Map<string, CountedAttempts>,
  before: Questions | undefined,
): Promise<Questions> {
  const today = quizzesOfToday(course);
  const unknown = new Set<string>();
  const counted: CountedQuiz[] = [];
  for (const quiz of view.names('C')) {
    const kinds = new Map<AttemptKind, CountedAttempts>();
    for (const [kind, counters] of byKind(view.of('C', quiz))) {
      const key = `${quiz} ${kind}`;
      const n = attemptsIn(view.of('H', quiz), kind);
      const before = held.get(key);
      const isMoved = before === undefined || Math.abs(n - before.analysis.quiz.n) >= fewestPeople;
      const now = isMoved ? attemptsOf(counters, { quiz, kind }, course, view.readAt, unknown) : before;
      if (now === undefined || now.analysis.quiz.n < fewestAttempts(kind)) continue;
      held.set(key, now);
      kinds.set(kind, now);
      // A quiz takes some milliseconds; others have their turn between two.
      await setImmediate();
    }
    if (kinds.size === 0) continue;
    const [lesson = quiz] = quiz.split('~');
    const begun = view.of('Q', quiz);
    const same = before?.quizzes.find((it) => it.quiz === quiz);
    if (same !== undefined && isSame(same.kinds, kinds)) {
      counted.push(same);
      continue;
    }
    counted.push({
      quiz,
      lesson,
      asked: today.get(quiz),
      kinds,
      abandoned: sumEnding(begun, '/first/', '/abandoned'),
      started: sumEnding(begun, '/first/', '/started'),
    });
  }
  const isUnchanged =
    before?.quizzes.length === counted.length && counted.every((quiz) => before.quizzes.includes(quiz));
  if (before !== undefined && isUnchanged && before.unknown.length === unknown.size) return before;
  const order = orderOf(course);
  const rank = ({ lesson, asked, kinds }: CountedQuiz): number[] => [
    order.get(lesson) ?? Number.MAX_SAFE_INTEGER,
    asked === undefined ? languages.length : languages.indexOf(asked),
    -(kinds.get('first')?.analysis.quiz.n ?? 0),
  ];
  return {
    readAt: view.readAt,
    quizzes: counted.sort(
      (one, other) => compare(rank(one), rank(other)) || one.quiz.localeCompare(other.quiz),
    ),
    unknown: [...unknown].sort(),
  };
}

const isSame = <K, V>(one: ReadonlyMap<K, V>, other: ReadonlyMap<K, V>): boolean =>
  one.size === other.size && [...one].every(([key, value]) => other.get(key) === value);

function attemptsOf(
  counters: Counters,
  which: { quiz: string; kind: AttemptKind },
  course: Course,
  at: Instant,
  unknown: Set<string>,
): CountedAttempts | undefined {
  const tally = countedTally(counters, which, (key) => course.pastItems.get(key));
  if ('kind' in tally) {
    for (const key of tally.itemKeys) unknown.add(key);
    return undefined;
  }
  const byTotal = new Map(tally.totals.sorted().map(([total, n]) => [Number(total), Number(n)]));
  return {
    kind: which.kind,
    analysis: analyse(tally),
    totals: Array.from({ length: tally.items.length + 1 }, (_, total) => ({
      total,
      n: byTotal.get(total) ?? 0,
    })),
    wordings: mostAsked(counters, course),
    at,
  };
}

/** Where an edit overtook attempts, an item stands with the wording that most of them were asked. */
function mostAsked(counters: Counters, course: Course): Map<string, Item> {
  const sums = new Map<string, number>();
  for (const key in counters) {
    const itemKey = key.split('/', 5)[4] ?? '';
    sums.set(itemKey, (sums.get(itemKey) ?? 0) + (counters[key] ?? 0));
  }
  const found = new Map<string, Item>();
  for (const [key] of [...sums].sort(([, one], [, other]) => one - other)) {
    const item = course.pastItems.get(key);
    if (item !== undefined) found.set(item.id, item);
  }
  return found;
}

function byKind(counters: Counters): [AttemptKind, Counters][] {
  const kinds = new Map<string, Record<string, number>>();
  for (const key in counters) {
    const kind = key.split('/', 3)[2] ?? '';
    const own = kinds.get(kind) ?? {};
    kinds.set(kind, own);
    own[key] = counters[key] ?? 0;
  }
  return attemptKinds.flatMap((kind) => {
    const own = kinds.get(kind);
    return own === undefined ? [] : [[kind, own] as [AttemptKind, Counters]];
  });
}

function attemptsIn(totals: Counters, kind: AttemptKind): number {
  let n = 0;
  for (const key in totals) if (key.split('/', 3)[2] === kind) n += totals[key] ?? 0;
  return n;
}

function sumEnding(counters: Counters, within: string, end: string): number {
  let n = 0;
  for (const key in counters) if (key.includes(within) && key.endsWith(end)) n += counters[key] ?? 0;
  return n;
}

function quizzesOfToday(course: Course): Map<string, Language> {
  const today = new Map<string, Language>();
  for (const id of course.lessons.keys()) {
    for (const language of languages) {
      const lesson = findLesson(course, id, language);
      if (lesson !== undefined && askedItems(lesson).length > 0 && !today.has(quizVersion(lesson)))
        today.set(quizVersion(lesson), lesson.language);
    }
  }
  return today;
}

const orderOf = (course: Course): Map<LessonId, number> =>
  new Map(
    [...course.lessons.keys()]
      .sort((one, other) => one.localeCompare(other, 'en', { numeric: true }))
      .map((id, place) => [id, place]),
  );

function compare(one: readonly number[], other: readonly number[]): number {
  for (const [place, value] of one.entries()) {
    const difference = value - (other[place] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
