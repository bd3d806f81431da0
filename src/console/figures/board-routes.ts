import type { Hono } from 'hono';
import { isFresh } from '../../access/console-session.ts';
import { formToken } from '../../access/token.ts';
import { findLesson } from '../../core/course.ts';
import type { Console, ConsoleEnv } from '../console.ts';
import { exportOf, formatAsked } from '../exports/export.ts';
import { sentencePage } from '../layout.ts';
import { boardPage, boardsPage, wallPage } from './board-pages.ts';
import { boardOf, openWalls, switchWall } from './boards.ts';
import { lessonsPage, lessonsTable, wayPage, wayTable } from './lessons-pages.ts';
import { choosable, figuresNow } from './look.ts';
import { noFigures, visitorWhoSees } from './routes.ts';
import { exportTable, showIn } from './show.ts';

/** Ways through lessons, which are of no place and so for whoever sees figures anywhere. */
export function addLessonRoutes(app: Hono<ConsoleEnv>, console: Console): void {
  app.get('/admin/figures/lessons/:lesson?', async (c) => {
    const visitor = visitorWhoSees(console, c);
    if (visitor === undefined) return console.refuse(c, 'right', 403);
    const figures = await figuresNow(console);
    if (figures === undefined) return noFigures(console, c);
    const frame = console.frame(c);
    const show = showIn(frame);
    const id = c.req.param('lesson');
    const lesson = id === undefined ? undefined : findLesson(figures.course, id, frame.language);
    if (id !== undefined && lesson === undefined) return console.refuse(c, 'missing', 404);
    await console.looked(c, visitor.person.unit);
    const format = formatAsked(c);
    if (format !== undefined) {
      const table = lesson === undefined ? lessonsTable(figures, show) : wayTable(figures, lesson, show);
      return exportOf(exportTable(table), format, console);
    }
    const page =
      lesson === undefined ? lessonsPage(figures, frame, show) : wayPage(figures, lesson, frame, show);
    return console.show(c, page);
  });
}

/** Boards of places, and the same on a wall where an administrator has switched that on. */
export function addUnitBoardRoutes(app: Hono<ConsoleEnv>, console: Console): void {
  app.get('/admin/figures/boards', async (c) => {
    const visitor = visitorWhoSees(console, c);
    if (visitor === undefined) return console.refuse(c, 'right', 403);
    await console.looked(c, visitor.person.unit);
    const walls = await openWalls(console.archive);
    const frame = console.frame(c);
    return console.show(c, boardsPage(choosable(console.course(), visitor), walls, frame, showIn(frame)));
  });

  app.get('/admin/figures/boards/:unit', async (c) => {
    const unit = console.course().units.get(c.req.param('unit'));
    const visitor = console.allowed(c, 'see_figures', unit?.id ?? '');
    // Who may see figures nowhere is told so; of other places nobody is told which there are.
    if (visitorWhoSees(console, c) === undefined) return console.refuse(c, 'right', 403);
    if (visitor === undefined || unit === undefined) return console.refuse(c, 'missing', 404);
    const figures = await figuresNow(console);
    if (figures === undefined) return noFigures(console, c);
    await console.looked(c, unit.id);
    const isOn = (await openWalls(console.archive)).includes(unit.id);
    const maySwitch = console.allowed(c, 'manage_figures', unit.id) !== undefined;
    const frame = console.frame(c);
    const wall = { isOn, token: maySwitch ? formToken(visitor.id) : undefined };
    return console.show(c, boardPage(boardOf(figures, unit), figures, wall, frame, showIn(frame)));
  });

  app.post('/admin/figures/boards/:unit/wall', async (c) => {
    const id = c.req.param('unit');
    if (console.allowed(c, 'manage_figures', c.get('visitor')?.person.unit ?? '') === undefined)
      return console.refuse(c, 'right', 403);
    if (console.allowed(c, 'manage_figures', id) === undefined) return console.refuse(c, 'missing', 404);
    const isOn = c.get('form').on === 'yes';
    const session = c.get('visitor')?.session;
    // Shutting it is never put off.
    if (isOn && (session === undefined || !isFresh(session, console.clock())))
      return console.refuse(c, 'enterAgain', 403);
    await console.archive.addDeeds([
      console.deed(c, 'figures', { to: `/admin/wall/${id}`, unit: id, note: isOn ? 'wall_on' : 'wall_off' }),
    ]);
    await switchWall(console.archive, id, isOn, console.clock());
    return console.goTo(c, `/admin/figures/boards/${id}`);
  });

  // Open to everybody, but only where it was switched on; the same answer for places there are and are not.
  app.get('/admin/wall/:unit', async (c) => {
    const unit = console.course().units.get(c.req.param('unit'));
    const frame = console.frame(c);
    const show = showIn(frame);
    const isOn = unit !== undefined && (await openWalls(console.archive)).includes(unit.id);
    if (unit === undefined || !isOn) {
      return console.show(c, sentencePage(show.words.boards.noWall, { ...frame, visitor: undefined }), 404);
    }
    const figures = await figuresNow(console);
    if (figures === undefined) return noFigures(console, c);
    return console.show(c, wallPage(boardOf(figures, unit), figures, frame, show));
  });
}
