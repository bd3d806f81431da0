/** Text as a learner reads it that still knows the source line of each of its characters. */
export type LocatedText = {
  text: string;
  /** From `at` (an index into `text`) on, the text stands on source line `line`; rising. */
  marks: { at: number; line: number }[];
};

export const locatedText = (text: string, line: number): LocatedText => ({ text, marks: [{ at: 0, line }] });

/** The source line of the character at `index`. */
export function lineAt(located: LocatedText, index: number): number {
  const mark = located.marks.findLast((candidate) => candidate.at <= index) ?? located.marks[0];
  return mark?.line ?? 1;
}

export function joinTexts(parts: readonly LocatedText[], separator: string): LocatedText {
  const joined: LocatedText = { text: '', marks: [] };
  for (const part of parts) {
    if (joined.marks.length > 0) joined.text += separator;
    const base = joined.text.length;
    joined.marks.push(...part.marks.map(({ at, line }) => ({ at: at + base, line })));
    joined.text += part.text;
  }
  return joined;
}

/** The part from index `from` up to `to`, without the white space around it. */
export function sliceText(located: LocatedText, from: number, to = located.text.length): LocatedText {
  const raw = located.text.slice(from, to);
  const start = from + (raw.length - raw.trimStart().length);
  const later = located.marks.filter((mark) => mark.at > start && mark.at < to);
  return {
    text: raw.trim(),
    marks: [
      { at: 0, line: lineAt(located, start) },
      ...later.map(({ at, line }) => ({ at: at - start, line })),
    ],
  };
}
