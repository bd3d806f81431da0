import { Hono } from 'hono';
import { may, rightsOf } from '../access/may.ts';
import { minuteMs } from '../core/time.ts';
import { addressOf } from '../pages/address-of.ts';
import { served, styleSheet } from '../pages/page-file.ts';
import { forever, pageHeaders } from '../pages/page-headers.ts';
import { StoreUnavailable } from '../store/store.ts';
import { addAuditRoutes } from './audit-routes.ts';
import { addBoardRoutes, closedBoard, hasBoardLink } from './board-routes.ts';
import { addBroadcastRoutes } from './broadcasts/routes.ts';
import type { Console, ConsoleEnv, ConsoleOptions, Ctx, Status, Visitor } from './console.ts';
import { addDemoRoutes } from './demo-routes.ts';
import { addLessonRoutes, addUnitBoardRoutes } from './figures/board-routes.ts';
import { addReportRoutes } from './figures/report-routes.ts';
import { addFigureRoutes } from './figures/routes.ts';
import { figureWords } from './figures/show.ts';
import { gate, isLookedAt } from './gate.ts';
import { pageOfRight } from './home-page.ts';
import { addHomeRoutes } from './home-routes.ts';
import { type Frame, inLanguage, languageOf, type Markup, sentencePage, wordsIn } from './layout.ts';
import { deskShow } from './lessons/desk-show.ts';
import { addDeskRoutes } from './lessons/routes.ts';
import { addPeopleRoutes } from './people-routes.ts';
import { addQuestionRoutes } from './questions/routes.ts';
import { addCentreReportRoutes } from './reports/routes.ts';
import { composeScript, liveScript } from './scripts.ts';
import { addSignInRoutes } from './sign-in-routes.ts';
import { demoWords } from './words/demo.ts';
import { questionWords } from './words/questions.ts';
import { reportWords } from './words/reports.ts';

/** What officials see, under `/admin`. The gate stands before all of it. */
export function openConsole(options: ConsoleOptions): Hono<ConsoleEnv> {
  const css = styleSheet(
    new URL('./page/tables.css', import.meta.url),
    new URL('./page/console.css', import.meta.url),
    new URL('./page/broadcasts.css', import.meta.url),
    new URL('./page/questions.css', import.meta.url),
    new URL('./page/figures.css', import.meta.url),
    new URL('./page/lessons.css', import.meta.url),
  );
  const console: Console = {
    ...options,
    book: options.counted.book,
    frame,
    show,
    refuse,
    allowed,
    goTo,
    deed,
    looked: openLooks(),
  };
  const app = new Hono<ConsoleEnv>();
  app.use(
    '*',
    gate(console, {
      hasLink: (c) => hasBoardLink(options, c),
      closed: (c) => closedBoard(c, frame(c)),
    }),
  );
  app.get('/admin/console.css', (c) => served(css, c.req.header('accept-encoding'), forever));
  app.get('/admin/live.js', (c) => served(liveScript, c.req.header('accept-encoding'), forever));
  app.get('/admin/compose.js', (c) => served(composeScript, c.req.header('accept-encoding'), forever));
  addSignInRoutes(app, console);
  addHomeRoutes(app, console);
  addPeopleRoutes(app, console);
  addAuditRoutes(app, console);
  addBroadcastRoutes(app, console);
  addBoardRoutes(app, console);
  addQuestionRoutes(app, console);
  addFigureRoutes(app, console);
  addLessonRoutes(app, console);
  addUnitBoardRoutes(app, console);
  addReportRoutes(app, console);
  addCentreReportRoutes(app, console);
  addDeskRoutes(app, console, options.lessonDesk);
  addDemoRoutes(app, console);
  app.notFound((c) => refuse(c, 'missing', 404));
  app.onError((error, c) => {
    if (error instanceof StoreUnavailable) return refuse(c, 'away', 503);
    throw error;
  });
  return app;

  function frame(c: Ctx): Frame {
    const language = languageOf(c);
    const words = wordsIn(language);
    const visitor = c.get('visitor');
    const address = new URL(c.req.url);
    address.searchParams.delete('lang');
    // A page that answers a form has no address of its own to show again.
    const path = c.req.method === 'POST' ? '/admin' : c.req.path + address.search;
    return {
      language,
      words,
      css: css.etag,
      isSimulated: options.isSimulated,
      otherHref: inLanguage(path, words.otherLanguage.language),
      visitor: visitor && {
        person: visitor.person,
        pages: [
          ...pagesOf(visitor, c.req.path, words, language),
          ...demoPages(visitor, c.req.path, language),
        ],
      },
    };
  }
  /** Where there may be simulated people. */
  function demoPages({ person }: Visitor, path: string, language: Frame['language']) {
    if (options.demo === undefined || !rightsOf(person).includes('manage_people')) return [];
    const isHere = path === '/admin/demo' ? ('page' as const) : undefined;
    return [{ href: '/admin/demo', label: demoWords[language].nav, isHere }];
  }
  function show(c: Ctx, page: Markup, status: Status = 200): Response | Promise<Response> {
    return c.html(page, status, privately);
  }
  function refuse(
    c: Ctx,
    why: keyof Frame['words']['refused'],
    status: Status,
  ): Response | Promise<Response> {
    const shown = frame(c);
    const { home } = shown.words.nav;
    const ways = shown.visitor === undefined ? [] : [{ href: '/admin', label: home }];
    return show(c, sentencePage(shown.words.refused[why], shown, ways), status);
  }
  function allowed(c: Ctx, ...[action, unit]: [Parameters<typeof may>[1], string]): Visitor | undefined {
    const visitor = c.get('visitor');
    return visitor && may(visitor.person, action, unit, options.course().units) ? visitor : undefined;
  }
  function goTo(c: Ctx, path: string): Response {
    return c.redirect(inLanguage(path, languageOf(c)), 303);
  }
  function deed(
    c: Ctx,
    did: Parameters<Console['deed']>[1],
    about: Parameters<Console['deed']>[2],
  ): ReturnType<Console['deed']> {
    return {
      at: options.clock(),
      by: c.get('visitor')?.person.id ?? '',
      did,
      note: '',
      ...about,
      from: addressOf(c.req.raw, c.env ?? {}, options.trustProxy),
    };
  }

  /** One line in ten minutes for a session and a page: a board that renews itself must not fill the log. */
  function openLooks(): Console['looked'] {
    const noted = new Map<string, number>();
    return async (c, unit) => {
      const visitor = c.get('visitor');
      if (visitor === undefined || !isLookedAt(c)) return;
      const now = options.clock();
      const key = `${visitor.session.hash} ${c.req.path}`;
      if (now - (noted.get(key) ?? Number.NEGATIVE_INFINITY) < lookEveryMs) return;
      if (noted.size >= mostLooks) noted.clear();
      noted.set(key, now);
      await options.archive.addDeeds([deed(c, 'looked', { to: c.req.path, unit })]);
    };
  }
}

const lookEveryMs = 10 * minuteMs;
const mostLooks = 10_000;

function pagesOf({ person }: Visitor, path: string, { nav }: Frame['words'], language: Frame['language']) {
  const mine = rightsOf(person);
  const open = [
    '/admin',
    ...mine.map((right) => pageOfRight[right]),
    ...(mine.includes('see_figures') ? ['/admin/events'] : []),
  ];
  return [
    { href: '/admin', label: nav.home },
    { href: '/admin/figures', label: figureWords[language].nav },
    { href: '/admin/broadcasts', label: nav.broadcasts },
    { href: '/admin/questions', label: questionWords(language).nav },
    { href: '/admin/reports', label: reportWords(language).nav },
    { href: '/admin/lessons', label: deskShow({ language }).words.nav },
    { href: '/admin/people', label: nav.people },
    { href: '/admin/events', label: nav.events },
    { href: '/admin/audit', label: nav.audit },
  ]
    .filter(({ href }) => open.some((page) => page === href || isDesk(page, href)))
    .map((page) => ({ ...page, isHere: placeOf(path, page.href) }));
}

/** The desk is for all who do any of its parts. */
const isDesk = (page: string | undefined, href: string): boolean =>
  href === '/admin/lessons' && page?.startsWith(href) === true;

/** `page`: this one; `within`: one that lies below it. */
function placeOf(path: string, href: string): 'page' | 'within' | undefined {
  if (path === href) return 'page';
  return href !== '/admin' && path.startsWith(`${href}/`) ? 'within' : undefined;
}

/**
 * `same-origin`, because with `no-referrer` a browser sends its own forms with the origin `null`; nothing of an address
 * leaves this host by it.
 */
const privately = {
  'cache-control': 'no-store',
  'x-robots-tag': 'noindex',
  ...pageHeaders,
  'referrer-policy': 'same-origin',
};
