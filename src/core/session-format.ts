import { audiences, languages } from './course.ts';
import type { AttemptKind } from './effect.ts';
import { attemptKinds } from './effect.ts';
import type {
  Answer,
  Attempt,
  Consent,
  Learner,
  LessonProgress,
  Place,
  Question,
  Screen,
  Session,
} from './session.ts';
import { taskAnswers } from './session.ts';

/**
 * The session as a positional array, the form stores keep: three to six times smaller and quicker than
 * named fields. The first element is the format's number; a reader refuses one it does not know.
 * New fields go to the end of their array, so that older records read as undefined there.
 */
export const sessionFormat = 1;

export class UnknownSessionFormat extends Error {
  override name = 'UnknownSessionFormat';
}

type Wire = unknown[];

/** null stands for undefined: msgpack and JSON both carry it. */
const orNull = <T>(value: T | undefined): T | null => value ?? null;
const orUndefined = <T>(value: unknown): T | undefined => (value ?? undefined) as T | undefined;
const indexOf = <T>(list: readonly T[], value: T | undefined): number =>
  value === undefined ? -1 : list.indexOf(value);

export function encodeSession(session: Session): Wire {
  return [
    sessionFormat,
    session.seed,
    languages.indexOf(session.language),
    session.openedAt,
    session.latestAt,
    encodeScreen(session.screen),
    session.screenAt,
    session.activeLearner,
    session.codeGeneration,
    (session.isBlocked ? 1 : 0) | (session.hasPaperCode ? 2 : 0),
    session.learners.map(encodeLearner),
    session.heardAt,
  ];
}

/** @throws UnknownSessionFormat when a newer process wrote it */
export function decodeSession(wire: Wire): Session {
  if (wire[0] !== sessionFormat) {
    throw new UnknownSessionFormat(
      `session format ${String(wire[0])} is not ${sessionFormat}: a newer version of the bot wrote this record`,
    );
  }
  const [
    ,
    seed,
    language,
    openedAt,
    latestAt,
    screen,
    screenAt,
    active,
    generation,
    flags,
    learners,
    heardAt,
  ] = wire;
  return {
    seed: seed as string,
    language: languages[language as number] ?? 'vi',
    openedAt: openedAt as number,
    latestAt: latestAt as number,
    screen: decodeScreen(screen as Wire),
    screenAt: screenAt as number,
    activeLearner: active as number,
    codeGeneration: generation as number,
    isBlocked: ((flags as number) & 1) !== 0,
    hasPaperCode: ((flags as number) & 2) !== 0,
    learners: (learners as Wire[]).map(decodeLearner),
    heardAt: heardAt as number,
  };
}

function encodeScreen(screen: Screen): Wire {
  switch (screen.kind) {
    case 'address':
      return [screen.kind, screen.isFull ? 1 : 0];
    case 'lessons':
      return [screen.kind, screen.module];
    case 'commune_choice':
      return [screen.kind, screen.units];
    case 'urgent':
      return [screen.kind, screen.topic];
    case 'greeting':
    case 'place':
    case 'next_step':
    case 'menu':
    case 'modules':
    case 'progress':
    case 'help':
    case 'helper':
    case 'suspicious':
    case 'language':
    case 'reminders':
    case 'reminder':
    case 'consent':
    case 'audience':
    case 'commune':
    case 'village':
    case 'under16':
    case 'guardian':
    case 'data':
    case 'forget':
    case 'stopped':
      return [screen.kind];
  }
}

function decodeScreen([kind, detail]: Wire): Screen {
  switch (kind as Screen['kind']) {
    case 'address':
      return { kind: 'address', isFull: detail === 1 };
    case 'lessons':
      return { kind: 'lessons', module: detail as number };
    case 'commune_choice':
      return { kind: 'commune_choice', units: detail as string[] };
    case 'urgent':
      return { kind: 'urgent', topic: detail as Extract<Screen, { kind: 'urgent' }>['topic'] };
    default:
      return { kind } as Screen;
  }
}

function encodeLearner(learner: Learner): Wire {
  return [
    learner.id,
    learner.createdAt,
    orNull(learner.address),
    indexOf(audiences, learner.audience),
    (learner.wasAskedAudience ? 1 : 0) |
      (learner.wasAskedCommune ? 2 : 0) |
      (learner.guardianAgreed ? 4 : 0) |
      (learner.wantsReminders ? 8 : 0) |
      (learner.isHelper ? 16 : 0),
    orNull(learner.commune),
    orNull(learner.village),
    orNull(learner.organisation),
    learner.isUnder16 === undefined ? -1 : learner.isUnder16 ? 1 : 0,
    encodeConsent(learner.consent),
    learner.unansweredReminders,
    encodePlace(learner.place),
    learner.lessonStartedAt,
    learner.attempt === undefined ? null : encodeAttempt(learner.attempt),
    learner.attemptCount,
    Object.entries(learner.progress).map(encodeProgress),
    learner.held.length === 0 ? null : learner.held,
    learner.remindedAt,
  ];
}

function decodeLearner(wire: Wire): Learner {
  const flags = wire[4] as number;
  return {
    id: wire[0] as string,
    createdAt: wire[1] as number,
    address: orUndefined(wire[2]),
    audience: audiences[wire[3] as number],
    wasAskedAudience: (flags & 1) !== 0,
    wasAskedCommune: (flags & 2) !== 0,
    guardianAgreed: (flags & 4) !== 0,
    wantsReminders: (flags & 8) !== 0,
    isHelper: (flags & 16) !== 0,
    commune: orUndefined(wire[5]),
    village: orUndefined(wire[6]),
    organisation: orUndefined(wire[7]),
    isUnder16: wire[8] === -1 ? undefined : wire[8] === 1,
    consent: decodeConsent(wire[9] as Wire | null),
    unansweredReminders: wire[10] as number,
    place: decodePlace(wire[11] as Wire),
    lessonStartedAt: wire[12] as number,
    attempt: wire[13] === null ? undefined : decodeAttempt(wire[13] as Wire),
    attemptCount: wire[14] as number,
    progress: Object.fromEntries((wire[15] as Wire[]).map(decodeProgress)),
    held: (wire[16] ?? []) as Learner['held'],
    remindedAt: wire[17] as number,
  };
}

const encodeConsent = (consent: Consent | undefined): Wire | null =>
  consent === undefined ? null : [consent.version, consent.at, consent.isGiven ? 1 : 0];
const decodeConsent = (wire: Wire | null): Consent | undefined =>
  wire === null ? undefined : { version: wire[0] as number, at: wire[1] as number, isGiven: wire[2] === 1 };

function encodePlace(place: Place): Wire {
  switch (place.kind) {
    case 'nowhere':
      return [place.kind];
    case 'card':
      return [place.kind, place.lesson, place.card];
    case 'task':
    case 'question':
    case 'feedback':
    case 'finished':
      return [place.kind, place.lesson];
  }
}

function decodePlace([kind, lesson, card]: Wire): Place {
  if (kind === 'nowhere') return { kind };
  if (kind === 'card') return { kind, lesson: lesson as string, card: card as number };
  return { kind: kind as 'task' | 'question' | 'feedback' | 'finished', lesson: lesson as string };
}

const encodeProgress = ([lesson, it]: [string, LessonProgress]): Wire => [
  lesson,
  it.startedAt,
  it.attempts,
  orNull(it.completedAt),
  orNull(it.completedVersion),
  it.lastRight,
  it.lastAsked,
  indexOf(taskAnswers, it.task),
];
const decodeProgress = (wire: Wire): [string, LessonProgress] => [
  wire[0] as string,
  {
    startedAt: wire[1] as number,
    attempts: wire[2] as number,
    completedAt: orUndefined(wire[3]),
    completedVersion: orUndefined(wire[4]),
    lastRight: wire[5] as number,
    lastAsked: wire[6] as number,
    task: taskAnswers[wire[7] as number],
  },
];

const encodeAttempt = (it: Attempt): Wire => [
  it.number,
  attemptKinds.indexOf(it.kind),
  it.lesson,
  it.quizVersion,
  it.lessonStartedAt,
  it.startedAt,
  it.waiting,
  it.question === undefined ? null : encodeQuestion(it.question),
  it.answers.map(encodeAnswer),
  it.counted,
  it.recorded,
  it.hasLapsed ? 1 : 0,
];
const decodeAttempt = (wire: Wire): Attempt => ({
  number: wire[0] as number,
  kind: attemptKinds[wire[1] as number] as AttemptKind,
  lesson: wire[2] as string,
  quizVersion: wire[3] as string,
  lessonStartedAt: wire[4] as number,
  startedAt: wire[5] as number,
  waiting: wire[6] as string[],
  question: wire[7] === null ? undefined : decodeQuestion(wire[7] as Wire),
  answers: (wire[8] as Wire[]).map(decodeAnswer),
  counted: wire[9] as number,
  recorded: wire[10] as number,
  hasLapsed: wire[11] === 1,
});

const encodeQuestion = (it: Question): Wire => [
  it.item,
  it.version,
  languages.indexOf(it.language),
  it.order.join(''),
  it.key,
  it.askedAt,
];
const decodeQuestion = (wire: Wire): Question => ({
  item: wire[0] as string,
  version: wire[1] as string,
  language: languages[wire[2] as number] ?? 'vi',
  order: [...(wire[3] as string)],
  key: wire[4] as string,
  askedAt: wire[5] as number,
});

const encodeAnswer = (it: Answer): Wire => [...encodeQuestion(it), it.option, it.isSlip ? 1 : 0, it.at];
const decodeAnswer = (wire: Wire): Answer => ({
  ...decodeQuestion(wire),
  option: wire[6] as string,
  isSlip: wire[7] === 1,
  at: wire[8] as number,
});
