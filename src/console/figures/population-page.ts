import { html } from 'hono/html';
import { type Frame, type Markup, pageOf } from '../layout.ts';
import type { Population, PopulationProblem } from './population.ts';
import type { Show } from './show.ts';

const mostProblems = 20;

/** Where population figures are given: a template to take, a table to paste, and every line that is wrong. */
export function populationPage(
  {
    kept,
    problems,
    text,
    token,
  }: { kept: Population | undefined; problems: PopulationProblem[]; text: string; token: string },
  frame: Frame,
  show: Show,
): Markup {
  const words = show.words.populationForm;
  const said = problems.slice(0, mostProblems).map((it) => html`<li>${sentence(it, show)}</li>`);
  const more = problems.length - said.length;
  const wrong =
    problems.length === 0
      ? ''
      : html`<div class="careful" role="alert"><p>${words.wrong}</p><ul>${said}${more > 0 ? html`<li>${words.more(show.number(more))}</li>` : ''}</ul></div>`;
  const path = show.to('/admin/figures/population');
  return pageOf(
    words.title,
    html`<p>${words.text}</p>
<p>${kept === undefined ? words.none : words.kept(show.number(Object.keys(kept.rows).length), show.day(kept.keptAt))}</p>
<p><a class="way" href="${show.to('/admin/figures/population?as=csv')}" download>${words.template}</a></p>
${wrong}
<form class="fields" method="post" action="${path}"><input type="hidden" name="token" value="${token}">
<div><label for="table">${words.label}</label><p class="hint" id="table-hint">${words.hint}</p>
<textarea id="table" name="table" rows="12" required spellcheck="false" aria-describedby="table-hint">${text}</textarea></div>
<button class="primary">${words.keep}</button></form>`,
    frame,
  );
}

function sentence(problem: PopulationProblem, { words, number }: Show): string {
  const { populationForm: form } = words;
  switch (problem.kind) {
    case 'no_column':
      return form.noColumn(problem.column);
    case 'unknown':
      return form.unknown(number(problem.line), problem.code);
    case 'foreign':
      return form.foreign(number(problem.line), problem.code);
    case 'twice':
      return form.twice(number(problem.line), problem.code);
    case 'not_number':
      return form.notNumber(number(problem.line), form.columns[problem.column], problem.value);
  }
}
