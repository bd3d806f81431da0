import type { Lesson } from '../course.ts';
import { tells } from './little-words.ts';
import { wordsOf } from './words-of.ts';

/** Shorter lines say nothing by themselves. */
const fewestWords = 4;

/** The line of a lesson's cards that speaks most of what is asked, with its card's title; undefined when none does. */
export function bestLine(question: string, lesson: Lesson): { card: string; line: string } | undefined {
  const asked = new Set(wordsOf(question).flat());
  let best: { card: string; line: string; score: number } | undefined;
  for (const { card, line, words, length } of spokenIn(lesson)) {
    const shared = words.filter((word) => asked.has(word));
    const score = shared.reduce((sum, word) => sum + tells(word), 0) / Math.sqrt(length);
    if (score > (best?.score ?? 0)) best = { card, line, score };
  }
  return best === undefined ? undefined : { card: best.card, line: best.line };
}

type Spoken = { card: string; line: string; words: string[]; length: number };
const known = new WeakMap<Lesson, Spoken[]>();

/** A lesson's lines with their words, each once: read for the first who is wrong, and kept with the lesson. */
function spokenIn(lesson: Lesson): Spoken[] {
  const found =
    known.get(lesson) ??
    lesson.cards.flatMap(({ title, text }) =>
      linesOf(text).flatMap((line): Spoken[] => {
        const words = wordsOf(line).flat();
        if (words.length < fewestWords) return [];
        return [{ card: title, line, words: [...new Set(words)], length: words.length }];
      }),
    );
  known.set(lesson, found);
  return found;
}

/** Sentences and steps, without their numbers. */
const linesOf = (text: string): string[] =>
  text
    .split(/\n+|(?<=[.!?…”])\s+(?=\p{Lu})/u)
    .map((line) => line.replace(/^\s*(?:\d+[.)]|[-•])\s*/, '').trim())
    .filter((line) => line !== '');
