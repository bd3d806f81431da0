import { isVisible } from '../text/split-text.ts';
import { somethingToSee } from './words.ts';

/** More letters than this and a phone shows dots in the middle of a button. */
export const labelLength = 60;

/** A label as a button can show it: cut at a word, with dots where something is missing. */
export function fitLabel(label: string): string {
  const whole = label.replace(/\s+/g, ' ').trim();
  if (!isVisible(whole)) return somethingToSee;
  const letters = [...whole];
  if (letters.length <= labelLength) return whole;
  const kept = letters.slice(0, labelLength - 1).join('');
  const lastSpace = letters[labelLength - 1] === ' ' ? kept.length : kept.lastIndexOf(' ');
  return `${(lastSpace > labelLength / 2 ? kept.slice(0, lastSpace) : kept).trimEnd()}…`;
}
