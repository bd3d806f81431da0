import { html, raw } from 'hono/html';
import { confidences, type Fact } from '../../course/facts.ts';
import type { LessonProblem } from '../../course/problem.ts';
import { type Frame, inLanguage, type Markup, pageOf } from '../layout.ts';
import type { DeskShow } from './desk-show.ts';
import type { Fields } from './form.ts';

type Used = { fact: Fact; lessons: string[] };

/** All facts, with the lessons that stand on each. */
export function factsPage(facts: readonly Used[], mayCorrect: boolean, show: DeskShow, frame: Frame): Markup {
  const text = show.words.facts;
  const { columns } = text;
  const rows = facts.map(({ fact, lessons }) => {
    const id = mayCorrect
      ? html`<a href="${inLanguage(`/admin/lessons/facts/${fact.id}`, frame.language)}">${fact.id}</a>`
      : fact.id;
    return html`<tr><th scope="row">${id}</th><td data-label="${columns.statement}"><span>${fact.statement}</span></td><td data-label="${columns.recheck}"><span>${fact.recheckBy}</span></td><td data-label="${columns.lessons}"><span>${lessons.join(', ')}</span></td></tr>`;
  });
  return pageOf(
    text.title,
    html`<p>${text.text}</p><table><thead><tr><th scope="col">${columns.id}</th><th scope="col">${columns.statement}</th><th scope="col">${columns.recheck}</th><th scope="col">${columns.lessons}</th></tr></thead><tbody>${rows}</tbody></table>`,
    frame,
  );
}

/** One fact, to be corrected without a release. */
export function factPage(
  { fact, lessons }: Used,
  asked: { token: string; problems: readonly LessonProblem[]; isKept: boolean },
  show: DeskShow,
  frame: Frame,
): Markup {
  const text = show.words.facts;
  const to = (path: string): string => inLanguage(path, frame.language);
  const area = (name: string, label: string, value: string, rows: number): Markup =>
    html`<div><label for="${name}">${label}</label><textarea id="${name}" name="${name}" rows="${rows}" lang="vi">
${value}</textarea></div>`;
  const date = (name: string, label: string, value: string): Markup =>
    html`<div><label for="${name}">${label}</label><input id="${name}" name="${name}" type="date" value="${value}" required></div>`;
  const used =
    lessons.length === 0
      ? html`<p class="quiet">${text.unused}</p>`
      : html`<ul>${lessons.map((id) => html`<li><a class="way" href="${to(`/admin/lessons/edit/${id}.vi`)}">${id}</a></li>`)}</ul>`;
  const problems =
    asked.problems.length === 0
      ? ''
      : html`<div class="alarm" role="alert"><p>${text.wrong}</p><ul>${asked.problems.map(({ message, hint }) => html`<li>${message}. ${hint}</li>`)}</ul></div>`;
  return pageOf(
    text.one(fact.id),
    html`${asked.isKept ? html`<p class="notice" role="status">${text.kept}</p>` : ''}${problems}
<form class="fields" method="post" action="${to(`/admin/lessons/facts/${fact.id}`)}"><input type="hidden" name="token" value="${asked.token}">
${area('statement', text.statement, fact.statement, 3)}${area('sources', text.sources, fact.sources.join('\n'), 2)}
<div><label for="confidence">${text.confidence}</label><select id="confidence" name="confidence">${confidences.map((it) => html`<option value="${it}"${fact.confidence === it ? raw(' selected') : ''}>${text.confidences[it]}</option>`)}</select></div>
${area('figures', text.figures, fact.figures.join('\n'), 2)}${area('phones', text.phones, fact.phones.join('\n'), 2)}
${date('checked_on', text.checkedOn, fact.checkedOn)}${date('recheck_by', text.recheckBy, fact.recheckBy)}
<button class="primary">${text.keep}</button></form><section><h2>${text.usedBy}</h2>${used}</section>`,
    frame,
  );
}

/** The fact as the form has it. */
export function readFact(fields: Fields, before: Fact): Omit<Fact, 'line'> {
  const lines = (name: string): string[] =>
    (fields[name] ?? '')
      .split(/\r?\n/)
      .map((line) => line.normalize('NFC').trim())
      .filter((line) => line !== '');
  const { line: _, ...kept } = before;
  return {
    ...kept,
    statement: lines('statement').join(' '),
    confidence: confidences.find((it) => it === fields.confidence) ?? before.confidence,
    sources: lines('sources'),
    figures: lines('figures'),
    phones: lines('phones'),
    checkedOn: fields.checked_on ?? '',
    recheckBy: fields.recheck_by ?? '',
  };
}
