import type { Language } from '../../core/course.ts';
import type { AttemptKind } from '../../core/effect.ts';
import type { FlagKind } from '../../stats/flags.ts';
import { en } from './questions.en.ts';
import { vi } from './questions.vi.ts';

/** What is said around the figures of questions. It addresses nobody. */
export type QuestionWords = {
  nav: string;
  title: string;
  intro: string[];
  readAt: (time: string) => string;
  changedAt: (time: string) => string;
  stale: string;
  nothing: string;
  away: { title: string; text: string };
  unknown: (keys: string) => string;
  /** The attempts a figure is of. */
  kinds: Record<AttemptKind, string>;
  kindsTitle: string;
  few: string;
  hidden: string;
  atLeast: (share: string) => string;
  atMost: (share: string) => string;
  looks: {
    title: string;
    none: string;
    question: string;
    says: string;
    n: string;
    more: (count: string) => string;
  };
  /** What to do about a warning. */
  todo: Record<FlagKind, string>;
  map: {
    title: string;
    text: string;
    easy: string;
    sharp: string;
    said: (count: string, flagged: string) => string;
  };
  quizzes: {
    title: string;
    lesson: string;
    version: string;
    flags: string;
    older: string;
    rest: string;
    hiddenNote: string;
    today: (language: string) => string;
  };
  misconceptions: {
    title: string;
    text: string;
    idea: string;
    share: string;
    held: string;
    asked: string;
    questions: string;
    none: string;
  };
  quiz: {
    title: (lesson: string) => string;
    versions: string;
    figures: string;
    /** Name, and what it says in plain words. */
    rows: Record<
      'n' | 'mean' | 'median' | 'sd' | 'skewness' | 'kurtosis' | 'cic' | 'errorRatio' | 'standardError',
      [string, string]
    >;
    totals: string;
    totalsAxis: string;
    totalsSaid: (parts: string) => string;
    facility: string;
    facilitySaid: (parts: string) => string;
    guess: string;
    items: string;
    abandoned: (share: string) => string;
    abandonedFew: string;
    back: string;
    hiddenWhy: string;
    asOf: (time: string) => string;
  };
  item: {
    title: (id: string) => string;
    asSeen: string;
    rightOption: string;
    misconception: (name: string) => string;
    feedback: string;
    warnings: string;
    noWarnings: string;
    figures: string;
    rows: Record<
      | 'n'
      | 'facility'
      | 'randomGuessScore'
      | 'sd'
      | 'effectiveWeight'
      | 'discriminationIndex'
      | 'discriminativeEfficiency',
      [string, string]
    >;
    figure: string;
    options: string;
    optionsText: string;
    option: string;
    share: string;
    n: string;
    meanRest: string;
    optionsSaid: (parts: string) => string;
    merged: string;
    longer: {
      title: string;
      own: string;
      index: string;
      n: string;
      others: string;
      working: string;
      none: string;
      cut: string;
    };
    versions: string;
    versionsText: string;
    version: string;
    noOther: string;
    wording: string;
    back: string;
  };
  files: { items: string; quizzes: string; misconceptions: string };
  columns: Record<
    | 'lesson'
    | 'title'
    | 'quiz'
    | 'asked'
    | 'kind'
    | 'item'
    | 'stem'
    | 'n'
    | 'facility'
    | 'facilityBound'
    | 'guess'
    | 'sd'
    | 'weight'
    | 'discrimination'
    | 'efficiency'
    | 'flags'
    | 'option'
    | 'optionText'
    | 'key'
    | 'share'
    | 'shareBound'
    | 'meanRest'
    | 'mean'
    | 'median'
    | 'skewness'
    | 'kurtosis'
    | 'cic'
    | 'errorRatio'
    | 'standardError'
    | 'abandoned'
    | 'misconception'
    | 'held'
    | 'askedTimes'
    | 'questions',
    string
  >;
};

const catalogue: Record<Language, QuestionWords> = { vi, en };
export const questionWords = (language: Language): QuestionWords => catalogue[language];
