import type { Hono } from 'hono';
import { formToken } from '../../access/token.ts';
import { costLines, provincePeople } from '../../broadcast/cost-table.ts';
import { openFrom, quietHoursOf } from '../../broadcast/quiet-hours.ts';
import type { Standing } from '../../office/office.ts';
import { wishOf } from '../../office/wish.ts';
import type { Console, ConsoleEnv, Ctx, Visitor } from '../console.ts';
import { written } from '../layout.ts';
import { liveScript } from '../scripts.ts';
import { type BroadcastView, broadcastPage, cancelPage } from './broadcast-page.ts';
import { addComposeRoutes } from './compose-routes.ts';
import { costsPage } from './costs-page.ts';
import { listPage } from './list-page.ts';
import { isPageAct, noticeOf, openBroadcastPages } from './pages.ts';
import { reportPage } from './report-page.ts';
import type { Show } from './show.ts';
import { unitsCsv } from './units-csv.ts';

/** What officials do with broadcasts. The office decides who may; what it does not tell of does not exist here. */
export function addBroadcastRoutes(app: Hono<ConsoleEnv>, console: Console): void {
  const { office } = console;
  const pages = openBroadcastPages(console);

  app.get('/admin/broadcasts', async (c) => {
    const visitor = pages.visitor(c, 'see_broadcasts');
    if (visitor === undefined) return console.refuse(c, 'right', 403);
    await console.looked(c, visitor.person.unit);
    const by = pages.caller(c, visitor);
    const broadcasts = await office.list(by);
    const running = broadcasts.filter(({ state }) => state.kind === 'running' || state.kind === 'paused');
    const read = await Promise.all(running.slice(0, mostBars).map(({ id }) => office.standing(by, id)));
    const standings = new Map<string, Standing>();
    for (const standing of read) {
      if (standing !== undefined) standings.set(standing.broadcast.id, standing);
    }
    const listed = {
      broadcasts,
      standings,
      person: visitor.person,
      mayWrite: pages.visitor(c, 'send_broadcast') !== undefined,
      mayApprove: (unit: string) => console.allowed(c, 'approve_broadcast', unit) !== undefined,
      isWhole: c.req.query('all') !== undefined,
    };
    return console.show(c, listPage(listed, await pages.show(c), console.frame(c)));
  });

  addComposeRoutes(app, console, pages);

  app.get('/admin/broadcasts/costs', async (c) => {
    if (pages.visitor(c, 'see_broadcasts') === undefined) return console.refuse(c, 'right', 403);
    const quiet = quietHoursOf(console.course());
    const startAt = openFrom(console.clock(), quiet) ?? console.clock();
    const lines = costLines(provincePeople, { startAt, quiet });
    return console.show(c, costsPage(lines, startAt, await pages.show(c), console.frame(c)));
  });

  app.get('/admin/broadcasts/:id', async (c) => {
    const visitor = pages.visitor(c, 'see_broadcasts');
    if (visitor === undefined) return console.refuse(c, 'right', 403);
    return broadcast(c, visitor, {});
  });

  app.get('/admin/broadcasts/:id/cancel', async (c) => {
    const visitor = pages.visitor(c, 'send_broadcast');
    if (visitor === undefined) return console.refuse(c, 'right', 403);
    const by = pages.caller(c, visitor);
    const found = await office.find(by, c.req.param('id'));
    if (found === undefined) return console.refuse(c, 'missing', 404);
    const standing = await office.standing(by, found.id);
    const view = { broadcast: found, standing, token: formToken(visitor.id) };
    return console.show(c, cancelPage(view, await pages.show(c), console.frame(c)));
  });

  app.post('/admin/broadcasts/:id/act', async (c) => {
    const visitor = pages.visitor(c, 'see_broadcasts');
    if (visitor === undefined) return console.refuse(c, 'right', 403);
    const by = pages.caller(c, visitor);
    const id = c.req.param('id');
    const { do: act = '', revision = '' } = c.get('form');
    if (!isPageAct(act)) return console.refuse(c, 'wrong', 400);
    const answer =
      act === 'approve'
        ? await office.approve(by, { id, revision: Number(revision) })
        : await office.act(by, id, act);
    if (answer.kind === 'missing') return console.refuse(c, 'missing', 404);
    if (answer.kind === 'done') return console.goTo(c, `/admin/broadcasts/${id}?said=${act}`);
    return broadcast(c, visitor, { refused: answer.why });
  });

  app.get('/admin/broadcasts/:id/report', async (c) => {
    const visitor = pages.visitor(c, 'see_broadcasts');
    if (visitor === undefined) return console.refuse(c, 'right', 403);
    const standing = await office.standing(pages.caller(c, visitor), c.req.param('id'));
    if (standing?.broadcast.startedAt === undefined) return console.refuse(c, 'missing', 404);
    await console.looked(c, standing.broadcast.unit);
    const show = await pages.show(c);
    const readAt = written(show.language).minute(console.clock());
    return console.show(c, reportPage(standing, readAt, show, console.frame(c)));
  });

  app.get('/admin/broadcasts/:id/units.csv', async (c) => {
    const visitor = pages.visitor(c, 'see_broadcasts');
    if (visitor === undefined) return console.refuse(c, 'right', 403);
    const standing = await office.standing(pages.caller(c, visitor), c.req.param('id'));
    if (standing?.broadcast.startedAt === undefined) return console.refuse(c, 'missing', 404);
    await console.looked(c, standing.broadcast.unit);
    return c.body(unitsCsv(standing.byUnit, await pages.show(c)), 200, {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="${standing.broadcast.id}.csv"`,
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    });
  });

  async function broadcast(
    c: Ctx,
    visitor: Visitor,
    { refused }: { refused?: keyof Show['words']['refusals'] },
  ): Promise<Response> {
    const by = pages.caller(c, visitor);
    const found = await office.find(by, c.req.param('id') ?? '');
    if (found === undefined) return console.refuse(c, 'missing', 404);
    await console.looked(c, found.unit);
    const show = await pages.show(c);
    const isBefore = ['draft', 'waiting_for_approval'].includes(found.state.kind);
    const [standing, looked] = await Promise.all([
      office.standing(by, found.id),
      isBefore ? office.look(by, wishOf(found)) : undefined,
    ]);
    const view: BroadcastView = {
      broadcast: found,
      standing,
      outlook: looked !== undefined && !('kind' in looked) ? looked : undefined,
      person: visitor.person,
      mayWrite: console.allowed(c, 'send_broadcast', found.unit) !== undefined,
      mayApprove: console.allowed(c, 'approve_broadcast', found.unit) !== undefined,
      token: formToken(visitor.id),
      notice: noticeOf(c.req.query('said'), found.state.kind, show),
      alarm: refused && show.words.refusals[refused],
      script: liveScript.etag,
    };
    return console.show(
      c,
      broadcastPage(view, show, console.frame(c)),
      refused === undefined ? 200 : refused === 'right' ? 403 : 400,
    );
  }
}

/** Bars of the list; a unit seldom sends two at once. */
const mostBars = 8;
