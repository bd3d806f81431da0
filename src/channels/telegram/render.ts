import type { Choice, Message } from '../../core/message.ts';
import { wholeText } from '../../core/message.ts';
import { isVisible, splitText } from '../text/split-text.ts';
import { fitLabel } from './label.ts';
import { chosenLabel, somethingToSee } from './words.ts';

/** Counted after entity parsing. Source: Bot API, sendMessage and sendPhoto. */
export const textLimit = 4096;
export const captionLimit = 1024;
/** Not documented; the server answers "reply markup is too long" near it. */
export const buttonLimit = 100;
/** Bytes, not letters. Source: Bot API, InlineKeyboardButton. */
const callbackDataLimit = 64;
/** From here on a wall of buttons is hard to compare: the labels are also listed with numbers. */
const choicesWithoutNumbers = 8;

/** The `choice` of a button that only shows what was chosen. */
export const doneChoice = 'done';

export type Keyboard = { text: string; callback_data: string }[][];

/** One call that shows a part of a message. `html` is for Telegram's parse mode HTML. */
export type Call =
  | { kind: 'text'; html: string; keyboard?: Keyboard }
  | { kind: 'photo'; file: string; html: string; keyboard?: Keyboard };

/**
 * A message as Telegram calls, in order; the choices hang on the last one.
 * @throws when a choice's id cannot be carried by a button
 */
export function render(message: Message): Call[] {
  const labels = message.choices.map((choice) => fitLabel(choice.label));
  const isNumbered =
    labels.length > choicesWithoutNumbers ||
    labels.some(
      (label, place) => isVisible(label) && label.endsWith('…') && label !== message.choices[place]?.label,
    );
  const text = tidy(wholeText(message) + (isNumbered ? `\n\n${numberedList(message.choices)}` : ''));
  const parts = splitText(text, textLimit);
  if (parts.length === 0) parts.push(somethingToSee);
  const headingLength = message.heading === undefined ? 0 : tidy(message.heading).trim().length;
  const html = parts.map((part, place) => formatted(part, place === 0 ? headingLength : 0));
  const calls: Call[] = html.map((part) => ({ kind: 'text', html: part }));
  if (message.picture !== undefined) {
    const [only] = parts.length === 1 && text.length <= captionLimit ? html : [];
    const caption = only ?? formatted(tidy(message.picture.alt).slice(0, captionLimit), 0);
    if (only !== undefined) calls.pop();
    calls.unshift({ kind: 'photo', file: message.picture.file, html: caption });
  }
  const last = calls.at(-1);
  if (last !== undefined && message.choices.length > 0) last.keyboard = keyboard(message.choices, isNumbered);
  return calls;
}

/** What stays on a message whose answer was chosen: one button that repeats it and leads nowhere. */
export const chosenKeyboard = (label: string): Keyboard => [
  [{ text: fitLabel(chosenLabel(label)), callback_data: doneChoice }],
];

/** One button a row: long labels stay readable and thumbs do not miss. */
const keyboard = (choices: Choice[], isNumbered: boolean): Keyboard =>
  choices.slice(0, buttonLimit).map((choice, place) => {
    if (Buffer.byteLength(choice.id) > callbackDataLimit || choice.id === '') {
      throw new RangeError(
        `a button's id must be 1 to ${callbackDataLimit} bytes, got ${Buffer.byteLength(choice.id)}: "${choice.id}"`,
      );
    }
    const label = tidy(choice.label);
    return [{ text: fitLabel(isNumbered ? `${place + 1}. ${label}` : label), callback_data: choice.id }];
  });

const numberedList = (choices: Choice[]): string =>
  choices.map((choice, place) => `${place + 1}. ${choice.label.trim()}`).join('\n');

/** Telegram refuses half characters and turns control characters into spaces; then our count is its count. */
const tidy = (text: string): string =>
  text
    .toWellFormed()
    .replace(/\r\n?/g, '\n')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must go
    .replace(/[\u0000-\u0009\u000b-\u001f\u007f]/g, ' ');

const formatted = (text: string, boldLength: number): string => {
  const bold = text.slice(0, boldLength);
  return isVisible(bold)
    ? `<b>${escapeHtml(bold)}</b>${escapeHtml(text.slice(boldLength))}`
    : escapeHtml(text);
};

const escapeHtml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
