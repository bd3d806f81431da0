import { countTieng } from '../../core/tieng.ts';
import { piecesOf, placeIn } from '../piece.ts';
import { errorAt, type LessonProblem, warningAt } from '../problem.ts';
import type { LessonRule } from './rule.ts';

/** What fits one phone screen and one breath; source: the plain-language rules for citizens. */
export const lengthLimits = {
  cards: { least: 3, most: 5 },
  cardTieng: 60,
  cardBlocks: 3,
  cardLines: 6,
  feedbackTieng: 40,
  /** Characters on a button: past the first it may be cut on small phones, past the second it surely is. */
  optionWarn: 40,
  optionMost: 60,
  /** A title stands on a button behind "Bài tiếp: ". */
  titleWarn: 45,
} as const;

export const cardCount: LessonRule = (document) => {
  const { least, most } = lengthLimits.cards;
  const count = document.cards.length;
  if (count === 0 || (count >= least && count <= most)) return [];
  const line = document.cards[Math.min(count - 1, most)]?.line ?? 1;
  const message = `The lesson has ${count} cards, expected ${least} to ${most}`;
  const hint =
    count > most ? 'Make two lessons of it, or join cards.' : 'Say why, show the steps, show an example.';
  return [errorAt({ file: document.file, line }, 'card-count', message, hint)];
};

export const cardLength: LessonRule = (document) =>
  document.cards.flatMap((card, index) => {
    const place = { file: document.file, line: card.line };
    const problems: LessonProblem[] = [];
    const tieng = countTieng(card.text.text);
    if (tieng > lengthLimits.cardTieng) {
      const message = `Card ${index + 1} has ${tieng} tiếng (words), at most ${lengthLimits.cardTieng} are read`;
      problems.push(
        errorAt(place, 'card-length', message, 'Cut what the learner can do without, or split the card.'),
      );
    }
    if (card.blocks > lengthLimits.cardBlocks) {
      const message = `Card ${index + 1} has ${card.blocks} paragraphs, at most ${lengthLimits.cardBlocks}`;
      problems.push(errorAt(place, 'card-paragraphs', message, 'Join paragraphs; a list counts as one.'));
    }
    const lines = card.text.text.split('\n').filter((line) => line !== '').length;
    if (lines > lengthLimits.cardLines) {
      const message = `Card ${index + 1} has ${lines} lines: it seems to hold more than one idea`;
      problems.push(warningAt(place, 'card-one-idea', message, 'Give each idea its own card.'));
    }
    return problems;
  });

export const buttonLength: LessonRule = (document) =>
  piecesOf(document).flatMap((piece) => {
    const place = placeIn(document, piece);
    const characters = [...piece.text].length;
    const hint = 'Shorten it, so that a small phone shows the whole button.';
    const message = `${piece.name} has ${characters} characters`;
    if (piece.kind === 'option' && characters > lengthLimits.optionMost) {
      return [errorAt(place, 'option-length', `${message}, at most ${lengthLimits.optionMost}`, hint)];
    }
    if (piece.kind === 'option' && characters > lengthLimits.optionWarn) {
      return [warningAt(place, 'option-length', `${message}, better ${lengthLimits.optionWarn}`, hint)];
    }
    if (piece.kind === 'title' && characters > lengthLimits.titleWarn) {
      return [warningAt(place, 'title-length', `${message}, better ${lengthLimits.titleWarn}`, hint)];
    }
    return [];
  });

export const feedbackLength: LessonRule = (document) =>
  piecesOf(document).flatMap((piece) => {
    const tieng = countTieng(piece.text);
    if (piece.kind !== 'feedback' || tieng <= lengthLimits.feedbackTieng) return [];
    const message = `${piece.name} has ${tieng} tiếng (words), better ${lengthLimits.feedbackTieng}`;
    const hint = 'Say the one thing this person needs to hear.';
    return [warningAt(placeIn(document, piece), 'feedback-length', message, hint)];
  });
