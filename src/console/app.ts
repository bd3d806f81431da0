import { gzipSync } from 'node:zlib';
import { type Context, Hono } from 'hono';
import type { Course, Language, PublicEvent } from '../core/course.ts';
import type { Instant } from '../core/time.ts';
import { pageFile, served } from '../pages/page-file.ts';
import { type NodeBindings, pageHeaders } from '../pages/page-headers.ts';
import type { Store } from '../store/store.ts';
import { accessTo } from './access.ts';
import { type Board, boardHtml, sentenceHtml } from './board-page.ts';
import { type EventTable, openEventTables } from './event-tables.ts';
import { boardWords } from './words.ts';

export type ConsoleOptions = {
  store: Pick<Store, 'counters'>;
  course(): Course;
  boardKey(event: string): string;
  publicUrl: string;
  trustProxy: number;
  clock(): Instant;
};

type Ctx = Context<{ Bindings: NodeBindings }>;

/** What officials see, under `/admin`: so far the live boards of public events. */
export function openConsole(options: ConsoleOptions): Hono<{ Bindings: NodeBindings }> {
  const tables = openEventTables(options);
  const files = {
    css: pageFile(new URL('./page/board.css', import.meta.url), 'text/css; charset=utf-8'),
    js: pageFile(new URL('./page/board.js', import.meta.url), 'text/javascript; charset=utf-8'),
  };
  const made = new Pages();
  const app = new Hono<{ Bindings: NodeBindings }>();

  app.get('/admin/board.css', (c) => served(files.css, c.req.header('accept-encoding'), forever));
  app.get('/admin/board.js', (c) => served(files.js, c.req.header('accept-encoding'), forever));

  app.get('/admin/events/:event/:commune?', async (c) => {
    const words = boardWords[languageOf(c)];
    const id = c.req.param('event');
    const access = accessTo(c.req.raw, c.env ?? {}, {
      publicUrl: options.publicUrl,
      trustProxy: options.trustProxy,
      key: options.boardKey(id),
    });
    if (access === 'needs_key') return sentence(c, 403, words.refused.title, words.refused.key);
    if (access === 'needs_https') return sentence(c, 403, words.refused.title, words.refused.https);
    const event = options.course().events.get(id);
    if (event === undefined) return sentence(c, 404, words.unknown.title, words.unknown.event);
    const table = await tables.read(event);
    if (table === undefined) {
      c.header('retry-after', '3');
      return sentence(c, 503, event.name, words.noFigures);
    }
    if (c.req.header('accept')?.includes('application/json')) {
      return c.json({ name: event.name, readAt: table.readAt, ...table.figures }, 200, live);
    }
    const board = boardOf(event, table, c.req.param('commune'), query(c));
    if (board === undefined) return sentence(c, 404, words.unknown.title, words.unknown.event);
    const page = made.get(table, c.req.url, () => boardHtml(board, frame(c)));
    return packedPage(page, c.req.header('accept-encoding'));
  });
  app.notFound((c) => {
    const words = boardWords[languageOf(c)];
    return sentence(c, 404, words.unknown.title, words.unknown.page);
  });
  return app;

  function sentence(c: Ctx, status: 403 | 404 | 503, title: string, text: string): Response {
    return c.html(sentenceHtml(title, text, frame(c)), status, live);
  }
  function frame(c: Ctx) {
    const language = languageOf(c);
    const other = boardWords[language].otherLanguage.language;
    return {
      language,
      otherHref: `${c.req.path}${query(c, other)}`,
      files: { css: files.css.etag, js: files.js.etag },
    };
  }
}

const forever = { 'cache-control': 'public, max-age=31536000, immutable', ...pageHeaders };
const live = { 'cache-control': 'no-store', 'x-robots-tag': 'noindex', ...pageHeaders };

/** Vietnamese unless asked otherwise: a projector's browser often speaks English, its hall does not. */
const languageOf = (c: Ctx): Language => (c.req.query('lang') === 'en' ? 'en' : 'vi');

/** What every link of a board carries on: its key and its language. */
function query(c: Ctx, language = languageOf(c)): string {
  const carried = new URLSearchParams();
  const key = c.req.query('key');
  if (key !== undefined) carried.set('key', key);
  if (language === 'en') carried.set('lang', 'en');
  const text = carried.toString();
  return text === '' ? '' : `?${text}`;
}

function boardOf(
  event: PublicEvent,
  { figures, readAt, isStale }: EventTable,
  commune: string | undefined,
  carried: string,
): Board | undefined {
  const path = `/admin/events/${event.id}`;
  if (commune === undefined) {
    return {
      title: event.name,
      total: { ...figures, name: event.name },
      rowsAre: 'communes',
      rows: figures.communes.map((row) => ({ ...row, href: `${path}/${row.id}${carried}` })),
      elsewhere: figures.elsewhere,
      readAt,
      isStale,
    };
  }
  const found = figures.communes.find(({ id }) => id === commune);
  if (found === undefined) return undefined;
  return {
    title: found.name,
    within: { name: event.name, href: `${path}${carried}` },
    total: found,
    rowsAre: 'points',
    rows: found.at,
    readAt,
    isStale,
  };
}

type MadePage = { plain: Buffer; gzip: Buffer };

/** Pages of the newest tables, each made and compressed once however many look at it. */
class Pages {
  readonly #made = new Map<string, { table: EventTable; page: MadePage }>();

  get(table: EventTable, url: string, make: () => string): MadePage {
    const known = this.#made.get(url);
    if (known?.table === table) return known.page;
    const plain = Buffer.from(make());
    const page = { plain, gzip: gzipSync(plain, { level: 5 }) };
    // Addresses differ by commune, language and key only; whoever makes up more starts the map anew.
    if (this.#made.size >= mostPages) this.#made.clear();
    this.#made.set(url, { table, page });
    return page;
  }
}
const mostPages = 500;

function packedPage({ plain, gzip }: MadePage, accept: string | undefined): Response {
  const isPacked = accept?.includes('gzip') === true;
  return new Response(new Uint8Array(isPacked ? gzip : plain), {
    headers: {
      'content-type': 'text/html; charset=utf-8',
      vary: 'Accept-Encoding',
      ...(isPacked ? { 'content-encoding': 'gzip' } : {}),
      ...live,
    },
  });
}
