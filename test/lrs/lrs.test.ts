import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createServer } from 'node:net';
import { request } from 'undici';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { AnswerRecord } from '../../src/core/effect.ts';
import { toArchiveRows } from '../../src/delivery/reporting/archive-rows.ts';
import { openCentralClient } from '../../src/delivery/reporting/central-client.ts';
import { Reporter } from '../../src/delivery/reporting/reporter.ts';
import { openLog } from '../../src/log.ts';
import { temporaryArchive } from '../fixtures/temporary-archive.ts';
import { type Fault, openFront } from './front.ts';

const here = new URL('.', import.meta.url).pathname;
const isMissing = !existsSync(`${here}node_modules/@learninglocker/xapi-statements`);
const reason = isMissing ? ' (not installed; npm ci --ignore-scripts --prefix test/lrs)' : '';

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const address = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  return typeof address === 'object' && address !== null ? address.port : 0;
}

const answers = (url: string): Promise<boolean> =>
  request(url).then(
    (answer) => answer.body.dump().then(() => answer.statusCode === 200),
    () => false,
  );

const record = (place: number): AnswerRecord => ({
  kind: 'answered',
  learner: `learner-${place % 7}`,
  attempt: place,
  attemptKind: 'first',
  lesson: '4.1',
  quizVersion: '4.1~0f3c9a21',
  item: '4.1-a1',
  itemVersion: '12ab34cd',
  sequence: 1,
  option: 'b',
  isRight: place % 2 === 0,
  isSlip: false,
  stem: 'Người gọi đọc đúng tên của bác. Bác nghĩ sao?',
  options: [
    { id: 'a', text: 'Kẻ gian cũng có thể biết' },
    { id: 'b', text: 'Đúng là cán bộ thật' },
  ],
  key: 'a',
  askedAt: 1_790_000_000_000 + place,
  at: 1_790_000_004_000 + place,
  language: 'vi',
});

describe.skipIf(isMissing)(`a real learning record store, by other hands${reason}`, () => {
  let store: ChildProcess;
  let storeUrl = '';
  let fault: Fault[] = [];
  let front: Awaited<ReturnType<typeof openFront>>;
  const held = async (): Promise<number> => {
    let count = 0;
    let path = '/xAPI/statements?limit=100';
    while (path !== '') {
      const answer = await request(`${storeUrl}${path}`, {
        headers: {
          authorization: `Basic ${Buffer.from('key:secret').toString('base64')}`,
          'x-experience-api-version': '1.0.3',
        },
      });
      const page = (await answer.body.json()) as { statements: unknown[]; more: string };
      count += page.statements.length;
      path = page.more;
    }
    return count;
  };
  beforeAll(async () => {
    const port = await freePort();
    storeUrl = `http://127.0.0.1:${port}`;
    store = spawn(process.execPath, ['store.cjs'], {
      cwd: here,
      env: { ...process.env, EXPRESS_PORT: String(port) },
      stdio: 'ignore',
    });
    for (let tries = 0; tries < 400 && !(await answers(`${storeUrl}/xAPI/about`)); tries++) {
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    front = await openFront(storeUrl, () => fault.shift() ?? 'none');
  }, 60_000);
  afterAll(async () => {
    await front.close();
    store.kill('SIGKILL');
  });
  const clientOf = () =>
    openCentralClient({ url: front.url, version: '2.0.0', user: 'key', password: 'secret' });

  test('holds each statement exactly once, whatever was lost, refused or repeated on the way', async () => {
    fault = ['lose_answer', 'error_500', 'flood_429', 'lose_answer', 'none', 'lose_answer'];
    const { archive, remove } = temporaryArchive();
    const settings = {
      base: 'https://hoc.example.vn/xapi/',
      pseudonym: (learner: string) => `l_${learner}`,
      detail: 'answers' as const,
      hasWebhook: false,
    };
    await archive.append(
      Array.from({ length: 130 }, (_, place) => toArchiveRows(record(place), settings)).flat(),
    );
    let now = Date.now();
    const client = clientOf();
    const reporter = new Reporter({ archive, client, clock: () => now, log: openLog('silent') });
    for (let round = 0; round < 20; round++) {
      await reporter.sweep();
      now += 15 * 60_000;
    }
    expect(await archive.reportCounts('statement')).toMatchObject({ waiting: 0, delivered: 130, refused: 0 });
    expect(await held()).toBe(130);
    await client.close();
    await remove();
  });

  test('refuses wrong credentials and another content under the same id, as our reporter expects', async () => {
    const stranger = openCentralClient({ url: front.url, version: '2.0.0', user: 'key', password: 'wrong' });
    expect(await stranger.post(['{}'])).toMatchObject({ kind: 'forbidden' });
    await stranger.close();
    const client = clientOf();
    const settings = {
      base: 'https://hoc.example.vn/xapi/',
      pseudonym: () => 'l_x',
      detail: 'answers' as const,
      hasWebhook: false,
    };
    const body = toArchiveRows(record(1_000), settings).find((row) => row.kind === 'statement')?.body ?? '';
    expect(await client.post([body])).toEqual({ kind: 'accepted' });
    expect(await client.post([body])).toEqual({ kind: 'accepted' });
    expect(await client.post([body.replace('"success":true', '"success":false')])).toMatchObject({
      kind: 'refused',
      status: 409,
    });
    expect(
      await client.post([body.replace('cmi.interaction"', 'cmi.interaction","surprise":1')]),
    ).toMatchObject({ kind: 'refused', status: 400 });
    await client.close();
  });
});
