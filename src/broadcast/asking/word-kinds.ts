import { deeds as englishDeeds } from './english/deeds.ts';
import { frames as englishFrames } from './english/frames.ts';
import { people as englishPeople } from './english/people.ts';
import { places as englishPlaces } from './english/places.ts';
import { things as englishThings } from './english/things.ts';
import { circumstances } from './vietnamese/circumstances.ts';
import { deeds } from './vietnamese/deeds.ts';
import { lookAlikes } from './vietnamese/look-alikes.ts';
import { people } from './vietnamese/people.ts';
import { places } from './vietnamese/places.ts';
import { things } from './vietnamese/things.ts';
import { wishes } from './vietnamese/wishes.ts';

/**
 * What words are to whoever asks and to whoever warns. Vietnamese is written with its marks, and found without them
 * too (tokens.ts). A phrase may be of several kinds; the longest that fits counts. Of two that are alike without their
 * marks the first counts, so the order stays.
 */
export const wordKinds = {
  ...things,
  ...deeds,
  ...people,
  ...places,
  ...wishes,
  ...circumstances,
  ...lookAlikes,
} as const;

export type WordKind = keyof typeof wordKinds;

/** The same for sentences in English. */
export const englishWordKinds: Partial<Record<WordKind, readonly string[]>> = {
  ...englishThings,
  ...englishDeeds,
  ...englishPeople,
  ...englishPlaces,
  ...englishFrames,
};
