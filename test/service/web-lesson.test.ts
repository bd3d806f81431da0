import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startCentral } from '../../src/central/central.ts';
import { lessonsDir, type Running, runService } from '../fixtures/running-service.ts';
import { WebClient } from '../fixtures/web-client.ts';

/** Presses on by the first button until a button of that label is offered. */
async function pressOnTo(client: WebClient, label: string): Promise<void> {
  for (let step = 0; step < 25 && !client.buttons().includes(label); step++) await client.tapFirst();
  expect(client.buttons()).toContain(label);
}

describe('a citizen on the web', () => {
  let service: Running;
  beforeAll(async () => {
    service = await runService();
  });
  afterAll(async () => {
    await service.stop();
    service.remove();
  });

  test('is greeted in at most forty words, told who runs the bot, and offered three ways', async () => {
    const client = new WebClient(service.url);
    const [greeting] = await client.listen();
    expect(greeting?.body.split(/\s+/).length).toBeLessThanOrEqual(40);
    expect(greeting?.text).toContain('trợ lý tự động');
    expect(greeting?.text).toContain('Bản dùng thử, chưa thuộc cơ quan nào');
    expect(client.buttons()).toEqual(['Học ngay', 'Có tin nhắn lạ', 'Tôi giúp người khác']);
  });

  test('learns a whole lesson, and a paper code brings everything back on another device', async () => {
    const client = new WebClient(service.url);
    await client.listen();
    await client.tap('Học ngay');
    expect(client.heard.at(-1)?.text).toContain('(1/');
    await client.tap('bác');
    await pressOnTo(client, 'Đồng ý');
    expect(client.heard.at(-1)?.text).toMatch(/Trả lời đúng \d\/3 câu/);
    await client.tap('Đồng ý');
    await client.tap('Bỏ qua');
    await client.tap('Bỏ qua');
    const code = /[2-9B-Z]{3}-[2-9B-Z]{3}-[2-9B-Z]{3}/.exec(client.heard.at(-1)?.text ?? '')?.[0];
    expect(code).toBeDefined();

    const other = new WebClient(service.url);
    const opened = await other.post('/chat/restore', { code: code?.toLowerCase().replaceAll('-', ' ') });
    expect(opened.status).toBe(204);
    other.lastSequence = client.lastSequence;
    const back = await other.say('tiến độ');
    expect(back.at(-1)?.text).toContain('Đã xong 1/');
    const wrong = await new WebClient(service.url).post('/chat/restore', { code: 'AAA-AAA-AAA' });
    expect(wrong.status).toBe(404);
  });

  test('sends the same message again after a lost answer, and it counts once', async () => {
    const client = new WebClient(service.url);
    await client.listen();
    const tap = { id: 'same', choice: 'start' };
    expect((await client.post('/chat/messages', tap)).status).toBe(202);
    await client.listen();
    const heard = client.heard.length;
    expect((await client.post('/chat/messages', tap)).status).toBe(202);
    await client.say('menu');
    expect(client.heard.length).toBe(heard + 1);
  });

  test.each([
    { case: 'no JSON', body: '{', status: 400 },
    { case: 'neither text nor choice', body: { id: 'x' }, status: 400 },
    { case: 'both', body: { id: 'x', text: 'a', choice: 'b' }, status: 400 },
    { case: 'an id of another shape', body: { id: 'x y', text: 'a' }, status: 400 },
    {
      case: 'a text of more than ten thousand characters',
      body: { id: 'x', text: 'a'.repeat(10_001) },
      status: 413,
    },
  ])('is told in words when a message is malformed: $case', async ({ body, status }) => {
    const answer = await new WebClient(service.url).post('/chat/messages', body);
    expect(answer.status).toBe(status);
    expect((await answer.json()) as { error: string }).toHaveProperty('error');
  });

  test('gets a kind answer to ten thousand characters', async () => {
    const client = new WebClient(service.url);
    await client.listen();
    const [answer] = await client.say('ă'.repeat(10_000));
    expect(answer?.choices.length).toBeGreaterThan(0);
  });

  test.each([{ 'sec-fetch-site': 'cross-site' }, { origin: 'https://elsewhere.example' }])(
    'is not spoken for by another site: %o',
    async (headers) => {
      const answer = await new WebClient(service.url).post(
        '/chat/messages',
        { id: 'x', text: 'a' },
        headers as never,
      );
      expect(answer.status).toBe(403);
    },
  );

  test('reads the page in Vietnamese, or in English for a browser that does not ask for Vietnamese', async () => {
    const page = async (accept: string) =>
      (await fetch(`${service.url}/`, { headers: { 'accept-language': accept } })).headers.get(
        'content-language',
      );
    expect(await page('vi-VN,vi;q=0.9')).toBe('vi');
    expect(await page('en-US,en;q=0.9')).toBe('en');
    expect(await page('en-US,vi;q=0.5')).toBe('vi');
  });
});

describe('a completion', () => {
  test('reaches the central API, each statement once, with a pseudonym and the options as seen', async () => {
    const central = await startCentral({ host: '127.0.0.1', port: 0, print: () => {} });
    const service = await runService({ CENTRAL_API_URL: central.url });
    const client = new WebClient(service.url);
    await client.listen();
    await client.tap('Học ngay');
    await client.tap('bác');
    await pressOnTo(client, 'Đồng ý');
    expect(central.book.size).toBe(0);
    await client.tap('Đồng ý');
    await expect.poll(() => central.book.size, { timeout: 10_000 }).toBe(5);
    const verbs = central.book
      .all()
      .map((statement) => (statement.verb as { id: string }).id.split('/').at(-1));
    expect(verbs.sort()).toEqual([
      'answered',
      'answered',
      'answered',
      'completed',
      expect.stringMatching(/passed|failed/),
    ]);
    const answered = central.book
      .all()
      .find((statement) => JSON.stringify(statement.verb).includes('answered'));
    expect(JSON.stringify(answered)).toMatch(/[Bb]ác/);
    expect(answered).toMatchObject({
      actor: { account: { name: expect.stringMatching(/^l_[A-Za-z0-9_-]{22}$/) } },
    });
    await service.stop();
    service.remove();
    await central.stop();
  });
});

describe('pulling the plug', () => {
  test('kill -9 in the middle of a lesson loses nothing: the learner goes on at the same card', async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'banhoc-kill-'));
    const start = async () => {
      const child = spawn(process.execPath, ['bin/banhoc.mjs', 'start'], {
        cwd: new URL('../..', import.meta.url).pathname,
        env: { ...process.env, PORT: '0', DATA_DIR: dataDir, LESSONS_DIR: lessonsDir, LOG_LEVEL: 'warn' },
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      const url = await new Promise<string>((resolve) => {
        let out = '';
        child.stdout.on('data', (chunk) => {
          out += chunk;
          const match = /ready at (\S+?)\/ /.exec(out);
          if (match?.[1] !== undefined) resolve(match[1]);
        });
      });
      return { child, url };
    };
    const first = await start();
    const client = new WebClient(first.url);
    await client.listen();
    await client.tap('Học ngay');
    await client.tap('bác');
    const before = client.heard.at(-1)?.text ?? '';
    const gone = new Promise((resolve) => first.child.once('exit', resolve));
    first.child.kill('SIGKILL');
    await gone;

    const second = await start();
    const back = new WebClient(second.url, client.cookie);
    back.lastSequence = client.lastSequence;
    const [answer] = await back.say('nhắc lại');
    expect(answer?.text).toContain(before.split('\n').at(-1));
    const ended = new Promise((resolve) => second.child.once('exit', resolve));
    second.child.kill('SIGTERM');
    expect(await ended).toBe(0);
    rmSync(dataDir, { recursive: true, force: true });
  });
});
