import { fold } from '../../core/fold.ts';
import { isWord, markedForm, type Token } from './tokens.ts';
import { englishWordKinds, type WordKind, wordKinds } from './word-kinds.ts';

/** A phrase as it is looked for, and all it may mean. */
type Phrase = { words: { marked: string; plain: string }[]; kinds: Set<WordKind> };
/** By the first word without its marks; the longest phrases first. */
type Lexicon = ReadonlyMap<string, Phrase[]>;

export const vietnamese = lexiconOf(wordKinds);
export const english = lexiconOf(englishWordKinds);

function lexiconOf(kinds: Partial<Record<WordKind, readonly string[]>>): Lexicon {
  const phrases = new Map<string, Phrase>();
  for (const [kind, list] of Object.entries(kinds) as [WordKind, readonly string[]][]) {
    for (const text of list) {
      const phrase = phrases.get(text) ?? {
        words: text.split(/[\s-]+/).map((word) => ({ marked: markedForm(word), plain: fold(word) })),
        kinds: new Set<WordKind>(),
      };
      phrase.kinds.add(kind);
      phrases.set(text, phrase);
    }
  }
  const lexicon = new Map<string, Phrase[]>();
  for (const phrase of [...phrases.values()].sort((one, other) => other.words.length - one.words.length)) {
    const first = phrase.words[0]?.plain ?? '';
    lexicon.set(first, [...(lexicon.get(first) ?? []), phrase]);
  }
  return lexicon;
}

/** The longest phrase that begins at a word. */
export function phraseAt(
  lexicon: Lexicon,
  tokens: Token[],
  at: number,
  isUnmarked: boolean,
): Phrase | undefined {
  return lexicon.get(tokens[at]?.plain ?? '')?.find(({ words }) =>
    words.every(({ marked, plain }, place) => {
      const token = tokens[at + place];
      if (token === undefined || (place > 0 && token.opensClause)) return false;
      return isWord(token, marked, plain, isUnmarked);
    }),
  );
}
