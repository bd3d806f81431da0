import type { Hono } from 'hono';
import { html } from 'hono/html';
import { z } from 'zod';
import { isFresh } from '../access/console-session.ts';
import { shortName } from '../access/desk.ts';
import { may } from '../access/may.ts';
import type { Person } from '../access/person.ts';
import { formToken } from '../access/token.ts';
import type { Unit } from '../core/course.ts';
import { staffRoles } from '../core/staff.ts';
import { hourMs } from '../core/time.ts';
import { chatLinks } from './chat-links.ts';
import type { Console, ConsoleEnv, Ctx, Visitor } from './console.ts';
import { longestName } from './home-routes.ts';
import { inLanguage, pageOf } from './layout.ts';
import { invitePage, peoplePage, personPage } from './people-pages.ts';

/** One admin's; a commune lets in a few dozen people, a province some hundreds over days. */
const invitationsPerHour = 60;

const invitation = z.object({
  name: z.string().trim().min(1).max(longestName),
  role: z.enum(staffRoles),
  unit: z.string().max(24),
});

/** Who is in, who is invited, who goes. */
export function addPeopleRoutes(app: Hono<ConsoleEnv>, console: Console): void {
  const { archive, clock, course } = console;

  /** The visitor, if they manage people at all: in their own unit. */
  const manager = (c: Ctx): Visitor | undefined => {
    const visitor = c.get('visitor');
    return visitor && console.allowed(c, 'manage_people', visitor.person.unit);
  };
  const manages = (visitor: Visitor, unit: string): boolean =>
    may(visitor.person, 'manage_people', unit, course().units);
  /** Somebody the visitor manages; whoever lies beyond is not told from whoever does not exist. */
  const managed = async (c: Ctx, visitor: Visitor): Promise<Person | undefined> => {
    const person = await archive.findPerson(c.req.param('id') ?? '');
    return person !== undefined && manages(visitor, person.unit) ? person : undefined;
  };

  app.get('/admin/people', async (c) => {
    const visitor = manager(c);
    if (visitor === undefined) return console.refuse(c, 'right', 403);
    const [people, waiting] = await Promise.all([archive.people(), archive.waitingInvitations(clock())]);
    await console.looked(c, visitor.person.unit);
    const page = peoplePage(
      people.filter(({ unit }) => manages(visitor, unit)),
      waiting.filter(({ unit }) => manages(visitor, unit)),
      { course: course(), token: formToken(visitor.id) },
      console.frame(c),
    );
    return console.show(c, page);
  });

  app.get('/admin/people/invite', (c) => {
    const visitor = manager(c);
    if (visitor === undefined) return console.refuse(c, 'right', 403);
    return console.show(c, invitePage(unitsToGive(visitor), formToken(visitor.id), console.frame(c)));
  });

  /** The province and communes of the visitor's unit, their own first. */
  function unitsToGive(visitor: Visitor): Unit[] {
    const given = [...course().units.values()].filter((unit) => isGiven(unit) && manages(visitor, unit.id));
    const isOwn = ({ id }: Unit): number => (id === visitor.person.unit ? 0 : 1);
    return given.sort((a, b) => isOwn(a) - isOwn(b) || a.name.localeCompare(b.name, 'vi'));
  }

  app.post('/admin/people/invite', async (c) => {
    const visitor = manager(c);
    if (visitor === undefined) return console.refuse(c, 'right', 403);
    if (!isFresh(visitor.session, clock())) return console.refuse(c, 'enterAgain', 403);
    const read = invitation.safeParse(c.get('form'));
    const unit = read.success ? course().units.get(read.data.unit) : undefined;
    if (!read.success || unit === undefined || !isGiven(unit)) return console.refuse(c, 'wrong', 400);
    if (!manages(visitor, unit.id)) return console.refuse(c, 'right', 403);
    if ((await console.store.tally(`invite:${visitor.person.id}`, hourMs)) > invitationsPerHour) {
      return console.refuse(c, 'tooMany', 429);
    }
    const { name, role } = read.data;
    const { from } = console.deed(c, 'invited', { to: '', unit: unit.id });
    const code = await console.desk.invite(
      { name, role, unit: unit.id, madeBy: visitor.person.id, from },
      'chat',
    );
    const frame = console.frame(c);
    const { invited } = frame.words;
    const links = chatLinks(code, console, frame.words);
    return console.show(
      c,
      pageOf(
        invited.title,
        html`<p>${invited.text(name, frame.words.roles[role], unit.fullName)}</p>${links}
<p class="careful">${invited.once}</p>
<p><a class="way" href="${inLanguage('/admin/people', frame.language)}">${invited.again}</a></p>`,
        frame,
      ),
    );
  });

  app.post('/admin/people/invitations/:name/withdraw', async (c) => {
    const visitor = manager(c);
    if (visitor === undefined) return console.refuse(c, 'right', 403);
    const waiting = await archive.waitingInvitations(clock());
    const link = waiting.find(({ hash }) => shortName(hash) === c.req.param('name'));
    if (link !== undefined && !manages(visitor, link.unit)) return console.refuse(c, 'missing', 404);
    if (link !== undefined) {
      const about = { to: shortName(link.hash), unit: link.unit, note: link.name };
      await archive.withdrawLink(link.hash, console.deed(c, 'withdrew_invitation', about));
    }
    return console.goTo(c, '/admin/people');
  });

  app.get('/admin/people/:id', async (c) => {
    const visitor = manager(c);
    if (visitor === undefined) return console.refuse(c, 'right', 403);
    const person = await managed(c, visitor);
    if (person === undefined) return console.refuse(c, 'missing', 404);
    await console.looked(c, person.unit);
    const isSelf = person.id === visitor.person.id;
    const page = personPage(
      person,
      { course: course(), token: formToken(visitor.id), isSelf },
      console.frame(c),
    );
    return console.show(c, page);
  });

  app.post('/admin/people/:id/revoke', async (c) => {
    const visitor = manager(c);
    if (visitor === undefined) return console.refuse(c, 'right', 403);
    const person = await managed(c, visitor);
    if (person === undefined) return console.refuse(c, 'missing', 404);
    if (!isFresh(visitor.session, clock())) return console.refuse(c, 'enterAgain', 403);
    // So that there is always an admin left whom the console knows.
    if (person.id === visitor.person.id) return console.refuse(c, 'right', 403);
    await archive.revoke(person.id, console.deed(c, 'revoked', { to: person.id, unit: person.unit }));
    return console.goTo(c, `/admin/people/${person.id}`);
  });

  app.post('/admin/people/:id/sign-out', async (c) => {
    const visitor = manager(c);
    if (visitor === undefined) return console.refuse(c, 'right', 403);
    const person = await managed(c, visitor);
    if (person === undefined) return console.refuse(c, 'missing', 404);
    const about = { to: person.id, unit: person.unit };
    await archive.endSessions(person.id, console.deed(c, 'signed_out_everywhere', about));
    return console.goTo(c, `/admin/people/${person.id}`);
  });
}

/** A role is bound to the province or to a commune, not to a school or a village of it. */
export const isGiven = ({ kind }: Unit): boolean => kind === 'province' || kind === 'commune';
