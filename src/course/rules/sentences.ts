import { countTieng, sentencesOf } from '../../core/tieng.ts';
import { lineAt } from '../located-text.ts';
import { piecesOf, placeIn } from '../piece.ts';
import { errorAt, warningAt } from '../problem.ts';
import type { LessonRule } from './rule.ts';

/** Tiếng a sentence; source: the plain-language rules (15 on average, 22 at most). */
export const sentenceLimits = { average: 15, warn: 22, most: 26 } as const;

export const sentenceLength: LessonRule = (document) => {
  if (document.language !== 'vi') return [];
  return piecesOf(document).flatMap((piece) =>
    sentencesOf(piece.text).flatMap(({ text, at }) => {
      const tieng = countTieng(text);
      if (tieng <= sentenceLimits.warn) return [];
      const place = { file: document.file, line: lineAt(piece, at) };
      const message = `${piece.name}: a sentence of ${tieng} tiếng, at most ${sentenceLimits.warn}: "${opening(text)} …"`;
      const hint = 'Make two sentences of it, one idea each.';
      return tieng > sentenceLimits.most
        ? [errorAt(place, 'sentence-length', message, hint)]
        : [warningAt(place, 'sentence-length', message, hint)];
    }),
  );
};

export const sentenceAverage: LessonRule = (document) => {
  if (document.language !== 'vi') return [];
  return piecesOf(document).flatMap((piece) => {
    const sentences = piece.kind === 'card' ? sentencesOf(piece.text) : [];
    if (sentences.length < 2) return [];
    const average = countTieng(piece.text) / sentences.length;
    if (average <= sentenceLimits.average) return [];
    const message = `${piece.name}: its sentences have ${average.toFixed(1)} tiếng on average, better ${sentenceLimits.average}`;
    return [warningAt(placeIn(document, piece), 'sentence-average', message, 'Shorten the longest ones.')];
  });
};

const opening = (text: string): string => text.split(/\s+/).slice(0, 5).join(' ');
