import type { Audience, ItemId, Language, LessonId, OptionId } from './course.ts';
import type { Message } from './message.ts';
import type { OfficeQuestion } from './office-question.ts';
import type { AccessQuestion } from './staff.ts';
import type { Instant } from './time.ts';
import type { TutorQuestion } from './tutor-question.ts';

/**
 * How an answer counts: only `first` makes a first-attempt figure. `delayed` is the one unaided question of a lesson
 * two weeks or more after it. Records keep a kind's place in this list, so new ones go to the end.
 */
export const attemptKinds = [
  'first',
  'later',
  'helped',
  'taught',
  'paper',
  'review',
  'abandoned',
  'delayed',
  'placement',
  'check',
] as const;
export type AttemptKind = (typeof attemptKinds)[number];

/** One graded answer, complete enough that anyone can check the grade later. */
export type AnswerRecord = {
  kind: 'answered';
  learner: string;
  /** Unique for the learner: which run through a lesson's quiz or another set. */
  attempt: number;
  attemptKind: AttemptKind;
  /** The item's own lesson. */
  lesson: LessonId;
  quizVersion: string;
  item: ItemId;
  itemVersion: string;
  /** 1 for the first answer in this attempt, 2 … for the next. */
  sequence: number;
  option: OptionId;
  isRight: boolean;
  /** The learner said it was a slip of the finger: kept for audit, counted nowhere, not reported. */
  isSlip: boolean;
  /** Stem and options in the order and the words the learner saw. */
  stem: string;
  options: { id: OptionId; text: string }[];
  key: OptionId;
  askedAt: Instant;
  at: Instant;
  language: Language;
};

/** A quiz came to its end: every item answered. */
export type QuizRecord = {
  kind: 'quiz_finished';
  learner: string;
  attempt: number;
  attemptKind: AttemptKind;
  /** Absent for a set over several lessons, which `quizVersion` names: `check-4~0f3c9a21`. */
  lesson?: LessonId;
  quizVersion: string;
  right: number;
  asked: number;
  hasPassed: boolean;
  startedAt: Instant;
  at: Instant;
  language: Language;
};

/** All cards seen and the quiz finished, for the first time in this content version. */
export type LessonRecord = {
  kind: 'lesson_completed';
  learner: string;
  attempt: number;
  lesson: LessonId;
  lessonVersion: string;
  lessonTitle: string;
  /** Self-reported, never part of a score. */
  task: 'done' | 'later' | 'cannot' | 'unsaid';
  startedAt: Instant;
  at: Instant;
  language: Language;
};

/** What a certificate is for: a module of the curriculum, or all of it. */
export type CertificateScope = { kind: 'module'; module: number } | { kind: 'course' };

/**
 * A certificate was earned. Of one learner and one scope there is one with help and one without; earned again it is
 * the same. `{certificate}` in the text said beside it stands for its address.
 */
export type CertificateRecord = {
  kind: 'certificate_earned';
  learner: string;
  /** The last of those that led to it. */
  attempt: number;
  scope: CertificateScope;
  /** How the module or the course is called. */
  title: string;
  lessons: LessonId[];
  withHelp: boolean;
  /** The name to be written on it, if the learner chose to. */
  holder?: string;
  at: Instant;
  language: Language;
};

export type LearningRecord = (AnswerRecord | QuizRecord | LessonRecord | CertificateRecord) & {
  /** Self-declared; for the reader's breakdowns. */
  unit?: string;
  audience?: Audience;
};

/** What a courier carries to a platform. */
export type Outgoing =
  /** `language`: of what a channel adds in its own words; Vietnamese unless said. */
  | { kind: 'message'; message: Message; broadcast?: BroadcastMark; language?: Language }
  /** Stops the spinner on a tapped button. Worth nothing after 150 s; its loss is harmless. */
  | { kind: 'acknowledge_tap'; tap: string; note?: string }
  /** Shows on the tapped message which button was chosen, where the platform can. Its loss is harmless. */
  | { kind: 'mark_choice'; message: string; label: string }
  /** Goes to those who know which chats belong to officials, not to the platform. Its loss is harmless: one asks again. */
  | { kind: 'ask_access'; question: AccessQuestion }
  /** Goes to the office of officials' messages, likewise. */
  | { kind: 'ask_office'; question: OfficeQuestion; language: Language }
  /** What no lesson answers, private things taken out, for those who write lessons. Its loss is harmless. */
  | { kind: 'note_question'; text: string }
  /** Goes to a model. What matters was said before: its loss is harmless. */
  | { kind: 'ask_tutor'; question: TutorQuestion };

/** Which recipient of which broadcast a message is for, where its reading is noted in the ledger. */
export type BroadcastMark = { id: string; number: number; unit: string };

/** What should follow from a step. Imperative, and data only: the shell carries it out. */
export type Effect =
  /**
   * `reprompt`: merely repeats what is on screen, so when several events are answered at once
   * only the last such message is worth sending. `{code}` in the text stands for the paper code, `{web}` for the address of the web chat.
   * `expiresAt`: what is said unasked is not said at night because sending was slow.
   */
  | { kind: 'say'; message: Message; reprompt?: true; expiresAt?: Instant }
  | { kind: 'acknowledge_tap'; tap: string; note?: string }
  | { kind: 'mark_choice'; message: string; label: string }
  /** Answered by an `access_answered`. */
  | { kind: 'ask_access'; question: AccessQuestion }
  /** Answered by an `office_answered`, in this language. */
  | { kind: 'ask_office'; question: OfficeQuestion; language: Language }
  /** What no lesson answers, private things taken out, for those who write lessons. Its loss is harmless. */
  | { kind: 'note_question'; text: string }
  /** Answered, perhaps, by a `tutor_answered`. */
  | { kind: 'ask_tutor'; question: TutorQuestion }
  /** For the archive and, where it is a completion, the central API. */
  | { kind: 'record'; record: LearningRecord }
  /** Adds to an exact integer counter; `key` as in `core/counters.ts`. */
  | { kind: 'count'; key: string; by: number }
  /** Makes the chat's paper code of this generation valid; older ones stop working. */
  | { kind: 'issue_code'; generation: number }
  /** For so many minutes the person may fetch all that is kept of the chat; `{data}` in the text stands for where. */
  | { kind: 'open_data' }
  /** Forgets the chat and these learners everywhere; the session given beside it is not kept. */
  | { kind: 'erase'; learners: string[] };

/** A step's outgoing rows are named `<update>:<index>`; this is that name. */
export type EffectId = string;
