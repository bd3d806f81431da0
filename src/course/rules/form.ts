import { writeTap } from '../../core/choice-id.ts';
import { errorAt, type LessonProblem } from '../problem.ts';
import type { LessonRule } from './rule.ts';

/** Letters and their marks as one sign each: else search and comparison fail on text that looks the same. */
export const composedLetters: LessonRule = (document) => {
  const line = document.source.split('\n').findIndex((text) => text !== text.normalize('NFC')) + 1;
  if (line === 0) return [];
  const hint = 'Normalise the file to Unicode NFC; text copied from PDF files is often decomposed.';
  const message = 'Letters and their marks stand as separate signs here';
  return [errorAt({ file: document.file, line }, 'nfc', message, hint)];
};

export const mediaExist: LessonRule = (document, { media }) =>
  document.cards.flatMap((card) =>
    [card.picture, card.voice].flatMap((used): LessonProblem[] => {
      if (used === undefined || used.file === '' || media.has(used.file)) return [];
      const message = `There is no media/${used.file}`;
      const hint = 'Put the file into the media folder beside course.yaml, or mend the name.';
      return [errorAt({ file: document.file, line: used.line }, 'media', message, hint)];
    }),
  );

/** What every chat platform carries as a button's id, in bytes of ASCII. */
export const choiceIdMost = 56;

/** The longest id a button of this lesson can ever get stays within what platforms carry. */
export const choiceIds: LessonRule = (document) =>
  document.questions.flatMap((question) => {
    const largest = 999_999_999;
    const tap = writeTap({
      kind: 'answer',
      learner: 7,
      attempt: largest,
      sequence: largest,
      item: question.id,
      option: 'f',
    });
    if (tap.length <= choiceIdMost && /^[\x21-\x7e]*$/.test(tap)) return [];
    const message = `${question.id} makes a button's id that platforms cannot carry`;
    const hint = 'Use at most 16 of a-z 0-9 . - for the question’s id.';
    return [errorAt({ file: document.file, line: question.line }, 'choice-id', message, hint)];
  });
