import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { inviteFromTerminal, listPeople, revokeFromTerminal, verifyAudit } from '../../src/commands/admin.ts';
import type { Role } from '../../src/role.ts';
import { startBotApi } from '../fakes/bot-api/bot-api.ts';
import { BrowserOf } from '../fixtures/browser-of.ts';
import { noPostgres, temporaryDatabase } from '../fixtures/postgres.ts';
import { noRedis, startRedis } from '../fixtures/redis-server.ts';
import { lessonsDir, type Running, runService } from '../fixtures/running-service.ts';
import { WebClient } from '../fixtures/web-client.ts';

const ends: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

async function start(environment: Record<string, string> = {}, role: Role = 'all'): Promise<Running> {
  const service = await runService(environment, role);
  let isStopped = false;
  const stop = async (): Promise<void> => {
    if (!isStopped) await service.stop();
    isStopped = true;
  };
  ends.push(async () => {
    await stop();
    service.remove();
  });
  return { ...service, stop };
}
function folder(): string {
  const dataDir = mkdtempSync(join(tmpdir(), 'banhoc-console-'));
  ends.push(() => rmSync(dataDir, { recursive: true, force: true }));
  return dataDir;
}

const firstLink = (service: Running): string | undefined =>
  service.lines.map((line) => /^console: .* (http\S+)$/.exec(line)?.[1]).find((link) => link !== undefined);
const linkIn = (text: string): string => /https?:\S+\/admin\/enter\/\S+/.exec(text)?.[0] ?? '';
const lastHeard = (client: WebClient): string => client.heard.at(-1)?.text ?? '';

/** The first admin, signed in. */
async function firstAdmin(service: Running): Promise<BrowserOf> {
  const admin = new BrowserOf(service.url);
  const entered = await admin.enter(firstLink(service) ?? 'no first link');
  expect(entered.status).toBe(303);
  return admin;
}
/** An invitation made on the page. @returns its code */
async function invites(admin: BrowserOf, role: string, unit: string): Promise<string> {
  const made = await admin.submit('/admin/people/invite', '/admin/people/invite', {
    name: 'Minh',
    role,
    unit,
  });
  expect(made.status).toBe(200);
  return /\?j=(moi-[0-9a-f]{32})/.exec(made.text)?.[1] ?? '';
}
/** Opens a link of the web chat and hears the answer. */
async function opens(client: WebClient, code: string): Promise<string> {
  await client.post('/chat/open', { join: code });
  await client.listen();
  return lastHeard(client);
}

describe('who may send', () => {
  test('from the first link to an official in the console, and out again', async () => {
    const service = await start();
    const admin = await firstAdmin(service);
    expect((await admin.get('/admin')).text).toContain('Chưa gắn cuộc trò chuyện nào');

    // A second one who has the first link: an admin is there.
    const late = new BrowserOf(service.url);
    const refused = await late.enter(firstLink(service) ?? '');
    expect(refused.status).toBe(403);
    expect(refused.text).toContain('đã dùng rồi');

    const code = await invites(admin, 'official', '14797');
    const official = new WebClient(service.url);
    expect(await opens(official, code)).toContain(
      'Từ giờ cuộc trò chuyện này là của cán bộ, phường Hạc Thành',
    );

    // The link was forwarded after it was used.
    const stranger = new WebClient(service.url);
    expect(await opens(stranger, code)).toContain('đã dùng rồi, nay không còn tác dụng');
    await stranger.say('/quanly');
    expect(lastHeard(stranger)).toContain('dành cho người được mời');

    await official.say('/quanly');
    const link = linkIn(lastHeard(official));
    expect(link).toMatch(/^http:\/\/localhost:\d+\/admin\/enter\/moi-/);
    const desk = new BrowserOf(service.url);
    expect((await desk.enter(link)).status).toBe(303);
    expect((await desk.get('/admin')).text).toContain('Cán bộ, phường Hạc Thành');
    await official.listen();
    expect(lastHeard(official)).toContain('Vừa có người vào trang quản lý');
    expect((await desk.get('/admin/people')).status).toBe(403);
    expect((await desk.get('/admin/audit')).status).toBe(403);
    const thief = new BrowserOf(service.url);
    expect((await thief.enter(link)).text).toContain('đã dùng rồi');

    // Revoked: the session under their hands is over, and the chat is nobody's.
    const people = await admin.get('/admin/people');
    const path = /href="(\/admin\/people\/[0-9a-f]{32})">Minh</.exec(people.text)?.[1] ?? '';
    expect((await admin.submit(path, `${path}/revoke`)).status).toBe(303);
    expect((await desk.get('/admin')).status).toBe(401);
    await official.tap('Lấy đường dẫn');
    expect(lastHeard(official)).toContain('dành cho người được mời');

    const log = (await admin.get('/admin/audit')).text;
    for (const line of ['nhận lời mời', 'mời', 'đăng nhập', 'thu hồi quyền', 'xem']) {
      expect(log).toContain(line);
    }
    expect(service.logged.filter((line) => line.includes('moi-'))).toEqual([]);
  });

  test('a session survives a restart, and no first link is offered any more', async () => {
    const DATA_DIR = folder();
    const before = await start({ DATA_DIR });
    const admin = await firstAdmin(before);
    await before.stop();
    const after = await start({ DATA_DIR });
    expect(firstLink(after)).toBeUndefined();
    admin.url = after.url;
    expect((await admin.get('/admin/people')).status).toBe(200);
  });

  test('every start before the first admin offers a link; one of them is used, and all are dead', async () => {
    const DATA_DIR = folder();
    const one = await start({ DATA_DIR });
    const early = firstLink(one) ?? '';
    await one.stop();
    const two = await start({ DATA_DIR });
    expect(firstLink(two)).toMatch(/\/admin\/enter\/moi-/);
    expect(firstLink(two)).not.toBe(early);
    await firstAdmin(two);
    const late = new BrowserOf(two.url);
    expect((await late.enter(`${two.url}${new URL(early).pathname}`)).text).toContain('đã dùng rồi');
  });

  test('the terminal invites, lists and revokes beside the running service', async () => {
    const DATA_DIR = folder();
    const service = await start({ DATA_DIR });
    const environment = { DATA_DIR, LESSONS_DIR: lessonsDir };
    const printed = async (
      command: (environment: NodeJS.ProcessEnv, out: (text: string) => void) => Promise<number>,
    ): Promise<string> => {
      const lines: string[] = [];
      expect(await command(environment, (line) => void lines.push(line))).toBe(0);
      return lines.join('\n');
    };
    const invitation = JSON.parse(
      await printed((env, out) =>
        inviteFromTerminal(env, { role: 'analyst', unit: '38', name: 'Hoa', json: true }, out),
      ),
    );
    expect(invitation).toMatchObject({ role: 'analyst', unit: '38', name: 'Hoa' });
    const browser = new BrowserOf(service.url);
    expect((await browser.enter(service.url + new URL(invitation.link).pathname)).status).toBe(303);
    expect((await browser.get('/admin')).text).toContain('Xem số liệu, tỉnh Thanh Hóa');
    const [hoa] = JSON.parse(await printed((env, out) => listPeople(env, true, out)));
    expect(hoa).toMatchObject({ name: 'Hoa', role: 'analyst' });
    await printed((env, out) => revokeFromTerminal(env, hoa.id, out));
    expect((await browser.get('/admin')).status).toBe(401);
    const proof = JSON.parse(await printed((env, out) => verifyAudit(env, true, out)));
    expect(proof).toMatchObject({ entries: 3, brokenAt: null });
  });

  test('tries to enter are limited', async () => {
    const service = await start();
    const browser = new BrowserOf(service.url);
    const dead = `${service.url}/admin/enter/moi-${'0'.repeat(32)}`;
    const statuses = [];
    for (let place = 0; place < 32; place++) statuses.push((await browser.enter(dead)).status);
    expect(statuses.slice(0, 30).every((status) => status === 403)).toBe(true);
    expect(statuses.slice(30)).toEqual([429, 429]);
  });

  test('a foreign page cannot make a signed-in browser do anything', async () => {
    const service = await start();
    const admin = await firstAdmin(service);
    const fields = { name: 'Minh', role: 'admin', unit: '38' };
    const from = (headers: Record<string, string>, more = {}) =>
      admin.submit('/admin/people/invite', '/admin/people/invite', { ...fields, ...more }, headers);
    expect((await from({ origin: 'https://evil.example' })).status).toBe(403);
    expect((await from({ 'sec-fetch-site': 'cross-site' })).status).toBe(403);
    expect((await from({}, { token: 'guessed' })).status).toBe(403);
    expect((await admin.get('/admin/people')).text).toContain('Lời mời đang chờ (0)');
    expect((await from({})).status).toBe(200);
  });
});

test('on Telegram: /start with the code binds the chat, /quanly brings the link', async () => {
  const api = await startBotApi();
  ends.push(() => api.stop());
  const service = await start({ TELEGRAM_BOT_TOKEN: api.token, TELEGRAM_API_ROOT: api.url });
  const admin = await firstAdmin(service);
  const made = await admin.submit('/admin/people/invite', '/admin/people/invite', {
    name: 'Minh',
    role: 'official',
    unit: '14797',
  });
  const code =
    /https:\/\/t\.me\/\w+_bot\?start=(moi-[0-9a-f]{32})/.exec(made.text)?.[1] ?? 'no link to the bot';
  const minh = api.person();
  minh.writes(`/start ${code}`);
  expect((await minh.hears()).text).toContain('là của cán bộ, phường Hạc Thành');
  minh.writes('/quanly');
  const said = await minh.hears();
  const desk = new BrowserOf(service.url);
  expect((await desk.enter(linkIn(said.text))).status).toBe(303);
  const stranger = api.person();
  stranger.writes(`/start ${code}`);
  expect((await stranger.hears()).text).toContain('đã dùng rồi');
  expect(api.calls.filter((call) => call.answer?.ok === false)).toEqual([]);
});

describe.skipIf(noRedis !== undefined)(
  `several processes on one Redis${noRedis === undefined ? '' : ` (${noRedis})`}`,
  () => {
    const together = async (archive: Record<string, string>): Promise<void> => {
      const redis = await startRedis();
      ends.push(() => redis.stop());
      const settings = {
        REDIS_URL: redis.url,
        BANHOC_SECRET: 'a secret of at least thirty-two letters',
        ...archive,
      };
      const web = await start(settings, 'web');
      const other = await start(settings, 'web');
      await start(settings, 'worker');
      const admin = await firstAdmin(web);
      // The same session in the other process.
      const there = new BrowserOf(other.url);
      there.steal(admin);
      expect((await there.get('/admin/people')).status).toBe(200);
      // The chat is taken in by one, asked for by the worker, entered at the other.
      const code = await invites(there, 'official', '14797');
      const official = new WebClient(web.url);
      expect(await opens(official, code)).toContain('là của cán bộ');
      await official.say('/quanly');
      const desk = new BrowserOf(other.url);
      const link = linkIn(lastHeard(official));
      expect((await desk.enter(other.url + new URL(link).pathname)).status).toBe(303);
      desk.url = web.url;
      expect((await desk.get('/admin')).text).toContain('phường Hạc Thành');
      // Signed out at one, signed out at both.
      await admin.submit('/admin', '/admin/sign-out', { where: 'here' });
      expect((await there.get('/admin')).status).toBe(401);
      expect((await desk.get('/admin')).status).toBe(200);
    };

    test('share sessions, links and people over the archive of one machine', () =>
      together({ DATA_DIR: folder() }));

    test.skipIf(noPostgres !== undefined)(
      `share them over Postgres${noPostgres === undefined ? '' : ` (${noPostgres})`}`,
      async () => {
        const database = await temporaryDatabase();
        ends.push(() => database.remove());
        await together({ ARCHIVE_URL: database.url });
      },
    );
  },
);
