import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type StaffRole, staffRoles } from '../../src/core/staff.ts';
import { openTestConsole, type TestConsole } from '../fixtures/console.ts';

let opened: TestConsole;
beforeEach(() => {
  opened = openTestConsole();
});
afterEach(() => opened.remove());

const filled = (path: string): string =>
  path
    .replace(':unit', '16012')
    .replace(':event', 'ngayhoi26')
    .replace(/:commune\??/, '16012')
    .replace(':lesson', '4.1')
    .replace(':item', '4.1-a1')
    .replace(':code', `moi-${'0'.repeat(32)}`)
    .replace(':id', 'nobody')
    .replace(':name', 'nothing');

/** What is shown to people who are not signed in, and why it may be. */
const open: Record<string, number> = {
  'GET /admin/console.css': 200,
  'GET /admin/board.css': 200,
  'GET /admin/live.js': 200,
  'GET /admin/compose.js': 200,
  'GET /admin/lesson-desk.js': 200,
  // Says how to get a link.
  'GET /admin/sign-in': 200,
  // Shows a button; only the form behind it does anything, and that carries the link's code.
  'GET /admin/enter/:code': 200,
  'POST /admin/enter': 403,
  // A place's board on a wall, once an administrator has switched it on; before that nobody is told that it exists.
  'GET /admin/wall/:unit': 404,
};

describe('every route of the console', () => {
  test('is closed to whoever is not signed in, but for those that let people in', async () => {
    const routes = opened.routes();
    expect(routes.length).toBeGreaterThan(15);
    for (const { method, path } of routes) {
      const name = `${method} ${path}`;
      const visit = method === 'POST' ? { form: { token: 'x', code: 'x' } } : {};
      expect((await opened.get(filled(path), visit)).status, name).toBe(open[name] ?? 401);
    }
    expect(Object.keys(open).every((name) => routes.some((it) => `${it.method} ${it.path}` === name))).toBe(
      true,
    );
  });

  test.each(['/admin', '/admin/', '/admin/nothing', '/admin/people/x/y', '/admin/enter', '/admin//people'])(
    'what is no route is closed too: %s',
    async (path) => {
      expect((await opened.get(path)).status).toBe(401);
      expect((await opened.get(path, { method: 'DELETE' })).status).toBe(401);
    },
  );

  test('a made-up, a foreign and an old cookie are nobody’s', async () => {
    for (const cookie of [
      `banhoc_admin=${'B'.repeat(43)}`,
      'banhoc_admin=',
      `__Host-banhoc_admin=${'B'.repeat(43)}`,
      "banhoc_admin=' OR 1=1 --",
    ]) {
      expect((await opened.get('/admin', { headers: { cookie } })).status, cookie).toBe(401);
    }
  });

  test('beyond the machine itself it speaks https only, and says so', async () => {
    const plain = openTestConsole({ publicUrl: () => 'http://hoc.example.vn' });
    for (const path of ['/admin', '/admin/sign-in', '/admin/console.css']) {
      const page = await plain.get(path, { headers: { host: 'hoc.example.vn' } });
      expect(page.status).toBe(403);
      expect(await page.text()).toContain('chỉ mở qua https');
    }
    await plain.remove();
    const foreign = await opened.get('/admin/sign-in', { headers: { host: '192.168.1.5:8080' } });
    expect(foreign.status).toBe(403);
  });

  test('pages are kept by nobody, run nothing inline, and are framed by nobody', async () => {
    const { cookie } = await opened.signIn('admin');
    for (const path of [
      '/admin',
      '/admin/people',
      '/admin/people/invite',
      '/admin/audit',
      '/admin/events',
      '/admin/figures',
      '/admin/figures/population',
      '/admin/figures/lessons',
      '/admin/figures/lessons/4.1',
      '/admin/figures/boards',
      '/admin/figures/boards/16012',
      '/admin/sign-in',
    ]) {
      const page = await opened.get(path, { headers: { cookie } });
      expect(page.status, path).toBe(200);
      const header = (name: string): string => page.headers.get(name) ?? '';
      expect(header('content-security-policy')).toContain("default-src 'none'");
      expect(header('content-security-policy')).toContain("frame-ancestors 'none'");
      expect(header('content-security-policy')).not.toContain('unsafe');
      expect(header('cache-control')).toBe('no-store');
      expect(header('referrer-policy')).toBe('same-origin');
      const html = await page.text();
      expect(html).not.toMatch(/<script|<style| style=| on[a-z]+=/);
    }
  });
});

describe('what each role is shown', () => {
  const pages: Record<string, StaffRole[]> = {
    '/admin': [...staffRoles],
    '/admin/people': ['admin'],
    '/admin/people/invite': ['admin'],
    '/admin/audit': ['admin'],
    '/admin/broadcasts': ['admin', 'official', 'analyst'],
    '/admin/demo': ['admin'],
    '/admin/reports': ['admin', 'analyst'],
    '/admin/lessons': ['admin', 'official', 'author'],
    '/admin/lessons/new': ['admin', 'author'],
    '/admin/lessons/facts': ['admin', 'official', 'author'],
    '/admin/questions': ['admin', 'official', 'analyst', 'author'],
    '/admin/figures': ['admin', 'official', 'analyst', 'facilitator'],
    '/admin/figures/population': ['admin'],
    '/admin/figures/lessons': ['admin', 'official', 'analyst', 'facilitator'],
    '/admin/figures/lessons/4.1': ['admin', 'official', 'analyst', 'facilitator'],
    '/admin/figures/report': ['admin', 'official', 'analyst', 'facilitator'],
    '/admin/figures/boards': ['admin', 'official', 'analyst', 'facilitator'],
    '/admin/figures/boards/16012': ['admin', 'official', 'analyst', 'facilitator'],
    '/admin/events': ['admin', 'official', 'analyst', 'facilitator'],
    '/admin/events/ngayhoi26': ['admin', 'official', 'analyst', 'facilitator'],
  };
  test.each(staffRoles)('%s', async (role) => {
    const { cookie, token } = await opened.signIn(role);
    for (const [path, roles] of Object.entries(pages)) {
      const page = await opened.get(path, { headers: { cookie } });
      expect(page.status, path).toBe(roles.includes(role) ? 200 : 403);
    }
    const invite = await opened.get('/admin/people/invite', {
      headers: { cookie },
      form: { token, name: 'Lan', role: 'admin', unit: '38' },
    });
    expect(invite.status).toBe(role === 'admin' ? 200 : 403);
    expect((await opened.archive.waitingInvitations(opened.now())).length).toBe(role === 'admin' ? 1 : 0);
    // The navigation offers what may be opened, and nothing else.
    const html = await (await opened.get('/admin', { headers: { cookie } })).text();
    const nav = html.slice(html.indexOf('<nav'), html.indexOf('</nav>'));
    const offered = [...nav.matchAll(/href="([^"]+)"/g)].map(([, href]) => href ?? '');
    for (const href of offered) expect(pages[href], href).toContain(role);
    expect(offered.includes('/admin/people')).toBe(role === 'admin');
  });

  test('an official of a commune sees its board of the province’s event, not the others', async () => {
    const { cookie } = await opened.signIn('official', '16012');
    const status = async (path: string) => (await opened.get(path, { headers: { cookie } })).status;
    expect(await status('/admin/events/ngayhoi26')).toBe(403);
    expect(await status('/admin/events/ngayhoi26/16012')).toBe(200);
    expect(await status('/admin/events/ngayhoi26/15715')).toBe(403);
    const html = await (await opened.get('/admin/events', { headers: { cookie } })).text();
    expect(html).toContain('href="/admin/events/ngayhoi26/16012"');
    expect(html).not.toContain('href="/admin/events/ngayhoi26"');
    // Machines read no more than people do.
    const figures = await opened.get('/admin/events/ngayhoi26/16012', {
      headers: { cookie, accept: 'application/json' },
    });
    expect(await figures.json()).toMatchObject({ id: '16012' });
  });

  test('an admin of a commune manages its people and nobody else’s', async () => {
    const boss = await opened.signIn('admin', '38');
    const { cookie, token, id } = await opened.signIn('admin', '16012');
    const official = await opened.signIn('official', '15715');
    const ask = (path: string, form?: Record<string, string>) =>
      opened.get(path, { headers: { cookie }, ...(form === undefined ? {} : { form: { token, ...form } }) });
    expect(id).not.toBe(boss.id);
    const html = await (await ask('/admin/people')).text();
    expect(html).toContain(`/admin/people/${id}`);
    expect(html).not.toContain(official.id);
    for (const other of [boss.id, official.id]) {
      expect((await ask(`/admin/people/${other}`)).status).toBe(404);
      expect((await ask(`/admin/people/${other}/revoke`, {})).status).toBe(404);
      expect((await ask(`/admin/people/${other}/sign-out`, {})).status).toBe(404);
    }
    expect((await ask('/admin/people/invite', { name: 'A', role: 'admin', unit: '38' })).status).toBe(403);
    expect((await ask('/admin/people/invite', { name: 'A', role: 'admin', unit: '15715' })).status).toBe(403);
    expect((await ask('/admin/people/invite', { name: 'A', role: 'admin', unit: '16012' })).status).toBe(200);
    expect((await opened.get('/admin', { headers: { cookie: boss.cookie } })).status).toBe(200);
    // Nor does it see what was done elsewhere.
    const log = await (await ask('/admin/audit')).text();
    expect(log).toContain('mời');
    expect(log).toContain('Người admin 16012');
    expect(log).not.toContain('Người admin 38');
    expect(log).not.toContain('Người official 15715');
  });
});
