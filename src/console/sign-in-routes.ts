import type { Hono } from 'hono';
import { hashOf } from '../access/token.ts';
import { readLinkCode } from '../core/staff.ts';
import { minuteMs } from '../core/time.ts';
import { addressOf } from '../pages/address-of.ts';
import type { Console, ConsoleEnv } from './console.ts';
import { clearedCookie, cookieWith } from './session-cookie.ts';
import { deadLinkPage, enterPage, signInPage } from './sign-in-pages.ts';

/** An office sits behind one address; whoever guesses at 128 bits gets nowhere in any case. */
const entriesPerAddress = 30;
const entryWindowMs = 15 * minuteMs;

/** Ways in and out. */
export function addSignInRoutes(app: Hono<ConsoleEnv>, console: Console): void {
  const { archive, clock } = console;

  app.get('/admin/sign-in', (c) => console.show(c, signInPage(console.frame(c))));

  app.get('/admin/enter/:code', (c) => {
    const code = readLinkCode(c.req.param('code'));
    if (code === undefined) return console.show(c, deadLinkPage('unknown', console.frame(c)), 404);
    return console.show(c, enterPage(code, console.frame(c)));
  });

  app.post('/admin/enter', async (c) => {
    const from = addressOf(c.req.raw, c.env ?? {}, console.trustProxy);
    if ((await console.store.tally(`enter:${from}`, entryWindowMs)) > entriesPerAddress) {
      c.header('retry-after', '900');
      return console.refuse(c, 'tooMany', 429);
    }
    const code = readLinkCode(c.get('form').code);
    if (code === undefined) return console.show(c, deadLinkPage('unknown', console.frame(c)), 403);
    const id = console.newSessionId();
    const by = { newPerson: console.newToken(), session: hashOf(id), from };
    const outcome = await archive.redeemLink(hashOf(code), { kind: 'console' }, by, clock());
    if (outcome.kind !== 'opened') {
      const reason = outcome.kind === 'refused' ? outcome.reason : 'used';
      return console.show(c, deadLinkPage(reason, console.frame(c)), 403);
    }
    // Whoever was signed in here before is not any more: a browser has one session.
    const before = c.get('visitor');
    if (before !== undefined) {
      const { person } = before;
      const deed = console.deed(c, 'signed_out', { to: person.id, unit: person.unit });
      await archive.endSession(before.session.hash, deed);
    }
    const { did, person } = outcome;
    if (did === 'signed_in' && person.chat !== undefined) {
      await console.tellEntered(person.chat, `entered:${hashOf(id).slice(0, 16)}`);
    }
    c.header('set-cookie', cookieWith(id, c.get('transport')));
    return console.goTo(c, '/admin');
  });

  app.post('/admin/sign-out', async (c) => {
    const visitor = c.get('visitor');
    if (visitor !== undefined) {
      const { person, session } = visitor;
      const about = { to: person.id, unit: person.unit };
      if (c.get('form').where === 'everywhere') {
        await archive.endSessions(person.id, console.deed(c, 'signed_out_everywhere', about));
      } else await archive.endSession(session.hash, console.deed(c, 'signed_out', about));
    }
    c.header('set-cookie', clearedCookie(c.get('transport')));
    return console.goTo(c, '/admin/sign-in');
  });
}
