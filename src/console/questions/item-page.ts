import { html, raw } from 'hono/html';
import type { Item } from '../../core/course.ts';
import { inTens } from '../../stats/tens.ts';
import { type Markup, written } from '../layout.ts';
import { drawn, optionsChart } from './charts.ts';
import type { Content } from './content.ts';
import { itemHref, quizHref, versionOf } from './list-page.ts';
import type { LongerScale } from './longer-scale-work.ts';
import type { CountedQuiz } from './question-book.ts';
import { type ShownItem, shownQuiz } from './shown.ts';
import type { Writing } from './written.ts';

/** A version of the question: which quiz it was asked in, and what first attempts say. */
type Version = { of: CountedQuiz; shown: ShownItem };
/** So few learners make no correlation that is worth a word; own rule. */
const fewestOnScale = 30;

/** One question as learners see it, beside all that is known about how they answer it. */
export function itemPage(
  {
    quiz,
    item,
    versions,
    longer,
  }: { quiz: CountedQuiz; item: string; versions: CountedQuiz[]; longer: LongerScale | undefined },
  writing: Writing,
): Content | undefined {
  const { words, language, lesson } = writing;
  const { item: text } = words;
  const kinds = [...quiz.kinds.values()].flatMap((attempts) => {
    const shown = shownQuiz(attempts).items.find((it) => it.item === item);
    return shown === undefined ? [] : [{ kind: attempts.kind, at: attempts.at, shown }];
  });
  const main = kinds.find(({ kind }) => kind === 'first') ?? kinds[0];
  if (main === undefined) return undefined;
  const { minute } = written(language);
  return {
    title: text.title(item),
    content: html`<p><a class="way" href="${quizHref(quiz, language)}">${text.back} ${lesson(quiz.lesson)}</a></p>
<p class="quiet">${words.kinds[main.kind]} · ${words.quiz.asOf(minute(main.at))}</p>
<div class="q-beside"><section class="q-question"><h2>${text.asSeen}</h2>${asSeen(main.shown.wording, writing)}</section>
<section><h2>${text.warnings}</h2>${warnings(main.shown, writing)}
<h2>${text.options}</h2><figure>${raw(drawn(optionsChart(main.shown.options, writing)))}</figure></section></div>
${optionsTable(main.shown, writing)}
${figuresTable(
  text.figures,
  kinds.map(({ kind, shown }) => ({ head: html`${words.kinds[kind]}`, shown })),
  writing,
)}
${longerSection(item, longer, writing)}
${versionsSection(quiz, item, versions, writing)}`,
  };
}

/** Stem and options as they stand in the chat, the right one marked, with what is said after each. */
function asSeen(wording: Item | undefined, { words, stem, text, misconception }: Writing): Markup {
  if (wording === undefined) return html`<p>${words.hidden}</p>`;
  const { item } = words;
  const options = wording.options.map((option) => {
    const isKey = option.id === wording.key;
    const idea =
      option.misconception === undefined
        ? ''
        : html`<small>${item.misconception(misconception(option.misconception))}</small>`;
    return html`<li${isKey ? raw(' class="q-key"') : ''}><span class="letter">${option.id}</span> <span>${text(option.text)}
${isKey ? html`<strong class="q-right">✓ ${item.rightOption}</strong>` : idea}
<details><summary>${item.feedback}</summary><p>${text(option.feedback)}</p></details></span></li>`;
  });
  return html`<p class="q-stem">${stem(wording)}</p><ol class="q-options">${options}</ol>`;
}

function warnings({ flags }: ShownItem, { words, flag }: Writing): Markup {
  if (flags.length === 0) return html`<p>${words.item.noWarnings}</p>`;
  return html`<ul class="q-warnings">${flags.map((it) => html`<li><strong>${flag(it)}</strong> ${words.todo[it.kind]}</li>`)}</ul>`;
}

function optionsTable(
  { options, wording }: ShownItem,
  { words, text, share, tens, figure }: Writing,
): Markup {
  const { item } = words;
  const rows = options.map((row) => {
    const said = row.options
      .map((id) => text(wording?.options.find((it) => it.id === id)?.text ?? ''))
      .join(' / ');
    return html`<tr><th scope="row">${row.options.join(', ')} <small>${said}</small>${row.isKey ? html` <strong class="q-right">✓ ${item.rightOption}</strong>` : ''}${row.options.length > 1 ? html` <small>(${item.merged})</small>` : ''}</th>
<td class="q-figure" data-label="${item.share}">${share(row.share)}</td><td class="q-figure" data-label="${item.n}">${tens(row.n)}</td>
<td class="q-figure" data-label="${item.meanRest}">${figure(row.meanRest, 2)}</td></tr>`;
  });
  return html`<section><table class="wide"><caption>${item.options}</caption>
<thead><tr><th scope="col">${item.option}</th><th scope="col" class="q-figure">${item.share}</th><th scope="col" class="q-figure">${item.n}</th><th scope="col" class="q-figure">${item.meanRest}</th></tr></thead>
<tbody>${rows}</tbody></table><p class="quiet">${item.optionsText}</p></section>`;
}

/** Figures as rows, so that kinds of attempt, or versions, stand side by side. */
function figuresTable(
  caption: string,
  columns: { head: Markup; name?: string; shown: ShownItem }[],
  { words, figure, share, tens, percent }: Writing,
): Markup {
  const { rows, figure: corner } = words.item;
  const value: Record<keyof typeof rows, (item: ShownItem) => string> = {
    n: ({ n }) => tens(n),
    facility: ({ facility }) => share(facility),
    randomGuessScore: ({ randomGuessScore }) =>
      randomGuessScore === undefined ? '–' : percent(randomGuessScore),
    sd: ({ sd }) => figure(sd, 2),
    effectiveWeight: ({ effectiveWeight }) => figure(effectiveWeight),
    discriminationIndex: ({ discriminationIndex }) => figure(discriminationIndex),
    discriminativeEfficiency: ({ discriminativeEfficiency }) => figure(discriminativeEfficiency),
  };
  const body = Object.entries(rows).map(
    ([key, [name, meaning]]) => html`<tr><th scope="row">${name} <small>${meaning}</small></th>
${columns.map(({ head, name: label, shown }) => html`<td class="q-figure" data-label="${label ?? head}">${value[key as keyof typeof rows](shown)}</td>`)}</tr>`,
  );
  return html`<section><table class="wide"><caption>${caption}</caption>
<thead><tr><th scope="col">${corner}</th>${columns.map(({ head }) => html`<th scope="col" class="q-figure">${head}</th>`)}</tr></thead>
<tbody>${body}</tbody></table></section>`;
}

function longerSection(
  item: string,
  longer: LongerScale | undefined,
  { words, language, figure, tens }: Writing,
): Markup {
  const { longer: text } = words.item;
  const found = longer?.byItem.get(item);
  const figures =
    found === undefined || found.n < fewestOnScale
      ? html`<p>${longer === undefined ? text.working : text.none}</p>`
      : html`<dl class="facts"><div><dt>${text.index}</dt><dd><strong>${figure(found.discriminationIndex)}</strong></dd></div>
<div><dt>${text.n}</dt><dd><strong>${tens(inTens(found.n))}</strong></dd></div>
<div><dt>${text.others}</dt><dd><strong>${figure(found.meanOthers, 0)}</strong></dd></div></dl>
<p class="quiet">${words.readAt(written(language).minute(longer?.at ?? 0))} ${longer?.isCut === true ? text.cut : ''}</p>`;
  return html`<section><h2>${text.title}</h2><p>${text.own}</p>${figures}</section>`;
}

/** This version beside the others, their words and their figures. */
function versionsSection(quiz: CountedQuiz, item: string, versions: CountedQuiz[], writing: Writing): Markup {
  const { words, language, stem, text } = writing;
  const all = versions.flatMap((of): Version[] => {
    const first = of.kinds.get('first');
    const shown = first && shownQuiz(first).items.find((it) => it.item === item);
    return shown === undefined ? [] : [{ of, shown }];
  });
  const own = all.filter(({ of }) => of.quiz === quiz.quiz);
  const others = all.filter(({ of }) => of.quiz !== quiz.quiz).slice(0, 2);
  if (own.length === 0 || others.length === 0)
    return html`<section><h2>${words.item.versions}</h2><p>${words.item.noOther}</p></section>`;
  const columns = [...own, ...others].map(({ of, shown }) => {
    const name = `${versionOf(of.quiz)} · ${of.asked === undefined ? words.quizzes.older : words.quizzes.today(of.asked)}`;
    return { name, shown, head: html`<a href="${itemHref(of, item, language)}">${name}</a>` };
  });
  const wordings = columns.map(
    ({ name, shown }) => html`<div><h3>${name}</h3><p class="q-stem">${stem(shown.wording)}</p>
<ul>${(shown.wording?.options ?? []).map((option) => html`<li>${option.id}. ${text(option.text)}${option.id === shown.wording?.key ? ' ✓' : ''}</li>`)}</ul></div>`,
  );
  return html`<section><h2>${words.item.versions}</h2><p>${words.item.versionsText}</p><div class="q-beside">${wordings}</div></section>
${figuresTable(words.item.versions, columns, writing)}`;
}
