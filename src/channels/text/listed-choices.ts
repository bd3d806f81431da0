import type { Language } from '../../core/course.ts';
import type { Message } from '../../core/message.ts';
import { takesNumber } from '../../core/never-by-number.ts';
import { splitText } from './split-text.ts';
import { howToAnswer } from './words.ts';

/**
 * Choices as lines, for where there are no buttons: by number from 1, in their order, and by their own words those that
 * no number may name. The last line says how to answer.
 * @returns '' where there is nothing to choose
 */
export function listedChoices(
  { choices, text }: Pick<Message, 'choices' | 'text'>,
  language: Language,
): string {
  if (choices.length === 0) return '';
  const byNumber = choices.filter(({ id }) => takesNumber(id)).length;
  const lines = choices.map(
    ({ id, label }, place) => `${takesNumber(id) ? `${place + 1}.` : '•'} ${oneLine(label)}`,
  );
  const words = howToAnswer[language];
  const how =
    byNumber === 0
      ? words.inWords
      : byNumber < choices.length
        ? words.numberOrWords
        : words.number(choices.length);
  return [...(hasOwnNumbers(text) ? [words.choices] : []), ...lines, how].join('\n');
}

/**
 * A text and what belongs under it, in parts a platform takes. The text parts at ends of sentences; what belongs under
 * it stays whole and on the last part, unless it is longer than a part by itself.
 * @param limit longest part, in UTF-16 units
 */
export function partsWith(text: string, under: string, limit: number): string[] {
  const parts = splitText(text, limit);
  if (under === '') return parts;
  const last = parts.at(-1);
  if (last !== undefined && last.length + 2 + under.length <= limit) {
    return [...parts.slice(0, -1), `${last}\n\n${under}`];
  }
  return [...parts, ...splitText(under, limit)];
}

/**
 * As platforms count it: composed letters, no half characters, no control characters but the line's end.
 */
export const tidyText = (text: string): string =>
  text
    .toWellFormed()
    .normalize('NFC')
    .replace(/\r\n?/g, '\n')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must go
    .replace(/[\u0000-\u0009\u000b-\u001f\u007f]/g, ' ');

/** A list in the text itself: "1." must not mean two things. */
export const hasOwnNumbers = (text: string): boolean => /^\d+[.)] /m.test(text);

export const oneLine = (label: string): string => label.replace(/\s+/g, ' ').trim();
