import { html } from 'hono/html';
import { adultSkill } from '../../stats/people-figures.ts';
import { inTens } from '../../stats/tens.ts';
import type { Markup } from '../layout.ts';
import { type Choice, type Figures, outcomeOf } from './look.ts';
import { populationOf } from './population.ts';
import type { Show } from './show.ts';

/** The first question of all: how many adults of a place can do what a lesson teaches. */
export type Answer = { question: string; answer: string; more: string[] };

export function answerTo(figures: Figures, { unit, places, lesson }: Choice, show: Show): Answer {
  const { words } = show;
  const skill = adultSkill(figures.course, figures.counted, unit.id, lesson);
  const question = words.question(unit.fullName, outcomeOf(figures.course, lesson, show.language));
  if (skill.finished === 'few') return { question, answer: words.answerNone, more: [] };
  const finished = show.tens(skill.finished);
  const again =
    skill.delayed === 'few' ? [] : [words.again(show.tens(skill.delayed_right), show.tens(skill.delayed))];
  if (skill.right === 'few') {
    return { question, answer: words.answerFew, more: [words.basisFew(finished), ...again] };
  }
  const all = populationOf(figures.population, unit.id, places, 'adults');
  const covered =
    all === undefined || all === 0
      ? []
      : [words.population(show.number(all), show.percent(Math.min(1, (skill.right + 9) / all)))];
  return {
    question,
    answer: show.opening(words.answer(show.tens(inTens(skill.right)))),
    more: [
      skill.share === 'few' ? words.basisFew(finished) : words.basis(finished, show.share(skill.share)),
      ...covered,
      ...again,
    ],
  };
}

export const answerHtml = ({ question, answer, more }: Answer): Markup =>
  html`<p class="answer"><span>${question}</span> <strong>${answer}</strong>${more.map((it) => html` <span>${it}</span>`)}</p>`;
