import type { Audience, Lesson, LessonId, OptionId } from './course.ts';
import type { AttemptKind } from './effect.ts';
import type { ScamKind } from './scam/kind.ts';
import { secondMs } from './time.ts';

/**
 * Names of the exact integer counters from which every figure of the item statistics follows
 * (Moodle's formulas need only these: see standards, "streaming form"). Merging is adding.
 *
 * - `I` first responses: one per item version, kind and option, added when the slip window shuts
 * - `C` item version × option × total mark of the attempt, added when an attempt is finished; it names the
 *   wording, so that past quiz versions can be marked by the keys they were asked with
 * - `H` how many finished attempts had this total
 * - `Q` attempts started, finished, abandoned per quiz version
 * - `U` per commune and per organisation: started, finished, items answered first, and right among them; `delayed` and
 *   `delayed_right`, the delayed questions answered and those right
 * - `S` per commune and per organisation, audience and lesson, people: who finished its questions at the first attempt,
 *   alone and without a slip, and who of them passed; who answered its delayed question, and who of them rightly.
 *   Who said whether they had done it in life, `life_asked`, and who of them had, with help or alone. A learner is in each
 *   once for each lesson
 * - `K` per lesson version, ways through it before its questions were ever begun: opened, each card passed and after how
 *   long, questions begun, questions finished
 * - `W` messages that a platform hid from us, per month
 * - `E` per point of a public event: people who joined, who started and who finished a lesson there, items
 *   answered first, and right among them
 * - `P` placements done again alone, a month or more later, by how many were right the first time and now: the
 *   change since then; they are in `Q`, `C` and `H` of the placement too
 * - `L` further tries at an item version after a wrong answer, by the rung of help given before and option
 * - `B` practise: places tapped on a practise screen, messages of the weekly round told rightly or not, rounds finished
 * - `A` questions asked in everyday words: answered by one card, by a choice of lessons, by none
 * - `T` what a model answered, by prompt with its version: shown, or too late
 */
export const responseCounter = (itemKey: string, kind: AttemptKind, option: OptionId): string =>
  `I/${itemKey}/${kind}/${option}`;

export const cellCounter = (
  quiz: string,
  kind: AttemptKind,
  month: string,
  itemKey: string,
  option: OptionId,
  total: number,
): string => `C/${quiz}/${kind}/${month}/${itemKey}/${option}/${total}`;

export const totalCounter = (quiz: string, kind: AttemptKind, month: string, total: number): string =>
  `H/${quiz}/${kind}/${month}/${total}`;

export const quizCounter = (
  quiz: string,
  kind: AttemptKind,
  month: string,
  what: 'started' | 'finished' | 'abandoned',
): string => `Q/${quiz}/${kind}/${month}/${what}`;

export const communeCounter = (
  commune: string,
  month: string,
  what: 'started' | 'finished' | 'answered' | 'right' | 'delayed' | 'delayed_right',
): string => `U/${commune}/${month}/${what}`;

/** @param first how many of the placement were right the first time, @param now how many now */
export const placementCounter = (month: string, first: number, now: number): string =>
  `P/${month}/${first}/${now}`;

export const tryCounter = (itemKey: string, rung: number, option: OptionId): string =>
  `L/${itemKey}/${rung}/${option}`;

/** Whoever asks is not in it: it needs no consent. */
export const askedCounter = (month: string, what: 'card' | 'choice' | 'none'): string => `A/${month}/${what}`;

/**
 * Messages brought to the desk for suspicious messages, by where and when. They count messages, not people.
 * @param commune of those who agreed that it is counted
 * @param week the local Monday, `20261130`
 */
export const scamCounter = (
  commune: string | undefined,
  week: string,
  kind: ScamKind,
  tier: 'danger' | 'suspicious',
): string => `D/${commune ?? notSaid}/${week}/${kind}/${tier}`;
export const withheldCounter = (month: string): string => `W/${month}`;

export const tutorCounter = (month: string, prompt: string, what: 'shown' | 'late'): string =>
  `T/${month}/${prompt}/${what}`;

/** Practise is apart from every figure of quiz questions. */
export const pressCounter = ({ id, version }: { id: string; version: string }, place: number): string =>
  `B/screen/${id}@${version}/${place}`;

export const roundMessageCounter = (message: string, version: string, isRight: boolean): string =>
  `B/message/${message}@${version}/${isRight ? 'right' : 'wrong'}`;

/** @param week weeks since 5 January 1970 */
export const roundCounter = (week: number, players: 1 | 2): string => `B/round/${week}/${players}`;

export type EventFigure = 'joined' | 'started' | 'finished' | 'answered' | 'right';

/** What stands for the point of those whose link named only the event. */
export const noPoint = '-';

export const eventCounter = (event: string, point: string | undefined, what: EventFigure): string =>
  `E/${event}/${point ?? noPoint}/${what}`;

/** What stands for the place or the audience of those who have not said. */
export const notSaid = '-';

export const skillFigures = [
  'finished',
  'right',
  'delayed',
  'delayed_right',
  'life_asked',
  'life_helped',
  'life_alone',
] as const;
export type SkillFigure = (typeof skillFigures)[number];

/** @param unit a commune's or an organisation's id */
export const skillCounter = (
  unit: string | undefined,
  audience: Audience | undefined,
  lesson: LessonId,
  what: SkillFigure,
): string => `S/${unit ?? notSaid}/${audience ?? notSaid}/${lesson}/${what}`;

/** Whole seconds, the upper ends of the classes of time on a card; what took longer is `more`. */
export const cardSeconds = [5, 15, 30, 60, 120, 300] as const;

/** @param what `opened`, a card that was passed, from 0, or `task`: the questions begin */
export const wayCounter = (
  lesson: Pick<Lesson, 'id' | 'version'>,
  what: 'opened' | 'task' | 'finished' | { card: number; afterMs: number },
): string => {
  const way = `K/${lesson.id}@${lesson.version}`;
  if (typeof what === 'string') return `${way}/${what}`;
  const upTo = cardSeconds.find((seconds) => what.afterMs <= seconds * secondMs);
  return `${way}/${what.card}/${upTo ?? 'more'}`;
};
