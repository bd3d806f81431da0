import type { Fact } from '../facts.ts';
import { type Figure, figuresIn } from '../figure.ts';
import type { LessonDocument } from '../lesson-file.ts';
import { piecesOf, placeIn } from '../piece.ts';
import { errorAt } from '../problem.ts';
import type { LessonRule } from './rule.ts';

/** Every figure, date, phone, fee or fine in a text comes from a fact the lesson names. */
export const figuresHaveFacts: LessonRule = (document, { facts }) => {
  const cited = (document.frontMatter?.facts ?? []).flatMap((id) => facts.get(id) ?? []);
  const sound = cited.filter((fact) => fact.confidence !== 'C');
  const allowed = [...printable(sound), ...(document.frontMatter?.story_figures ?? [])];
  return piecesOf(document).flatMap((piece) =>
    figuresIn(piece.text, allowed).map((figure) => {
      const place = placeIn(document, piece, figure.at);
      const message = `${piece.name} prints "${figure.text}", which no fact of this lesson holds`;
      return errorAt(place, 'figure-without-fact', message, adviceFor(figure, document, facts));
    }),
  );
};

const printable = (facts: readonly Fact[]): string[] =>
  facts.flatMap((fact) => [...fact.figures, ...fact.phones]);

function adviceFor(figure: Figure, document: LessonDocument, facts: ReadonlyMap<string, Fact>): string {
  const holders = [...facts.values()]
    .filter((fact) => figuresIn(figure.text, printable([fact])).length === 0)
    .map((fact) => fact.id);
  if (holders.length > 0)
    return `Add ${holders.join(' or ')} to the lesson's facts, if that is what is meant.`;
  const uncertain = (document.frontMatter?.facts ?? []).filter((id) => facts.get(id)?.confidence === 'C');
  if (uncertain.length > 0) {
    return `${uncertain.join(', ')}: confidence C is never printed as a figure. Say it in words, or find a source first.`;
  }
  return 'Write it into the figures or phones of a fact in facts.yaml and name that fact; if it belongs to a made-up story, list it under story_figures.';
}

export const knownFacts: LessonRule = (document, { facts }) =>
  (document.frontMatter?.facts ?? []).flatMap((id, index) => {
    if (facts.has(id)) return [];
    const place = { file: document.file, line: document.lineOf(['facts', index]) };
    return [
      errorAt(place, 'unknown-fact', `There is no fact ${id}`, 'Add it to facts.yaml, or mend the id.'),
    ];
  });
