import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { demonstrate } from '../../src/commands/demo.ts';
import { readConfig } from '../../src/config.ts';
import { teachableCourse } from '../../src/course-at-start.ts';
import { demoMarkOf } from '../../src/demo/folder.ts';
import { countedTally } from '../../src/stats/counted-quiz.ts';
import { analyse } from '../../src/stats/quiz-analysis.ts';
import { openSqliteStore } from '../../src/store/sqlite/sqlite-store.ts';
import { lessonsDir, runService } from '../fixtures/running-service.ts';

const learners = 300;
let dir: string;
let lines: string[] = [];
const run = (environment: Record<string, string> = {}, json?: true) => {
  lines = [];
  return demonstrate(
    { LESSONS_DIR: lessonsDir, DATA_DIR: dir, LOG_LEVEL: 'silent', ...environment },
    { learners, ...(json === undefined ? {} : { json }) },
    (line) => void lines.push(line),
  );
};
beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'banhoc-demo-'));
  expect(await run({}, true)).toBe(0);
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

describe('banhoc demo', () => {
  test('fills a store of its own with learners who answered real questions', async () => {
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ dataDir: dir, learners });
    const store = openSqliteStore({ file: join(dir, 'banhoc.db'), role: 'command' });
    const { course } = await teachableCourse(readConfig({ LESSONS_DIR: lessonsDir }), store);
    const counters = await store.counters('');
    expect(await store.chatCount()).toBe(learners);
    expect(await store.outboxSize()).toBe(0);
    await store.close();
    const asked = Object.keys(counters).flatMap((key) => /^C\/(1\.1~[^/]+)\/first\//.exec(key)?.[1] ?? []);
    const byVersion = Map.groupBy(asked, (version) => version);
    const [[quiz] = ['']] = [...byVersion].sort(([, one], [, other]) => other.length - one.length);
    const tally = countedTally(counters, { quiz, kind: 'first' }, (key) => course().pastItems.get(key));
    if ('kind' in tally) throw new Error('a wording is unknown');
    const { quiz: figures, items } = analyse(tally);
    expect(figures.n).toBeGreaterThan(100);
    expect(items).toHaveLength(3);
    // Learners differ and questions tell them apart, as real ones do: no column is constant.
    expect(figures.sd).toBeGreaterThan(0.3);
  });

  test('asked for again, it counts nobody twice', async () => {
    const before = readFileSync(join(dir, 'SIMULATED.json'), 'utf8');
    expect(await run()).toBe(0);
    expect(lines.join('\n')).toContain('already');
    expect(readFileSync(join(dir, 'SIMULATED.json'), 'utf8')).toBe(before);
  });

  test.each([
    ['TELEGRAM_BOT_TOKEN', '4711:AAEx'],
    ['CENTRAL_API_URL', 'http://127.0.0.1:9/xapi'],
    ['REDIS_URL', 'redis://127.0.0.1:6379/9'],
    ['OPERATOR_NAME', 'UBND xã'],
  ])('beside %s nobody is simulated, and nothing is served', async (name, value) => {
    const beside = { [name]: value, BANHOC_SECRET: 'a secret of at least thirty-two letters' };
    await expect(run(beside)).rejects.toThrow(`${name}:`);
    await expect(runService({ DATA_DIR: dir, ...beside })).rejects.toThrow(`${name}:`);
  });

  test('beside learners who are not simulated it refuses, and leaves them as they are', async () => {
    const service = await runService();
    await fetch(`${service.url}/`);
    const cookie = (await fetch(`${service.url}/`)).headers.getSetCookie()[0]?.split(';')[0] ?? '';
    const sent = await fetch(`${service.url}/chat/messages`, {
      method: 'POST',
      headers: { cookie, 'content-type': 'application/json', origin: service.url },
      body: JSON.stringify({ id: 'a', text: 'xin chào' }),
    });
    expect(sent.status).toBe(202);
    await service.stop();
    await expect(run({ DATA_DIR: service.dataDir })).rejects.toThrow('1 chats that are not simulated');
    expect(demoMarkOf(service.dataDir)).toBeUndefined();
    service.remove();
  });

  test('served, every page says that it is simulated, and the chat is closed to real people', async () => {
    const service = await runService({ DATA_DIR: dir });
    expect(service.lines.join('\n')).toContain('DỮ LIỆU MÔ PHỎNG');
    const page = await (await fetch(`${service.url}/admin`)).text();
    expect(page).toContain('<strong lang="vi">DỮ LIỆU MÔ PHỎNG</strong>');
    const chat = await fetch(`${service.url}/`, { redirect: 'manual' });
    expect([chat.status, chat.headers.get('location')]).toEqual([303, '/admin']);
    const sent = await fetch(`${service.url}/chat/messages`, { method: 'POST', redirect: 'manual' });
    expect(sent.status).toBe(303);
    await service.stop();
  });
});
