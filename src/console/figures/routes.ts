import { setImmediate } from 'node:timers/promises';
import type { Hono } from 'hono';
import { formToken } from '../../access/token.ts';
import { placesOf } from '../../stats/people-figures.ts';
import { skillsOf } from '../../stats/skill-index.ts';
import type { Console, ConsoleEnv, Ctx, Visitor } from '../console.ts';
import { exportOf, formatAsked } from '../exports/export.ts';
import { answerTo } from './answer.ts';
import { headlinePage } from './headline-page.ts';
import { addressOf, headlineTable, tableIds } from './headline-tables.ts';
import { choiceOf, choosable, type Figures, figuresNow, mostLearnt } from './look.ts';
import { keepPopulation, keptPopulation, populationTemplate, readPopulation } from './population.ts';
import { populationPage } from './population-page.ts';
import { exportTable, showIn } from './show.ts';

/** What people can do: for whoever may see figures, of their own unit and what lies in it. */
export function addFigureRoutes(app: Hono<ConsoleEnv>, console: Console): void {
  // Sorted before anybody sees a view, a place at a time.
  console.book.derive(async (view) => {
    for (const place of view.names('S')) {
      skillsOf(view.of('S', place));
      await setImmediate();
    }
  });
  app.get('/admin/figures', async (c) => {
    const visitor = visitorWhoSees(console, c);
    if (visitor === undefined) return console.refuse(c, 'right', 403);
    const figures = await figuresNow(console);
    if (figures === undefined) return noFigures(console, c);
    const choice = choiceOf(c, visitor, figures);
    if (choice === undefined) return console.refuse(c, 'missing', 404);
    await console.looked(c, choice.unit.id);
    const frame = console.frame(c);
    const show = showIn(frame);
    const format = formatAsked(c);
    if (format !== undefined) {
      const id = tableIds.find((it) => it === c.req.query('table'));
      const table = id === undefined ? undefined : headlineTable(id, figures, choice, show);
      if (table === undefined) return console.refuse(c, 'missing', 404);
      const file = {
        ...exportTable(table),
        name: `${table.id}-${choice.unit.id}-${choice.lesson.replace('.', '-')}`,
      };
      return exportOf(file, format, console);
    }
    const units = choosable(figures.course, visitor);
    const mayGive = console.allowed(c, 'manage_figures', visitor.person.unit) !== undefined;
    const ways = {
      lessons: '/admin/figures/lessons',
      boards: '/admin/figures/boards',
      report: `/admin/figures/report?${new URLSearchParams({ unit: choice.unit.id, lesson: choice.lesson })}`,
      ...(mayGive ? { population: '/admin/figures/population' } : {}),
    };
    return console.show(c, headlinePage(figures, choice, { units, ways }, frame, show));
  });

  app.get('/admin/figures/population', async (c) => {
    const visitor = console.allowed(c, 'manage_figures', c.get('visitor')?.person.unit ?? '');
    if (visitor === undefined) return console.refuse(c, 'right', 403);
    const { unit } = visitor.person;
    if (c.req.query('as') === 'csv') {
      const places = placesOf(console.course().units, unit);
      return new Response(populationTemplate(console.course(), places), {
        headers: {
          'content-type': 'text/csv; charset=utf-8',
          'content-disposition': 'attachment; filename="population.csv"',
          'cache-control': 'no-store',
        },
      });
    }
    await console.looked(c, unit);
    const kept = await keptPopulation(console.archive);
    const frame = console.frame(c);
    return console.show(
      c,
      populationPage({ kept, problems: [], text: '', token: formToken(visitor.id) }, frame, showIn(frame)),
    );
  });

  app.post('/admin/figures/population', async (c) => {
    const visitor = console.allowed(c, 'manage_figures', c.get('visitor')?.person.unit ?? '');
    if (visitor === undefined) return console.refuse(c, 'right', 403);
    const { unit } = visitor.person;
    const text = c.get('form').table ?? '';
    const { units } = console.course();
    const isOwn = (id: string): boolean => console.allowed(c, 'manage_figures', id) !== undefined;
    const read = readPopulation(text, units, isOwn);
    if ('problems' in read || Object.keys(read.rows).length === 0) {
      const kept = await keptPopulation(console.archive);
      const problems = 'problems' in read ? read.problems : [];
      const frame = console.frame(c);
      const page = populationPage(
        { kept, problems, text, token: formToken(visitor.id) },
        frame,
        showIn(frame),
      );
      return console.show(c, page, 400);
    }
    const note = `population, ${Object.keys(read.rows).length}`;
    await console.archive.addDeeds([
      console.deed(c, 'figures', { to: '/admin/figures/population', unit, note }),
    ]);
    await keepPopulation(console.archive, read.rows, console.clock());
    return console.goTo(c, '/admin/figures/population');
  });
}

export const visitorWhoSees = (console: Console, c: Ctx): Visitor | undefined =>
  console.allowed(c, 'see_figures', c.get('visitor')?.person.unit ?? '');

export function noFigures(console: Console, c: Ctx): Response | Promise<Response> {
  c.header('retry-after', '3');
  return console.refuse(c, 'away', 503);
}

/** The first line for the first page of the console: the answer for the visitor's own unit. */
export async function firstLine(console: Console, c: Ctx, visitor: Visitor) {
  if (visitorWhoSees(console, c) === undefined) return undefined;
  const figures: Figures | undefined = await figuresNow(console);
  const unit = figures?.course.units.get(visitor.person.unit);
  if (figures === undefined || unit === undefined) return undefined;
  const places = placesOf(figures.course.units, unit.id);
  const lesson = mostLearnt(figures, places);
  if (lesson === undefined) return undefined;
  const answer = answerTo(figures, { unit, places, lesson }, showIn(console.frame(c)));
  return { ...answer, href: addressOf({ unit: unit.id, lesson }) };
}
