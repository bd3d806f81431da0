/**
 * Parts a plain text at ends of paragraphs, lines, sentences or words, in this order of liking.
 * @param limit longest part, in UTF-16 units: never fewer than Telegram's own count
 * @returns trimmed parts, none of them blank; no part at all for a blank text
 */
export function splitText(text: string, limit: number): string[] {
  const parts: string[] = [];
  let rest = text.trim();
  while (rest.length > limit) {
    const end = seamIn(rest, limit);
    parts.push(rest.slice(0, end).trim());
    rest = rest.slice(end).trim();
  }
  parts.push(rest);
  return parts.filter(isVisible);
}

/** Telegram calls a text empty that shows nothing: spaces, invisible joiners, the blank braille cell. */
export const isVisible = (text: string): boolean =>
  /[^\s\p{C}\p{M}\u115f\u1160\u3164\uffa0\u2800\ufffc]/u.test(text);

/** Whether a text may part just before `end`, best first. */
const seams: ((text: string, end: number) => boolean)[] = [
  (text, end) => text.startsWith('\n\n', end),
  (text, end) => text[end] === '\n',
  (text, end) => isSpace(text[end]) && /[.!?…]/.test(text.charAt(end - 1)),
  (text, end) => isSpace(text[end]),
];

const isSpace = (letter: string | undefined): boolean => letter !== undefined && /\s/.test(letter);

/** A seam in the second half, so that no part is a stray word; else a cut between two characters. */
function seamIn(text: string, limit: number): number {
  for (const isSeam of seams) {
    for (let end = limit; end >= limit / 2; end--) if (isSeam(text, end)) return end;
  }
  const isInsidePair = /[\ud800-\udbff]/.test(text.charAt(limit - 1));
  return isInsidePair ? limit - 1 : limit;
}
