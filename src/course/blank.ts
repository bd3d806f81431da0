import type { Language } from '../core/course.ts';

const lead: Record<Language, string> = { vi: 'điền', en: 'fill in' };

/** What stands in a lesson file where something is still to be written: `[điền: tên bài]`. */
export const blank = (what: string, language: Language): string => `[${lead[language]}: ${what}]`;

/** A blank anywhere in a line of a lesson file, whichever way its brackets are escaped. */
const pattern = /\\?\[(?:điền|fill in): ([^\]\n]*?)\\?\]/u;

/** The blanks of a file's text, each with its line (from 1) and what belongs there. */
export function blanksIn(source: string): { line: number; what: string }[] {
  return source.split('\n').flatMap((text, index) => {
    const what = pattern.exec(text.normalize('NFC'))?.[1];
    return what === undefined ? [] : [{ line: index + 1, what }];
  });
}

/** Whether a text is a blank and nothing else, as one that came back through a form. */
export const isBlank = (text: string): boolean =>
  /^\[(?:điền|fill in): [^\]\n]*\]$/u.test(text.trim().normalize('NFC'));
