import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { freshMs, idleMs, longestMs } from '../../src/access/console-session.ts';
import { hashOf } from '../../src/access/token.ts';
import { dayMs, minuteMs } from '../../src/core/time.ts';
import { openTestConsole, type SignedIn, type TestConsole } from '../fixtures/console.ts';

const chat = { channel: 'telegram', bot: '4711', user: '99' };
let opened: TestConsole;
let lan: SignedIn;
beforeEach(async () => {
  opened = openTestConsole();
  lan = await opened.signIn('admin');
});
afterEach(() => opened.remove());

const page = (path: string, { cookie }: Pick<SignedIn, 'cookie'> = lan) =>
  opened.get(path, { headers: { cookie } });
const send = (path: string, form: Record<string, string> = {}, who: SignedIn = lan, headers = {}) =>
  opened.get(path, { headers: { cookie: who.cookie, ...headers }, form: { token: who.token, ...form } });
/** Binds a chat to somebody and gets them a link to the console there. */
async function wayIn(): Promise<string> {
  const code = await opened.desk.invite(
    { role: 'official', unit: '16012', name: 'Minh', madeBy: 'terminal', from: 'terminal' },
    'chat',
  );
  expect(await opened.desk.answer(chat, { kind: 'open_link', code })).toMatchObject({ kind: 'bound' });
  return askAgain();
}
async function askAgain(): Promise<string> {
  const answer = await opened.desk.answer(chat, { kind: 'console_link' });
  if (answer.kind !== 'console_link') throw new Error(`no link but ${JSON.stringify(answer)}`);
  return new URL(answer.url).pathname;
}
const codeOf = (path: string): string => path.split('/').at(-1) ?? '';
const enter = (path: string, headers: Record<string, string> = {}) =>
  opened.get('/admin/enter', { form: { code: codeOf(path) }, headers });

describe('a sign-in link', () => {
  test('may be looked at by previews as often as they like; the form behind it signs in, once', async () => {
    const path = await wayIn();
    for (let look = 0; look < 3; look++) {
      const shown = await opened.get(path);
      expect(shown.status).toBe(200);
      expect(shown.headers.getSetCookie()).toEqual([]);
      expect(await shown.text()).toContain(`name="code" value="${codeOf(path)}"`);
    }
    const first = await enter(path);
    expect(first.status).toBe(303);
    expect(first.headers.get('location')).toBe('/admin');
    const second = await enter(path);
    expect(second.status).toBe(403);
    expect(second.headers.getSetCookie()).toEqual([]);
    expect(await second.text()).toContain('đã dùng rồi');
  });

  test('that is used, by whoever it be, is told to the chat it was given in; every other way in is not', async () => {
    expect(opened.told).toEqual([]);
    await enter(await wayIn());
    expect(opened.told).toEqual(['telegram:4711:99']);
  });

  test('once passed on, is ended from the chat, as often as need be', async () => {
    const cookie = (await enter(await wayIn())).headers.getSetCookie()[0]?.split(';')[0] ?? '';
    opened.tallies.set('access:telegram:4711:99', 99);
    expect(await opened.desk.answer(chat, { kind: 'sign_out' })).toEqual({ kind: 'signed_out' });
    expect((await page('/admin', { cookie })).status).toBe(401);
    expect((await page('/admin')).status).toBe(200);
    expect(await opened.desk.answer({ ...chat, user: '100' }, { kind: 'sign_out' })).toMatchObject({
      reason: 'not_staff',
    });
  });

  test('is worth nothing after ten minutes', async () => {
    const path = await wayIn();
    opened.pass(10 * minuteMs - 1);
    const other = await askAgain();
    opened.pass(1);
    expect(await (await enter(path)).text()).toContain('quá hạn');
    expect((await enter(other)).status).toBe(303);
  });

  test('of somebody who was revoked meanwhile does nothing', async () => {
    const path = await wayIn();
    const minh = (await opened.archive.people()).find(({ name }) => name === 'Minh');
    expect((await send(`/admin/people/${minh?.id}/revoke`)).status).toBe(303);
    expect(await (await enter(path)).text()).toContain('thu hồi');
    expect(await opened.desk.answer(chat, { kind: 'console_link' })).toEqual({
      kind: 'refused',
      reason: 'not_staff',
    });
  });

  test('cut short or made up, it says so', async () => {
    expect((await opened.get('/admin/enter/moi-123')).status).toBe(404);
    expect(await (await enter('/admin/enter/moi-123')).text()).toContain('không đúng');
    expect(await (await enter(`/admin/enter/moi-${'f'.repeat(32)}`)).text()).toContain('không đúng');
  });

  test('a chat’s invitation opens no console, and is still good in the chat', async () => {
    const code = await opened.desk.invite(
      { role: 'official', unit: '16012', name: 'Minh', madeBy: 'terminal', from: 'terminal' },
      'chat',
    );
    expect(await (await enter(`/${code}`)).text()).toContain('không mở trong trình duyệt');
    expect(await opened.desk.answer(chat, { kind: 'open_link', code })).toMatchObject({ kind: 'bound' });
  });

  test('another address than ours may not send it', async () => {
    const path = await wayIn();
    for (const headers of [{ origin: 'https://evil.example' }, { 'sec-fetch-site': 'cross-site' }]) {
      expect((await enter(path, headers)).status).toBe(403);
    }
    expect((await enter(path)).status).toBe(303);
  });

  test('tries are limited by address, across all links', async () => {
    let refused = 0;
    for (let place = 0; place < 40; place++) {
      if ((await enter(`/admin/enter/moi-${'0'.repeat(32)}`)).status === 429) refused++;
    }
    expect(refused).toBeGreaterThanOrEqual(10);
    const elsewhere = await opened.get('/admin/enter', { form: { code: 'x' }, from: '203.0.113.9' });
    expect(elsewhere.status).toBe(403);
  });
});

describe('what a chat may ask', () => {
  test('a used invitation that was forwarded says so, and does nothing', async () => {
    const code = await opened.desk.invite(
      { role: 'admin', unit: '38', name: 'Minh', madeBy: 'terminal', from: 'terminal' },
      'chat',
    );
    await opened.desk.answer(chat, { kind: 'open_link', code });
    const stranger = { ...chat, user: '100' };
    expect(await opened.desk.answer(stranger, { kind: 'open_link', code })).toEqual({
      kind: 'refused',
      reason: 'used',
    });
    expect(await opened.desk.answer(stranger, { kind: 'console_link' })).toEqual({
      kind: 'refused',
      reason: 'not_staff',
    });
    // In the chat that used it, it is told once more that all is well.
    expect(await opened.desk.answer(chat, { kind: 'open_link', code })).toMatchObject({ kind: 'bound' });
  });

  test('is limited', async () => {
    const answers = [];
    for (let place = 0; place < 12; place++) {
      answers.push(await opened.desk.answer(chat, { kind: 'console_link' }));
    }
    expect(answers.at(9)).toMatchObject({ reason: 'not_staff' });
    expect(answers.at(10)).toMatchObject({ reason: 'too_often' });
  });

  test('a week later an invitation is out of date', async () => {
    const code = await opened.desk.invite(
      { role: 'admin', unit: '38', name: 'Minh', madeBy: 'terminal', from: 'terminal' },
      'chat',
    );
    opened.pass(7 * dayMs);
    expect(await opened.desk.answer(chat, { kind: 'open_link', code })).toMatchObject({ reason: 'expired' });
  });
});

describe('the cookie', () => {
  test('on the machine itself is plain, and HttpOnly', async () => {
    const set = (await enter(await wayIn())).headers.getSetCookie();
    expect(set).toHaveLength(1);
    expect(set[0]).toMatch(/^banhoc_admin=[A-Za-z0-9_-]{43}; Path=\/; HttpOnly; SameSite=Lax$/);
  });

  test('by https is __Host- and Secure, and the answer asks for https from then on', async () => {
    const far = openTestConsole({ publicUrl: () => 'https://hoc.example.vn' });
    const code = await far.desk.invite(
      { role: 'admin', unit: '38', name: 'Lan', madeBy: 'terminal', from: 'terminal' },
      'either',
    );
    const answer = await far.get('/admin/enter', { form: { code }, headers: { host: 'hoc.example.vn' } });
    const [set = ''] = answer.headers.getSetCookie();
    expect(set).toMatch(/^__Host-banhoc_admin=[A-Za-z0-9_-]{43}; Path=\/; HttpOnly; SameSite=Lax; Secure$/);
    expect(answer.headers.get('strict-transport-security')).toBe('max-age=31536000');
    // The plain name is not taken there: a neighbour on the domain could have set it.
    const [id] = set.split(';')[0]?.split('=').slice(1) ?? [];
    const host = 'hoc.example.vn';
    expect((await far.get('/admin', { headers: { host, cookie: `banhoc_admin=${id}` } })).status).toBe(401);
    expect((await far.get('/admin', { headers: { host, cookie: `__Host-banhoc_admin=${id}` } })).status).toBe(
      200,
    );
    await far.remove();
  });

  test('its id is kept as a hash only', async () => {
    const id = lan.cookie.split('=')[1] ?? '';
    expect(await opened.archive.findSession(id)).toBeUndefined();
    expect(await opened.archive.findSession(hashOf(id))).toBeDefined();
  });
});

describe('a session', () => {
  test('gets a new id at each sign-in, and the browser’s old one is dead', async () => {
    const path = await wayIn();
    const answer = await enter(path, { cookie: lan.cookie });
    const fresh = answer.headers.getSetCookie().at(-1)?.split(';')[0] ?? '';
    expect(fresh).not.toBe(lan.cookie);
    expect((await page('/admin')).status).toBe(401);
    expect((await page('/admin', { cookie: fresh })).status).toBe(200);
  });

  test('an id that somebody planted is not taken over', async () => {
    const planted = `banhoc_admin=${'P'.repeat(43)}`;
    const answer = await enter(await wayIn(), { cookie: planted });
    expect(answer.headers.getSetCookie().at(-1)).not.toContain('PPPP');
    expect((await page('/admin', { cookie: planted })).status).toBe(401);
  });

  test('goes on under a new id when the role changes, and the old id is dead', async () => {
    const cookie = (await enter(await wayIn())).headers.getSetCookie()[0]?.split(';')[0] ?? '';
    expect((await page('/admin/people', { cookie })).status).toBe(403);
    const code = await opened.desk.invite(
      { role: 'admin', unit: '16012', name: '', madeBy: 'terminal', from: 'terminal' },
      'chat',
    );
    await opened.desk.answer(chat, { kind: 'open_link', code });
    // A board is made once for all who look: the new id comes with it nevertheless.
    const answer = await page('/admin/events/ngayhoi26/16012', { cookie });
    expect(answer.status).toBe(200);
    const fresh = answer.headers.getSetCookie()[0]?.split(';')[0] ?? '';
    expect(fresh).toMatch(/^banhoc_admin=/);
    expect((await page('/admin', { cookie })).status).toBe(401);
    expect((await page('/admin', { cookie: fresh })).status).toBe(200);
  });

  test('ends when unused for an hour', async () => {
    opened.pass(idleMs - 1);
    expect((await page('/admin')).status).toBe(200);
    opened.pass(idleMs - 1);
    expect((await page('/admin')).status).toBe(200);
    opened.pass(idleMs);
    expect((await page('/admin')).status).toBe(401);
  });

  test('a board that renews itself does not keep it alive', async () => {
    for (let place = 0; place < 7; place++) {
      opened.pass(idleMs / 6);
      await opened.get('/admin', { headers: { cookie: lan.cookie, 'sec-fetch-dest': 'empty' } });
    }
    expect((await page('/admin')).status).toBe(401);
  });

  test('ends after twelve hours, however busy', async () => {
    for (let at = 0; at < longestMs - idleMs; at += idleMs / 2) {
      opened.pass(idleMs / 2);
      expect((await page('/admin')).status).toBe(200);
    }
    opened.pass(idleMs - 1);
    await page('/admin');
    opened.pass(idleMs / 2);
    expect((await page('/admin')).status).toBe(401);
  });

  test('ends at once when its person is revoked, in the middle of what they do', async () => {
    const path = await wayIn();
    const cookie = (await enter(path)).headers.getSetCookie()[0]?.split(';')[0] ?? '';
    expect((await page('/admin', { cookie })).status).toBe(200);
    const minh = (await opened.archive.people()).find(({ name }) => name === 'Minh');
    await send(`/admin/people/${minh?.id}/revoke`);
    expect((await page('/admin', { cookie })).status).toBe(401);
  });

  test('signing out ends this one; everywhere ends all', async () => {
    const first = (await enter(await wayIn())).headers.getSetCookie()[0]?.split(';')[0] ?? '';
    const second = (await enter(await askAgain())).headers.getSetCookie()[0]?.split(';')[0] ?? '';
    const third = (await enter(await askAgain())).headers.getSetCookie()[0]?.split(';')[0] ?? '';
    const signOut = async (cookie: string, where: string) => {
      const token = /name="token" value="([^"]+)"/.exec(await (await page('/admin', { cookie })).text())?.[1];
      const answer = await send('/admin/sign-out', { where }, { cookie, token: token ?? '', id: '' });
      expect(answer.headers.getSetCookie()[0]).toContain('Max-Age=0');
      expect(answer.headers.get('location')).toBe('/admin/sign-in');
    };
    await signOut(first, 'here');
    expect((await page('/admin', { cookie: first })).status).toBe(401);
    expect((await page('/admin', { cookie: second })).status).toBe(200);
    await signOut(second, 'everywhere');
    expect((await page('/admin', { cookie: third })).status).toBe(401);
    expect((await page('/admin')).status).toBe(200);
  });

  test('an admin signs somebody else out', async () => {
    const cookie = (await enter(await wayIn())).headers.getSetCookie()[0]?.split(';')[0] ?? '';
    const minh = (await opened.archive.people()).find(({ name }) => name === 'Minh');
    await send(`/admin/people/${minh?.id}/sign-out`);
    expect((await page('/admin', { cookie })).status).toBe(401);
    expect((await enter(await askAgain())).status).toBe(303);
  });
});

describe('a form that changes something', () => {
  const invite = { name: 'Minh', role: 'official', unit: '16012' };
  const waiting = async () => (await opened.archive.waitingInvitations(opened.now())).length;

  test('that lets in or out wants an entering of the last hour; reading does not', async () => {
    const path = await wayIn();
    const minh = (await opened.archive.people()).find(({ name }) => name === 'Minh');
    const before = await waiting();
    opened.pass(freshMs / 2);
    expect((await page('/admin')).status).toBe(200);
    opened.pass(freshMs / 2);
    expect((await page('/admin/people')).status).toBe(200);
    for (const [where, form] of [
      ['/admin/people/invite', invite],
      [`/admin/people/${minh?.id}/revoke`, {}],
      ['/admin/figures/boards/16012/wall', { on: 'yes' }],
    ] as const) {
      const answer = await send(where, { ...form });
      expect(answer.status, where).toBe(403);
      expect(await answer.text()).toContain('/quanly');
    }
    expect(await waiting()).toBe(before);
    expect((await opened.archive.findPerson(minh?.id ?? ''))?.revokedAt).toBeUndefined();
    expect((await send('/admin/figures/boards/16012/wall', { on: 'no' })).status).toBe(303);
    expect(path).toContain('/admin/enter/');
  });

  test.each<{ why: string; form?: Record<string, string>; headers?: Record<string, string> }>([
    { why: 'no token', form: { token: '' } },
    { why: 'a wrong token', form: { token: 'x'.repeat(43) } },
    { why: 'a foreign origin', headers: { origin: 'https://evil.example' } },
    { why: 'the origin null', headers: { origin: 'null' } },
    { why: 'no origin at all', headers: { origin: '' } },
    { why: 'a cross-site sender', headers: { 'sec-fetch-site': 'cross-site' } },
    { why: 'a same-site neighbour', headers: { 'sec-fetch-site': 'same-site' } },
    { why: 'another kind of body', headers: { 'content-type': 'text/plain' } },
    { why: 'too long a body', headers: { 'content-length': '60001' } },
  ])('with $why is refused and changes nothing', async ({ form = {}, headers = {} }) => {
    const answer = await send('/admin/people/invite', { ...invite, ...form }, lan, headers);
    expect(answer.status).toBe(403);
    expect(await waiting()).toBe(0);
  });

  test('with another session’s token is refused', async () => {
    const other = await opened.signIn('official');
    expect(other.token).not.toBe(lan.token);
    expect((await send('/admin/people/invite', { ...invite, token: other.token })).status).toBe(403);
    expect(await waiting()).toBe(0);
  });

  test('from our own page is taken', async () => {
    const headers = { 'sec-fetch-site': 'same-origin' };
    expect((await send('/admin/people/invite', invite, lan, headers)).status).toBe(200);
    expect(await waiting()).toBe(1);
  });

  test('no page changes anything by being looked at', async () => {
    for (const path of ['/admin/sign-out', '/admin/my-chat', `/admin/people/${lan.id}/revoke`]) {
      expect((await page(path)).status).toBe(404);
    }
    expect((await page('/admin')).status).toBe(200);
  });

  test('that is filled in wrongly is refused with a sentence', async () => {
    for (const wrong of [
      { name: '' },
      { name: 'x'.repeat(81) },
      { role: 'king' },
      { unit: 'nowhere' },
      { unit: 'thcs_nga_an' },
    ]) {
      expect((await send('/admin/people/invite', { ...invite, ...wrong })).status).toBe(400);
    }
    expect(await waiting()).toBe(0);
  });

  test('invitations are limited', async () => {
    opened.tallies.set(`invite:${lan.id}`, 60);
    expect((await send('/admin/people/invite', invite)).status).toBe(429);
  });
});

describe('people and invitations', () => {
  test('an invitation is shown once, can be withdrawn, and then does nothing', async () => {
    const made = await (
      await send('/admin/people/invite', { name: '<b>Minh</b>', role: 'official', unit: '16012' })
    ).text();
    const code = /\?start=(moi-[0-9a-f]{32})/.exec(made)?.[1] ?? '';
    expect(made).toContain(`https://t.me/banhocso_bot?start=${code}`);
    expect(made).toContain(`http://localhost:8080/?j=${code}`);
    const list = await (await page('/admin/people')).text();
    expect(list).not.toContain(code);
    expect(list).toContain('&lt;b&gt;Minh&lt;/b&gt;');
    const path = /action="(\/admin\/people\/invitations\/[^"]+)"/.exec(list)?.[1] ?? '';
    expect((await send(path)).status).toBe(303);
    expect(await opened.desk.answer(chat, { kind: 'open_link', code })).toMatchObject({
      reason: 'withdrawn',
    });
  });

  test('nobody revokes themselves, so that an admin is left', async () => {
    expect((await send(`/admin/people/${lan.id}/revoke`)).status).toBe(403);
    expect((await page('/admin')).status).toBe(200);
  });

  test('whoever came in without a chat is told to bind one, and can', async () => {
    expect(await (await page('/admin')).text()).toContain('Chưa gắn cuộc trò chuyện nào');
    const made = await (await send('/admin/my-chat')).text();
    const code = /\?start=(moi-[0-9a-f]{32})/.exec(made)?.[1] ?? '';
    expect(await opened.desk.answer(chat, { kind: 'open_link', code })).toEqual({
      kind: 'bound',
      role: 'admin',
      unit: '38',
    });
    expect(await (await page('/admin')).text()).toContain('Telegram. Lần sau, gõ /quanly');
    const again = await askAgain();
    expect((await enter(again)).status).toBe(303);
  });

  test('whoever came in without a name is asked for one, once', async () => {
    const code = await opened.desk.invite(
      { role: 'official', unit: '38', name: '', madeBy: 'terminal', from: 'terminal' },
      'either',
    );
    const cookie = (await enter(`/${code}`)).headers.getSetCookie()[0]?.split(';')[0] ?? '';
    const html = await (await page('/admin', { cookie })).text();
    const token = /name="token" value="([^"]+)"/.exec(html)?.[1] ?? '';
    const who = { cookie, token, id: '' };
    expect((await send('/admin/my-name', { name: ' ' }, who)).status).toBe(400);
    expect((await send('/admin/my-name', { name: 'x'.repeat(81) }, who)).status).toBe(400);
    expect((await send('/admin/my-name', { name: ' Hoa ' }, who)).status).toBe(303);
    const named = await (await page('/admin', { cookie })).text();
    expect(named).toContain('Xin chào, Hoa');
    expect(named).not.toContain('/admin/my-name');
  });

  test('the same in English, and every link stays there', async () => {
    const html = await (await page('/admin?lang=en')).text();
    expect(html).toContain('Sign out everywhere');
    for (const [, href] of html.matchAll(/(?:href|action)="(\/admin[^"]*)"/g)) {
      if (href?.includes('.css') || href === '/admin') continue;
      expect(href).toContain('lang=en');
    }
  });
});

describe('the audit log', () => {
  const lines = async () =>
    (await opened.archive.auditPage({ limit: 100 })).map(({ did, by, to }) => ({ did, by, to }));

  test('says who did and looked at what, each look once in ten minutes', async () => {
    await page('/admin/people');
    await page('/admin/people');
    await page('/admin/audit');
    await send('/admin/people/invite', { name: 'Minh', role: 'official', unit: '16012' });
    opened.pass(10 * minuteMs);
    await page('/admin/people');
    const kinds = (await lines()).map(({ did, to }) => (did === 'looked' ? `looked ${to}` : did));
    expect(kinds).toEqual([
      'looked /admin/people',
      'invited',
      'looked /admin/audit',
      'looked /admin/people',
      'joined',
      'invited',
    ]);
    expect((await lines()).slice(0, 5).every(({ by }) => by === lan.id)).toBe(true);
  });

  test('holds no code, no cookie and no token', async () => {
    const path = await wayIn();
    await enter(path);
    await send('/admin/people/invite', { name: 'Minh', role: 'official', unit: '16012' });
    const all = JSON.stringify(await opened.archive.auditPage({ limit: 100 }));
    expect(all).not.toMatch(/moi-[0-9a-f]{32}/);
    expect(all).not.toContain(lan.token);
    expect(all).not.toContain(lan.cookie.split('=')[1]);
  });

  test('is paged', async () => {
    await opened.archive.addDeeds(
      Array.from({ length: 120 }, (_, n) => ({
        at: opened.now(),
        by: lan.id,
        did: 'looked' as const,
        to: `/trang/${n}`,
        unit: '38',
        note: '',
        from: '203.0.113.7',
      })),
    );
    const seen: string[] = [];
    let next: string | undefined = '/admin/audit';
    for (let round = 0; next !== undefined && round < 9; round++) {
      const html: string = await (await page(next)).text();
      seen.push(...[...html.matchAll(/\/trang\/(\d+)/g)].map(([, n]) => n ?? ''));
      next = /href="(\/admin\/audit\?before=\d+)"/.exec(html)?.[1];
    }
    expect(seen).toEqual(Array.from({ length: 120 }, (_, n) => String(119 - n)));
  });
});
