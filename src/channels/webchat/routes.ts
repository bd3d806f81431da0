import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Context, Hono } from 'hono';
import { z } from 'zod';
import type { EventBody } from '../../core/event.ts';
import { hourMs, minuteMs } from '../../core/time.ts';
import { addressOf } from '../../pages/address-of.ts';
import { type PageFile, packed, pageFile, served, styleSheet } from '../../pages/page-file.ts';
import { forever, type NodeBindings, pageHeaders } from '../../pages/page-headers.ts';
import type { Receipt, Receive } from '../channel.ts';
import { eventStream, type LogWatch, readEvents } from './events.ts';
import { isJson, isOwn, Limiter } from './guard.ts';
import type { Identity } from './identity.ts';
import { pageLanguage } from './language.ts';
import { chatOf, type WebChatOptions, webChannel } from './options.ts';
import { pageHtml } from './page.ts';
import { type ErrorWords, webWords } from './words.ts';

type Options = WebChatOptions & { identity: Identity; receive: Receive; closing: AbortSignal; log: LogWatch };
type Ctx = Context<{ Bindings: NodeBindings }>;

const longestText = 10_000;
/** Bytes of a request body; ten thousand Vietnamese letters and their JSON escapes fit. */
const longestBody = 64_000;

/** A whole commune may sit behind one address; a single chat is a single person. */
const newChatsPerHour = 2_000;
const messagesPerMinute = 60;
const codesPerAddress = 10;
const codesInAll = 300;
const codeWindowMs = 15 * minuteMs;

const id = z.string().regex(/^[A-Za-z0-9_.:-]{1,64}$/);
const opening = z.object({ join: z.string().max(64).optional(), lang: z.enum(['vi', 'en']).optional() });
const message = z.union([
  z.strictObject({ id, choice: z.string().min(1).max(64) }),
  z.strictObject({ id, text: z.string().min(1) }),
]);
const restoring = z.object({ code: z.string().min(1).max(60) });

/** Files of the page, made once. */
type Files = { css: PageFile; js: PageFile; icon: PageFile; pages: Record<'vi' | 'en', PageFile> };

export function addRoutes(app: Hono<{ Bindings: NodeBindings }>, options: Options): void {
  const files = makeFiles(options);
  const limits = {
    chats: new Limiter(newChatsPerHour, hourMs),
    messages: new Limiter(messagesPerMinute, minuteMs),
  };

  app.get('/', (c) => {
    const language = pageLanguage(c.req.header('accept-language'), c.req.query('lang'));
    return served(files.pages[language], c.req.header('accept-encoding'), {
      'cache-control': 'no-cache',
      'content-language': language,
      ...pageHeaders,
      vary: 'Accept-Encoding, Accept-Language',
    });
  });
  app.get('/chat/app.css', (c) => served(files.css, c.req.header('accept-encoding'), forever));
  app.get('/chat/app.js', (c) => served(files.js, c.req.header('accept-encoding'), forever));
  app.get('/chat/icon.svg', (c) => served(files.icon, c.req.header('accept-encoding'), forever));
  app.get('/favicon.ico', (c) => c.redirect('/chat/icon.svg', 301));
  app.get('/chat/media/:file', (c) => media(c, options));

  app.post('/chat/open', async (c) => {
    const body = await readBody(c, opening);
    if (body instanceof Response) return body;
    const visit = await visitor(c, options, limits.chats, { ...body, isPage: true });
    return visit instanceof Response ? visit : c.body(null, 204, visit.headers);
  });
  app.post('/chat/messages', async (c) => {
    const body = await readBody(c, message);
    if (body instanceof Response) return body;
    if ('text' in body && body.text.length > longestText) return refused(c, 413, 'tooLong');
    const visit = await visitor(c, options, limits.chats, {});
    if (visit instanceof Response) return visit;
    if (!limits.messages.take(visit.user, options.clock()))
      return refused(c, 429, 'tooMany', { 'retry-after': '20' });
    const event: EventBody =
      'text' in body
        ? { kind: 'text_written', text: body.text }
        : { kind: 'choice_tapped', choice: body.choice };
    const receipt = await options.receive({
      chat: chatOf(visit.user),
      id: `m:${body.id}`,
      event: { ...event, at: options.clock() },
    });
    return accepted(c, receipt, visit.headers);
  });
  app.get('/chat/events', async (c) => {
    const visit = await visitor(c, options, limits.chats, {});
    if (visit instanceof Response) return visit;
    const after = Number(c.req.header('last-event-id') ?? c.req.query('after') ?? 0);
    const from = Number.isSafeInteger(after) && after >= 0 ? after : 0;
    const chat = chatOf(visit.user);
    if (c.req.header('accept')?.includes('application/json')) {
      return c.json(await readEvents(options.store, chat, from), 200, {
        ...visit.headers,
        'cache-control': 'no-store',
      });
    }
    const closed = AbortSignal.any([c.req.raw.signal, options.closing]);
    return new Response(eventStream(options.store, options.log, chat, from, closed), {
      headers: {
        ...visit.headers,
        'content-type': 'text/event-stream; charset=utf-8',
        'cache-control': 'no-store',
        'x-accel-buffering': 'no',
      },
    });
  });
  app.post('/chat/restore', (c) => restore(c, options));
  app.post('/chat/leave', (c) => {
    if (!isOwn(c.req.raw)) return refused(c, 403, 'foreign');
    return c.body(null, 204, { 'set-cookie': options.identity.cleared() });
  });
  app.notFound((c) => refused(c, 404, 'notFound'));
}

function makeFiles(options: Options): Files {
  const file = (name: string, type: string): PageFile =>
    pageFile(new URL(`./page/${name}`, import.meta.url), type);
  const css = styleSheet(new URL('./page/app.css', import.meta.url));
  const js = file('app.js', 'text/javascript; charset=utf-8');
  const page = (language: 'vi' | 'en'): PageFile =>
    packed(
      Buffer.from(pageHtml(language, options.operator, { css: css.etag, js: js.etag })),
      'text/html; charset=utf-8',
    );
  return { css, js, icon: file('icon.svg', 'image/svg+xml'), pages: { vi: page('vi'), en: page('en') } };
}

/** Reads and checks a JSON body. @returns a refusal, in words, when it is none of ours */
async function readBody<T>(c: Ctx, schema: z.ZodType<T>): Promise<T | Response> {
  if (!isOwn(c.req.raw)) return refused(c, 403, 'foreign');
  if (!isJson(c.req.raw)) return refused(c, 415, 'notJson');
  if (Number(c.req.header('content-length') ?? 0) > longestBody) return refused(c, 413, 'tooLong');
  const raw = await c.req.text();
  if (raw.length > longestBody) return refused(c, 413, 'tooLong');
  let parsed: unknown;
  try {
    parsed = JSON.parse(raw);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return refused(c, 400, 'malformed');
  }
  const checked = schema.safeParse(parsed);
  return checked.success ? checked.data : refused(c, 400, 'malformed');
}

type Visit = { user: string; headers: Record<string, string> };

/** After so long a page that opens again is met with a recap of where the learner was. */
const awayMs = hourMs;

/**
 * Whose chat this is. Someone without a cookie gets one, and with it the greeting, whichever way they came in;
 * a page that opens after a while gets a recap.
 */
async function visitor(
  c: Ctx,
  options: Options,
  newChats: Limiter,
  visit: { isPage?: boolean; join?: string | undefined; lang?: 'vi' | 'en' | undefined },
): Promise<Visit | Response> {
  const { identity, store, clock } = options;
  const known = identity.read(c.req.header('cookie'));
  if (known === undefined && !newChats.take(addressOf(c.req.raw, c.env ?? {}, options.trustProxy), clock())) {
    return refused(c, 429, 'tooMany', { 'retry-after': '600' });
  }
  const user = known ?? identity.fresh();
  const isNew = known === undefined;
  const now = clock();
  const last = isNew || visit.isPage !== true ? undefined : (await store.readLog(chatOf(user), 0)).at(-1);
  const isDue =
    isNew ||
    visit.join !== undefined ||
    (visit.isPage === true && (last === undefined || now - last.at > awayMs));
  if (isDue) {
    const receipt = await options.receive({
      chat: chatOf(user),
      id: `open:${Math.floor(now / minuteMs)}:${visit.join ?? ''}`,
      event: {
        kind: 'chat_opened',
        at: now,
        language: visit.lang ?? pageLanguage(c.req.header('accept-language')),
        hasPaperCode: true,
        ...(visit.join === undefined ? {} : { join: visit.join }),
      },
    });
    if (receipt.kind === 'try_later') return accepted(c, receipt, {});
  }
  return { user, headers: isNew ? { 'set-cookie': identity.cookieFor(user) } : {} };
}

/** 202 once the intake has committed; before that the sender must send it again. */
function accepted(c: Ctx, receipt: Receipt, headers: Record<string, string>): Response {
  if (receipt.kind === 'try_later') {
    return refused(c, 503, 'tryLater', {
      'retry-after': String(Math.max(1, Math.ceil(receipt.afterMs / 1_000))),
    });
  }
  return c.body(null, 202, headers);
}

/** Opens the chat a paper code belongs to, on this device too. Tries are limited per address and in all. */
async function restore(c: Ctx, options: Options): Promise<Response> {
  const body = await readBody(c, restoring);
  if (body instanceof Response) return body;
  const { store, secrets, identity } = options;
  const address = addressOf(c.req.raw, c.env ?? {}, options.trustProxy);
  const [mine, all] = await Promise.all([
    store.tally(`code:${address}`, codeWindowMs),
    store.tally('code:all', codeWindowMs),
  ]);
  if (mine > codesPerAddress || all > codesInAll)
    return refused(c, 429, 'codeTooMany', { 'retry-after': '900' });
  const chat = await store.findCode(secrets.codeHash(body.code));
  if (chat === undefined) return refused(c, 404, 'codeUnknown');
  if (chat.channel !== webChannel) return refused(c, 404, 'codeElsewhere');
  return c.body(null, 204, { 'set-cookie': identity.cookieFor(chat.user) });
}

const mediaTypes: Record<string, string> = {
  png: 'image/png',
  jpg: 'image/jpeg',
  webp: 'image/webp',
  svg: 'image/svg+xml',
  mp3: 'audio/mpeg',
  m4a: 'audio/mp4',
  ogg: 'audio/ogg',
};

async function media(c: Ctx, options: Options): Promise<Response> {
  const file = c.req.param('file') ?? '';
  const type = mediaTypes[file.split('.').at(-1) ?? ''];
  if (type === undefined || !/^[A-Za-z0-9][A-Za-z0-9_.-]{0,80}$/.test(file))
    return refused(c, 404, 'notFound');
  const made = await options.drawPicture?.(file);
  if (made !== undefined) {
    return new Response(new Uint8Array(made), {
      headers: { 'content-type': type, 'cache-control': 'private, max-age=3600', ...pageHeaders },
    });
  }
  try {
    const bytes = await readFile(join(options.mediaDir, file));
    return new Response(new Uint8Array(bytes), {
      headers: { 'content-type': type, 'cache-control': 'public, max-age=86400', ...pageHeaders },
    });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    return refused(c, 404, 'notFound');
  }
}

/** A refusal is told in the person's language, never as a bare number. */
function refused(
  c: Ctx,
  status: 400 | 403 | 404 | 413 | 415 | 429 | 503,
  reason: keyof ErrorWords,
  headers: Record<string, string> = {},
): Response {
  const words = webWords[pageLanguage(c.req.header('accept-language'))];
  return c.json({ error: words.errors[reason] }, status, { 'cache-control': 'no-store', ...headers });
}
