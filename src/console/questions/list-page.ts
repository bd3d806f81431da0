import { html, raw } from 'hono/html';
import type { Language } from '../../core/course.ts';
import { flagKinds } from '../../stats/flags.ts';
import { exportLinks } from '../exports/export.ts';
import { inLanguage, type Markup, written } from '../layout.ts';
import { drawn, mapChart } from './charts.ts';
import type { Content } from './content.ts';
import type { Misconception } from './misconceptions.ts';
import type { CountedQuiz, Questions } from './question-book.ts';
import { type ShownItem, type ShownQuiz, shownQuiz } from './shown.ts';
import { shortened, type Writing } from './written.ts';

/** Rows of the first table: as many as one reads before lunch. */
const mostLooks = 25;

type ShownRow = { of: CountedQuiz; quiz: ShownQuiz };
type Look = { of: CountedQuiz; item: ShownItem; rank: number };

/** Which questions need a look, all of them in one picture, lesson by lesson, and what people mistake. */
export function listPage(
  {
    questions,
    isStale,
    misconceptions,
  }: { questions: Questions; isStale: boolean; misconceptions: Misconception[] },
  writing: Writing,
): Content {
  const { words, language } = writing;
  const rows: ShownRow[] = questions.quizzes.flatMap((of) => {
    const first = of.kinds.get('first');
    return first === undefined ? [] : [{ of, quiz: shownQuiz(first) }];
  });
  const today = rows.filter(({ of }) => of.asked !== undefined);
  const looks = today
    .flatMap(({ of, quiz }) => quiz.items.map((item) => ({ of, item, rank: rankOf(item) })))
    .filter(({ item }) => item.flags.length > 0)
    .sort((one, other) => one.rank - other.rank);
  const { minute } = written(language);
  return {
    title: words.title,
    content: html`${words.intro.map((line) => html`<p>${line}</p>`)}
<p class="quiet">${words.changedAt(minute(questions.readAt))}</p>
${isStale ? html`<p class="careful" role="status">${words.stale}</p>` : ''}
${questions.unknown.length === 0 ? '' : html`<p class="careful">${words.unknown(questions.unknown.slice(0, 10).join(', '))}</p>`}
${
  rows.length === 0
    ? html`<p class="careful">${words.nothing}</p>`
    : html`${looksSection(looks, writing)}${mapSection(today, writing)}${quizzesSection(rows, writing)}
${misconceptionsSection(misconceptions, writing)}`
}`,
  };
}

/** What should be looked at soonest stands first. */
const rankOf = ({ flags }: ShownItem): number =>
  Math.min(flagKinds.length, ...flags.map(({ kind }) => flagKinds.indexOf(kind)));

export const itemHref = (
  { lesson, quiz }: Pick<CountedQuiz, 'lesson' | 'quiz'>,
  item: string,
  language: Language,
): string => inLanguage(`/admin/questions/${lesson}/${item}?v=${versionOf(quiz)}`, language);
export const quizHref = (
  { lesson, quiz }: Pick<CountedQuiz, 'lesson' | 'quiz'>,
  language: Language,
): string => inLanguage(`/admin/questions/${lesson}?v=${versionOf(quiz)}`, language);
/** What names a version within its lesson. */
export const versionOf = (quiz: string): string => quiz.split('~')[1] ?? '';

function looksSection(looks: Look[], { words, language, stem, flag, tens, count }: Writing): Markup {
  const { looks: text } = words;
  if (looks.length === 0) return html`<section><h2>${text.title}</h2><p>${text.none}</p></section>`;
  const rows = looks.slice(0, mostLooks).map(
    ({
      of,
      item,
    }) => html`<tr><th scope="row"><a href="${itemHref(of, item.item, language)}">${item.item}</a> <small>${shortened(stem(item.wording), 70)}</small></th>
<td data-label="${text.says}">${item.flags.map((it) => html`<span class="q-says">${flag(it)}</span>`)}</td>
<td class="q-figure" data-label="${text.n}">${tens(item.n)}</td></tr>`,
  );
  const rest = looks.length - mostLooks;
  return html`<section><table class="wide"><caption>${text.title}</caption>
<thead><tr><th scope="col">${text.question}</th><th scope="col">${text.says}</th><th scope="col" class="q-figure">${text.n}</th></tr></thead>
<tbody>${rows}</tbody></table>${rest > 0 ? html`<p>${text.more(count(rest))}</p>` : ''}</section>`;
}

function mapSection(today: ShownRow[], writing: Writing): Markup {
  const { map } = writing.words;
  const chart = mapChart(
    today.flatMap(({ quiz }) => quiz.items),
    writing,
  );
  return html`<section><h2>${map.title}</h2><p>${map.text}</p>
<figure>${raw(drawn(chart))}</figure></section>`;
}

/** Quizzes as they are asked in this page's language; those in the other, and older ones, are folded away. */
function quizzesSection(rows: ShownRow[], writing: Writing): Markup {
  const { words, language } = writing;
  const { quizzes: text } = words;
  const own = rows.filter(({ of }) => of.asked === language);
  const rest = rows.filter(({ of }) => of.asked !== language);
  return html`<section>${quizzesTable(text.title, own, writing)}<p class="quiet">${text.hiddenNote}</p>
${rest.length === 0 ? '' : html`<details><summary>${text.rest}</summary>${quizzesTable(text.rest, rest, writing)}</details>`}
<p class="quiet">${words.files.quizzes}</p>${exportLinks('/admin/questions?table=quizzes', language)}
<p class="quiet">${words.files.items}</p>${exportLinks('/admin/questions?table=items', language)}</section>`;
}

function quizzesTable(
  caption: string,
  rows: ShownRow[],
  { words, language, lesson, figure, tens }: Writing,
): Markup {
  const { quizzes: text, quiz } = words;
  const names = quiz.rows;
  const cell = (label: string, value: string): Markup =>
    html`<td class="q-figure" data-label="${label}">${value}</td>`;
  const body = rows.map(({ of, quiz: shown }) => {
    const flagged = shown.items.filter(({ flags }) => flags.length > 0).length;
    const { quiz: it } = shown;
    return html`<tr><th scope="row"><a href="${quizHref(of, language)}">${lesson(of.lesson)}</a>${of.asked === language ? '' : html` <small>${of.asked === undefined ? text.older : text.today(of.asked)}</small>`}</th>
${cell(names.n[0], tens(shown.n))}${cell(names.mean[0], figure(it?.mean, 2))}${cell(names.median[0], figure(it?.median, 1))}${cell(names.sd[0], figure(it?.sd, 2))}${cell(names.skewness[0], figure(it?.skewness, 2))}${cell(names.kurtosis[0], figure(it?.kurtosis, 2))}${cell(names.cic[0], figure(it?.cic, 1))}${cell(names.errorRatio[0], figure(it?.errorRatio, 1))}${cell(names.standardError[0], figure(it?.standardError, 2))}${cell(text.flags, String(flagged))}</tr>`;
  });
  const heads = [...Object.values(names).map(([name]) => name), text.flags];
  return html`<table class="wide q-dense"><caption>${caption}</caption>
<thead><tr><th scope="col">${text.lesson}</th>${heads.map((head) => html`<th scope="col" class="q-figure">${head}</th>`)}</tr></thead>
<tbody>${body}</tbody></table>`;
}

const mostIdeas = 15;

function misconceptionsSection(
  found: Misconception[],
  { words, language, misconception, percent, tens }: Writing,
): Markup {
  const { misconceptions: text } = words;
  if (found.length === 0) return html`<section><h2>${text.title}</h2><p>${text.none}</p></section>`;
  const rows = found.slice(0, mostIdeas).map(
    ({ id, share, held, asked, questions }) => html`<tr><th scope="row">${misconception(id)}</th>
<td class="q-figure" data-label="${text.share}">${percent(share)}</td><td class="q-figure" data-label="${text.held}">${tens(held)}</td>
<td class="q-figure" data-label="${text.asked}">${tens(asked)}</td>
<td data-label="${text.questions}">${questions.map(({ lesson, item }) => html`<a class="way" href="${inLanguage(`/admin/questions/${lesson}/${item}`, language)}">${item}</a> `)}</td></tr>`,
  );
  return html`<section><table class="wide"><caption>${text.title}</caption>
<thead><tr><th scope="col">${text.idea}</th><th scope="col" class="q-figure">${text.share}</th><th scope="col" class="q-figure">${text.held}</th><th scope="col" class="q-figure">${text.asked}</th><th scope="col">${text.questions}</th></tr></thead>
<tbody>${rows}</tbody></table><p>${text.text}</p>${exportLinks('/admin/questions?table=misconceptions', language)}</section>`;
}
