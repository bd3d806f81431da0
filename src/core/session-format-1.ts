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
import { hourMs } from './time.ts';

/** Reads sessions as the first release wrote them: every time in full, kinds by name. Nobody writes these any more. */
type Wire = unknown[];

const orUndefined = <T>(value: unknown): T | undefined => (value ?? undefined) as T | undefined;

export function decodeFirstFormat(wire: Wire): Session {
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
    muted: 0,
  };
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
    lessonOpenedAt: 0,
    attempt: wire[13] === null ? undefined : decodeAttempt(wire[13] as Wire),
    attemptCount: wire[14] as number,
    progress: Object.fromEntries((wire[15] as Wire[]).map(decodeProgress)),
    held: (wire[16] ?? []) as Learner['held'],
    ladder: undefined,
    attendances: [],
    memories: undefined,
    placement: undefined,
    checks: [],
    inLife: [],
    remindedAt: wire[17] as number,
    habit: undefined,
  };
}

const decodeConsent = (wire: Wire | null): Consent | undefined =>
  wire === null ? undefined : { version: wire[0] as number, at: wire[1] as number, isGiven: wire[2] === 1 };

function decodePlace([kind, lesson, card]: Wire): Place {
  if (kind === 'nowhere') return { kind };
  if (kind === 'card') return { kind, lesson: lesson as string, card: card as number };
  return { kind: kind as 'task' | 'question' | 'feedback' | 'finished', lesson: lesson as string };
}

const decodeProgress = (wire: Wire): [string, LessonProgress] => [
  wire[0] as string,
  {
    attempts: wire[2] as number,
    completedAt: wire[3] === null ? undefined : Math.floor((wire[3] as number) / hourMs) * hourMs,
    completedVersion: orUndefined(wire[4]),
    lastRight: wire[5] as number,
    lastAsked: wire[6] as number,
    task: taskAnswers[wire[7] as number],
  },
];

const decodeAttempt = (wire: Wire): Attempt => ({
  number: wire[0] as number,
  kind: attemptKinds[wire[1] as number] as AttemptKind,
  set: { kind: 'lesson', lesson: wire[2] as string },
  quizVersion: wire[3] as string,
  lessonStartedAt: wire[4] as number,
  startedAt: wire[5] as number,
  waiting: wire[6] as string[],
  question: wire[7] === null ? undefined : decodeQuestion(wire[7] as Wire),
  answers: (wire[8] as Wire[]).map(decodeAnswer),
  counted: wire[9] as number,
  recorded: wire[10] as number,
  hasLapsed: wire[11] === 1,
  delayed: [],
  hinted: [],
  taught: [],
});

const decodeQuestion = (wire: Wire): Question => ({
  item: wire[0] as string,
  version: wire[1] as string,
  language: languages[wire[2] as number] ?? 'vi',
  order: [...(wire[3] as string)],
  key: wire[4] as string,
  askedAt: wire[5] as number,
});

const decodeAnswer = (wire: Wire): Answer => ({
  ...decodeQuestion(wire),
  option: wire[6] as string,
  isSlip: wire[7] === 1,
  at: wire[8] as number,
});
