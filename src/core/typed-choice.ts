import { fold } from './fold.ts';
import type { Choice } from './message.ts';

export type TypedChoice =
  | { kind: 'chosen'; choice: Choice }
  /** Several fit: ask rather than guess. */
  | { kind: 'ambiguous' }
  | { kind: 'none' };

const numberWords = ['mot', 'hai', 'ba', 'bon', 'nam', 'sau', 'bay', 'tam', 'chin'];
const englishNumbers = ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'];

/** What may stand before the number or letter that names a choice. */
const lead =
  '(?:(?:em|toi|con|chau|minh)? ?(?:chon|bam|tra loi|la|chac la|i choose|choose|option|answer|number) )?(?:(?:cau|so|dap an|lua chon|y|phuong an|muc|the) (?:tra loi )?(?:so |thu )?)?';
/** Polite words at the end that mean nothing here. */
const tail = '(?: (?:a|nhe|nha|ha|thoi|di|em|please|dung khong))?';

const byNumber = new RegExp(`^${lead}(\\d{1,2}|${[...numberWords, ...englishNumbers].join('|')})${tail}$`);
const byLetter = new RegExp(`^${lead}([a-i])${tail}$`);

/**
 * Which of the choices on screen a person typed, by number, by letter (quiz questions only), or in the
 * choice's own words. Whole messages only: "tôi mất 2 triệu" names nothing.
 * @param options.letters whether A, B, C stand for the first, second, third on screen
 * @param options.neverByNumber ids of choices that no number and no letter names
 */
export function matchTypedChoice(
  text: string,
  choices: Choice[],
  options: { letters: boolean; neverByNumber?: ReadonlySet<string> },
): TypedChoice {
  const folded = fold(unwrapped(text));
  if (folded === '' || choices.length === 0) return { kind: 'none' };
  const inWords = byOwnWords(folded, choices);
  if (inWords.kind !== 'none') return inWords;
  const number = byNumber.exec(folded)?.[1];
  if (number !== undefined) return placed(choices, placeOf(number), options.neverByNumber);
  if (!options.letters) return { kind: 'none' };
  const letter = byLetter.exec(folded)?.[1];
  return letter === undefined
    ? { kind: 'none' }
    : placed(choices, letter.charCodeAt(0) - 97, options.neverByNumber);
}

/** Whether a whole message only names a place: "số 2", "câu b". It answers something, or nothing; it asks for nothing. */
export const isPlaceAlone = (text: string): boolean => {
  const folded = fold(unwrapped(text));
  return byNumber.test(folded) || byLetter.test(folded);
};

/** Digit emoji are a digit with a keycap over it; the cap is dropped, the digit counts. */
const unwrapped = (text: string): string =>
  text.replace(/[\u{FE0F}\u{20E3}]/gu, '').replace(/^\s*\/(?=\d+\s*$)/, '');

function placeOf(number: string): number {
  if (/^\d+$/.test(number)) return Number(number) - 1;
  const vietnamese = numberWords.indexOf(number);
  return vietnamese >= 0 ? vietnamese : englishNumbers.indexOf(number);
}

function placed(
  choices: Choice[],
  place: number,
  neverByNumber: ReadonlySet<string> | undefined,
): TypedChoice {
  const choice = choices[place];
  return choice === undefined || neverByNumber?.has(choice.id)
    ? { kind: 'none' }
    : { kind: 'chosen', choice };
}

/** The label itself, with or without marks and polite words, or its unmistakable beginning of two words or more. */
function byOwnWords(folded: string, choices: Choice[]): TypedChoice {
  const said = folded.replace(new RegExp(`${tail}$`), '');
  const labels = choices.map((choice) => ({ choice, label: fold(choice.label.replace(/^[①-⑨] /, '')) }));
  const exact = labels.filter(({ label }) => label !== '' && (label === folded || label === said));
  if (exact.length > 0) return only(exact.map(({ choice }) => choice));
  if (said.split(' ').length < 2) return { kind: 'none' };
  return only(labels.filter(({ label }) => label.startsWith(`${said} `)).map(({ choice }) => choice));
}

function only(found: Choice[]): TypedChoice {
  const [first, ...others] = found;
  if (first === undefined) return { kind: 'none' };
  return others.length === 0 ? { kind: 'chosen', choice: first } : { kind: 'ambiguous' };
}
