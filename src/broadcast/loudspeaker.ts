import { addressed } from '../core/address.ts';
import { countTieng, sentencesOf } from '../core/tieng.ts';
import type { BroadcastText } from './broadcast.ts';
import { readAloud } from './read-aloud.ts';

/** Read calmly, and twice. */
export const tiengAMinute = 120;
/** Listeners do other things meanwhile: longer than this nobody keeps in mind. */
const mostSeconds = 30;
const mostTieng = (tiengAMinute * mostSeconds) / 60;

/** How long a text takes to be read aloud, in seconds. */
export const secondsAloud = (text: string): number => (countTieng(text) / tiengAMinute) * 60;

/**
 * A message as the village loudspeaker reads it, for those no message reaches: in Vietnamese, no buttons, no marks,
 * figures and short names as they are said, some thirty seconds long. Whole sentences are left out from the end where it
 * would be longer; the last one says where to ask.
 * @param sender full name of the office: "UBND xã Nga Sơn"
 */
export function loudspeakerText({ heading, text }: BroadcastText, sender: string): string {
  const opening = readAloud(sender === '' ? 'Thông báo.' : `${sender} thông báo.`);
  const closing = 'Chưa rõ thì hỏi trưởng thôn hoặc tổ công nghệ số.';
  const spoken = (heading === undefined ? text : `${heading}.\n${text}`).normalize('NFC');
  const sentences = sentencesOf(addressed(forAll(spoken), 'bà con', 'vi'))
    .map((sentence) => sentence.text)
    .filter((sentence) => !isOfScreen(sentence))
    .map((sentence) => ended(readAloud(sentence)));
  const kept: string[] = [];
  let left = mostTieng - countTieng(opening) - countTieng(closing);
  for (const sentence of sentences) {
    const length = countTieng(sentence);
    if (length > left && kept.length > 0) break;
    kept.push(sentence);
    left -= length;
  }
  return [opening, ...kept, closing].join(' ');
}

/** Nobody is addressed as an elder alone: " ạ" is left out. */
export const forAll = (text: string): string => text.replaceAll('{a}', '');

/** What only who looks at a screen can do. */
export const isOfScreen = (sentence: string): boolean =>
  /(?<!\p{L})(?:bấm|nhấn|ấn|gõ|quét|trả lời tin|vào đây|tin này|nút)(?!\p{L})/iu.test(sentence) &&
  /[“"«]|(?<!\p{L})(?:nút|vào đây|tin này|trả lời tin|ở dưới|bên dưới)(?!\p{L})/iu.test(sentence);

export const ended = (sentence: string): string => (/[.!?…]$/u.test(sentence) ? sentence : `${sentence}.`);
