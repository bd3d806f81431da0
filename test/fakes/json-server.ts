import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export type JsonServer = { url: string; stop(): Promise<void> };

/** One HTTP server on a free port of this machine. What the handler throws is answered 500 and told by its words. */
export async function startJsonServer(
  serve: (request: IncomingMessage, response: ServerResponse, body: Buffer) => void | Promise<void>,
): Promise<JsonServer> {
  const server = createServer((request, response) => {
    readBody(request)
      .then((body) => serve(request, response, body))
      .catch((error: unknown) => {
        if (!response.headersSent) response.writeHead(500);
        response.end(`the fake failed: ${error instanceof Error ? error.message : String(error)}`);
      });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async stop() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
    },
  };
}

export async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

export function writeJson(
  response: ServerResponse,
  body: unknown,
  { status = 200, headers = {} }: { status?: number; headers?: Record<string, string> } = {},
): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(JSON.stringify(body));
}

/** A bad day, taken by the next call it fits. */
export type Fault =
  | { kind: 'refuse'; code: number; description?: string }
  /** An error page of something in between. */
  | { kind: 'proxy_page' }
  /** It is done, and the answer gets lost. */
  | { kind: 'lost_response' }
  /** The line is cut before anything is done. */
  | { kind: 'cut' }
  /** Nothing is ever answered. */
  | { kind: 'hang' }
  /** The answer takes so long. */
  | { kind: 'slow'; ms: number };
