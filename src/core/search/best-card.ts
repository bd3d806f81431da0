import type { Card, Lesson } from '../course.ts';
import { fold } from '../fold.ts';
import { tells } from './little-words.ts';
import { wordsOf } from './words-of.ts';

/** What a title tells about a card, against its text. */
const titleWeight = 2;
/** Two neighbouring words found as they were asked. */
const pairWeight = 1.5;
/** Steps to take help more than a story when both speak of the same, most of all who asks what to do. */
const stepsWeight = { asked: 2.5, else: 1.2 } as const;
const asksWhatToDo = /\b(?:lam sao|lam gi|the nao|co nen|nen|phai|cach|o dau|how|should|what to do)\b/;

/** Which card of a lesson answers a question best; the first with steps to take when none speaks of it. */
export function bestCard(question: string, lesson: Lesson): number {
  const weight = asksWhatToDo.test(fold(question)) ? stepsWeight.asked : stepsWeight.else;
  const asked = new Set(wordsOf(question).flatMap(termsOf));
  const held = lesson.cards.map(termsOfCard);
  const scores = held.map((terms, at) => {
    let score = 0;
    for (const term of asked) {
      const amount = terms.get(term);
      if (amount === undefined) continue;
      const holders = held.filter((other) => other.has(term)).length;
      const rarity = Math.log(1 + lesson.cards.length / holders);
      score += tells(term) * rarity * (term.includes(' ') ? pairWeight : 1) * Math.min(amount, titleWeight);
    }
    return score * (hasSteps(lesson.cards[at]) ? weight : 1);
  });
  const best = Math.max(...scores);
  const steps = lesson.cards.findIndex(hasSteps);
  return best > 0 ? scores.indexOf(best) : Math.max(0, steps);
}

const hasSteps = (card: Card | undefined): boolean => card !== undefined && /^\s*1\. /m.test(card.text);

const termsOf = (words: readonly string[]): string[] =>
  words.flatMap((word, at) => {
    const next = words[at + 1];
    return next === undefined ? [word] : [word, `${word} ${next}`];
  });

function termsOfCard({ title, text }: Card): ReadonlyMap<string, number> {
  const terms = new Map<string, number>();
  const read = (part: string, weight: number): void => {
    for (const term of wordsOf(part).flatMap(termsOf)) terms.set(term, (terms.get(term) ?? 0) + weight);
  };
  read(title, titleWeight);
  read(text, 1);
  return terms;
}
