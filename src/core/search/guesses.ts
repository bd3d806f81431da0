/** Shorter words have too many neighbours for a slip to be guessed. */
const shortest = 4;
const mostGuesses = 4;

/** Sounds that local speech runs together, as they are written at the beginning of a syllable. */
const heardAlike: readonly (readonly string[])[] = [
  ['tr', 'ch'],
  ['s', 'x'],
  ['d', 'gi', 'r', 'v'],
  ['l', 'n'],
];

/** Known words that an unknown one may stand for: one sound misheard, or one finger beside the key. */
export function guesses(word: string, vocabulary: ReadonlySet<string>): string[] {
  const heard = alike(word).filter((other) => vocabulary.has(other));
  if (heard.length > 0) return heard.slice(0, mostGuesses);
  if (word.length < shortest) return [];
  const found: string[] = [];
  for (const known of vocabulary) {
    if (known.length >= shortest - 1 && isOneSlipAway(known, word)) found.push(known);
    if (found.length === mostGuesses) break;
  }
  return found;
}

function alike(word: string): string[] {
  for (const group of heardAlike) {
    const own = group.find((sound) => word.startsWith(sound));
    if (own === undefined) continue;
    return group.filter((sound) => sound !== own).map((sound) => sound + word.slice(own.length));
  }
  return [];
}

/** One letter more, fewer, different, or two neighbours swapped (Damerau, 1964). */
export function isOneSlipAway(one: string, other: string): boolean {
  if (Math.abs(one.length - other.length) > 1 || one === other) return false;
  let at = 0;
  while (at < one.length && one[at] === other[at]) at++;
  const [here, there] = [one.slice(at), other.slice(at)];
  return (
    here.slice(1) === there.slice(1) ||
    here.slice(1) === there ||
    here === there.slice(1) ||
    (here[0] === there[1] && here[1] === there[0] && here.slice(2) === there.slice(2))
  );
}
