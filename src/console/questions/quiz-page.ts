import { html, raw } from 'hono/html';
import type { AttemptKind } from '../../core/effect.ts';
import { showShare } from '../../stats/small-cells.ts';
import { exportLinks } from '../exports/export.ts';
import { inLanguage, type Markup, written } from '../layout.ts';
import { drawn, facilityChart, totalsChart } from './charts.ts';
import type { Content } from './content.ts';
import { itemHref, quizHref, versionOf } from './list-page.ts';
import type { CountedAttempts, CountedQuiz } from './question-book.ts';
import { type ShownQuiz, shownQuiz } from './shown.ts';
import { shortened, type Writing } from './written.ts';

/** One quiz: its figures with what each says, two charts, its questions, other versions and kinds of attempt. */
export function quizPage(
  { quiz, attempts, others }: { quiz: CountedQuiz; attempts: CountedAttempts; others: CountedQuiz[] },
  writing: Writing,
): Content {
  const { words, language, lesson } = writing;
  const { quiz: text } = words;
  const shown = shownQuiz(attempts);
  const { minute } = written(language);
  const path = `/admin/questions/${quiz.lesson}?v=${versionOf(quiz.quiz)}&kind=${attempts.kind}`;
  return {
    title: text.title(lesson(quiz.lesson)),
    content: html`<p><a class="way" href="${inLanguage('/admin/questions', language)}">${text.back}</a></p>
${versionsNav(quiz, others, writing)}${kindsNav(quiz, attempts.kind, writing)}
<p class="quiet">${text.asOf(minute(attempts.at))}</p>
<section><h2>${text.figures}</h2>${figuresOf(shown, writing)}
${attempts.kind === 'first' ? html`<p>${abandonedLine(quiz, writing)}</p>` : ''}</section>
<div class="q-beside"><section><h2>${text.totals}</h2><figure>${raw(drawn(totalsChart(shown, writing)))}</figure></section>
<section><h2>${text.facility}</h2><figure>${raw(drawn(facilityChart(shown, writing)))}<figcaption class="quiet"><span class="q-guess" aria-hidden="true"></span> ${text.guess}</figcaption></figure></section></div>
${itemsOf(quiz, shown, writing)}
${exportLinks(`${path}&table=items`, language)}`,
  };
}

function versionsNav(quiz: CountedQuiz, others: CountedQuiz[], { words, language }: Writing): Markup | '' {
  if (others.length < 2) return '';
  const links = others.map((other) => {
    const name = `${versionOf(other.quiz)} · ${other.asked === undefined ? words.quizzes.older : words.quizzes.today(other.asked)}`;
    return html`<li><a class="way" href="${quizHref(other, language)}"${other.quiz === quiz.quiz ? raw(' aria-current="true"') : ''}>${name}</a></li>`;
  });
  return html`<nav class="q-choices" aria-label="${words.quiz.versions}"><h2>${words.quiz.versions}</h2><ul>${links}</ul></nav>`;
}

function kindsNav(quiz: CountedQuiz, kind: AttemptKind, { words, language, tens }: Writing): Markup | '' {
  if (quiz.kinds.size < 2) return '';
  const links = [...quiz.kinds.values()].map((other) => {
    const href = inLanguage(
      `/admin/questions/${quiz.lesson}?v=${versionOf(quiz.quiz)}&kind=${other.kind}`,
      language,
    );
    return html`<li><a class="way" href="${href}"${other.kind === kind ? raw(' aria-current="true"') : ''}>${words.kinds[other.kind]} (${tens(shownQuiz(other).n)})</a></li>`;
  });
  return html`<nav class="q-choices" aria-label="${words.kindsTitle}"><h2>${words.kindsTitle}</h2><ul>${links}</ul></nav>`;
}

const digits = {
  mean: 2,
  median: 1,
  sd: 2,
  skewness: 2,
  kurtosis: 2,
  cic: 1,
  errorRatio: 1,
  standardError: 2,
} as const;

function figuresOf(shown: ShownQuiz, { words, figure, tens }: Writing): Markup {
  const { rows } = words.quiz;
  const fact = ([name, meaning]: [string, string], value: string): Markup =>
    html`<div><dt>${name}</dt><dd><strong>${value}</strong> <small>${meaning}</small></dd></div>`;
  const { quiz } = shown;
  if (quiz === undefined)
    return html`<dl class="facts">${fact(rows.n, tens(shown.n))}</dl><p>${words.quiz.hiddenWhy}</p>`;
  const keys = [
    'mean',
    'median',
    'sd',
    'skewness',
    'kurtosis',
    'cic',
    'errorRatio',
    'standardError',
  ] as const;
  return html`<dl class="facts">${fact(rows.n, tens(shown.n))}${keys.map((key) => fact(rows[key], figure(quiz[key], digits[key])))}</dl>`;
}

function abandonedLine({ abandoned, started }: CountedQuiz, { words, share }: Writing): string {
  const shown = showShare(abandoned, started);
  return shown === 'few' ? words.quiz.abandonedFew : words.quiz.abandoned(share(shown));
}

function itemsOf(
  quiz: CountedQuiz,
  shown: ShownQuiz,
  { words, language, stem, flag, figure, share, tens, percent }: Writing,
): Markup {
  const names = words.item.rows;
  const cell = (label: string, value: string): Markup =>
    html`<td class="q-figure" data-label="${label}">${value}</td>`;
  const rows = shown.items.map(
    (
      item,
    ) => html`<tr><th scope="row"><a href="${itemHref(quiz, item.item, language)}">${item.item}</a> <small>${shortened(stem(item.wording), 90)}</small>
${item.flags.map((it) => html`<span class="q-says">${flag(it)}</span>`)}</th>
${cell(names.n[0], tens(item.n))}${cell(names.facility[0], share(item.facility))}${cell(names.randomGuessScore[0], item.randomGuessScore === undefined ? '–' : percent(item.randomGuessScore))}${cell(names.sd[0], figure(item.sd, 2))}${cell(names.effectiveWeight[0], figure(item.effectiveWeight))}${cell(names.discriminationIndex[0], figure(item.discriminationIndex))}${cell(names.discriminativeEfficiency[0], figure(item.discriminativeEfficiency))}</tr>`,
  );
  return html`<section><table class="wide"><caption>${words.quiz.items}</caption>
<thead><tr><th scope="col">${words.looks.question}</th>${Object.values(names).map(([name]) => html`<th scope="col" class="q-figure">${name}</th>`)}</tr></thead>
<tbody>${rows}</tbody></table></section>`;
}
