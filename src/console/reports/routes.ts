import type { Hono } from 'hono';
import { formToken } from '../../access/token.ts';
import { hourMs } from '../../core/time.ts';
import type { ReportKind } from '../../store/archive/archive.ts';
import type { Console, ConsoleEnv, Ctx, Visitor } from '../console.ts';
import { exportOf, formatAsked } from '../exports/export.ts';
import { mostRefused, type ReportsFound, reportsPage, reportsTable } from './page.ts';

const kinds = ['statement', 'webhook'] as const satisfies ReportKind[];
/** Whoever retries every few seconds has not mended anything. */
const retriesPerHour = 20;

/** Reports are the whole service's: they are seen, and sent again, by those of the province. */
export function addCentreReportRoutes(app: Hono<ConsoleEnv>, console: Console): void {
  const { reports, clock } = console;
  const top = (): string =>
    [...console.course().units.values()].find(({ parent }) => parent === undefined)?.id ?? '';
  const who = (c: Ctx, action: 'see_reports' | 'retry_reports'): Visitor | undefined =>
    console.allowed(c, action, top());

  app.get('/admin/reports', async (c) => {
    if (who(c, 'see_reports') === undefined) return console.refuse(c, 'right', 403);
    await console.looked(c, top());
    const frame = console.frame(c);
    const format = formatAsked(c);
    const found = await foundNow();
    if (format !== undefined) return exportOf(reportsTable(found, frame), format, console);
    const retrier = who(c, 'retry_reports');
    const retried = /^\d{1,9}$/.exec(c.req.query('retried') ?? '')?.[0];
    const ground = {
      found,
      compared: await reports.lastCompared(),
      isCentreOn: reports.centre !== undefined,
      now: clock(),
      token: retrier && formToken(retrier.id),
      retried: retried === undefined ? undefined : Number(retried),
    };
    return console.show(c, reportsPage(ground, frame));
  });

  app.post('/admin/reports/retry', async (c) => {
    const visitor = who(c, 'retry_reports');
    if (visitor === undefined) return console.refuse(c, 'right', 403);
    const kind = kinds.find((it) => it === c.get('form').kind);
    if (kind === undefined) return console.refuse(c, 'wrong', 400);
    if ((await console.store.tally(`retry:${visitor.person.id}`, hourMs)) > retriesPerHour)
      return console.refuse(c, 'tooMany', 429);
    const { refused } = await reports.reportCounts(kind);
    // Noted before it is done: what cannot be written down does not happen.
    await console.archive.addDeeds([
      console.deed(c, 'retried_reports', { to: kind, unit: top(), note: `${refused}` }),
    ]);
    const retried = await reports.retryRefused(kind, clock());
    return console.goTo(c, `/admin/reports?retried=${retried}`);
  });

  const foundNow = (): Promise<ReportsFound[]> =>
    Promise.all(
      kinds.map(async (kind) => ({
        kind,
        where: kind === 'statement' ? reports.centre : reports.webhook,
        counts: await reports.reportCounts(kind),
        refused: (await reports.refusedReports(kind, mostRefused)).map(({ id, at, reason }) => ({
          id,
          at,
          reason,
        })),
      })),
    );
}
