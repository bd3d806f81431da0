import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import { pageOf, rowOf } from './page.ts';
import { StatementBook } from './statement-book.ts';

export type Central = { url: string; book: StatementBook; stop(): Promise<void> };

const versions = /^(2\.0|1\.0)(\.\d+)?$/;

/**
 * A small stand-in for the central API, to see statements arrive within a minute of the first start. It
 * keeps them in memory only and says on every page that it is a stand-in. Not for production.
 * @param options.print one line for each new statement
 */
export async function startCentral(options: {
  host: string;
  port: number;
  print(line: string): void;
}): Promise<Central> {
  const book = new StatementBook();
  const app = new Hono();
  const xapi = new Hono();
  xapi.use(async (c, next) => {
    c.header('x-experience-api-version', '2.0.0');
    if (!versions.test(c.req.header('x-experience-api-version') ?? '')) {
      return c.json({ error: 'X-Experience-API-Version: expected 2.0.x or 1.0.x' }, 400);
    }
    return next();
  });
  const take = async (body: string): Promise<{ status: 200 | 400 | 409; told: unknown }> => {
    let parsed: unknown;
    try {
      parsed = JSON.parse(body);
    } catch (error) {
      return {
        status: 400,
        told: { error: `not JSON: ${error instanceof Error ? error.message : String(error)}` },
      };
    }
    const verdict = book.add(parsed);
    if (verdict.status !== 200) return { status: verdict.status, told: { error: verdict.reason } };
    for (const statement of verdict.added) options.print(Object.values(rowOf(statement)).join('  '));
    return { status: 200, told: verdict.ids };
  };
  xapi.post('/', async (c) => {
    const { status, told } = await take(await c.req.text());
    return c.json(told as object, status);
  });
  xapi.get('/', (c) => {
    const id = c.req.query('statementId');
    if (id === undefined) return c.json({ statements: book.all(), more: '' });
    const held = book.get(id);
    return held === undefined ? c.json({ error: 'no such statement' }, 404) : c.json(held);
  });
  app.route('/statements', xapi);
  app.get('/about', (c) => c.json({ version: ['2.0.0', '1.0.3'] }));
  app.get('/', (c) => c.html(pageOf(book.all())));
  return new Promise((resolve, reject) => {
    const server = serve({ fetch: app.fetch, hostname: options.host, port: options.port }, ({ port }) =>
      resolve({
        url: `http://${options.host}:${port}`,
        book,
        stop: () =>
          new Promise((done) => {
            server.close(() => done());
            if ('closeAllConnections' in server) server.closeAllConnections();
          }),
      }),
    );
    server.on('error', reject);
  });
}
