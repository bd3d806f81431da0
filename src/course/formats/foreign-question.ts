import { errorAt, type LessonProblem, warningAt } from '../problem.ts';

/** A question with one right option as another program's file holds it, in plain text. */
export type ForeignQuestion = {
  /** Where it begins in its file, from 1. */
  line: number;
  name: string;
  id: string;
  tags: string[];
  /** Path of the category it stands in, as the file writes it. */
  category: string;
  stem: string;
  options: { text: string; feedback: string; isKey: boolean }[];
  hint: string;
};

export type ReadForeign = { questions: ForeignQuestion[]; problems: LessonProblem[] };

/** More than this is no quiz, but a mistake or an attack. */
export const foreignLimits = { characters: 4_000_000, questions: 5_000, options: 6 } as const;

/** A question before it is known whether it can be asked here. `share` is 0..1, what an answer earns. */
export type Candidate = Omit<ForeignQuestion, 'options'> & {
  options: { text: string; feedback: string; share: number }[];
  /** Said of all options; serves where one has no feedback of its own. */
  generalFeedback: string;
};

/**
 * Takes a multiple-choice question over if it can be asked here: exactly one right option, two to six in all.
 * What is left out or lost on the way is named.
 */
export function takenOver(
  file: string,
  candidate: Candidate,
  report: (problem: LessonProblem) => void,
): ForeignQuestion[] {
  const { options, generalFeedback, ...rest } = candidate;
  const place = { file, line: candidate.line };
  const called = candidate.name === '' ? `"${opening(candidate.stem)}"` : `"${candidate.name}"`;
  const leaveOut = (why: string, hint: string): ForeignQuestion[] => {
    report(errorAt(place, 'import-left-out', `${called} was left out: ${why}`, hint));
    return [];
  };
  if (candidate.stem === '') return leaveOut('it asks nothing', 'Write the question before its answers.');
  const keys = options.filter(({ share }) => share >= 1);
  if (keys.length !== 1) {
    const partly = options.filter(({ share }) => share > 0).length;
    const found =
      keys.length === 0 && partly > 0
        ? `${partly} options that are partly right`
        : `${keys.length} right options`;
    return leaveOut(
      `it has ${found}, and here exactly one is right`,
      'Make one question of each right answer.',
    );
  }
  const { options: most } = foreignLimits;
  if (options.length < 2 || options.length > most) {
    return leaveOut(
      `it has ${options.length} options, and here there are 2 to ${most}`,
      'Keep the ones people really choose.',
    );
  }
  if (options.some(({ text }) => text === ''))
    return leaveOut('one of its options is empty', 'Write it, or take it out.');
  if (options.some(({ share }) => share > 0 && share < 1)) {
    report(
      warningAt(
        place,
        'import-weights',
        `${called} gave part of the mark for some options`,
        'Here an answer is right or not yet right: the parts were dropped.',
      ),
    );
  }
  return [
    {
      ...rest,
      options: options.map(({ text, feedback, share }) => ({
        text,
        feedback: feedback === '' ? generalFeedback : feedback,
        isKey: share >= 1,
      })),
    },
  ];
}

/** Names a question of a kind that is not taught here. */
export const leftOutKind = (file: string, line: number, name: string, kind: string): LessonProblem =>
  errorAt(
    { file, line },
    'import-left-out',
    `${name === '' ? 'A question' : `"${name}"`} was left out: it is ${kind}`,
    'Here people choose one of several answers: write it as such a question.',
  );

const opening = (text: string): string => {
  const words = text.split(/\s+/);
  return words.slice(0, 6).join(' ') + (words.length > 6 ? ' …' : '');
};
