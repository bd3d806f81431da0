import type { Audience, ItemId, Language, LessonId, OptionId } from './course.ts';
import type { AttemptKind, Effect } from './effect.ts';
import type { Habit } from './habit.ts';
import type { Ladder } from './ladder-state.ts';
import type { MemoryBytes } from './memory.ts';
import type { QuestionSet, SetBeyondLesson } from './question-set.ts';
import type { ScamKind } from './scam/kind.ts';
import type { Tier } from './scam/tier.ts';
import type { Reason } from './scam-signs.ts';
import type { Instant } from './time.ts';
import type { Muted } from './topics.ts';

/** One answer of the open attempt, with the question exactly as it was asked. */
export type Answer = {
  item: ItemId;
  version: string;
  language: Language;
  /** Options in the order shown. */
  order: OptionId[];
  key: OptionId;
  option: OptionId;
  isSlip: boolean;
  askedAt: Instant;
  at: Instant;
};

/** The question on screen, pinned so that an answer is graded as it was asked, even after an edit. */
export type Question = Omit<Answer, 'option' | 'isSlip' | 'at'>;

/** One run through a set of questions, most often a lesson's quiz. */
export type Attempt = {
  /** Unique for the learner, from 1. */
  number: number;
  kind: AttemptKind;
  set: QuestionSet;
  quizVersion: string;
  lessonStartedAt: Instant;
  startedAt: Instant;
  /** Items still to be asked, slips among them at the end. */
  waiting: ItemId[];
  question: Question | undefined;
  answers: Answer[];
  /** How many answers have left their slip window and are in the counters. */
  counted: number;
  /** How many answers are recorded already; more than none only after a lapse. */
  recorded: number;
  /** A day passed without an answer: closed for the first-attempt figures, still open to the learner. */
  hasLapsed: boolean;
  /** Items asked here as the one delayed question of their lesson: unaided, two weeks or more after it. */
  delayed: ItemId[];
  /** Items of which the hint was given before the answer. */
  hinted: ItemId[];
  /** Items of which the answer was told before it was given. */
  taught: ItemId[];
};

/** All kinds of place; records keep a kind's place in this list, so new ones go to the end. */
export const placeKinds = [
  'nowhere',
  'card',
  'task',
  'question',
  'feedback',
  'finished',
  'set',
  'set_result',
] as const satisfies readonly Place['kind'][];

/** Where in the course a learner stands. `feedback` shows the last answer's; its slip window is open. */
export type Place =
  | { kind: 'nowhere' }
  | { kind: 'card'; lesson: LessonId; card: number }
  | { kind: 'task'; lesson: LessonId }
  | { kind: 'question'; lesson: LessonId }
  | { kind: 'feedback'; lesson: LessonId }
  | { kind: 'finished'; lesson: LessonId }
  /** In a set of questions of several lessons: its question is on screen, or the feedback of the last answer. */
  | { kind: 'set' }
  | { kind: 'set_result'; set: SetBeyondLesson; right: number; asked: number };

/** The lesson a place belongs to; undefined nowhere and in sets of several lessons. */
export const lessonOfPlace = (place: Place): LessonId | undefined =>
  'lesson' in place ? place.lesson : undefined;

export const taskAnswers = ['done', 'later', 'cannot'] as const;
export type TaskAnswer = (typeof taskAnswers)[number];

export type LessonProgress = {
  /** Attempts begun at the quiz. */
  attempts: number;
  /** The first time, to the whole hour. */
  completedAt: Instant | undefined;
  completedVersion: string | undefined;
  lastRight: number;
  lastAsked: number;
  task: TaskAnswer | undefined;
};

/** A tap of yes or no to a stated version of the notice. No tap means no. */
export type Consent = { version: number; at: Instant; isGiven: boolean };

/** One person's learning. A chat may hold several; each has a pseudonym of their own. */
export type Learner = {
  /** Random, internal; leaves the system only as a keyed hash. */
  id: string;
  createdAt: Instant;
  /** How the person wants to be addressed: bác, cô, chú … */
  address: string | undefined;
  audience: Audience | undefined;
  /** Asked and skipped is told from not asked. */
  wasAskedAudience: boolean;
  commune: string | undefined;
  wasAskedCommune: boolean;
  village: string | undefined;
  organisation: string | undefined;
  isUnder16: boolean | undefined;
  guardianAgreed: boolean;
  consent: Consent | undefined;
  wantsReminders: boolean;
  /** Reminders sent since the person last wrote. */
  unansweredReminders: number;
  /** When the last reminder was sent; 0 before the first. */
  remindedAt: Instant;
  /** When this person usually comes; learned only while they want reminders. */
  habit: Habit | undefined;
  place: Place;
  lessonStartedAt: Instant;
  /** When they last began a lesson or came back to one, to the whole minute before; 0 before the first. */
  lessonOpenedAt: Instant;
  attempt: Attempt | undefined;
  attemptCount: number;
  progress: Record<LessonId, LessonProgress>;
  /** What would have been counted and reported, waiting for consent. */
  held: Extract<Effect, { kind: 'record' | 'count' }>[];
  isHelper: boolean;
  /** The newest last: what is learned now counts there. */
  attendances: Attendance[];
  /** Help with the question they last had before them; see ladder.ts. */
  ladder: Ladder | undefined;
  /** How well the items of finished lessons are remembered; undefined while nothing was missed or reviewed. */
  memories: MemoryBytes | undefined;
  placement: Placement | undefined;
  /** One for each module, and the whole course, of which a check was finished. */
  checks: CheckResult[];
  /** Lessons of which it was asked whether they were of use in life. */
  inLife: InLife[];
};

/** The better stands first: what was done once alone stays so. */
export const lifeAnswers = ['alone', 'helped', 'not_yet'] as const;
export type LifeAnswer = (typeof lifeAnswers)[number];
export const lifeObstacles = ['forgot', 'afraid', 'alone', 'no_need'] as const;
export type LifeObstacle = (typeof lifeObstacles)[number];

/** What a person said of one lesson's use in life. `day` is the local day it was asked last. */
export type InLife = { lesson: LessonId; times: number; day: number; answer: LifeAnswer | undefined };

/** Which questions of the placement were right, a bit each from the first on, and on which local day. */
export type PlacementResult = { day: number; right: number };

/** `last` chooses the path; `first` is the first done alone, to tell a change by. */
export type Placement = { last: PlacementResult; first: PlacementResult | undefined };

/** Of the mixed checks of one module, or of the whole course (0). Days are local, 0 for never. */
export type CheckResult = {
  module: number;
  /** The best share right alone, 0..1 in whole per cent, and when it was reached first. */
  best: number;
  bestDay: number;
  /** When it was passed alone for the first time and for the last. */
  passedDay: number;
  lastPassedDay: number;
  /** When one was finished last, in whatever way, and how many were. */
  takenDay: number;
  times: number;
};

/** A public event the learner joined, and what of it has been counted: each once for each learner. */
export type Attendance = {
  event: string;
  point: string | undefined;
  hasStarted: boolean;
  hasFinished: boolean;
};

/** All kinds of screen; records keep a kind's place in this list, so new ones go to the end. */
export const screenKinds = [
  'greeting',
  'place',
  'next_step',
  'address',
  'menu',
  'modules',
  'lessons',
  'progress',
  'help',
  'helper',
  'suspicious',
  'language',
  'reminders',
  'reminder',
  'consent',
  'audience',
  'commune',
  'commune_choice',
  'village',
  'under16',
  'guardian',
  'data',
  'forget',
  'stopped',
  'urgent',
  'console',
  'office',
  'found',
  'no_lesson',
  'scam',
  'certificates',
  'life',
  'life_obstacle',
  'practise',
  'practise_screen',
  'round',
] as const satisfies readonly Screen['kind'][];

/** What the bot last asked in this chat; typed words and numbers answer this and nothing else. */
export type Screen =
  | { kind: 'greeting' }
  /** The learner's place in the course is on screen. */
  | { kind: 'place' }
  /** After the questions that follow a lesson: only what to do next. */
  | { kind: 'next_step' }
  | { kind: 'address'; isFull: boolean }
  | { kind: 'menu' }
  | { kind: 'modules' }
  | { kind: 'lessons'; module: number }
  | { kind: 'progress' }
  | { kind: 'certificates' }
  /** Whether they have done in life what this lesson taught, and what stood in the way. */
  | { kind: 'life'; lesson: LessonId }
  | { kind: 'life_obstacle'; lesson: LessonId }
  | { kind: 'help' }
  | { kind: 'helper' }
  | { kind: 'suspicious' }
  | { kind: 'language' }
  | { kind: 'reminders' }
  /** A reminder the bot sent by itself. */
  | { kind: 'reminder' }
  | { kind: 'consent' }
  | { kind: 'audience' }
  | { kind: 'commune' }
  | { kind: 'commune_choice'; units: string[] }
  | { kind: 'village' }
  | { kind: 'under16' }
  | { kind: 'guardian' }
  | { kind: 'data' }
  | { kind: 'forget' }
  | { kind: 'stopped' }
  | { kind: 'urgent'; topic: UrgentTopic }
  /** For officials: how to get into their pages. The link itself is said once and never shown again. */
  | { kind: 'console' }
  /** For officials: their messages to many. `awaits`: what is written next belongs to this, at most 24 letters. */
  | { kind: 'office'; awaits?: string }
  /** What a question in everyday words found: one card, or up to three to choose from. */
  | { kind: 'found'; cards: CardPlace[] }
  /** No lesson answers what was asked, so often in a row. */
  | { kind: 'no_lesson'; times: number }
  /** What was thought of a message the person had received, and what they then said it wants. Nothing of its text. */
  | {
      kind: 'scam';
      tier: Tier;
      reasons: readonly Reason[];
      scam: ScamKind;
      answer?: ScamAnswer;
    }
  /** What can be practised beside the lessons. */
  | { kind: 'practise' }
  /** A practise screen as shown at `openedAt` (s, UTC), and the number of the place that was tapped. */
  | { kind: 'practise_screen'; screen: string; version: string; openedAt: number; chosen?: number }
  /** A round of "real or scam?" of one week, begun at `openedAt` (s, UTC); `said` has a letter for each answer. */
  | { kind: 'round'; week: number; version: string; openedAt: number; players: 1 | 2; said: string };

/** What the person said of a message: that it wants one of the three things that decide, none, or that it is a picture. */
export const scamAnswers = ['money', 'code', 'link', 'none', 'picture'] as const;
export type ScamAnswer = (typeof scamAnswers)[number];

/** One card of one lesson. */
export type CardPlace = { lesson: LessonId; card: number };

export const urgentTopics = ['money', 'threat', 'self_harm', 'child'] as const;
export type UrgentTopic = (typeof urgentTopics)[number];

/** Everything remembered about one chat. */
export type Session = {
  /** Random at the chat's first contact; the only source of chance. */
  seed: string;
  language: Language;
  /** The highest `now` a step has seen: time never runs backwards in a session. */
  latestAt: Instant;
  openedAt: Instant;
  /** When the person last did something. */
  heardAt: Instant;
  screen: Screen;
  /** When the screen was shown; words written earlier do not answer it. */
  screenAt: Instant;
  learners: Learner[];
  activeLearner: number;
  /** Which paper code is valid; 0 before the first. */
  codeGeneration: number;
  isBlocked: boolean;
  /** The channel can open this chat again by a code written on paper. */
  hasPaperCode: boolean;
  /** Topics of officials' messages the person has stopped; see topics.ts. */
  muted: Muted;
};
