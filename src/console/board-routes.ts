import { gzipSync } from 'node:zlib';
import type { Hono } from 'hono';
import { html } from 'hono/html';
import { may } from '../access/may.ts';
import { isSame } from '../access/token.ts';
import type { Course, PublicEvent } from '../core/course.ts';
import { communeAbove } from '../core/unit-tree.ts';
import { served, styleSheet } from '../pages/page-file.ts';
import { forever, pageHeaders } from '../pages/page-headers.ts';
import { shownFigures, shownPlace } from '../stats/event-figures.ts';
import { type Board, boardHtml, sentenceHtml } from './board-page.ts';
import type { Console, ConsoleEnv, Ctx, Visitor } from './console.ts';
import { type EventTable, openEventTables } from './event-tables.ts';
import { type Frame, inLanguage, languageOf, type Markup, pageOf, sentencePage } from './layout.ts';
import { liveScript } from './scripts.ts';
import { boardWords } from './words/board.ts';

/** An event's board, or one commune's of it. */
const boardPath = /^\/admin\/events\/([^/]+)(?:\/([^/]+))?$/;

/** Whether a request carries the key of the very event it asks for: a hall's screen has nobody signed in. */
export function hasBoardLink({ boardKey }: Pick<Console, 'boardKey'>, c: Ctx): boolean {
  const event = boardPath.exec(c.req.path)?.[1];
  const given = c.req.query('key');
  if (event === undefined || given === undefined) return false;
  return isSame(given, boardKey(event));
}

/** What is said to whoever has neither the board's link nor a session; the same for boards there are and are not. */
export function closedBoard(c: Ctx, frame: Frame): Markup | undefined {
  if (!boardPath.test(c.req.path)) return undefined;
  const { title, key } = boardWords[frame.language].refused;
  return sentencePage({ title, text: key }, frame, [
    { href: '/admin/sign-in', label: frame.words.signIn.title },
  ]);
}

/** The live boards of public events: for whoever holds a board's link, and for those who may see figures there. */
export function addBoardRoutes(app: Hono<ConsoleEnv>, console: Console): void {
  const { course } = console;
  const tables = openEventTables(console);
  const files = {
    css: styleSheet(
      new URL('./page/tables.css', import.meta.url),
      new URL('./page/board.css', import.meta.url),
    ),
    js: liveScript,
  };
  const made = new Pages();

  app.get('/admin/board.css', (c) => served(files.css, c.req.header('accept-encoding'), forever));

  app.get('/admin/events', async (c) => {
    const visitor = console.allowed(c, 'see_figures', c.get('visitor')?.person.unit ?? '');
    if (visitor === undefined) return console.refuse(c, 'right', 403);
    const frame = console.frame(c);
    const { events } = frame.words;
    const boards = boardsFor(course(), visitor).map(
      ({ href, label }) =>
        html`<li><a class="way" href="${inLanguage(href, frame.language)}">${label}</a></li>`,
    );
    const list = boards.length === 0 ? html`<p class="quiet">${events.none}</p>` : html`<ul>${boards}</ul>`;
    return console.show(c, pageOf(events.title, list, frame));
  });

  app.get('/admin/events/:event/:commune?', async (c) => {
    const words = boardWords[languageOf(c)];
    const event = course().events.get(c.req.param('event'));
    const commune = c.req.param('commune');
    if (!hasBoardLink(console, c)) {
      const unit = commune ?? event?.unit ?? '';
      if (console.allowed(c, 'see_figures', unit) === undefined) return console.refuse(c, 'right', 403);
      await console.looked(c, unit);
    }
    if (event === undefined) return sentence(c, 404, words.unknown.title, words.unknown.event);
    const table = await tables.read(event);
    if (table === undefined) {
      c.header('retry-after', '3');
      return sentence(c, 503, event.name, words.noFigures);
    }
    const board = boardOf(event, table, commune, query(c));
    if (board === undefined) return sentence(c, 404, words.unknown.title, words.unknown.event);
    if (c.req.header('accept')?.includes('application/json')) {
      return c.json({ readAt: table.readAt, ...forMachines(event.name, table, commune) }, 200, live);
    }
    const page = made.get(table, c.req.url, () => boardHtml(board, frame(c)));
    return packedPage(page, c.req.header('accept-encoding'));
  });

  function sentence(
    c: Ctx,
    status: 403 | 404 | 503,
    title: string,
    text: string,
  ): Response | Promise<Response> {
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

/** Whole events of the visitor's unit; of events held above it, the boards of their communes. */
function boardsFor(course: Course, { person }: Visitor): { href: string; label: string }[] {
  const mine = (unit: string): boolean => may(person, 'see_figures', unit, course.units);
  return [...course.events.values()].flatMap((event) => {
    const href = `/admin/events/${event.id}`;
    if (mine(event.unit)) return [{ href, label: event.name }];
    const communes = [...event.points.values()].flatMap((point) => {
      const unit = course.units.get(point.unit);
      return (unit && communeAbove(course, unit)) ?? [];
    });
    return [...new Set(communes)]
      .filter(({ id }) => mine(id))
      .map(({ id, fullName }) => ({ href: `${href}/${id}`, label: `${event.name}: ${fullName}` }));
  });
}

const live = { 'cache-control': 'no-store', 'x-robots-tag': 'noindex', ...pageHeaders };

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

/** No finer than on the page. */
function forMachines(event: string, { figures }: EventTable, commune: string | undefined) {
  const found = figures.communes.find(({ id }) => id === commune);
  if (found !== undefined) return shownPlace(found);
  const { communes, elsewhere, ...whole } = figures;
  return {
    ...shownPlace({ ...whole, name: event }),
    communes: communes.map(shownPlace),
    elsewhere: shownFigures(elsewhere),
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
