import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { DayCompared } from '../../src/console/reports/report-desk.ts';
import { openTestConsole, type SignedIn, type TestConsole } from '../fixtures/console.ts';

let opened: TestConsole;
let admin: SignedIn;
beforeEach(async () => {
  opened = openTestConsole();
  admin = await opened.signIn('admin');
});
afterEach(() => opened.remove());

const look = async (path = '/admin/reports', who: SignedIn = admin): Promise<string> =>
  (await opened.get(path, { headers: { cookie: who.cookie } })).text();
const retry = (form: Record<string, string>, who: SignedIn = admin) =>
  opened.get('/admin/reports/retry', {
    headers: { cookie: who.cookie },
    form: { token: who.token, ...form },
  });

async function three(reason: string): Promise<void> {
  const { archive } = opened;
  await archive.append(
    ['s1', 's2', 's3'].map((id, place) => ({
      id,
      kind: 'statement',
      learner: 'lan',
      at: opened.now() + place,
      body: '{}',
    })),
  );
  await archive.dueReports('statement', opened.now() + 10, 10);
  await archive.settleReports([
    { kind: 'delivered', id: 's1' },
    { kind: 'refused', id: 's2', reason },
  ]);
  await archive.releaseReports(['s3']);
}

describe('reports to the centre', () => {
  test('how many were taken, wait and were refused, with the reason', async () => {
    await three('400 <script>alert(1)</script>');
    const page = await look();
    expect(page).toContain('data-label="Đã nhận">1</td>');
    expect(page).toContain('data-label="Đang chờ">1</td>');
    expect(page).toContain('data-label="Bị từ chối">1</td>');
    expect(page).toContain('400 &lt;script&gt;alert(1)&lt;/script&gt;');
    expect(page).toContain('lrs.example.vn');
    expect(page).not.toContain('<script');
  });

  test('are sent again by an admin of the province, and that is in the audit log', async () => {
    await three('409 other');
    const answer = await retry({ kind: 'statement' });
    expect(answer.headers.get('location')).toBe('/admin/reports?retried=1');
    expect(await opened.archive.reportCounts('statement')).toMatchObject({ waiting: 2, refused: 0 });
    expect(await look('/admin/reports?retried=1')).toContain('Đã đưa 1 báo cáo vào hàng chờ gửi.');
    expect(await look('/admin/audit')).toContain('gửi lại báo cáo');
  });

  test('nobody else sends them again, and an admin of a commune does not see them', async () => {
    await three('409 other');
    const analyst = await opened.signIn('analyst');
    expect(await look('/admin/reports', analyst)).not.toContain('<button>Gửi lại');
    for (const who of [analyst, await opened.signIn('official'), await opened.signIn('admin', '16012')])
      expect((await retry({ kind: 'statement' }, who)).status).toBe(403);
    const commune = await opened.signIn('admin', '15715');
    expect((await opened.get('/admin/reports?as=csv', { headers: { cookie: commune.cookie } })).status).toBe(
      403,
    );
    expect((await retry({ kind: 'statement', token: 'x' })).status).toBe(403);
    expect((await retry({ kind: '__proto__' })).status).toBe(400);
    expect(await opened.archive.reportCounts('statement')).toMatchObject({ refused: 1 });
  });

  test('without a centre it says that nothing is lost', async () => {
    const off = openTestConsole({
      reports: {
        reportCounts: async () => ({ waiting: 0, delivered: 0, refused: 0 }),
        refusedReports: async () => [],
        retryRefused: async () => 0,
        centre: undefined,
        webhook: undefined,
        lastCompared: async () => undefined,
      },
    });
    const { cookie } = await off.signIn('admin');
    expect(await (await off.get('/admin/reports', { headers: { cookie } })).text()).toContain(
      'Chưa nối với hệ thống trung tâm',
    );
    await off.remove();
  });

  test('what only one side has is named', async () => {
    const day: DayCompared = {
      from: opened.now() - 86_400_000,
      at: opened.now(),
      ours: { delivered: 10, waiting: 0, refused: 0 },
      theirs: 10,
      missing: { n: 1, ids: ['here-only'] },
      unknown: { n: 1, ids: ['there-only'] },
      isCut: false,
    };
    const other = openTestConsole({
      reports: {
        reportCounts: async () => ({ waiting: 0, delivered: 10, refused: 0 }),
        refusedReports: async () => [],
        retryRefused: async () => 0,
        centre: 'lrs.example.vn',
        webhook: undefined,
        lastCompared: async () => day,
      },
    });
    const { cookie } = await other.signIn('analyst');
    const page = await (await other.get('/admin/reports', { headers: { cookie } })).text();
    expect(page).toContain('1 báo cáo đã gửi mà trung tâm không có');
    expect(page).toContain('here-only');
    expect(page).toContain('there-only');
    expect(page).not.toContain('Khớp:');
    await other.remove();
  });
});
