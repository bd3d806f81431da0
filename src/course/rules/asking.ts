import { sentencesOf } from '../../core/tieng.ts';
import { readsAs } from '../asking.ts';
import { piecesOf, placeIn } from '../piece.ts';
import { errorAt } from '../problem.ts';
import type { LessonRule } from './rule.ts';

/** No text of ours asks for a code, a password or money; wrong options may say what people wrongly do. */
export const asksForNothing: LessonRule = (document) =>
  piecesOf(document)
    .filter((piece) => piece.kind !== 'option' || piece.option?.isKey === true)
    .flatMap((piece) =>
      sentencesOf(piece.text)
        .filter((sentence) => readsAs(sentence.text) === 'asks')
        .map((sentence) => {
          const message = `${piece.name} reads as if it asked for a secret or money: "${sentence.text}"`;
          const hint =
            'Say who must not get it ("Không đọc OTP cho ai"), or put what a crook says in quotes; a learner must never give us any of these.';
          return errorAt(placeIn(document, piece, sentence.at), 'asks-for-secret', message, hint);
        }),
    );
