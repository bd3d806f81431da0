import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { type Deliveries, openDeliveries } from '../../bench/telegram/deliveries.ts';

let server: Server;
let deliveries: Deliveries;
afterEach(async () => {
  deliveries.stop();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

/** A bot that answers each call as the list says, and then 200. */
async function serve(
  answer: (call: number, open: number) => { status: number; body?: string; afterMs?: number },
  connections: number,
  onReply: (call: Record<string, unknown>) => void = () => {},
): Promise<void> {
  let calls = 0;
  let open = 0;
  server = createServer((request, response) => {
    open += 1;
    const { status, body = '', afterMs = 0 } = answer(calls++, open);
    request.resume().on('end', () => {
      setTimeout(() => {
        open -= 1;
        response.writeHead(status).end(body);
      }, afterMs);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`;
  deliveries = openDeliveries({ addresses: [{ url, secret: 's' }], connections, onReply });
}

test('an update is brought again until it is answered 200', async () => {
  await serve((call) => ({ status: call < 2 ? 503 : 200 }), 4);
  expect(await deliveries.deliver({ update_id: 1 })).toBe(3);
  expect(deliveries.failures()).toBe(2);
});

test('no more connections are open at once than were allowed', async () => {
  let most = 0;
  await serve((_, open) => {
    most = Math.max(most, open);
    return { status: 200, afterMs: 5 };
  }, 3);
  const updates = Array.from({ length: 20 }, (_, update_id) => deliveries.deliver({ update_id }));
  expect(await Promise.all(updates)).toEqual(Array.from({ length: 20 }, () => 1));
  expect(most).toBe(3);
});

test('a call in the body of the 200, sent in chunks or whole, reaches the Bot API', async () => {
  const heard: unknown[] = [];
  const call = { method: 'answerCallbackQuery', callback_query_id: 'ạ' };
  await serve(
    () => ({ status: 200, body: JSON.stringify(call) }),
    1,
    (reply) => heard.push(reply),
  );
  await deliveries.deliver({ update_id: 1 });
  expect(heard).toEqual([call]);
});
