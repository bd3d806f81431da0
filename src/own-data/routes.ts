import { type Context, Hono } from 'hono';
import { html } from 'hono/html';
import type { Chat } from '../core/chat.ts';
import type { Language } from '../core/course.ts';
import { served, styleSheet } from '../pages/page-file.ts';
import { forever, pageHeaders } from '../pages/page-headers.ts';
import type { Archive } from '../store/archive/archive.ts';
import { type Store, StoreUnavailable } from '../store/store.ts';
import { allOf, type KeptOfLearner } from './all-of.ts';
import { openPass } from './pass.ts';
import { ownDataWords } from './words.ts';

export type OwnDataOptions = {
  store: Pick<Store, 'load'>;
  archive: Pick<Archive, 'rowsOf' | 'certificatesOf'>;
  /** 32 bytes. */
  key: Buffer;
  pseudonym(learner: string): string;
  clock(): number;
};

/**
 * `/my-data/<pass>`: a page with a button, and behind it the file. Only the button gives it: chat platforms look at
 * links by themselves, and what they see here is nothing of anybody.
 */
export function ownDataRoutes(options: OwnDataOptions): Hono {
  const { store, archive, clock } = options;
  const css = styleSheet(new URL('../pages/paper.css', import.meta.url));
  const app = new Hono();
  app.get('/my-data/page.css', (c) => served(css, c.req.header('accept-encoding'), forever));
  app.get('/my-data/:pass', (c) => (chatOf(c) === undefined ? over(c) : asked(c)));
  app.post('/my-data/:pass', async (c) => {
    const chat = chatOf(c);
    if (chat === undefined) return over(c);
    const [found] = await store.load([{ chat, updates: [] }]);
    if (found?.session === undefined) return over(c);
    const { session } = found;
    const kept = new Map<string, KeptOfLearner>();
    for (const { id } of session.learners) {
      const [rows, certificates] = await Promise.all([archive.rowsOf(id), archive.certificatesOf(id)]);
      kept.set(id, { ...rows, certificates, pseudonym: options.pseudonym(id) });
    }
    return c.body(JSON.stringify(allOf(chat, session, kept, clock()), null, 1), 200, {
      ...privately,
      'content-type': 'application/json; charset=utf-8',
      'content-disposition': `attachment; filename="${ownDataWords[languageOf(c)].file}"`,
    });
  });
  app.notFound(over);
  app.onError((error, c) => {
    if (error instanceof StoreUnavailable) return page(c, ownDataWords[languageOf(c)].away, 503);
    throw error;
  });
  return app;

  function chatOf(c: Context): Chat | undefined {
    return openPass(options.key, c.req.param('pass') ?? '', clock());
  }
  function over(c: Context): Response | Promise<Response> {
    return page(c, ownDataWords[languageOf(c)].over, 404);
  }
  function asked(c: Context): Response | Promise<Response> {
    const { text, get } = ownDataWords[languageOf(c)];
    return page(c, text, 200, get);
  }
  function page(
    c: Context,
    text: string,
    status: 200 | 404 | 503,
    button?: string,
  ): Response | Promise<Response> {
    const language = languageOf(c);
    const { title } = ownDataWords[language];
    return c.html(
      html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${title} · Bạn Học Số</title>
<link rel="stylesheet" href="/my-data/page.css?v=${css.etag}">
</head>
<body><main><h1>${title}</h1><p>${text}</p>
${button === undefined ? '' : html`<form method="post"><button type="submit">${button}</button></form>`}
</main></body>
</html>
`,
      status,
      privately,
    );
  }
}

const privately = { ...pageHeaders, 'cache-control': 'no-store' };

const languageOf = (c: Context): Language =>
  /^en\b/i.test(c.req.header('accept-language') ?? '') ? 'en' : 'vi';
