import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { hourMs } from '../../../src/core/time.ts';
import { startZaloOaApi, type ZaloOaApi } from '../../fakes/zalo-oa/zalo-oa-api.ts';

let now: number;
let api: ZaloOaApi;
let dir: string;
beforeEach(async () => {
  now = Date.UTC(2026, 10, 25);
  api = await startZaloOaApi({ clock: () => now });
  dir = mkdtempSync(join(tmpdir(), 'banhoc-tokens-'));
});
afterEach(async () => {
  await api.stop();
  rmSync(dir, { recursive: true, force: true });
});

type End = { signal: string | null; access?: string; trouble?: string | null };

/** Runs a process that opens the tokens. @param die where it is killed on its way */
function run(die = ''): Promise<End> {
  const script = new URL('./renewing-process.ts', import.meta.url).pathname;
  const environment = {
    DATA_DIR: dir,
    ROOT: api.url,
    NOW: String(now),
    DIE: die,
    APP_ID: api.appId,
    APP_SECRET: api.appSecret,
    OA_ID: api.oaId,
  };
  const child = spawn(process.execPath, [script], { env: { ...process.env, ...environment } });
  let out = '';
  let err = '';
  child.stdout.on('data', (piece: Buffer) => {
    out += piece.toString();
  });
  child.stderr.on('data', (piece: Buffer) => {
    err += piece.toString();
  });
  return new Promise((resolve, reject) => {
    child.on('close', (code, signal) => {
      if (code === 0) resolve({ signal, ...(JSON.parse(out) as { access: string; trouble: string | null }) });
      else if (signal !== null) resolve({ signal });
      else reject(new Error(err));
    });
  });
}

test('killed after Zalo answered and before anything was written: the old token works on, and a person is called', async () => {
  expect(await run()).toEqual({ signal: null, access: 'access-1', trouble: null });
  now += 21 * hourMs;
  expect(await run('before the copy')).toEqual({ signal: 'SIGKILL' });
  expect(api.grants.renewals).toBe(2);
  const next = await run();
  expect(next.access).toBe('access-1');
  expect(next.trouble).toContain('renews its token no more');
  expect(next.trouble).toContain('works on for 4.0 h');
  // The dead token was offered once more, in case Zalo had never seen it, and not a third time.
  expect(api.grants.reused).toEqual(['refresh-1']);
  await run();
  expect(api.grants.reused).toHaveLength(1);
});

test('killed between the copy and the store: the new token is found, and nothing is offered twice', async () => {
  await run();
  now += 21 * hourMs;
  expect(await run('before the store')).toEqual({ signal: 'SIGKILL' });
  expect(await run()).toEqual({ signal: null, access: 'access-2', trouble: null });
  now += 21 * hourMs;
  expect(await run()).toEqual({ signal: null, access: 'access-3', trouble: null });
  expect(api.grants.reused).toEqual([]);
});
