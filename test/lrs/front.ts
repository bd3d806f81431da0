import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { request } from 'undici';

/** What the front does to one request: pass it, refuse it, or pass it and lose the answer. */
export type Fault = 'none' | 'lose_answer' | 'error_500' | 'flood_429';

const credentials = `Basic ${Buffer.from('key:secret').toString('base64')}`;

/**
 * The face of an xAPI 2.0 store before one that speaks 1.0.3: checks credentials and version, passes the
 * statements on, and has bad days as told.
 */
export async function openFront(
  storeUrl: string,
  fault: () => Fault,
): Promise<{ url: string; close(): Promise<void> }> {
  const server: Server = createServer(async (incoming, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk as Buffer);
    const end = (status: number, body: unknown, headers: Record<string, string> = {}): void => {
      response.writeHead(status, {
        'content-type': 'application/json',
        'x-experience-api-version': '2.0.0',
        ...headers,
      });
      response.end(JSON.stringify(body));
    };
    if (incoming.headers.authorization !== credentials) return end(401, {});
    if (!/^2\.0(\.\d+)?$/.test(String(incoming.headers['x-experience-api-version'] ?? '')))
      return end(400, {});
    const today = incoming.method === 'POST' ? fault() : 'none';
    if (today === 'error_500') return end(500, {});
    if (today === 'flood_429') return end(429, {}, { 'retry-after': '1' });
    const passed = await request(`${storeUrl}/xAPI${incoming.url}`, {
      method: incoming.method === 'POST' ? 'POST' : 'GET',
      headers: {
        authorization: credentials,
        'x-experience-api-version': '1.0.3',
        'content-type': 'application/json',
      },
      body: chunks.length === 0 ? null : Buffer.concat(chunks),
    });
    const body = await passed.body.text();
    if (today === 'lose_answer') return void incoming.socket.destroy();
    response.writeHead(passed.statusCode, {
      'content-type': 'application/json',
      'x-experience-api-version': '2.0.0',
    });
    response.end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
