import { html } from 'hono/html';
import { dayMs } from '../../core/time.ts';
import { headsOf, skillOf } from '../../stats/people-figures.ts';
import { gainOf, placementQuestions } from '../../stats/placement-gain.ts';
import { type ShareInTens, shareOfTens, type Tens } from '../../stats/tens.ts';
import { exportLinks } from '../exports/export.ts';
import { type Frame, type Markup, pageOf } from '../layout.ts';
import { answerHtml, answerTo } from './answer.ts';
import { addressOf, headlineTable, longTables, tableIds } from './headline-tables.ts';
import { type Choice, type Figures, outcomeOf } from './look.ts';
import { monthsChart } from './months-chart.ts';
import { populationOf } from './population.ts';
import { type Show, tableHtml } from './show.ts';
import { targets } from './targets.ts';

/** Further pages, by their names in the words. */
export type Ways = Partial<Record<keyof Show['words']['ways'], string>>;

/** The first page: the answer, the measures from reached to able, the targets, and everything told apart. */
export function headlinePage(
  figures: Figures,
  choice: Choice,
  options: { units: { id: string; fullName: string }[]; ways: Ways },
  frame: Frame,
  show: Show,
): Markup {
  const { words } = show;
  const path = addressOf({ unit: choice.unit.id, lesson: choice.lesson });
  const tables = tableIds.flatMap((id) => {
    const table = headlineTable(id, figures, choice, show);
    if (table === undefined || table.rows.length === 0) return [];
    const chart = id === 'months' ? monthsChart(table, show) : '';
    const links = exportLinks(`${path}&table=${id}`, show.language);
    const whole = html`${chart}${tableHtml(table, show)}${links}`;
    return longTables.includes(id)
      ? [html`<details><summary>${table.caption}</summary>${whole}</details>`]
      : [html`<section>${whole}</section>`];
  });
  return pageOf(
    words.title,
    html`${answerHtml(answerTo(figures, choice, show))}
<p class="quiet">${words.asOf(show.minute(figures.readAt))} ${words.tens}</p>
${figures.isStale ? html`<p class="careful" role="status">${words.stale}</p>` : ''}${figures.census === undefined ? html`<p class="careful" role="status">${words.counting}</p>` : ''}
${chooser(figures, choice, options.units, show)}
${measures(figures, choice, show)}
${targetsTable(figures, choice, show)}
<nav class="ways" aria-label="${words.title}"><ul>${waysOf(options.ways, show)}</ul></nav>
${tables}`,
    frame,
  );
}

function waysOf(ways: Ways, { words, to }: Show): Markup[] {
  return (Object.keys(ways) as (keyof Ways)[]).flatMap((way) => {
    const href = ways[way];
    return href === undefined
      ? []
      : [html`<li><a class="way" href="${to(href)}">${words.ways[way]}</a></li>`];
  });
}

function chooser(
  { course }: Figures,
  { unit, lesson }: Choice,
  units: { id: string; fullName: string }[],
  show: Show,
): Markup {
  const { choose } = show.words;
  const option = (value: string, label: string, chosen: string): Markup =>
    html`<option value="${value}"${value === chosen ? html` selected` : ''}>${label}</option>`;
  return html`<form class="choose" method="get" action="/admin/figures">
${show.language === 'vi' ? '' : html`<input type="hidden" name="lang" value="${show.language}">`}
<div><label for="unit">${choose.unit}</label><select id="unit" name="unit">${units.map((it) => option(it.id, it.fullName, unit.id))}</select></div>
<div><label for="lesson">${choose.lesson}</label><select id="lesson" name="lesson">${[...course.lessons.keys()].map((id) => option(id, `${id} ${outcomeOf(course, id, show.language)}`, lesson))}</select></div>
<button>${choose.go}</button></form>`;
}

/** Each figure with what it counts; one whose source is not there yet says what will produce it. */
function measures(
  { counted, census, readAt }: Figures,
  { unit, places, lesson }: Choice,
  show: Show,
): Markup {
  const { measures: words } = show.words;
  const heads = census && headsOf(census, places);
  const skill = skillOf(counted, places, lesson);
  const firstAt = census?.firstFinishedAt;
  const againFrom =
    firstAt === undefined || heads?.finished === 'few'
      ? words.againFirst
      : firstAt + delayedDays * dayMs <= readAt
        ? words.againBegun
        : words.againFrom(show.day(firstAt + delayedDays * dayMs));
  const tile = ([name, note]: [string, string], value: string, more: string[] = []): Markup =>
    html`<div><dt>${name}</dt><dd class="big">${value}</dd><dd class="quiet">${note}${more.map((it) => html` ${it}`)}</dd></div>`;
  const none = (measure: [string, string], from: string): Markup =>
    html`<div class="unmeasured"><dt>${measure[0]}</dt><dd class="big">${show.words.notMeasured}</dd><dd class="quiet">${measure[1]} ${from}</dd></div>`;
  const people = (tens: Tens | undefined): string =>
    tens === undefined ? show.words.notMeasured : `${show.tens(tens)} ${words.people}`;
  const ofWhole = (right: Tens, whole: Tens, share: ShareInTens): string[] =>
    whole === 'few' || right === 'few'
      ? []
      : [words.ofThose(show.tens(whole), share === 'few' ? '' : show.share(share))];
  // Which answers were a placement's is counted for no single place.
  const gain = gainOf(counted);
  const sharing = heads && shareOfTens(heads.sharing, heads.reached);
  return html`<section><h2>${words.title}</h2><dl class="facts measures">
${tile(words.reached, people(heads?.reached), sharing === undefined || heads === undefined ? [] : [sharing === 'few' || heads.sharing === 'few' ? words.sharingFew : words.sharing(show.share(sharing))])}
${tile(words.active, people(heads?.active))}
${tile(words.finished, people(heads?.finished))}
${skill.finished === 'few' ? none(words.right, '') : tile(words.right, people(skill.right), ofWhole(skill.right, skill.finished, skill.share))}
${skill.delayed === 'few' ? none(words.again, againFrom) : tile(words.again, people(skill.delayed_right), ofWhole(skill.delayed_right, skill.delayed, skill.delayedShare))}
${gain.points === undefined || unit.kind !== 'province' ? none(words.gain, unit.kind === 'province' ? words.gainFrom : words.gainWhere) : tile(words.gain, words.gainPoints(show.signed(gain.points), show.number(placementQuestions)), [words.ofThose(show.tens(gain.people), '')])}
${skill.life_asked === 'few' ? none(words.life, words.lifeFrom) : tile(words.life, people(skill.life_alone), ofWhole(skill.life_alone, skill.life_asked, skill.lifeShare))}
</dl></section>`;
}

const delayedDays = 14;

export function targetsTable({ counted, census, population }: Figures, choice: Choice, show: Show): Markup {
  const { words } = show;
  const { unit, places, lesson } = choice;
  const columns = (['who', 'goal', 'due', 'population', 'reached', 'finished', 'right'] as const).map(
    (key) => ({
      key,
      label: words.targets.columns[key],
    }),
  );
  const rows = targets.map(({ id, share, dueOn, who }) => {
    const goal = { text: words.targets.goal(show.percent(share)) };
    const due = { text: show.dueDay(dueOn) };
    if (who === undefined) {
      return {
        label: words.targets.names[id],
        cells: [goal, due, undefined, undefined, undefined, undefined],
      };
    }
    const all = populationOf(population, unit.id, places, who.population);
    const heads = census && headsOf(census, places, { facet: 'audience', values: who.audiences });
    const right = skillOf(counted, places, lesson, who.audiences).right;
    const against = (tens: Tens | undefined) => ({ text: coverage(tens, all, show) });
    return {
      label: words.targets.names[id],
      cells: [
        goal,
        due,
        { text: all === undefined ? words.targets.noPopulation : show.number(all) },
        against(heads?.reached),
        against(heads?.finished),
        against(right),
      ],
    };
  });
  return html`<section>${tableHtml({ id: 'targets', caption: words.targets.title, columns, rows }, show)}
<p class="quiet">${words.targets.note} ${words.targets.names.vneid}: ${words.targets.vneid} ${words.targets.source}</p></section>`;
}

/** People and, where it is known of how many, at most which share of them. */
export function coverage(tens: Tens | undefined, all: number | undefined, show: Show): string {
  if (tens === undefined || tens === 'few' || all === undefined || all === 0) return show.tens(tens);
  const share = show.percent(Math.min(1, (tens + 9) / all));
  return `${show.tens(tens)}, ${show.words.targets.atMost(share)}`;
}
