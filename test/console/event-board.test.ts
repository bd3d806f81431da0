import { afterEach, describe, expect, test } from 'vitest';
import type { ConsoleOptions } from '../../src/console/console.ts';
import { eventCounter } from '../../src/core/counters.ts';
import { deriveSecrets } from '../../src/secrets.ts';
import { StoreUnavailable } from '../../src/store/store.ts';
import { openTestConsole, type TestConsole, type Visit } from '../fixtures/console.ts';
import { launch, smallCourse } from '../fixtures/small-course.ts';

const { boardKey } = deriveSecrets('a secret of at least thirty-two letters');
const key = boardKey(launch.id);
const board = `/admin/events/${launch.id}`;
/** As `banhoc event board` gives it. */
const path = `${board}?key=${key}`;

/** The console over counters that a test may change, seen by whoever has the board's link. */
function consoleOver(counters: Record<string, number>, change: Partial<ConsoleOptions> = {}) {
  let reads = 0;
  const opened = openTestConsole({
    boardKey,
    ...change,
    store: {
      tally: async () => 1,
      async counters(prefix) {
        reads++;
        return Object.fromEntries(Object.entries(counters).filter(([name]) => name.startsWith(prefix)));
      },
      ...change.store,
    },
  });
  opens.push(opened);
  return { ...opened, reads: () => reads };
}

const opens: TestConsole[] = [];
afterEach(async () => {
  for (const opened of opens.splice(0)) await opened.remove();
});

const at = (point: string | undefined, what: Parameters<typeof eventCounter>[2], n: number) => ({
  [eventCounter(launch.id, point, what)]: n,
});

/** What a person reads: no tags, single spaces. */
const textOf = (html: string): string =>
  html.replace(/<(style|script|noscript)[\s\S]*?<\/\1>|<[^>]+>/g, ' ').replace(/\s+/g, ' ');

describe('who sees a board', () => {
  const open = { publicUrl: () => 'https://hoc.example.vn' };
  const withKey = `?key=${key}`;
  test.each<{
    who: string;
    options?: Partial<ConsoleOptions>;
    query?: string;
    visit?: Visit;
    status: number;
  }>([
    { who: 'someone at the machine itself with the key', query: withKey, status: 200 },
    { who: 'someone at the machine itself without it', status: 401 },
    {
      who: 'someone at it by IPv6',
      query: withKey,
      visit: { from: '::1', headers: { host: '[::1]:8080' } },
      status: 200,
    },
    {
      who: 'a container’s own machine with the key',
      query: withKey,
      visit: { from: '172.17.0.1' },
      status: 200,
    },
    {
      who: 'another machine with the key, by plain http',
      query: withKey,
      visit: { from: '192.168.1.7', headers: { host: '192.168.1.5:8080' } },
      status: 403,
    },
    {
      who: 'a foreign name for this machine',
      query: withKey,
      visit: { headers: { host: 'evil.example' } },
      status: 403,
    },
    { who: 'a visitor without the key', options: open, status: 401 },
    { who: 'a visitor with the key', options: open, query: withKey, status: 200 },
    { who: 'a visitor with a wrong key', options: open, query: `?key=${key.slice(1)}x`, status: 401 },
    {
      who: 'a visitor with another event’s key',
      options: open,
      query: `?key=${boardKey('other')}`,
      status: 401,
    },
    {
      who: 'a visitor by plain http',
      options: { publicUrl: () => 'http://hoc.example.vn' },
      query: withKey,
      status: 403,
    },
    {
      who: 'a visitor by plain http through a proxy that lets it through',
      options: open,
      query: withKey,
      visit: { headers: { 'x-forwarded-proto': 'http' } },
      status: 403,
    },
  ])('$who: $status', async ({ options, query = '', visit, status }) => {
    const page = await consoleOver(at('012', 'joined', 4_711), options).get(board + query, visit);
    expect(page.status).toBe(status);
    expect((await page.text()).includes('4.710')).toBe(status === 200);
  });

  test('a refusal is a sentence that says how to get the link, in either language', async () => {
    const closed = consoleOver({}, open);
    expect(textOf(await (await closed.get(board)).text())).toContain('banhoc event board');
    expect(textOf(await (await closed.get(`${board}?lang=en`)).text())).toContain('needs a link of its own');
    const plain = consoleOver({}, { publicUrl: () => 'http://hoc.example.vn' });
    expect(textOf(await (await plain.get(path)).text())).toContain('https');
  });

  test('whoever has no key cannot tell which events there are', async () => {
    const closed = consoleOver({}, open);
    const [none, some] = [await closed.get('/admin/events/no_such_event'), await closed.get(board)];
    expect([none.status, some.status]).toEqual([401, 401]);
    expect((await none.text()).replaceAll('no_such_event', '')).toBe(
      (await some.text()).replaceAll(launch.id, ''),
    );
    const other = `/admin/events/no_such_event?key=${boardKey('no_such_event')}`;
    expect((await consoleOver({}).get(other)).status).toBe(404);
    expect((await consoleOver({}).get(`${board}/99999?key=${key}`)).status).toBe(404);
  });

  test('the key opens that board, its communes, and nothing else', async () => {
    const closed = consoleOver({});
    expect((await closed.get(`${board}/16012?key=${key}`)).status).toBe(200);
    for (const other of ['/admin', '/admin/events', '/admin/people', '/admin/audit', '/admin/events/other']) {
      expect((await closed.get(`${other}?key=${key}`)).status, other).toBe(401);
    }
    expect((await closed.get(path, { form: { token: '' } })).status).toBe(401);
  });

  test('nothing of it is kept by caches or search engines', async () => {
    const page = await consoleOver({}).get(path);
    expect(page.headers.get('cache-control')).toBe('no-store');
    expect(page.headers.get('x-robots-tag')).toBe('noindex');
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(page.headers.get('referrer-policy')).toBe('no-referrer');
  });
});

describe('what a board shows', () => {
  const morning = {
    ...at('012', 'joined', 52),
    ...at('012', 'started', 50),
    ...at('012', 'finished', 48),
    ...at('012', 'answered', 150),
    ...at('012', 'right', 120),
    ...at('013', 'joined', 4),
    ...at('013', 'started', 3),
    ...at('013', 'finished', 3),
    ...at('013', 'answered', 9),
    ...at('013', 'right', 1),
    ...at(undefined, 'joined', 2),
    ...at('gone', 'joined', 1),
  };

  test('totals of all there is, then each commune', async () => {
    const text = textOf(await (await consoleOver(morning).get(path)).text());
    expect(text).toContain('Ngày hội học số 2026');
    expect(text).toContain('Lúc 08:15:32');
    expect(text).toContain('Đã tham gia 50 người');
    expect(text).toContain('Đã học xong một bài 50 người');
    expect(text).toContain('Đúng ngay lần đầu 81 % trong 150 câu trả lời');
    expect(text).toContain('Điểm đã có người 2 trong 2 điểm');
    expect(text).toContain('xã Nga An 2 điểm 50 50 50 81 % (150)');
    expect(text).toContain('Không ghi điểm dưới 10 người chưa có chưa có chưa có');
  });

  test('a commune’s points; of fewer than ten people nothing is said', async () => {
    const text = textOf(await (await consoleOver(morning).get(`${board}/16012?key=${key}`)).text());
    expect(text).toContain('Nhà văn hóa thôn 3 50 50 40 81 % (150)');
    expect(text).toContain('Trường THCS Nga An dưới 10 người dưới 10 người dưới 10 người dưới 10 người');
  });

  test('where nothing is known it says so, and never 0', async () => {
    const text = textOf(await (await consoleOver({}).get(path)).text());
    expect(text).toContain('Đã tham gia chưa có');
    expect(text).toContain('Đúng ngay lần đầu chưa có');
    expect(text).not.toMatch(/(^| )0( |$)/);
  });

  test('the same in English', async () => {
    const text = textOf(await (await consoleOver(at('012', 'joined', 51_467)).get(`${path}&lang=en`)).text());
    expect(text).toContain('Joined 51,460 people');
    expect(text).toContain('Finished a lesson none yet');
  });

  test('links carry the key on, and a name does no harm', async () => {
    const event = { ...launch, name: '<b>"Ngày & hội"</b>' };
    const shown = consoleOver(morning, {
      course: () => smallCourse({ events: new Map([[event.id, event]]) }),
    });
    const html = await (await shown.get(`${path}&lang=en`)).text();
    expect(html).toContain('&lt;b&gt;&quot;Ngày &amp; hội&quot;&lt;/b&gt;');
    expect(html).toContain(`href="${board}/16012?key=${key}&amp;lang=en"`);
    expect(html).toContain(`href="${path}"`);
    expect(html).not.toMatch(/ on[a-z]+=| style=|<script>/);
  });

  test('machines read the same figures as JSON', async () => {
    const page = await consoleOver(morning).get(path, { headers: { accept: 'application/json' } });
    expect(await page.json()).toMatchObject({
      id: launch.id,
      figures: { joined: 50, started: 50, finished: 50, answered: 150, right: 120 },
      points: 2,
      communes: [
        {
          id: '16012',
          at: [
            { id: '012', figures: { joined: 50 } },
            { id: '013', figures: { joined: null } },
          ],
        },
      ],
      elsewhere: { joined: null },
    });
  });

  test('without JavaScript the page renews itself', async () => {
    const html = await (await consoleOver({}).get(path)).text();
    expect(html).toContain('<noscript><meta http-equiv="refresh" content="5"></noscript>');
  });
});

describe('many viewers', () => {
  test('a thousand at once cost one read; two seconds later one more', async () => {
    const counters = at('012', 'joined', 19);
    const shown = consoleOver(counters);
    const look = async (viewers: number): Promise<string[]> =>
      Promise.all(Array.from({ length: viewers }, async () => (await shown.get(path)).text()));
    expect(new Set(await look(1_000)).size).toBe(1);
    counters[eventCounter(launch.id, '012', 'joined')] = 20;
    shown.pass(1_999);
    expect((await look(1))[0]).toContain('<dd>10</dd>');
    expect(shown.reads()).toBe(1);
    shown.pass(1);
    expect((await look(1))[0]).toContain('<dd>20</dd>');
    expect(shown.reads()).toBe(2);
  });

  test('while the store is away they keep the last figures, and are told', async () => {
    let isAway = false;
    const shown = consoleOver(
      {},
      {
        store: {
          tally: async () => 1,
          async counters() {
            if (isAway) throw new StoreUnavailable('away');
            return at('012', 'joined', 33);
          },
        },
      },
    );
    const waits = (html: string): boolean => /<p id="waiting" role="status">/.test(html);
    expect(waits(await (await shown.get(path)).text())).toBe(false);
    isAway = true;
    shown.pass(3_000);
    const html = await (await shown.get(path)).text();
    expect(html).toContain('<dd>30</dd>');
    expect(waits(html)).toBe(true);
    isAway = false;
    shown.pass(3_000);
    expect(waits(await (await shown.get(path)).text())).toBe(false);
  });

  test('with nothing read yet and the store away, a sentence and another try', async () => {
    const store = {
      tally: async () => 1,
      async counters(): Promise<Record<string, number>> {
        throw new StoreUnavailable('away');
      },
    };
    const page = await consoleOver({}, { store }).get(path);
    expect(page.status).toBe(503);
    expect(textOf(await page.text())).toContain('Chưa đọc được số liệu');
  });
});
