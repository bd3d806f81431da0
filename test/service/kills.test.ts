import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type Central, startCentral } from '../../src/central/central.ts';
import { lessonsDir } from '../fixtures/running-service.ts';
import { WebClient } from '../fixtures/web-client.ts';

const root = new URL('../..', import.meta.url).pathname;

async function start(dataDir: string, central: Central): Promise<{ child: ChildProcess; url: string }> {
  const child = spawn(process.execPath, ['bin/banhoc.mjs', 'start'], {
    cwd: root,
    env: {
      PATH: process.env.PATH,
      PORT: '0',
      DATA_DIR: dataDir,
      LESSONS_DIR: lessonsDir,
      CENTRAL_API_URL: central.url,
      LOG_LEVEL: 'error',
    },
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
}

/** One tap forward; after a kill the same person simply taps again, as people do. */
async function tapOn(client: WebClient): Promise<void> {
  const buttons = client.buttons();
  if (buttons.includes('Luyện lại bài này')) return;
  const label =
    ['Học ngay', 'bác', 'Đồng ý', 'Bỏ qua'].find((wanted) => buttons.includes(wanted)) ?? buttons[0] ?? '';
  await client.tap(label);
}

test('kill -9 again and again while twelve people learn: each lesson reaches the centre once, whole', async () => {
  const central = await startCentral({ host: '127.0.0.1', port: 0, print: () => {} });
  const dataDir = mkdtempSync(join(tmpdir(), 'banhoc-kills-'));
  let service = await start(dataDir, central);
  const clients = Array.from({ length: 12 }, () => new WebClient(service.url));
  for (const client of clients) await client.listen();
  let kills = 0;
  for (
    let round = 0;
    round < 60 && clients.some((client) => !client.buttons().includes('Luyện lại bài này'));
    round++
  ) {
    const taps = Promise.allSettled(clients.map(tapOn));
    if (round % 4 === 1) {
      // In the middle of the taps: some are committed, some are not, some answers are lost.
      await new Promise((resolve) => setImmediate(resolve));
      const gone = new Promise((resolve) => service.child.once('exit', resolve));
      service.child.kill('SIGKILL');
      kills++;
      await gone;
      await taps;
      service = await start(dataDir, central);
      for (const client of clients) {
        client.url = service.url;
        // What was said and not heard before the kill is read now; who heard all asks where they are.
        await client.say('nhắc lại');
      }
    }
    await taps;
  }
  expect(kills).toBeGreaterThanOrEqual(4);
  await expect.poll(() => central.book.size, { timeout: 15_000 }).toBe(12 * 5);
  const people = new Map<string, string[]>();
  for (const statement of central.book.all()) {
    const { actor, verb } = statement as unknown as {
      actor: { account: { name: string } };
      verb: { id: string };
    };
    const verbs = people.get(actor.account.name) ?? [];
    people.set(actor.account.name, [...verbs, verb.id.split('/').at(-1) ?? '']);
  }
  expect(people.size).toBe(12);
  for (const verbs of people.values()) {
    expect(verbs.filter((verb) => verb === 'answered')).toHaveLength(3);
    expect(verbs.filter((verb) => verb === 'completed')).toHaveLength(1);
    expect(verbs.filter((verb) => verb === 'passed' || verb === 'failed')).toHaveLength(1);
  }
  const ended = new Promise((resolve) => service.child.once('exit', resolve));
  service.child.kill('SIGTERM');
  await ended;
  await central.stop();
  rmSync(dataDir, { recursive: true, force: true });
}, 120_000);
