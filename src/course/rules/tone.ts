import { piecesOf, placeIn } from '../piece.ts';
import { errorAt, type LessonProblem, warningAt } from '../problem.ts';
import type { LessonRule } from './rule.ts';

/** Calm: no chains of exclamation marks, at most one a message. */
export const exclamations: LessonRule = (document) =>
  piecesOf(document).flatMap((piece) => {
    const chain = /[!?]\s*!|!\s*\?/.exec(piece.text);
    const hint = 'One mark, or better a full stop.';
    if (chain !== null) {
      const place = placeIn(document, piece, chain.index);
      return [errorAt(place, 'exclamations', `${piece.name} has a chain of exclamation marks`, hint)];
    }
    const marks = [...piece.text.matchAll(/!/g)];
    const [, second] = marks;
    if (second === undefined) return [];
    const place = placeIn(document, piece, second.index);
    return [warningAt(place, 'exclamations', `${piece.name} has ${marks.length} exclamation marks`, hint)];
  });

export const emoji: LessonRule = (document) =>
  piecesOf(document).flatMap((piece): LessonProblem[] => {
    const found = [
      ...piece.text.matchAll(
        /\p{Extended_Pictographic}(?:\u200D\p{Extended_Pictographic}|\uFE0F|\p{Emoji_Modifier})*/gu,
      ),
    ];
    const [, second] = found;
    if (second === undefined) return [];
    const message = `${piece.name} has ${found.length} emoji, at most one`;
    const hint = 'Keep one, or none; words carry the meaning.';
    return [errorAt(placeIn(document, piece, second.index), 'emoji', message, hint)];
  });
