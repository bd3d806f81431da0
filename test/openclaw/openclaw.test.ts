import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startZaloBotApi, type ZaloBotApi } from '../fakes/zalo-bot/zalo-bot-api.ts';

const here = new URL('.', import.meta.url).pathname;
const isMissing = !existsSync(`${here}node_modules/@openclaw/zalo`);
const reason = isMissing
  ? ' (not installed; npm ci --ignore-scripts --legacy-peer-deps --prefix test/openclaw)'
  : '';

type Result = { ok?: unknown; error?: string; isPollingTimeout?: boolean };

describe.skipIf(isMissing)(`the reference client of the Zalo Bot Platform, by other hands${reason}`, () => {
  let api: ZaloBotApi;
  beforeEach(async () => {
    api = await startZaloBotApi();
  });
  afterEach(() => api.stop());

  /** Lets the client make calls, in order. */
  function calls(...steps: unknown[][]): Promise<Result[]> {
    const child = spawn(process.execPath, [`${here}client.mjs`, JSON.stringify(steps)], {
      env: { ...process.env, ZALO_API_URL: api.url },
    });
    let out = '';
    let err = '';
    child.stdout.on('data', (piece: Buffer) => {
      out += piece.toString();
    });
    child.stderr.on('data', (piece: Buffer) => {
      err += piece.toString();
    });
    return new Promise((resolve, reject) => {
      child.on('close', (code) => {
        if (code === 0) resolve(JSON.parse(out) as Result[]);
        else reject(new Error(err));
      });
    });
  }

  test('is understood by the stand-in, and understands it', async () => {
    await api.writes('lan', 'xin chào', { id: 'm1', at: 1_750_316_131_602 });
    const [me, update, empty, sent, photo, typing] = await calls(
      ['getMe', api.token],
      ['getUpdates', api.token, { timeout: 1 }],
      ['getUpdates', api.token, { timeout: 1 }],
      ['sendMessage', api.token, { chat_id: 'lan', text: 'chào bác' }],
      ['sendPhoto', api.token, { chat_id: 'lan', photo: 'https://hoc.example.vn/a.png', caption: 'xem' }],
      ['sendChatAction', api.token, { chat_id: 'lan', action: 'typing' }],
    );
    expect(me?.ok).toMatchObject({ ok: true, result: { account_type: 'BASIC' } });
    expect(update?.ok).toMatchObject({
      ok: true,
      result: {
        event_name: 'message.text.received',
        message: {
          text: 'xin chào',
          message_id: 'm1',
          date: 1_750_316_131_602,
          chat: { chat_type: 'PRIVATE' },
        },
      },
    });
    // An empty poll ends with 408, which the client knows as such.
    expect(empty).toMatchObject({ isPollingTimeout: true });
    expect(sent?.ok).toMatchObject({ ok: true, result: { message_id: expect.any(String) } });
    expect(photo?.ok).toMatchObject({ ok: true });
    expect(typing?.ok).toMatchObject({ ok: true });
    expect(api.sent.map(({ text }) => text)).toEqual(['chào bác', 'xem']);
  });

  test('meets refusals in the words it expects', async () => {
    const [unknown, foreign] = await calls(
      ['sendMessage', api.token, { chat_id: 'nobody', text: 'x' }],
      ['sendMessage', '12345689:other', { chat_id: 'lan', text: 'x' }],
    );
    expect(unknown?.error).toContain('chat not found');
    expect(foreign?.error).toContain('Unauthorized');
  });
});
