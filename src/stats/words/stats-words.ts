import type { Language } from '../../core/course.ts';
import type { FileNote, FileProblem } from '../attempts-file.ts';
import type { FlagKind } from '../flags.ts';
import type { Chosen, NoChoice } from '../which-attempts.ts';
import { en } from './en.ts';
import { vi } from './vi.ts';

/** What is said about figures, in a table or beside one. It addresses nobody. */
export type StatsWords = {
  /** What a flag means and what to do about it; `option` is named for those about one option. */
  flags: Record<FlagKind, (option: string) => string>;
  quiz: {
    title: string;
    n: string;
    mean: string;
    median: string;
    sd: string;
    skewness: string;
    kurtosis: string;
    cic: string;
    errorRatio: string;
    standardError: string;
  };
  items: {
    item: string;
    n: string;
    facility: string;
    sd: string;
    intendedWeight: string;
    effectiveWeight: string;
    discriminationIndex: string;
    discriminativeEfficiency: string;
  };
  options: { title: string; option: string; n: string; share: string; fraction: string; meanRest: string };
  flagsTitle: string;
  /** In place of a figure that is not defined for these data. */
  none: string;
  chosen: (chosen: Pick<Chosen, 'rule' | 'of'>, n: number) => string;
  noChoice: (why: NoChoice) => string;
  problem: (problem: FileProblem) => string;
  /** After the last of the problems that are told. */
  moreProblems: string;
  problemAt: (file: string, line: number, text: string) => string;
  note: (note: FileNote) => string;
  file: {
    missing: (file: string) => string;
    unreadable: (file: string, why: string) => string;
    notText: (file: string) => string;
  };
};

const catalogue: Record<Language, StatsWords> = { vi, en };
export const statsWords = (language: Language): StatsWords => catalogue[language];
