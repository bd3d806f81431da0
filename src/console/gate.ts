import type { MiddlewareHandler } from 'hono';
import { stateOf, underNewId } from '../access/console-session.ts';
import { formToken, hashOf, isSame } from '../access/token.ts';
import type { Console, ConsoleEnv, Ctx, Visitor } from './console.ts';
import type { Markup } from './layout.ts';
import { clearedCookie, cookieWith, idIn } from './session-cookie.ts';
import { signInPage } from './sign-in-pages.ts';
import { isOwnForm, transportOf } from './transport.ts';

/** The only pages that are shown to people who are not signed in; all others are closed, those of tomorrow too. */
const openPages: Record<string, RegExp> = {
  GET: /^\/admin\/(sign-in|enter\/[^/]+|console\.css|board\.css|live\.js|compose\.js|lesson-desk\.js|wall\/[^/]+)$/,
  POST: /^\/admin\/enter$/,
};
const isFile = (path: string): boolean => /\.(css|js)$/.test(path);
/** A form of the console is a few words, or a broadcast in two languages: a form writes `ạ` in nine letters. */
const longestForm = 60_000;
/** A lesson is ten times as long. */
const longestLesson = 400_000;

/**
 * Stands before every page: https, then who is there, then, for whatever changes something, whether one of our own
 * pages sent it.
 * @param board whether a request carries the key of the board it asks for, which is then open to it; what is said
 * to one that does not
 */
export function gate(
  console: Console,
  board: { hasLink(c: Ctx): boolean; closed(c: Ctx): Markup | undefined },
): MiddlewareHandler<ConsoleEnv> {
  return async (c, next): Promise<Response | undefined> => {
    const transport = transportOf(c.req.raw, console.publicUrl());
    c.set('transport', transport);
    if (transport === 'refused') return console.refuse(c, 'https', 403);
    const method = c.req.method === 'HEAD' ? 'GET' : c.req.method;
    const isOpen = openPages[method]?.test(c.req.path) === true || (method === 'GET' && board.hasLink(c));
    const { visitor, cookie } = isFile(c.req.path) ? nobody : await visitorOf(console, c);
    c.set('visitor', visitor);
    const answer = await pass();
    // Whatever kind of answer it is; one that signs in or out has a cookie of its own.
    const response = answer ?? c.res;
    if (cookie !== undefined && response.headers.getSetCookie().length === 0) {
      response.headers.append('set-cookie', cookie);
    }
    if (transport === 'secure') response.headers.set('strict-transport-security', 'max-age=31536000');
    return answer;

    async function pass(): Promise<Response | undefined> {
      if (visitor === undefined && !isOpen) {
        return console.show(c, board.closed(c) ?? signInPage(console.frame(c)), 401);
      }
      if (method === 'POST') {
        const form = await ownForm(console, c, visitor);
        if (form === undefined) return console.refuse(c, 'form', 403);
        c.set('form', form);
      } else if (method !== 'GET') return console.refuse(c, 'missing', 404);
      await next();
      return undefined;
    }
  };
}

/** Who a request comes from, and the cookie its answer carries, where that changes. */
type Found = { visitor: Visitor | undefined; cookie: string | undefined };
const nobody: Found = { visitor: undefined, cookie: undefined };

/** Who is signed in. A session that is over, or was ended meanwhile, is nobody's. */
async function visitorOf(console: Console, c: Ctx): Promise<Found> {
  const { archive } = console;
  const transport = c.get('transport');
  const id = idIn(c.req.header('cookie'), transport);
  if (id === undefined) return nobody;
  const found = await archive.findSession(hashOf(id));
  const now = console.clock();
  const state = found === undefined ? 'over' : stateOf(found.session, found.person, now);
  const ended: Found = { visitor: undefined, cookie: clearedCookie(transport) };
  if (found === undefined || state === 'over') return ended;
  if (state === 'new_id') {
    const newId = console.newSessionId();
    const renewed = underNewId(found.session, hashOf(newId), found.person, now);
    // Of two requests at once, one goes on and the other finds its id dead; it must not clear the new one.
    if (!(await archive.renewSession(found.session.hash, renewed))) return nobody;
    return {
      visitor: { person: found.person, session: renewed, id: newId },
      cookie: cookieWith(newId, transport),
    };
  }
  if (state === 'note' && isLookedAt(c)) await archive.noteSession(found.session.hash, now);
  return { visitor: { ...found, id }, cookie: undefined };
}

/** A page that renews itself while nobody sits before it is no use of the session. */
export const isLookedAt = (c: Ctx): boolean => (c.req.header('sec-fetch-dest') ?? 'document') === 'document';

/** @returns undefined when the form was not sent by one of our pages, or not by one of this session's */
async function ownForm(
  console: Console,
  c: Ctx,
  visitor: Visitor | undefined,
): Promise<Record<string, string> | undefined> {
  if (!isOwnForm(c.req.raw, console.publicUrl())) return undefined;
  if (!/^application\/x-www-form-urlencoded\s*(;|$)/i.test(c.req.header('content-type') ?? ''))
    return undefined;
  const longest = c.req.path.startsWith('/admin/lessons/') ? longestLesson : longestForm;
  if (Number(c.req.header('content-length') ?? 0) > longest) return undefined;
  const raw = await c.req.text();
  if (raw.length > longest) return undefined;
  const form = Object.fromEntries(new URLSearchParams(raw));
  // Signing in carries its own secret; everything else is done by somebody who is in.
  if (c.req.path === '/admin/enter') return form;
  if (visitor === undefined || !isSame(form.token ?? '', formToken(visitor.id))) return undefined;
  return form;
}
