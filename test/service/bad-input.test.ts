import { execFile } from 'node:child_process';
import { chmodSync, cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { lessonsDir } from '../fixtures/running-service.ts';

const root = new URL('../..', import.meta.url).pathname;
let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'banhoc-bad-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

type Ended = { code: number; out: string; err: string };

/** Runs the program to its end; a start that succeeds is ended after a moment and counts as code 0. */
function run(args: string[], environment: Record<string, string> = {}): Promise<Ended> {
  return new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      ['bin/banhoc.mjs', ...args],
      {
        cwd: root,
        env: {
          PATH: process.env.PATH,
          DATA_DIR: join(folder, 'data'),
          LESSONS_DIR: lessonsDir,
          PORT: '0',
          ...environment,
        },
      },
      (error, out, err) => resolve({ code: typeof error?.code === 'number' ? error.code : 0, out, err }),
    );
    child.stdout?.on('data', (chunk: string) => {
      if (/^secret: /m.test(chunk)) child.kill('SIGTERM');
    });
  });
}

describe('a start with bad input ends with one clear message that says how to mend it', () => {
  test.each([
    {
      case: 'REDIS_URL',
      environment: { REDIS_URL: 'localhost' },
      says: /REDIS_URL: expected redis:\/\/host:port\/db; for example .*got "localhost"/,
    },
    {
      case: 'REDIS_URL without a secret',
      environment: { REDIS_URL: 'redis://127.0.0.1:1' },
      says: /BANHOC_SECRET: required with REDIS_URL/,
    },
    {
      case: 'nothing at REDIS_URL',
      environment: { REDIS_URL: 'redis://127.0.0.1:1', BANHOC_SECRET: 'x'.repeat(40) },
      says: /REDIS_URL: redis:\/\/127\.0\.0\.1:1 does not answer/,
    },
    {
      case: 'PORT',
      environment: { PORT: 'eighty' },
      says: /PORT: expected a port from 0 to 65535, got "eighty"/,
    },
    {
      case: 'a misspelt name',
      environment: { TELEGRAM_BOT_TOKN: '1:a' },
      says: /TELEGRAM_BOT_TOKN: no such variable; near it is TELEGRAM_BOT_TOKEN/,
    },
    {
      case: 'TELEGRAM_MODE',
      environment: { TELEGRAM_MODE: 'push' },
      says: /TELEGRAM_MODE: expected "polling" or "webhook", got "push"/,
    },
    {
      case: 'a webhook without https',
      environment: { TELEGRAM_BOT_TOKEN: '1:a', TELEGRAM_MODE: 'webhook' },
      says: /PUBLIC_URL: Telegram calls webhooks by https only/,
    },
    {
      case: 'a webhook secret missing',
      environment: { COMPLETION_WEBHOOK_URL: 'https://x.example' },
      says: /COMPLETION_WEBHOOK_SECRET: required/,
    },
    { case: 'no lessons', environment: { LESSONS_DIR: '/nowhere/at/all' }, says: /\/nowhere\/at\/all/ },
    {
      case: 'HOST',
      environment: { HOST: '203.0.113.7' },
      says: /HOST: 203\.0\.113\.7 is no address of this machine/,
    },
  ])('$case', async ({ environment, says }) => {
    const { code, err } = await run(['start'], environment as Record<string, string>);
    expect(err).toMatch(says);
    expect(err).not.toMatch(/ {4}at /);
    expect(code).toBe(1);
  });

  test('a busy port', async () => {
    const holder = createServer();
    await new Promise<void>((resolve) => holder.listen(0, '127.0.0.1', resolve));
    const address = holder.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const { code, err } = await run(['start'], { PORT: String(port) });
    holder.close();
    expect(err).toMatch(
      new RegExp(`PORT: 127\\.0\\.0\\.1:${port} is taken by another program; choose another`),
    );
    expect(code).toBe(1);
  });

  test('a broken lesson file is left out and named with its line; a broken course.yaml ends the start', async () => {
    const lessons = join(folder, 'lessons');
    cpSync(lessonsDir, lessons, { recursive: true });
    const file = join(lessons, '4', '4.1.vi.md');
    writeFileSync(file, readFileSync(file, 'utf8').replace('- [x] a.', '- [ ] a.'));
    const started = await run(['start'], { LESSONS_DIR: lessons });
    expect(started.out).toMatch(/lesson left out: \S+4\.1\.vi\.md:\d+ /);
    expect(started.code).toBe(0);
    const checked = await run(['lessons', 'check', lessons]);
    expect(checked.out).toMatch(/4\.1\.vi\.md:\d+ .*4\.1-a1/);
    expect(checked.code).toBe(1);
    writeFileSync(join(lessons, 'course.yaml'), 'modules: [');
    const { code, err } = await run(['start'], { LESSONS_DIR: lessons });
    expect(err).toMatch(/course\.yaml:\d+ /);
    expect(code).toBe(1);
  });

  test('a data folder that is a file, or holds something else', async () => {
    const file = join(folder, 'plain-file');
    writeFileSync(file, 'not a folder');
    const first = await run(['start'], { DATA_DIR: file });
    expect(first.err).toMatch(/DATA_DIR: .*plain-file cannot be used/);
    writeFileSync(join(folder, 'banhoc.db'), 'this is no database at all, but long enough to look like one');
    const second = await run(['start'], { DATA_DIR: folder });
    expect(second.err).toContain('banhoc.db');
    expect(second.err).not.toMatch(/ {4}at /);
    expect([first.code, second.code]).toEqual([1, 1]);
  });

  test('a second service on the same data folder', async () => {
    const { runService } = await import('../fixtures/running-service.ts');
    const service = await runService({ DATA_DIR: folder });
    const { code, err } = await run(['start'], { DATA_DIR: folder });
    await service.stop();
    expect(err).toMatch(/another|already/i);
    expect(code).toBe(1);
  });

  test('a Node that is too old', async () => {
    const old = join(folder, 'old.mjs');
    const program = readFileSync(join(root, 'bin/banhoc.mjs'), 'utf8').replaceAll(
      'process.versions.node',
      "'20.11.0'",
    );
    writeFileSync(old, program);
    chmodSync(old, 0o755);
    const { code, err } = await new Promise<Ended>((resolve) => {
      execFile(process.execPath, [old, 'start'], (error, out, err) =>
        resolve({ code: typeof error?.code === 'number' ? error.code : 0, out, err }),
      );
    });
    expect(err).toMatch(/needs Node 24 or newer; this is Node 20\.11\.0/);
    expect(code).toBe(1);
  });
});

describe('a start with nothing set', () => {
  test('is up, and says line by line what is on, what is off and how to turn it on', async () => {
    const { code, out } = await run(['start']);
    expect(code).toBe(0);
    expect(out).toContain('sessions: embedded (one machine); set REDIS_URL for Redis');
    expect(out).toContain('telegram: off; set TELEGRAM_BOT_TOKEN');
    expect(out).toContain('central API: off');
  });
});

describe('the doctor', () => {
  test('finds nothing wrong on a fresh machine, and names what still needs care', async () => {
    const { code, out } = await run(['doctor', '--json'], { PORT: '18080' });
    const findings = JSON.parse(out) as { about: string; state: string; says: string }[];
    expect(findings.filter((finding) => finding.state === 'wrong')).toEqual([]);
    expect(findings.map((finding) => finding.about)).toEqual(
      expect.arrayContaining([
        'configuration',
        'lessons',
        'data folder',
        'disk',
        'store',
        'service',
        'PUBLIC_URL',
        'clock',
        'telegram',
      ]),
    );
    expect(code).toBe(0);
  });

  test('names a variable that is wrong', async () => {
    const { code, out } = await run(['doctor'], { PORT: 'eighty' });
    expect(out).toContain('✗ configuration: PORT: expected a port');
    expect(code).toBe(1);
  });

  test('examines a running installation without disturbing it', async () => {
    const { runService } = await import('../fixtures/running-service.ts');
    const service = await runService({ DATA_DIR: folder });
    const { code, out } = await run(['doctor'], { DATA_DIR: folder, PORT: new URL(service.url).port });
    await service.stop();
    expect(out).toMatch(/✓ service: running on port \d+ and ready/);
    expect(out).toMatch(/✓ store: embedded: \d+ chats/);
    expect(code).toBe(0);
  });
});
