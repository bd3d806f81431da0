import { isBlank } from '../blank.ts';
import type { LessonDocument } from '../lesson-file.ts';
import { errorAt, type LessonProblem, warningAt } from '../problem.ts';
import type { ReadQuestion } from '../question.ts';
import { questionHeading } from '../section.ts';
import type { LessonRule } from './rule.ts';

/** Words of a twin that its original has too, of all its words, 0..1; above it the twin is a copy. */
export const alikeMost = 0.5;

/**
 * Each question has a twin: the same idea in another situation, in other words, its right option in another
 * place. Reviews ask the twin, so that remembering "the second button" or a word of the answer does not help.
 */
export const twins: LessonRule = (document) =>
  document.questions.flatMap((question) =>
    question.twinOf === undefined ? missing(document, question) : ofTwin(document, question, question.twinOf),
  );

function missing(document: LessonDocument, question: ReadQuestion): LessonProblem[] {
  if (document.questions.some(({ twinOf }) => twinOf === question.id)) return [];
  const name = question.id.replace(/-a(?=\d*$)/, '-b');
  const heading = questionHeading(name === question.id ? `${name}b` : name, question.id, document.language);
  const hint = `Ask the same idea in another situation, below it, under a heading like "## ${heading}".`;
  const place = { file: document.file, line: question.line };
  return [errorAt(place, 'missing-twin', `${question.id} has no twin`, hint)];
}

function ofTwin(document: LessonDocument, twin: ReadQuestion, twinOf: string): LessonProblem[] {
  const { file, questions, language } = document;
  const place = { file, line: twin.line };
  const original = questions.find(({ id }) => id === twinOf);
  if (original === undefined) {
    const known = questions.filter((other) => other.twinOf === undefined).map(({ id }) => id);
    const hint = `Name one of this lesson's questions: ${known.join(', ')}.`;
    return [
      errorAt(place, 'twin-of', `${twin.id} is the twin of ${twinOf}, which is not in this lesson`, hint),
    ];
  }
  if (original.twinOf !== undefined) {
    const hint = `Name the question both belong to: "## ${questionHeading(twin.id, original.twinOf, language)}".`;
    return [errorAt(place, 'twin-of', `${twin.id} is the twin of ${twinOf}, itself a twin`, hint)];
  }
  return [...apart(document, twin, original), ...keyOf(file, twin, original), ...alike(file, twin, original)];
}

function apart(
  { file, questions }: LessonDocument,
  twin: ReadQuestion,
  original: ReadQuestion,
): LessonProblem[] {
  const before = questions[questions.indexOf(twin) - 1];
  if (before === original || before?.twinOf === original.id) return [];
  const message = `${twin.id} stands apart from ${original.id}`;
  const hint = `Move it right below ${original.id}, where whoever changes the one sees the other.`;
  return [warningAt({ file, line: twin.line }, 'twin-place', message, hint)];
}

const placeOfKey = ({ options }: ReadQuestion): number => options.findIndex((option) => option.isKey);

function keyOf(file: string, twin: ReadQuestion, original: ReadQuestion): LessonProblem[] {
  const place = placeOfKey(twin);
  if (place === -1 || place !== placeOfKey(original)) return [];
  const line = twin.options[place]?.line ?? twin.line;
  const message = `The right option of ${twin.id} stands in the same place as that of ${original.id}`;
  const hint = 'Move it up or down, so that remembering a place does not help.';
  return [errorAt({ file, line }, 'twin-key-place', message, hint)];
}

function alike(file: string, twin: ReadQuestion, original: ReadQuestion): LessonProblem[] {
  const share = sharedWords(twin, original);
  if (share <= alikeMost) return [];
  const message = `${Math.round(share * 100)}% of the words of ${twin.id} are those of ${original.id}`;
  const hint = 'Tell another situation: other people, another place, other wrong ways out.';
  return [errorAt({ file, line: twin.line }, 'twin-alike', message, hint)];
}

/** The share, 0..1, of the distinct words of a twin's stem and options that its original's hold too. */
export function sharedWords(twin: ReadQuestion, original: ReadQuestion): number {
  const own = wordsOf(twin);
  const shared = [...own].filter((word) => wordsOf(original).has(word));
  return own.size === 0 ? 0 : shared.length / own.size;
}

function wordsOf({ stem, options }: ReadQuestion): Set<string> {
  const written = [stem.text, ...options.map((option) => option.text.text)].filter((text) => !isBlank(text));
  const text = written.join(' ');
  const plain = text.replace(/\{[^{}]*\}/g, ' ').toLocaleLowerCase('vi');
  return new Set(plain.match(/[\p{L}\p{N}]+/gu) ?? []);
}
