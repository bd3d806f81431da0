import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { WebhookSender, webhookSignature } from '../../../src/delivery/reporting/webhook.ts';
import { openLog } from '../../../src/log.ts';
import { temporaryArchive } from '../../fixtures/temporary-archive.ts';

const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

describe('a signed completion', () => {
  test.each([
    {
      id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
      at: 1_614_265_330,
      body: '{"test": 2432232314}',
      want: 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
    },
    {
      id: 'evt_1',
      at: 1_700_000_000,
      body: '{"n":"Nguyễn Văn A"}',
      want: 'v1,4ZWbwCqP2mXJLmuZs7SHIfenZaRS+Ir60kq41aF5Bgs=',
    },
  ])('has the signature of Standard Webhooks: $id', ({ id, at, body, want }) => {
    expect(webhookSignature(secret, id, at, body.normalize('NFC'))).toBe(want);
  });

  test('arrives with its id and signature, and again later when the receiver is away', async () => {
    let status = 500;
    const got: { id: string; signature: string; body: string }[] = [];
    const server = createServer(async (request, response) => {
      let body = '';
      for await (const chunk of request) body += chunk;
      got.push({
        id: String(request.headers['webhook-id']),
        signature: String(request.headers['webhook-signature']),
        body,
      });
      response.writeHead(status).end();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { archive, remove } = temporaryArchive();
    closing.push(() => new Promise((resolve) => server.close(resolve)), remove);
    let now = 1_790_000_000_000;
    await archive.append([
      { id: 'msg_1', kind: 'webhook', learner: 'l', at: now, body: '{"type":"lesson.completed"}' },
    ]);
    const sender = new WebhookSender({
      archive,
      url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
      secret,
      clock: () => now,
      log: openLog('silent'),
    });
    expect(await sender.sweep()).toBe(0);
    expect(await sender.sweep()).toBe(0);
    expect(got).toHaveLength(1);
    status = 204;
    now += 6_000;
    expect(await sender.sweep()).toBe(1);
    expect(got.map(({ id }) => id)).toEqual(['msg_1', 'msg_1']);
    expect(got[1]?.signature).toBe(
      webhookSignature(secret, 'msg_1', Math.floor(now / 1_000), got[1]?.body ?? ''),
    );
    expect(await archive.reportCounts('webhook')).toMatchObject({ waiting: 0, delivered: 1 });
  });
});
