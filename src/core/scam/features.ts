import { linkSigns, pressures, pretexts, requests, type Sign } from '../scam-signs.ts';
import type { Reading } from './reading.ts';
import type { Signs } from './signs.ts';

/** What the table weighs: its name and how much of it there is, 0..1. */
export type Feature = readonly [name: string, amount: number];

const countOf = (signs: Signs, list: readonly Sign[]): number =>
  list.filter((sign) => signs.has(sign)).length;
const badLinks: readonly Sign[] = linkSigns.filter(
  (sign) => sign !== 'link_known' && sign !== 'link_unknown',
);

/** That a message has a link which no honest sender would use, or a program file. */
export const hasBadLink = (signs: Signs): boolean => countOf(signs, badLinks) > 0;

/**
 * Signs, how request, pressure and pretext come together, and single words and pairs. Words share one amount, so that
 * a long message is not louder than a short one.
 */
export function featuresOf(reading: Reading, signs: Signs): Feature[] {
  const features: Feature[] = [...signs].map((sign) => [sign, 1]);
  const add = (name: string, is: boolean): void => void (is && features.push([name, 1]));
  const [asked, pressed, posed] = [requests, pressures, pretexts].map((list) => countOf(signs, list)) as [
    number,
    number,
    number,
  ];
  const isBad = hasBadLink(signs);
  const isHonestWay = signs.has('in_person') || signs.has('easy') || signs.has('notice');
  const isWarning = signs.has('forbids') || (signs.has('warns') && signs.has('reports'));
  add('~asked 1', asked === 1);
  add('~asked 2', asked === 2);
  add('~asked 3', asked >= 3);
  add('~pressed 2', pressed >= 2);
  add('~asked pressed', asked > 0 && pressed > 0);
  add('~asked posed', asked > 0 && posed > 0);
  add('~asked pressed posed', asked > 0 && pressed > 0 && posed > 0);
  add('~nothing asked', asked === 0 && !isBad);
  add('~bad link asked', isBad && asked > 0);
  add('~bad link', isBad);
  add('~honest way', isHonestWay && !isBad);
  add('~asked honest way', isHonestWay && asked > 0 && !isBad);
  add('~warning', isWarning && !isBad);
  add('~warns asks nothing', signs.has('warns') && asked === 0 && !isBad);
  add('~short', reading.words.length <= 10);
  const words = new Set<string>();
  for (const [place, word] of reading.words.entries()) {
    if (word === '|' || word === ',') continue;
    words.add(`w ${word}`);
    const next = reading.words[place + 1];
    if (next !== undefined && next !== '|' && next !== ',') words.add(`w ${word} ${next}`);
  }
  const share = 1 / Math.sqrt(Math.max(words.size, 12));
  for (const word of words) features.push([word, share]);
  return features;
}
