import { languages } from './course.ts';
import { attemptKinds } from './effect.ts';
import { readSetCode, setCode } from './question-set.ts';
import type { Answer, Attempt, Question } from './session.ts';
import type { Instant } from './time.ts';
import { lessonCode, lessonOf, orUndefined, versionCode, versionOf, type Wire, withoutEnd } from './wire.ts';

/** An attempt as a record holds it; moments count back from the session's latest one. */
export const encodeAttempt = (it: Attempt, latestAt: Instant): Wire => {
  const lesson = it.set.kind === 'lesson' ? it.set.lesson : '';
  return withoutEnd([
    it.number,
    attemptKinds.indexOf(it.kind) * 2 + (it.hasLapsed ? 1 : 0),
    lessonCode(lesson),
    versionCode(shortened(it.quizVersion, `${lesson}~`)),
    latestAt - it.lessonStartedAt,
    latestAt - it.startedAt,
    it.waiting,
    it.question === undefined ? null : encodeQuestion(it.question, latestAt),
    it.answers.map((answer) => encodeAnswer(answer, latestAt)),
    it.counted,
    it.recorded,
    it.set.kind === 'lesson' ? null : setCode(it.set),
    it.hinted.length === 0 ? null : it.hinted,
    it.delayed.length === 0 ? null : it.delayed,
    it.taught.length === 0 ? null : it.taught,
  ]);
};
export function decodeAttempt(wire: Wire, latestAt: Instant): Attempt {
  const lesson = lessonOf(wire[2] as number | string);
  const kind = wire[1] as number;
  const code = orUndefined<string>(wire[11]);
  return {
    number: wire[0] as number,
    kind: attemptKinds[kind >> 1] ?? 'later',
    set: (code === undefined ? undefined : readSetCode(code)) ?? { kind: 'lesson', lesson },
    quizVersion: lengthened(versionOf(wire[3] as number | string), `${lesson}~`),
    lessonStartedAt: latestAt - (wire[4] as number),
    startedAt: latestAt - (wire[5] as number),
    waiting: wire[6] as string[],
    question: wire[7] === null ? undefined : decodeQuestion(wire[7] as Wire, latestAt),
    answers: (wire[8] as Wire[]).map((answer) => decodeAnswer(answer, latestAt)),
    counted: wire[9] as number,
    recorded: wire[10] as number,
    hasLapsed: (kind & 1) === 1,
    hinted: (wire[12] ?? []) as string[],
    delayed: (wire[13] ?? []) as string[],
    taught: (wire[14] ?? []) as string[],
  };
}

const encodeQuestion = (it: Question, latestAt: Instant): Wire => [
  it.item,
  versionCode(it.version),
  languages.indexOf(it.language),
  it.order.join(''),
  it.key,
  latestAt - it.askedAt,
];
const decodeQuestion = (wire: Wire, latestAt: Instant): Question => ({
  item: wire[0] as string,
  version: versionOf(wire[1] as number | string),
  language: languages[wire[2] as number] ?? 'vi',
  order: [...(wire[3] as string)],
  key: wire[4] as string,
  askedAt: latestAt - (wire[5] as number),
});

const encodeAnswer = (it: Answer, latestAt: Instant): Wire => [
  ...encodeQuestion(it, latestAt),
  it.option,
  it.isSlip ? 1 : 0,
  latestAt - it.at,
];
const decodeAnswer = (wire: Wire, latestAt: Instant): Answer => ({
  ...decodeQuestion(wire, latestAt),
  option: wire[6] as string,
  isSlip: wire[7] === 1,
  at: latestAt - (wire[8] as number),
});

/** A text that begins with a known one, by its rest; any other behind a mark that no such rest begins with. */
const shortened = (text: string, start: string): string =>
  text.startsWith(start) ? text.slice(start.length) : `\n${text}`;
const lengthened = (text: string, start: string): string =>
  text.startsWith('\n') ? text.slice(1) : start + text;
