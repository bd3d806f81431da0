/** Where a phrase of a list stands in a reading: from its first word to its last. */
export type Found = { from: number; to: number };
export type PhraseList = { readonly byFirst: ReadonlyMap<string, readonly (readonly string[])[]> };

/** Reads a list written as `phrase|phrase`; `#` in a phrase stands for any number. */
export function phraseList(written: string): PhraseList {
  const byFirst = new Map<string, string[][]>();
  for (const phrase of written.split('|')) {
    const words = phrase.trim().split(/\s+/);
    const first = words[0];
    if (first === undefined || first === '') continue;
    const others = byFirst.get(first);
    if (others === undefined) byFirst.set(first, [words]);
    else others.push(words);
  }
  return { byFirst };
}

const numbers: ReadonlySet<string> = new Set(['#', '#code', '#clock', '#percent', '#long']);
const fits = (wanted: string, word: string | undefined): boolean =>
  wanted === word || (wanted === '#' && word !== undefined && numbers.has(word));

/** Every place at which a phrase of the list begins, the longest phrase there. */
export function findPhrases(list: PhraseList, words: readonly string[]): Found[] {
  const found: Found[] = [];
  for (const [from, word] of words.entries()) {
    let longest = 0;
    for (const first of numbers.has(word) && word !== '#' ? [word, '#'] : [word]) {
      for (const phrase of list.byFirst.get(first) ?? []) {
        if (phrase.length > longest && phrase.every((wanted, place) => fits(wanted, words[from + place])))
          longest = phrase.length;
      }
    }
    if (longest > 0) found.push({ from, to: from + longest - 1 });
  }
  return found;
}

/** Pairs of one sentence whose words stand at most `reach` apart, in either order. The lists are in order of place. */
export function nearPairs(
  ones: readonly Found[],
  others: readonly Found[],
  reach: number,
  words: readonly string[],
): Found[] {
  const pairs: Found[] = [];
  let start = 0;
  for (const one of ones) {
    while (start < others.length && (others[start]?.to ?? 0) < one.from - reach - 1) start++;
    for (let index = start; index < others.length; index++) {
      const other = others[index];
      if (other === undefined || other.from > one.to + reach + 1) break;
      if (other.from <= one.to && one.from <= other.to) continue;
      const gap = other.from > one.to ? [one.to + 1, other.from] : [other.to + 1, one.from];
      const [from = 0, to = 0] = gap;
      if (words.slice(from, Math.max(from, to)).includes('|')) continue;
      pairs.push(one);
      break;
    }
  }
  return pairs;
}
