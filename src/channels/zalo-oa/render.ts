import type { Language } from '../../core/course.ts';
import { type Message, wholeText } from '../../core/message.ts';
import { hasOwnNumbers, listedChoices, oneLine, partsWith, tidyText } from '../text/listed-choices.ts';
import { howToAnswer, somethingToSee } from '../text/words.ts';

/** UTF-16 units. Source: Zalo Official Account, "Send consultation message". */
export const textLimit = 2_000;
export const buttonLimit = 5;
/** Old documents say 100; a service in live use keeps to 20. */
export const titleLimit = 20;
/** Source: as above, payload of oa.query buttons. */
export const payloadLimit = 1_000;

export type Button = { title: string; payload: string };
/** One call that shows a part of a message. */
export type Call = { text: string; buttons: Button[]; picture?: string };

/**
 * A message as calls, in order. The smaller plan allows 100 calls a minute for all people together, so a turn is one
 * call wherever it fits: a picture goes with its words, and then, as such a message has no buttons, the choices are
 * numbered lines. So they are beyond five, or where one is too long for a button (then the buttons are the numbers).
 * @param payloadOf what a button brings back when it is tapped
 * @param pictureUrl where Zalo finds a picture; undefined sends the words alone
 */
export function render(
  message: Message,
  language: Language,
  payloadOf: (choice: string) => string,
  pictureUrl: (file: string) => string | undefined,
): Call[] {
  const picture = message.picture === undefined ? undefined : pictureUrl(message.picture.file);
  const { choices } = message;
  const hasButtons = picture === undefined && choices.length <= buttonLimit;
  const isShort = choices.every(({ label }) => titleOf(label).length <= titleLimit);
  const under = hasButtons ? (isShort ? '' : numbered(message, language)) : listedChoices(message, language);
  const parts = partsWith(tidyText(wholeText(message)), tidyText(under), textLimit);
  if (parts.length === 0) parts.push(somethingToSee);
  const calls: Call[] = parts.map((text) => ({ text, buttons: [] }));
  const [first] = calls;
  if (first !== undefined && picture !== undefined) first.picture = picture;
  const last = calls.at(-1);
  if (last !== undefined && hasButtons) {
    last.buttons = choices.map(({ id, label }, place) => ({
      title: isShort ? titleOf(label) : String(place + 1),
      payload: payloadOf(id),
    }));
  }
  return calls;
}

const titleOf = (label: string): string => oneLine(tidyText(label)) || somethingToSee;

/** Under it are buttons with the numbers; nobody need be told how to answer. */
const numbered = ({ choices, text }: Message, language: Language): string =>
  [
    ...(hasOwnNumbers(text) ? [howToAnswer[language].choices] : []),
    ...choices.map(({ label }, place) => `${place + 1}. ${oneLine(label)}`),
  ].join('\n');
