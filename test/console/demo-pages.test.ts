import { afterEach, beforeEach, expect, test } from 'vitest';
import { mostDemoPeople } from '../../src/channels/demo/demo-people.ts';
import { openTestConsole, type TestConsole } from '../fixtures/console.ts';

let opened: TestConsole;
beforeEach(() => {
  opened = openTestConsole();
});
afterEach(() => opened.remove());

test('an admin makes simulated people and erases them again, and the log says so', async () => {
  const { cookie, token } = await opened.signIn('admin');
  const headers = { cookie };
  expect(await (await opened.get('/admin', { headers })).text()).toContain('href="/admin/demo"');
  const empty = await (await opened.get('/admin/demo', { headers })).text();
  expect(empty).toContain('Hiện chưa có ai.');
  const made = await opened.get('/admin/demo', { headers, form: { token, count: '2000' } });
  expect([made.status, made.headers.get('location')]).toEqual([303, '/admin/demo']);
  expect(await (await opened.get('/admin/demo', { headers })).text()).toContain('2.000 người giả lập');
  await opened.get('/admin/demo/remove', { headers, form: { token } });
  expect(await (await opened.get('/admin/demo', { headers })).text()).toContain('Hiện chưa có ai.');
  const log = await (await opened.get('/admin/audit', { headers })).text();
  expect(log.match(/người giả lập<\/span>/g)).toHaveLength(2);
});

test.each(['0', '-5', String(mostDemoPeople + 1), 'nhiều', ''])('%j people are not made', async (count) => {
  const { cookie, token } = await opened.signIn('admin');
  const answer = await opened.get('/admin/demo', { headers: { cookie }, form: { token, count } });
  expect(answer.status).toBe(400);
});

test('nobody but an admin sees the page, and where an agency answers for the bot there is none', async () => {
  const official = await opened.signIn('official');
  const page = await opened.get('/admin/demo', { headers: { cookie: official.cookie } });
  expect(page.status).toBe(403);
  const agency = openTestConsole({ demo: undefined });
  const { cookie } = await agency.signIn('admin');
  expect((await agency.get('/admin/demo', { headers: { cookie } })).status).toBe(404);
  expect(await (await agency.get('/admin', { headers: { cookie } })).text()).not.toContain('/admin/demo');
  await agency.remove();
});
