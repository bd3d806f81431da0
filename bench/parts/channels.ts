import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Channel } from '../../src/channels/channel.ts';
import { openLines } from '../../src/channels/http/lines.ts';
import { openWebhook, secretHeader, type Webhook } from '../../src/channels/http/webhook.ts';
import { decode as decodeTelegram } from '../../src/channels/telegram/decode.ts';
import { decode as decodeZaloBot } from '../../src/channels/zalo-bot/decode.ts';
import { decode as decodeZaloOa } from '../../src/channels/zalo-oa/decode.ts';
import { openProof, signatureOf } from '../../src/channels/zalo-oa/signature.ts';
import { openTapPayloads } from '../../src/channels/zalo-oa/tap-payload.ts';
import { openLog } from '../../src/log.ts';
import { middleAndTail, number } from '../measure/spread.ts';
import { table } from '../measure/table.ts';
import type { Part } from './part.ts';

type Served = {
  name: Channel['name'];
  webhook: Webhook;
  path: string;
  /** One call: its body, and the headers beyond the usual. */
  call(id: number): { body: string; headers: string };
};

const log = openLog('silent');
const secret = 'a-secret_of-our-own';
const bodyLimitBytes = 262_144;
const callers = 20;
const calls = 10_000;

function served(): Served[] {
  const keys = { appId: '3608', oaId: '3886', secret, appSecret: 'other' };
  const payloads = openTapPayloads(Buffer.alloc(32, 7));
  return [
    {
      name: 'telegram',
      path: '/channels/telegram',
      webhook: openWebhook({
        channel: 'telegram',
        paths: ['/channels/telegram'],
        proof: secretHeader('x-telegram-bot-api-secret-token', secret),
        bodyLimitBytes,
        decode: (raw) => decodeTelegram(raw, '4711', Date.now()),
        log,
      }),
      call: (id) => ({
        body: JSON.stringify({
          update_id: id,
          message: { message_id: id, date: 1, chat: { id: 7, type: 'private' }, text: 'xin chào' },
        }),
        headers: `x-telegram-bot-api-secret-token: ${secret}\r\n`,
      }),
    },
    {
      name: 'zalo-bot',
      path: '/channels/zalo-bot',
      webhook: openWebhook({
        channel: 'zalo-bot',
        paths: ['/channels/zalo-bot'],
        proof: secretHeader('x-bot-api-secret-token', secret),
        bodyLimitBytes,
        decode: (raw) => decodeZaloBot(raw, '1', Date.now()),
        log,
      }),
      call: (id) => ({
        body: JSON.stringify({
          ok: true,
          result: {
            event_name: 'message.text.received',
            message: {
              from: { id: 'a' },
              chat: { id: 'a', chat_type: 'PRIVATE' },
              text: 'xin chào',
              message_id: `m${id}`,
              date: 1,
            },
          },
        }),
        headers: `x-bot-api-secret-token: ${secret}\r\n`,
      }),
    },
    {
      name: 'zalo-oa',
      path: '/channels/zalo-oa',
      webhook: openWebhook({
        channel: 'zalo-oa',
        paths: ['/channels/zalo-oa'],
        proof: openProof(keys, log),
        bodyLimitBytes,
        decode: (raw) =>
          decodeZaloOa(raw, { oaId: keys.oaId, payloads, now: Date.now(), replayMs: 86_400_000 }),
        log,
      }),
      call(id) {
        const timestamp = String(Date.now());
        const body = JSON.stringify({
          app_id: keys.appId,
          sender: { id: 'a' },
          recipient: { id: keys.oaId },
          event_name: 'user_send_text',
          message: { text: 'xin chào', msg_id: `m${id}` },
          timestamp,
        });
        const signature = signatureOf(keys.appId, Buffer.from(body), timestamp, secret);
        return { body, headers: `x-zevent-signature: mac=${signature}\r\n` };
      },
    },
  ];
}

async function measure({ webhook, path, call }: Served): Promise<{ perSecond: number; ms: number[] }> {
  webhook.open(async () => ({ kind: 'committed' }));
  const server = createServer((request: IncomingMessage, response: ServerResponse) => {
    void webhook.handle(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const lines = openLines(new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}`));
  const run = async (most: number): Promise<number[]> => {
    const ms: number[] = [];
    let next = 0;
    await Promise.all(
      Array.from({ length: callers }, async () => {
        while (next < most) {
          const { body, headers } = call(next++);
          const startedAt = performance.now();
          const { status } = await lines.post(path, body, undefined, headers);
          if (status !== 200) throw new Error(`answered ${status}`);
          ms.push(performance.now() - startedAt);
        }
      }),
    );
    return ms;
  };
  await run(calls / 5);
  const startedAt = performance.now();
  const ms = await run(calls);
  const perSecond = (calls / (performance.now() - startedAt)) * 1_000;
  await lines.close();
  await webhook.close();
  server.closeAllConnections();
  server.close();
  return { perSecond, ms };
}

/** From a platform's call to the intake and back, without what a store adds: what an adapter itself costs. */
export const channels: Part = {
  name: 'channels',
  title: `Webhooks of each channel: proof, decoding, answer; ${callers} callers in the same process, nothing stored`,
  async run(_, { print }) {
    const results: { name: string; perSecond: number; p50: number; p99: number }[] = [];
    for (const it of served()) {
      const { perSecond, ms } = await measure(it);
      const { p50, p99 } = middleAndTail(ms);
      results.push({ name: it.name, perSecond, p50, p99 });
    }
    print(
      table(
        ['channel', 'updates/s', 'ms p50', 'ms p99'],
        results.map(({ name, perSecond, p50, p99 }) => [
          name,
          Math.round(perSecond).toLocaleString('en'),
          number(p50),
          number(p99),
        ]),
      ),
    );
    return results;
  },
};
