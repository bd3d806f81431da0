import type { LessonDocument } from './lesson-file.ts';
import { type LocatedText, lineAt, locatedText } from './located-text.ts';
import type { ReadOption } from './question.ts';

export type PieceKind =
  | 'title'
  | 'outcome'
  | 'card_title'
  | 'card'
  | 'task'
  | 'remember'
  | 'stem'
  | 'option'
  | 'feedback'
  | 'hint';

/** One stretch of a lesson that a learner reads at once, with the name its author would call it by. */
export type Piece = LocatedText & {
  kind: PieceKind;
  name: string;
  /** Set for an option and its feedback. */
  option?: ReadOption;
};

/** Everything of a lesson that a learner reads, in the order of the file. */
export function piecesOf(document: LessonDocument): Piece[] {
  const { frontMatter, lineOf } = document;
  const pieces: Piece[] = [];
  const add = (kind: PieceKind, name: string, text: LocatedText | undefined, option?: ReadOption): void => {
    if (text === undefined || text.text === '') return;
    pieces.push({ ...text, kind, name, ...(option === undefined ? {} : { option }) });
  };
  const fromKey = (key: 'title' | 'outcome'): LocatedText | undefined =>
    frontMatter && locatedText(frontMatter[key].normalize('NFC'), lineOf([key]));
  add('title', 'The title', fromKey('title'));
  add('outcome', 'The outcome', fromKey('outcome'));
  for (const [index, card] of document.cards.entries()) {
    add('card_title', `The title of card ${index + 1}`, card.title);
    add('card', `Card ${index + 1}`, card.text);
  }
  add('task', 'The task', document.task?.text);
  add('remember', 'The sentence to remember', document.remember?.text);
  for (const question of document.questions) {
    add('stem', `Question ${question.id}`, question.stem);
    for (const option of question.options) {
      const name = `ption ${option.id} of ${question.id}`;
      add('option', `O${name}`, option.text, option);
      add('feedback', `The feedback of o${name}`, option.feedback, option);
    }
    add('hint', `The hint of ${question.id}`, question.hint);
  }
  return pieces;
}

/** Where a piece stands, or the character of it at `index`. */
export const placeIn = (document: LessonDocument, piece: LocatedText, index = 0) => ({
  file: document.file,
  line: lineAt(piece, index),
});
