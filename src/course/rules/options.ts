import { errorAt, type LessonProblem } from '../problem.ts';
import type { ReadQuestion } from '../question.ts';
import type { LessonRule } from './rule.ts';

/** Every distractor stands for a mistaken idea the course knows; the right option for none. */
export const misconceptions: LessonRule = (document, { courseFile }) =>
  document.questions.flatMap((question) =>
    question.options.flatMap((option) => {
      const place = { file: document.file, line: option.line };
      const name = `Option ${option.id} of ${question.id}`;
      const tag = option.misconception;
      if (option.isKey && tag !== undefined) {
        const hint = `Take {${tag}} away, or move [x] to the right option.`;
        return [errorAt(place, 'misconception', `${name} is right and named a mistaken idea`, hint)];
      }
      if (!option.isKey && tag === undefined) {
        const hint = 'Write its name in braces at the end, for example {otp}.';
        return [errorAt(place, 'misconception', `${name} names no mistaken idea`, hint)];
      }
      if (tag !== undefined && courseFile !== undefined && !Object.hasOwn(courseFile.misconceptions, tag)) {
        const hint = `Add it to course.yaml, or use one of: ${Object.keys(courseFile.misconceptions).join(', ')}.`;
        return [errorAt(place, 'misconception', `${name}: the mistaken idea {${tag}} is not known`, hint)];
      }
      return [];
    }),
  );

/** The right option is clearly the longest when it is more than this share and these characters longer. */
export const clueLimits = { share: 1.4, characters: 12 } as const;

/** Test-wise learners pick the longest option; then the answer says nothing about what they know. */
export const longestOption: LessonRule = (document) =>
  document.questions.flatMap((question) => {
    const key = question.options.find((option) => option.isKey);
    const others = question.options.filter((option) => !option.isKey);
    if (key === undefined || others.length === 0) return [];
    const own = [...key.text.text].length;
    const longest = Math.max(...others.map((option) => [...option.text.text].length));
    if (own <= longest * clueLimits.share || own - longest <= clueLimits.characters) return [];
    const message = `The right option of ${question.id} gives itself away: ${own} characters, the next longest ${longest}`;
    const hint = 'Move the reason into the feedback, or make another option as long.';
    return [errorAt({ file: document.file, line: key.line }, 'longest-option', message, hint)];
  });

/** A typed answer is matched by its words: two options of the same words cannot be told apart. */
export const distinctOptions: LessonRule = (document) =>
  document.questions.flatMap((question) => sameWords(document.file, question));

function sameWords(file: string, question: ReadQuestion): LessonProblem[] {
  const words = question.options.map((option) => option.text.text.toLocaleLowerCase('vi'));
  return question.options
    .filter((_, index) => words[index] !== '' && words.indexOf(words[index] ?? '') !== index)
    .map((option) =>
      errorAt(
        { file, line: option.line },
        'same-option',
        `Option ${option.id} of ${question.id} says the same as another`,
        'Give each option its own words.',
      ),
    );
}
