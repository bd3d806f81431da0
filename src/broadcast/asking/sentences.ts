import type { Token } from './tokens.ts';

// How a sentence is written: in haste without marks, or in English.

/** Which sentences are written without marks, as people type in haste. */
export function unmarkedSentences(tokens: readonly Token[]): ReadonlySet<number> {
  const counts = new Map<number, { all: number; marked: number }>();
  for (const { sentence, isMarked } of tokens) {
    const count = counts.get(sentence) ?? { all: 0, marked: 0 };
    counts.set(sentence, { all: count.all + 1, marked: count.marked + (isMarked ? 1 : 0) });
  }
  const all = tokens.filter(({ isMarked }) => isMarked).length / Math.max(1, tokens.length);
  return new Set(
    [...counts]
      .filter(([, { all: words, marked }]) => marked / words < 0.15 && (words > 2 || all < 0.15))
      .map(([sentence]) => sentence),
  );
}

/** Which sentences are in English. */
export function sentencesInEnglish(tokens: Token[]): ReadonlySet<number> {
  const counts = new Map<number, number>();
  const marked = new Set<number>();
  for (const { sentence, plain, isMarked } of tokens) {
    if (isMarked) marked.add(sentence);
    if (englishOnly.has(plain)) counts.set(sentence, (counts.get(sentence) ?? 0) + 1);
  }
  const words = (sentence: number): number => tokens.filter((token) => token.sentence === sentence).length;
  const all = [...counts.values()].reduce((sum, count) => sum + count, 0) / Math.max(1, tokens.length);
  const sentences = new Set(tokens.map(({ sentence }) => sentence));
  // "Upload it here." has no word that is English alone; the sentences around it have.
  return new Set(
    [...sentences].filter(
      (sentence) =>
        !marked.has(sentence) &&
        ((counts.get(sentence) ?? 0) / words(sentence) > 0.12 || (marked.size === 0 && all > 0.1)),
    ),
  );
}

/** Words that tell English from Vietnamese without marks. */
const englishOnly = new Set(
  'your you please the this with and of our are is for will never not anyone them that send receive if be us to'.split(
    ' ',
  ),
);
