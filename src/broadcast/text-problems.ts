import { type Language, languages } from '../core/course.ts';
import { officialese } from '../core/officialese.ts';
import { countTieng, findPhrase, sentencesOf } from '../core/tieng.ts';
import { askingsIn } from './asking/askings.ts';
import type { BroadcastText } from './broadcast.ts';
import { foreignContactsIn, type OfficialContacts } from './contacts.ts';
import { type ProblemWords, problemWords } from './problem-words.ts';
import type { TextProblem } from './text-problem.ts';

export type Texts = { vi: BroadcastText } & Partial<Record<Language, BroadcastText>>;

export type LintOptions = OfficialContacts & {
  /** In which language the findings are said. */
  inLanguage?: Language;
};

/** Source: facts on language: a card for citizens has at most 60 tiếng, a sentence 22. */
export const mostTieng = 60;
export const mostSentenceTieng = 22;

/** What an official message may not say, what a second person must look at, and what could be said better. */
export function textProblems(texts: Texts, options: LintOptions): TextProblem[] {
  const words = problemWords(options.inLanguage ?? 'vi');
  return languages.flatMap((language) => {
    const text = texts[language];
    if (text === undefined) return [];
    const whole = wholeOf(text);
    if (whole.trim() === '') return [{ language, weight: 'refused', words: '', ...words.empty }];
    return [...refusals(whole, language, options, words), ...advice(whole, language, words)];
  });
}

/** One text, as it is read: the heading is a sentence of its own. */
const wholeOf = ({ heading, text }: BroadcastText): string =>
  (heading === undefined ? text : `${heading}\n${text}`).normalize('NFC');

function refusals(
  text: string,
  language: Language,
  options: LintOptions,
  words: ProblemWords,
): TextProblem[] {
  const asked = askingsIn(text).map(({ asked: thing, isSure, at, end }): TextProblem => {
    const { why, hint } = words.asked[thing];
    return {
      ...{ language, weight: isSure ? 'refused' : 'doubt', words: excerpt(text, at, end), hint },
      why: isSure ? why : `${words.maybe} ${why}`,
    };
  });
  const contacts = foreignContactsIn(text, options).map(
    ({ kind, at, end }): TextProblem => ({
      ...{ language, weight: 'refused', words: excerpt(text, at, end) },
      ...words.contact[kind],
    }),
  );
  return [...asked, ...contacts];
}

function advice(text: string, language: Language, words: ProblemWords): TextProblem[] {
  const found: TextProblem[] = [];
  const add = (quoted: string, told: { why: string; hint: string }): void => {
    found.push({ language, weight: 'advice', words: quoted, ...told });
  };
  const tieng = countTieng(text);
  if (tieng > mostTieng) add(excerpt(text, 0, text.length), words.tooLong(tieng, mostTieng));
  for (const sentence of sentencesOf(text)) {
    const length = countTieng(sentence.text);
    if (length > mostSentenceTieng) add(sentence.text, words.longSentence(length, mostSentenceTieng));
  }
  if (language === 'vi') {
    for (const { word, instead } of officialese) {
      for (const match of findPhrase(text, word)) add(match[0], words.officialese(instead));
    }
  }
  for (const match of text.matchAll(shouted)) add(match[0], words.shouting);
  return found;
}

/** Three words in capitals, or more than one exclamation mark. */
const shouted = /(?<![\p{L}])\p{Lu}{2,}(?:\s+\p{Lu}{2,}){2,}(?!\p{L})|!\s*!+/gu;

const longestExcerpt = 120;

function excerpt(text: string, at: number, end: number): string {
  const words = text.slice(at, end).replace(/\s+/g, ' ').trim();
  return words.length <= longestExcerpt ? words : `${words.slice(0, longestExcerpt - 1)}…`;
}
