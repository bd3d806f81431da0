import type { Language } from '../../core/course.ts';
import { type Message, wholeText } from '../../core/message.ts';
import { listedChoices, partsWith, tidyText } from '../text/listed-choices.ts';
import { somethingToSee } from '../text/words.ts';

/** For texts and captions alike, UTF-16 units. Source: Zalo Bot Platform, sendMessage and sendPhoto. */
export const textLimit = 2_000;

/** One call that shows a part of a message. */
export type Call =
  /** @param boldLength how much of its beginning is a heading, UTF-16 units */
  { kind: 'text'; text: string; boldLength: number } | { kind: 'photo'; photo: string; caption: string };

/**
 * A message as calls of the Zalo Bot Platform, in order. It has no buttons: the choices are lines under the last part.
 * @param pictureUrl where the platform finds a picture; undefined sends the words alone
 */
export function render(
  message: Message,
  language: Language,
  pictureUrl: (file: string) => string | undefined,
): Call[] {
  const under = tidyText(listedChoices(message, language));
  const parts = partsWith(tidyText(wholeText(message)), under, textLimit);
  if (parts.length === 0) parts.push(somethingToSee);
  const heading = message.heading === undefined ? 0 : tidyText(message.heading).trim().length;
  const calls: Call[] = parts.map((text, place) => ({
    kind: 'text',
    text,
    boldLength: place === 0 ? Math.min(heading, text.length) : 0,
  }));
  const photo = message.picture === undefined ? undefined : pictureUrl(message.picture.file);
  const [first] = parts;
  if (photo !== undefined && first !== undefined) calls[0] = { kind: 'photo', photo, caption: first };
  return calls;
}
