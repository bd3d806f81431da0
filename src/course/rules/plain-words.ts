import { officialese } from '../../core/officialese.ts';
import { findPhrase } from '../../core/tieng.ts';
import { type Piece, piecesOf, placeIn } from '../piece.ts';
import { type LessonProblem, warningAt } from '../problem.ts';
import type { LessonRule } from './rule.ts';
import { scolding, wellKnownAcronyms } from './word-lists.ts';

/** Everyday words before those of offices. */
export const everydayWords: LessonRule = (document) => {
  if (document.language !== 'vi') return [];
  return piecesOf(document).flatMap((piece) =>
    officialese.flatMap(({ word, instead }) =>
      findPhrase(piece.text, word).map((match) => {
        const message = `${piece.name} says "${match[0]}"`;
        return warningAt(placeIn(document, piece, match.index), 'officialese', message, `Say: ${instead}.`);
      }),
    ),
  );
};

export const noScolding: LessonRule = (document) => {
  if (document.language !== 'vi') return [];
  return piecesOf(document).flatMap((piece) =>
    findPhrase(piece.text, scolding).map((match) => {
      const hint = 'Say "Chưa đúng" and the reason.';
      const message = `${piece.name} scolds: "${match[0]}"`;
      return warningAt(placeIn(document, piece, match.index), 'scolding', message, hint);
    }),
  );
};

const acronym = /(?<![\p{L}\p{N}])\p{Lu}[\p{Lu}\p{N}]*\p{Lu}(?![\p{L}\p{N}])/gu;

/** An acronym is explained where the lesson first uses it, "OTP (mã dùng một lần gửi về máy)". */
export const explainedAcronyms: LessonRule = (document) => {
  const met = new Set(wellKnownAcronyms);
  const problems: LessonProblem[] = [];
  for (const piece of piecesOf(document)) {
    for (const match of piece.text.matchAll(acronym)) {
      const [word] = match;
      if (met.has(word)) continue;
      met.add(word);
      if (isExplained(piece, match.index, word)) continue;
      const message = `${piece.name} uses "${word}", which the lesson has not explained`;
      const hint = `Write ${word} (what it means) where it first stands, or use everyday words; do not shout.`;
      problems.push(warningAt(placeIn(document, piece, match.index), 'acronym', message, hint));
    }
  }
  return problems;
};

/** Either way round: "NFC (áp thẻ vào máy)" or "áp thẻ vào máy (NFC)". */
const isExplained = (piece: Piece, at: number, word: string): boolean =>
  /^\s*[(=]/.test(piece.text.slice(at + word.length)) ||
  (piece.text.slice(0, at).endsWith('(') && piece.text.slice(at + word.length).startsWith(')'));
