import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type StaffRole, staffRoles } from '../../src/core/staff.ts';
import { openTestConsole, type TestConsole } from '../fixtures/console.ts';

/** `open`: to everybody. `own`: whoever is in, about themselves. Else the roles that get further than "no right". */
type Who = 'open' | 'own' | readonly StaffRole[];
const figures: Who = ['admin', 'official', 'analyst', 'facilitator'];
const seeing: Who = ['admin', 'official', 'analyst'];
const sending: Who = ['admin', 'official'];
const admins: Who = ['admin'];
const questions: Who = ['admin', 'official', 'analyst', 'author'];

/**
 * Role × action over every route there is; a route that is not named here fails. Roles whose unit is another one get no
 * further than "no right" or "there is no such thing": see `elsewhere`.
 */
const table: Record<string, Who> = {
  'GET /admin/console.css': 'open',
  'GET /admin/board.css': 'open',
  'GET /admin/live.js': 'open',
  'GET /admin/compose.js': 'open',
  'GET /admin/sign-in': 'open',
  'GET /admin/enter/:code': 'open',
  'POST /admin/enter': 'open',
  'GET /admin/wall/:unit': 'open',
  'GET /admin': 'own',
  'POST /admin/my-name': 'own',
  'POST /admin/my-chat': 'own',
  'POST /admin/sign-out': 'own',
  'GET /admin/people': admins,
  'GET /admin/people/invite': admins,
  'POST /admin/people/invite': admins,
  'POST /admin/people/invitations/:name/withdraw': admins,
  'GET /admin/people/:id': admins,
  'POST /admin/people/:id/sign-out': admins,
  'POST /admin/people/:id/revoke': admins,
  'GET /admin/audit': admins,
  'GET /admin/demo': admins,
  'POST /admin/demo': admins,
  'POST /admin/demo/remove': admins,
  'GET /admin/events': figures,
  'GET /admin/events/:event/:commune?': figures,
  'GET /admin/figures': figures,
  'GET /admin/figures/lessons/:lesson?': figures,
  'GET /admin/figures/boards': figures,
  'GET /admin/figures/boards/:unit': figures,
  'GET /admin/figures/report': figures,
  'GET /admin/figures/population': admins,
  'POST /admin/figures/population': admins,
  'POST /admin/figures/boards/:unit/wall': admins,
  'GET /admin/questions': questions,
  'GET /admin/questions/:lesson': questions,
  'GET /admin/questions/:lesson/:item': questions,
  'GET /admin/broadcasts': seeing,
  'GET /admin/broadcasts/costs': seeing,
  'GET /admin/broadcasts/new': sending,
  'GET /admin/broadcasts/compose': sending,
  'POST /admin/broadcasts/compose': sending,
  'POST /admin/broadcasts/outlook': sending,
  'GET /admin/broadcasts/:id': seeing,
  'GET /admin/broadcasts/:id/edit': sending,
  'GET /admin/broadcasts/:id/cancel': sending,
  'POST /admin/broadcasts/:id/act': sending,
  'GET /admin/broadcasts/:id/report': seeing,
  'GET /admin/broadcasts/:id/units.csv': seeing,
};

/** Writing lessons and the reports to the centre have tables of their own beside their tests. */
const ofTheirOwn = /^(GET|POST) \/admin\/(lessons|lesson-desk|reports)\b/;

const own = '16012';
/** Its neighbour, and what lies above it. */
const foreign = ['15715', '38'];
const filled = (path: string, unit: string): string =>
  path
    .replace(':unit', unit)
    .replace(':event', 'ngayhoi26')
    .replace(/:commune\??/, unit)
    .replace('/:lesson?', '')
    .replace(':lesson', '4.1')
    .replace(':item', '4.1-a')
    .replace(':code', `moi-${'0'.repeat(32)}`)
    .replace(/:(id|name)/, 'nobody');

let opened: TestConsole;
beforeEach(() => {
  opened = openTestConsole();
});
afterEach(() => opened.remove());

test('every route there is has a line in the table, and every line a route', () => {
  const routes = opened.routes().map(({ method, path }) => `${method} ${path}`);
  expect(Object.keys(table).filter((name) => !routes.includes(name))).toEqual([]);
  expect(routes.filter((name) => table[name] === undefined && !ofTheirOwn.test(name))).toEqual([]);
});

describe('who gets further than "no right"', () => {
  test.each(staffRoles)('%s, in their own unit', async (role) => {
    const { cookie, token } = await opened.signIn(role, own);
    for (const [name, who] of Object.entries(table)) {
      const [method = '', path = ''] = name.split(' ');
      const isSigningOut = path.endsWith('/sign-out') && who === 'own';
      if (who === 'open' || isSigningOut) continue;
      const answer = await opened.get(filled(path, own), {
        headers: { cookie },
        ...(method === 'POST' ? { form: { token, name: 'Lan', do: 'pause' } } : {}),
      });
      const isAllowed = who === 'own' || who.includes(role);
      if (isAllowed) expect([200, 303, 400, 404], name).toContain(answer.status);
      // Where the right hangs on a broadcast, there being none is all that is said.
      else expect(path.includes(':id') ? [403, 404] : [403], name).toContain(answer.status);
    }
  });

  test.each(staffRoles)('%s, of a unit that is not theirs: nothing', async (role) => {
    const { cookie, token } = await opened.signIn(role, own);
    const ask = async (path: string, form?: Record<string, string>): Promise<number> =>
      (
        await opened.get(path, {
          headers: { cookie },
          ...(form === undefined ? {} : { form: { token, ...form } }),
        })
      ).status;
    for (const unit of foreign) {
      for (const path of [
        `/admin/figures?unit=${unit}`,
        `/admin/figures?unit=${unit}&table=units&as=csv`,
        `/admin/figures/report?unit=${unit}`,
        `/admin/figures/boards/${unit}`,
        `/admin/events/ngayhoi26/${unit}`,
      ])
        expect([403, 404], `${role} ${path}`).toContain(await ask(path));
      expect([403, 404]).toContain(await ask(`/admin/figures/boards/${unit}/wall`, { on: 'yes' }));
      expect([403, 404]).toContain(await ask('/admin/people/invite', { name: 'A', role: 'author', unit }));
      expect((await opened.get(`/admin/wall/${unit}`)).status).toBe(404);
    }
  });
});

test('every look at figures is in the audit log, with the place that was looked at', async () => {
  const { cookie } = await opened.signIn('analyst', own);
  const paths = [
    '/admin/figures',
    '/admin/figures/lessons',
    `/admin/figures/boards/${own}`,
    '/admin/figures/report',
  ];
  for (const path of paths) await opened.get(path, { headers: { cookie } });
  const looks = (await opened.archive.auditPage({ limit: 50 })).filter(({ did }) => did === 'looked');
  expect(looks.map(({ to }) => to).sort()).toEqual([...paths].sort());
  expect(looks.every(({ unit }) => unit === own)).toBe(true);
});
