/** Vietnamese is counted in tiếng, the syllables between spaces; English in words, the same way. */

/** `{a}` becomes a tiếng of its own, marks of lists are none. */
export function countTieng(text: string): number {
  return text
    .replaceAll('{a}', ' ạ')
    .replace(/^(\d+\.|–)\s/gm, '')
    .split(/\s+/)
    .filter((part) => /[\p{L}\p{N}]/u.test(part)).length;
}

export type Sentence = { text: string; at: number };

/** The sentences of a text with their places in it. A line's end ends a sentence too. */
export function sentencesOf(text: string): Sentence[] {
  const sentences: Sentence[] = [];
  // "gov.vn" and "10.000" hold dots that end nothing: a sentence ends before white space.
  for (const match of text.matchAll(/(?:\d+\.\s+)?[^\n]+?(?:[.!?…]+[”"’')]*(?=\s|$)|(?=\n|$))/gu)) {
    const sentence = match[0].trimStart();
    const at = match.index + match[0].length - sentence.length;
    if (countTieng(sentence) > 0) sentences.push({ text: sentence.trimEnd(), at });
  }
  return sentences;
}

/** The text with what others are quoted as saying blotted out, at unchanged length. */
export function withoutQuotes(text: string): string {
  return text.replace(/“[^”]*”|"[^"\n]*"|«[^»]*»/g, (quote) => '·'.repeat(quote.length));
}

/** The places of a word or phrase, letters of any language bounding it. */
export function findPhrase(text: string, phrase: RegExp): RegExpExecArray[] {
  const bounded = new RegExp(`(?<![\\p{L}\\p{N}])(?:${phrase.source})(?![\\p{L}\\p{N}])`, `giu`);
  return [...text.matchAll(bounded)];
}
