import type { Lesson } from '../course.ts';
import { tells } from './little-words.ts';
import { wordsOf } from './words-of.ts';

/** Shorter lines say nothing by themselves. */
const fewestWords = 4;

/** The line of a lesson's cards that speaks most of what is asked, with its card's title; undefined when none does. */
export function bestLine(question: string, lesson: Lesson): { card: string; line: string } | undefined {
  const asked = new Set(wordsOf(question).flat());
  let best: { card: string; line: string; score: number } | undefined;
  for (const { title, text } of lesson.cards) {
    for (const line of linesOf(text)) {
      const words = wordsOf(line).flat();
      if (words.length < fewestWords) continue;
      const shared = [...new Set(words)].filter((word) => asked.has(word));
      const score = shared.reduce((sum, word) => sum + tells(word), 0) / Math.sqrt(words.length);
      if (score > (best?.score ?? 0)) best = { card: title, line, score };
    }
  }
  return best === undefined ? undefined : { card: best.card, line: best.line };
}

/** Sentences and steps, without their numbers. */
const linesOf = (text: string): string[] =>
  text
    .split(/\n+|(?<=[.!?…”])\s+(?=\p{Lu})/u)
    .map((line) => line.replace(/^\s*(?:\d+[.)]|[-•])\s*/, '').trim())
    .filter((line) => line !== '');
