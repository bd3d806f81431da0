import type { Hono } from 'hono';
import { localMonth } from '../../core/local-calendar.ts';
import type { Console, ConsoleEnv } from '../console.ts';
import { monthsUpTo } from './headline-tables.ts';
import { choiceOf, choosable, figuresNow } from './look.ts';
import { reportOf } from './report.ts';
import { reportPage } from './report-page.ts';
import { noFigures, visitorWhoSees } from './routes.ts';
import { showIn } from './show.ts';

/** As far back as a report can be asked for. */
const longestMonths = 60;

/** A month on two sheets of paper. */
export function addReportRoutes(app: Hono<ConsoleEnv>, console: Console): void {
  app.get('/admin/figures/report', async (c) => {
    const visitor = visitorWhoSees(console, c);
    if (visitor === undefined) return console.refuse(c, 'right', 403);
    const figures = await figuresNow(console);
    if (figures === undefined) return noFigures(console, c);
    const choice = choiceOf(c, visitor, figures);
    const now = localMonth(figures.readAt);
    const month = c.req.query('month') ?? now;
    if (choice === undefined || !monthsUpTo(now, longestMonths).includes(month))
      return console.refuse(c, 'missing', 404);
    await console.looked(c, choice.unit.id);
    const frame = console.frame(c);
    const show = showIn(frame);
    const report = reportOf(figures, choice, month, show);
    const units = choosable(figures.course, visitor);
    return console.show(c, reportPage(report, figures, choice, units, frame, show));
  });
}
