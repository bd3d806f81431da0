import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';

/** What answers over HTTP: webhooks on bare node:http, pages through their own app. */
export type Routes = {
  /** Webhooks of the platforms. @returns false when the path is none of theirs */
  webhook(request: IncomingMessage, response: ServerResponse): Promise<boolean>;
  pages(request: Request, environment: object): Response | Promise<Response>;
  /** `blocking`: why the process cannot take work. `notes`: what else an operator should know. */
  troubles(): Promise<{ blocking: string[]; notes: string[] }>;
  metrics(): Promise<string>;
  onError(error: unknown): void;
};

/** The port is taken, or may not be opened; the message says how to mend it. */
export class CannotListen extends Error {
  override name = 'CannotListen';
}

/**
 * Opens the port. @returns the server and the port it got (PORT=0 takes a free one)
 * @throws CannotListen
 */
export async function listen(
  routes: Routes,
  host: string,
  port: number,
): Promise<{ server: Server; port: number }> {
  const pages = getRequestListener(
    async (request, environment) => {
      try {
        return await routes.pages(request, environment);
      } catch (error) {
        routes.onError(error);
        return new Response('This page has failed; the log says why.\n', { status: 500 });
      }
    },
    { overrideGlobalObjects: false },
  );
  const server = createServer((request, response) => {
    answer(routes, pages, request, response).catch((error: unknown) => {
      routes.onError(error);
      if (!response.headersSent) response.writeHead(500, { 'content-type': 'text/plain; charset=utf-8' });
      response.end();
    });
  });
  // Slow phones may take long over a request, but not for ever.
  server.requestTimeout = 60_000;
  server.keepAliveTimeout = 75_000;
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(new CannotListen(reason(error, host, port), { cause: error })),
    );
    server.listen(port, host, resolve);
  });
  return { server, port: (server.address() as AddressInfo).port };
}

function reason(error: NodeJS.ErrnoException, host: string, port: number): string {
  if (error.code === 'EADDRINUSE') {
    return `PORT: ${host}:${port} is taken by another program; choose another, for example PORT=${port + 1} npm start`;
  }
  if (error.code === 'EACCES')
    return `PORT: ${port} needs more rights than this user has; choose one above 1023, for example PORT=8080`;
  if (error.code === 'EADDRNOTAVAIL' || error.code === 'ENOTFOUND') {
    return `HOST: ${host} is no address of this machine; for example HOST=127.0.0.1, or HOST=0.0.0.0 for all`;
  }
  return `HOST, PORT: cannot listen on ${host}:${port}: ${error.message}`;
}

async function answer(
  routes: Routes,
  pages: (request: IncomingMessage, response: ServerResponse) => unknown,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const path = (request.url ?? '/').split('?')[0] ?? '/';
  if (path === '/healthz') return plain(response, 200, 'ok\n');
  if (path === '/readyz') {
    const { blocking, notes } = await routes.troubles();
    const isReady = blocking.length === 0;
    return plain(
      response,
      isReady ? 200 : 503,
      `${[isReady ? 'ready' : 'not ready', ...blocking, ...notes].join('\n')}\n`,
    );
  }
  if (path === '/metrics') {
    response.writeHead(200, { 'content-type': 'text/plain; version=0.0.4; charset=utf-8' });
    response.end(await routes.metrics());
    return;
  }
  if (path.startsWith('/channels/')) {
    if (await routes.webhook(request, response)) return;
    return plain(response, 404, 'no such channel\n');
  }
  await pages(request, response);
}

function plain(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' });
  response.end(text);
}
