import { html } from 'hono/html';
import { languages } from '../../core/course.ts';
import type { TextProblem, Wish } from '../../office/office.ts';
import type { Markup } from '../layout.ts';
import type { Show } from './show.ts';

/** The text as it was written, with the words marked that should be looked at again, and beside it why and how else. */
export function findingsPart(texts: Wish['texts'], problems: TextProblem[], { words, number }: Show): Markup {
  const { findings } = words;
  if (problems.length === 0) {
    return texts.vi.text === '' ? html`` : html`<p class="clean">${findings.clean}</p>`;
  }
  const parts = languages.flatMap((language) => {
    const text = texts[language];
    if (text === undefined) return [];
    const whole = text.heading === undefined ? text.text : `${text.heading}\n${text.text}`;
    const found = inOrder(
      whole,
      problems.filter((problem) => problem.language === language),
    );
    if (found.length === 0) return [];
    const items = found.map(
      (
        problem,
      ) => html`<li><p><strong class="weight ${problem.weight}">${findings.weights[problem.weight]}</strong>
${problem.words === '' ? '' : html`<q>${problem.words}</q>:`} ${problem.why}</p><p><span class="quiet">${findings.instead}</span> ${problem.hint}</p></li>`,
    );
    const title = language === 'vi' ? '' : html`<h4>${findings.inLanguage(words.languages[language])}</h4>`;
    return [html`${title}<p class="marked" lang="${language}">${marked(whole, found)}</p><ol>${items}</ol>`];
  });
  return html`<div class="findings"><h3>${findings.title} (${number(problems.length)})</h3>${parts}</div>`;
}

/** As they are met while reading; what stands nowhere in particular comes last. */
function inOrder(text: string, problems: TextProblem[]): TextProblem[] {
  const placeOf = ({ words }: TextProblem): number => {
    const at = words === '' ? -1 : text.toLocaleLowerCase('vi').indexOf(words.toLocaleLowerCase('vi'));
    return at < 0 ? text.length : at;
  };
  return problems.toSorted((one, other) => placeOf(one) - placeOf(other));
}

/** Every place where the words of a finding stand, with its number. */
function marked(text: string, problems: TextProblem[]): Markup[] {
  const places: { from: number; to: number; problem: number }[] = [];
  const lower = text.toLocaleLowerCase('vi');
  // Where lower case has another length the places would not fit.
  const searched = lower.length === text.length ? lower : text;
  problems.forEach(({ words }, problem) => {
    const wanted = searched === lower ? words.toLocaleLowerCase('vi') : words;
    if (wanted === '') return;
    for (let at = searched.indexOf(wanted); at >= 0; at = searched.indexOf(wanted, at + wanted.length)) {
      places.push({ from: at, to: at + wanted.length, problem });
    }
  });
  places.sort((one, other) => one.from - other.from || other.to - one.to);
  const shown: Markup[] = [];
  let end = 0;
  for (const { from, to, problem } of places) {
    if (from < end) continue;
    const { weight } = problems[problem] ?? { weight: 'advice' };
    shown.push(
      html`${text.slice(end, from)}<mark class="${weight}">${text.slice(from, to)}<sup>${problem + 1}</sup></mark>`,
    );
    end = to;
  }
  return [...shown, html`${text.slice(end)}`];
}
