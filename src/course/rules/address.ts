import { findPhrase, withoutQuotes } from '../../core/tieng.ts';
import { type Piece, piecesOf, placeIn } from '../piece.ts';
import { errorAt, type LessonProblem, warningAt } from '../problem.ts';
import type { LessonRule } from './rule.ts';
import { hardCodedAddress } from './word-lists.ts';

const known = new Set(['{ban}', '{Ban}', '{a}']);

/** Braces hold a form of address and nothing else; English has none; a picture's words are not filled in. */
export const placeholders: LessonRule = (document) => {
  const isEnglish = document.language === 'en';
  const alts = document.cards.flatMap(({ picture }) => {
    if (picture === undefined || !/[{}]/.test(picture.alt)) return [];
    const message = 'The words for those who cannot see a picture are shown as they are, braces too';
    const place = { file: document.file, line: picture.line };
    return [errorAt(place, 'placeholder', message, 'Write them without braces.')];
  });
  const inPieces = piecesOf(document).flatMap((piece) =>
    [...piece.text.matchAll(/\{[^{}]*\}|[{}]/g)]
      .filter((match) => isEnglish || !known.has(match[0]))
      .map((match) => {
        const message = `${piece.name} holds "${match[0]}", which nothing fills in`;
        const hint = isEnglish
          ? 'English speaks to "you": write no braces.'
          : 'Known: {ban}, {Ban} with a capital, {a} for " ạ".';
        return errorAt(placeIn(document, piece, match.index), 'placeholder', message, hint);
      }),
  );
  return [...alts, ...inPieces];
};

/** {a} is " ạ": once a message at most, glued to the word before it. */
export const politeness: LessonRule = (document) => {
  if (document.language !== 'vi') return [];
  return piecesOf(document).flatMap((piece) => {
    const marks = [...piece.text.matchAll(/\{a\}/g)];
    const problems: LessonProblem[] = [];
    const [, second] = marks;
    if (second !== undefined) {
      const message = `${piece.name} says {a} ${marks.length} times`;
      const place = placeIn(document, piece, second.index);
      problems.push(errorAt(place, 'polite-once', message, 'Keep one; more sounds servile.'));
    }
    for (const mark of marks.filter(({ index }) => index === 0 || /\s/.test(piece.text[index - 1] ?? ''))) {
      const hint = '{a} brings its own space: "Đúng rồi{a}."';
      const place = placeIn(document, piece, mark.index);
      problems.push(warningAt(place, 'polite-space', `${piece.name} has a space before {a}`, hint));
    }
    for (const match of findPhrase(withoutQuotes(piece.text), /ạ/)) {
      const hint = 'Write {a}: elders then hear "ạ", children do not.';
      const place = placeIn(document, piece, match.index);
      problems.push(warningAt(place, 'polite-literal', `${piece.name} says "ạ" to everyone`, hint));
    }
    return problems;
  });
};

/** What others are quoted as saying may hold any form of address. */
export const chosenAddress: LessonRule = (document) => {
  if (document.language !== 'vi') return [];
  return piecesOf(document).flatMap((piece) => {
    const own = withoutQuotes(piece.text);
    const literal = findPhrase(own, hardCodedAddress).map((match) => {
      const message = `${piece.name} says "${match[0]}" to everyone`;
      const place = placeIn(document, piece, match.index);
      return warningAt(place, 'address-literal', message, 'Write {ban} if the learner is meant.');
    });
    return [
      ...literal,
      ...wrongCase(piece).map((wrong) =>
        warningAt(placeIn(document, piece, wrong.at), 'address-case', wrong.message, wrong.hint),
      ),
    ];
  });
};

/** `{ban}` where a sentence begins, `{Ban}` where one goes on. */
function wrongCase(piece: Piece): { at: number; message: string; hint: string }[] {
  return [...piece.text.matchAll(/\{([bB])an\}/g)].flatMap((match) => {
    const before = piece.text.slice(0, match.index);
    const isStart = piece.kind !== 'option' && /(?:^|[.!?…]["”’]?\s+|\n|^\d+\. |\n\d+\. |– )$/u.test(before);
    if (match[1] === 'b' && isStart) {
      const message = `${piece.name}: a sentence begins with {ban}`;
      return [{ at: match.index, message, hint: 'Write {Ban}.' }];
    }
    if (match[1] === 'B' && /[\p{L}\p{N},;]\s+$/u.test(before)) {
      const message = `${piece.name}: {Ban} stands inside a sentence`;
      return [{ at: match.index, message, hint: 'Write {ban}.' }];
    }
    return [];
  });
}
