import type { Language } from '../core/course.ts';

/** What the linter found: where in which language, the words themselves, why, and how to say it instead. */
export type TextProblem = {
  language: Language;
  /** `doubt`: a second person decides, however few the recipients. */
  weight: 'refused' | 'doubt' | 'advice';
  words: string;
  why: string;
  hint: string;
};
