import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type StaffRole, staffRoles } from '../../src/core/staff.ts';
import { hourMs } from '../../src/core/time.ts';
import { openTestConsole, type SignedIn, type TestConsole } from '../fixtures/console.ts';
import { type FakeOffice, fakeOffice, progressLike } from '../fixtures/fake-office.ts';
import { smallCourse } from '../fixtures/small-course.ts';

const course = smallCourse();
let opened: TestConsole;
let office: FakeOffice;
beforeEach(() => {
  office = fakeOffice(
    () => course,
    () => opened.now(),
  );
  opened = openTestConsole({ office });
});
afterEach(() => opened.remove());

const ask = (path: string, who: SignedIn, form?: Record<string, string>) =>
  opened.get(path, {
    headers: { cookie: who.cookie },
    ...(form === undefined ? {} : { form: { token: who.token, ...form } }),
  });
const texts = { vi: { heading: 'Cuộc gọi lạ', text: 'Giục, giấu, đòi thì cúp máy.' } };

describe('who may what', () => {
  const seeing: StaffRole[] = ['admin', 'official', 'analyst'];
  const sending: StaffRole[] = ['admin', 'official'];
  /** Each route, and who gets further than "no right". */
  const routes: [method: 'GET' | 'POST', path: string, roles: StaffRole[]][] = [
    ['GET', '/admin/broadcasts', seeing],
    ['GET', '/admin/broadcasts/costs', seeing],
    ['GET', '/admin/broadcasts/new', sending],
    ['GET', '/admin/broadcasts/compose', sending],
    ['POST', '/admin/broadcasts/compose', sending],
    ['POST', '/admin/broadcasts/outlook', sending],
    ['GET', '/admin/broadcasts/tin', seeing],
    ['GET', '/admin/broadcasts/tin/edit', sending],
    ['GET', '/admin/broadcasts/tin/cancel', sending],
    ['GET', '/admin/broadcasts/tin/report', seeing],
    ['GET', '/admin/broadcasts/tin/units.csv', seeing],
    ['POST', '/admin/broadcasts/tin/act', sending],
  ];
  const put = (unit: string) =>
    office.put({ id: 'tin', author: 'x', unit, texts, startedAt: opened.now(), state: { kind: 'running' } });

  test.each(staffRoles)('%s', async (role) => {
    put('38');
    const who = await opened.signIn(role);
    for (const [method, path, roles] of routes) {
      const form = method === 'POST' ? { do: 'pause', vi_text: 'Tối có lớp.' } : undefined;
      const { status } = await ask(path, who, form);
      if (roles.includes(role)) expect([200, 303], path).toContain(status);
      else expect(status, path).toBe(403);
    }
    const nav = await (await ask('/admin', who)).text();
    expect(nav.includes('href="/admin/broadcasts"')).toBe(seeing.includes(role));
  });

  test('an official of another commune is told that there is no such broadcast, and changes nothing', async () => {
    put('16012');
    const who = await opened.signIn('official', '15715');
    expect(await (await ask('/admin/broadcasts', who)).text()).not.toContain('Cuộc gọi lạ');
    for (const [method, path] of routes.filter(([, path]) => path.includes('/tin'))) {
      const form = method === 'POST' ? { do: 'cancel' } : undefined;
      const answer = await ask(path, who, form);
      expect(answer.status, path).toBe(404);
      expect(await answer.text()).toBe(
        (await (await ask(path.replace('/tin', '/none'), who, form)).text()).replaceAll('/none', '/tin'),
      );
    }
    const hijack = { do: 'keep', vi_text: 'Tối có lớp.', id: 'tin', revision: '1' };
    expect((await ask('/admin/broadcasts/compose', who, hijack)).status).toBe(404);
    expect(office.broadcasts.get('tin')?.state.kind).toBe('running');
  });

  test('an analyst is offered nothing that sends', async () => {
    put('38');
    const who = await opened.signIn('analyst');
    const html =
      (await (await ask('/admin/broadcasts/tin', who)).text()) +
      (await (await ask('/admin/broadcasts', who)).text());
    for (const word of ['Tạm dừng', 'Hủy tin', 'Soạn tin mới']) expect(html).not.toContain(word);
  });

  test.each(['compose', 'outlook', 'tin/act'])(
    'without the form’s own token nothing happens: %s',
    async (path) => {
      put('38');
      const { cookie } = await opened.signIn('admin');
      for (const token of ['', 'x'.repeat(43)]) {
        const form = { token, do: 'cancel', vi_text: 'Tối có lớp.' };
        expect((await opened.get(`/admin/broadcasts/${path}`, { headers: { cookie }, form })).status).toBe(
          403,
        );
      }
      expect(office.broadcasts.size).toBe(1);
      expect(office.broadcasts.get('tin')?.state.kind).toBe('running');
    },
  );

  test('who looked is in the audit log, once for a page that renews itself', async () => {
    put('38');
    const who = await opened.signIn('admin');
    for (let look = 0; look < 3; look++) await ask('/admin/broadcasts/tin', who);
    const looks = (await opened.archive.auditPage({ limit: 50 })).filter(
      ({ to }) => to === '/admin/broadcasts/tin',
    );
    expect(looks).toHaveLength(1);
    expect(looks[0]).toMatchObject({ did: 'looked', by: who.id, unit: '38' });
  });
});

describe('a text that means harm', () => {
  const evil = '"><script>alert(1)</script><img src=x onerror=alert(1)>\' =cmd|calc!A1 {ban}';
  test('is shown as it was written, on every page', async () => {
    const who = await opened.signIn('admin');
    const state = { kind: 'stopped', reason: 'content_refused', detail: evil, at: opened.now() } as const;
    const all = { heading: evil.slice(0, 80), text: `đối tượng ${evil}` };
    office.put({
      id: 'xau',
      author: 'x',
      texts: { vi: all, en: all },
      startedAt: opened.now(),
      exceptionReason: evil,
      audience: { units: [evil] },
      state,
    });
    office.standings.set('xau', {
      byUnit: [{ unit: evil, progress: progressLike({ sent: 20 }) }],
      asked: [{ name: evil, hasChat: false }],
    });
    office.put({ id: 'nhap', author: 'x', texts: { vi: all, en: all }, exceptionReason: evil });
    const form = Object.fromEntries(
      ['vi_heading', 'vi_text', 'en_text', 'place_0', 'reason', 'at', 'topic', 'lesson', 'id'].map((name) => [
        name,
        `đối tượng ${evil}`,
      ]),
    );
    const pages = [
      await ask('/admin/broadcasts', who),
      await ask('/admin/broadcasts/xau', who),
      await ask('/admin/broadcasts/xau/report', who),
      await ask('/admin/broadcasts/xau/cancel', who),
      await ask('/admin/broadcasts/nhap', who),
      await ask('/admin/broadcasts/nhap/edit', who),
      await ask('/admin/broadcasts/compose', who, { ...form, do: 'preview' }),
      await ask('/admin/broadcasts/outlook', who, form),
    ];
    for (const page of pages) {
      expect(page.status).toBe(200);
      // What stands within quotes is no markup; a quote itself is escaped.
      const markup = (await page.text()).replaceAll(/"[^"]*"/g, '""');
      expect(markup).not.toMatch(/<script>|<img| style=|<[^>]* on[a-z]+=/);
    }
  });

  test('runs in no spreadsheet', async () => {
    const who = await opened.signIn('admin');
    office.put({ id: 'tin', author: 'x', texts, startedAt: opened.now(), state: { kind: 'running' } });
    const progress = progressLike({ sent: 20 });
    office.standings.set('tin', {
      byUnit: ['=1+1', '+84', '-1', '@a', 'a"b,c', '\t=2'].map((unit) => ({ unit, progress })),
    });
    const csv = await ask('/admin/broadcasts/tin/units.csv', who);
    expect(csv.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    const bytes = new Uint8Array(await csv.arrayBuffer());
    expect([...bytes.slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    const lines = new TextDecoder().decode(bytes).split('\r\n');
    expect(lines).toHaveLength(8);
    for (const line of lines.slice(1, 7)) expect(line).toMatch(/^("?'|"a""b,c",)/);
  });
});

describe('what the pages say', () => {
  let who: SignedIn;
  beforeEach(async () => {
    who = await opened.signIn('official', '16012');
  });
  const put = (change: Partial<Parameters<FakeOffice['put']>[0]> = {}) =>
    office.put({ id: 'tin', author: who.id, unit: '16012', texts, startedAt: opened.now(), ...change });
  const see = async (path: string): Promise<string> => (await ask(path, who)).text();

  test('before 72 hours the report says "chưa đo" and the earliest time, never 0', async () => {
    put({ holdoutShare: 0.05, state: { kind: 'done', at: opened.now() } });
    const html = await see('/admin/broadcasts/tin/report');
    expect(html).toContain('chưa đo');
    expect(html).toContain('Sớm nhất đo được lúc 08:15');
  });

  test('a report names both shares with their n, and what the difference may be', async () => {
    put({ holdoutShare: 0.05, state: { kind: 'done', at: opened.now() - 80 * hourMs } });
    office.standings.set('tin', {
      reaction: {
        measuredAt: opened.now(),
        written: { n: 3_905, reacted: 305 },
        leftOut: { n: 9, reacted: 4 },
        difference: { points: 1.2, from: -0.6, to: 1.8 },
      },
    });
    const html = await see('/admin/broadcasts/tin/report');
    expect(html).toContain('+1,2 điểm');
    expect(html).toContain('(−0,6 đến 1,8)');
    expect(html).toContain('chưa chắc');
    expect(html).toContain('3.905');
    // Nine people are too few for a share, and for the number who did something.
    expect(html).not.toContain('44,4%');
    expect(html).toContain('dưới 10');
  });

  test('without a comparison group nobody is told that the message worked', async () => {
    put({ state: { kind: 'done', at: opened.now() } });
    expect(await see('/admin/broadcasts/tin/report')).toContain('không có nhóm so sánh');
  });

  test('what stopped says why, and what to do', async () => {
    put({ state: { kind: 'stopped', reason: 'channel_down', detail: '401 Unauthorized', at: opened.now() } });
    const html = await see('/admin/broadcasts/tin');
    expect(html).toContain('Báo người quản trị máy chủ');
    expect(html).toContain('401 Unauthorized');
  });

  test('a running one renews itself with and without a script; one that is over does not', async () => {
    put({ state: { kind: 'running' } });
    const html = await see('/admin/broadcasts/tin');
    expect(html).toContain('<noscript><meta http-equiv="refresh"');
    expect(html).toContain('/admin/live.js');
    put({ state: { kind: 'done', at: opened.now() } });
    const over = await see('/admin/broadcasts/tin');
    expect(over).not.toContain('http-equiv="refresh"');
    expect(over).not.toContain('/admin/live.js');
  });

  test('a notice of what was done is gone once it is no longer so', async () => {
    put({ state: { kind: 'running' } });
    expect(await see('/admin/broadcasts/tin?said=pause')).not.toContain('Đã tạm dừng');
    put({ state: { kind: 'paused', by: who.id, at: opened.now() } });
    expect(await see('/admin/broadcasts/tin?said=pause')).toContain('Đã tạm dừng. Từ lúc này');
  });

  test('nobody to ask is said, and who has no chat is to be told directly', async () => {
    const state = {
      kind: 'waiting_for_approval',
      askedAt: opened.now(),
      why: 'size',
      recipients: 4_000,
      asked: [],
    } as const;
    put({ startedAt: undefined, state: { ...state, asked: [] } });
    expect(await see('/admin/broadcasts/tin')).toContain('mời thêm một cán bộ');
    office.standings.set('tin', { asked: [{ name: 'Hòa', hasChat: false }] });
    expect(await see('/admin/broadcasts/tin')).toContain('cần báo trực tiếp');
  });

  test('the outlook is said in words: who, when, who not, what cannot be, and what the loudspeaker reads', async () => {
    opened.pass(11 * hourMs);
    who = await opened.signIn('official', '16012');
    const html = await (
      await ask('/admin/broadcasts/outlook', who, { vi_text: 'Tối có lớp.', holdout: '5' })
    ).text();
    expect(html).not.toContain('<html');
    expect(html).toMatch(/[\d.]+ người trước 20:45 tối nay, [\d.]+ người từ 06:30 ngày mai/);
    expect(html).toContain('<strong>412</strong> đã đủ tin tuần này');
    expect(html).toContain('<strong>110</strong> không tới được');
    expect(html).toContain('bot chỉ được có 50 người');
    expect(html).toContain('Xin nhắc lại');
    expect(html).toContain('chờ một người khác duyệt');
  });

  test('a place that is not known gives no number of people, rather than that of everywhere', async () => {
    who = await opened.signIn('official', '38');
    const form = { vi_text: 'Tối có lớp.', place_0: 'xyz' };
    const html = await (await ask('/admin/broadcasts/outlook', who, form)).text();
    expect(html).toContain('“xyz”: Chưa tìm thấy nơi này');
    expect(html).not.toContain('người sẽ nhận');
  });

  test('words that the linter names are marked where they stand, with the way out', async () => {
    const text = 'Các đối tượng hay gọi. Đừng gửi mã OTP. Xem bit.ly/x';
    const html = await (await ask('/admin/broadcasts/compose', who, { do: 'submit', vi_text: text })).text();
    expect(html).toContain('<mark class="refused">gửi mã OTP<sup>2</sup></mark>');
    expect(html).toContain('<mark class="advice">đối tượng<sup>1</sup></mark>');
    expect(html).toContain('Lời nhắn có chữ phải sửa');
    expect(html).toContain('Còn 1 chỗ phải sửa');
    // It is kept as a draft nevertheless.
    expect(html).toContain('name="id" value="tin-1"');
  });

  test('the English pages say the same', async () => {
    put({ state: { kind: 'running' } });
    for (const path of ['', '/new', '/compose', '/tin', '/tin/report', '/tin/cancel', '/costs']) {
      const html = await see(`/admin/broadcasts${path}?lang=en`);
      expect(html, path).toContain('<html lang="en">');
      const own = html.replace(/<header>.*<\/header>/s, '').replaceAll(/<[^>]+lang="vi"[^>]*>[^<]*/g, '');
      expect(own, path).not.toMatch(/Gửi|Soạn|Tin |Người dân/);
    }
  });

  test('costs are told by channel for the whole province', async () => {
    const html = await see('/admin/broadcasts/costs');
    expect(html).toContain('4.300.000');
    expect(html).toMatch(/Telegram.*3 ngày 6 giờ/s);
    // The dearest, the one that cannot be, and the one whose price nobody gives.
    expect(html).toContain('0 đến 860.000.000');
    expect(html).toContain('bot chỉ được có 50 người');
    expect(html).toContain('chưa có nguồn');
    expect(html).toContain('đọc ngày 23/11/2026');
  });
});
