import type { Hono } from 'hono';
import { formToken } from '../../access/token.ts';
import type { Outlook, Refused, Seen, Wish } from '../../office/office.ts';
import { wishOf } from '../../office/wish.ts';
import type { Console, ConsoleEnv, Ctx, Visitor } from '../console.ts';
import { composeScript } from '../scripts.ts';
import { beginPage } from './begin-page.ts';
import { composePage } from './compose-page.ts';
import { type Composing, changingParts } from './composing.ts';
import type { BroadcastPages } from './pages.ts';
import { placesOf } from './places.ts';
import { type Fields, fieldsOf, readWish } from './wish-form.ts';

/** What a button of the form asks for. */
type Asked = 'preview' | 'keep' | 'try_self' | 'try_colleagues' | 'submit';

/** Writing a broadcast: from something ready to the moment it is handed in. */
export function addComposeRoutes(app: Hono<ConsoleEnv>, console: Console, pages: BroadcastPages): void {
  const { office, course, clock } = console;

  app.get('/admin/broadcasts/new', async (c) => {
    const visitor = pages.visitor(c, 'send_broadcast');
    if (visitor === undefined) return console.refuse(c, 'right', 403);
    const beginnings = await office.beginnings(pages.caller(c, visitor));
    return console.show(c, beginPage(beginnings, await pages.show(c), console.frame(c)));
  });

  app.get('/admin/broadcasts/compose', async (c) => {
    const visitor = pages.visitor(c, 'send_broadcast');
    if (visitor === undefined) return console.refuse(c, 'right', 403);
    const by = pages.caller(c, visitor);
    const { from, like } = c.req.query();
    const { unit } = visitor.person;
    let fields: Fields = {};
    if (from !== undefined) {
      const begun = (await office.beginnings(by)).find(({ id }) => id === from);
      if (begun === undefined) return console.refuse(c, 'missing', 404);
      fields = fieldsOf({ unit, ...begun.wish }, course());
    } else if (like !== undefined) {
      const found = await office.find(by, like);
      if (found === undefined) return console.refuse(c, 'missing', 404);
      fields = fieldsOf({ ...wishOf(found), scheduledAt: undefined, exceptionReason: undefined }, course());
    }
    return page(c, visitor, { fields, unit, draft: undefined });
  });

  app.get('/admin/broadcasts/:id/edit', async (c) => {
    const visitor = pages.visitor(c, 'send_broadcast');
    if (visitor === undefined) return console.refuse(c, 'right', 403);
    const draft = await office.find(pages.caller(c, visitor), c.req.param('id'));
    if (draft === undefined) return console.refuse(c, 'missing', 404);
    if (draft.state.kind !== 'draft') return console.goTo(c, `/admin/broadcasts/${draft.id}`);
    await console.looked(c, draft.unit);
    const { said, n } = c.req.query();
    return page(c, visitor, {
      fields: fieldsOf(wishOf(draft), course()),
      unit: draft.unit,
      draft,
      said,
      triedOn: Number(n),
    });
  });

  app.post('/admin/broadcasts/outlook', async (c) => {
    const visitor = pages.visitor(c, 'send_broadcast');
    if (visitor === undefined) return console.refuse(c, 'right', 403);
    const composing = await composed(c, visitor, { fields: c.get('form'), unit: await unitOf(c, visitor) });
    return console.show(c, changingParts(composing, await pages.show(c)));
  });

  app.post('/admin/broadcasts/compose', async (c) => {
    const visitor = pages.visitor(c, 'send_broadcast');
    if (visitor === undefined) return console.refuse(c, 'right', 403);
    const fields = c.get('form');
    const asked = readAsked(fields.do);
    const unit = await unitOf(c, visitor);
    const seen = seenOf(fields);
    if (asked === 'preview') return page(c, visitor, { fields, unit, draft: seen, said: 'previewed' });
    const { wish, mistakes } = readWish(fields, unit, ground(visitor));
    if (mistakes.length > 0) return page(c, visitor, { fields, unit, draft: seen, isTried: true });
    const by = pages.caller(c, visitor);
    const kept = await office.write(by, wish, seen);
    if (kept.kind === 'missing') return console.refuse(c, 'missing', 404);
    if (kept.kind === 'refused') return page(c, visitor, { fields, unit, draft: seen, refused: kept });
    const draft = kept.broadcast;
    const edit = `/admin/broadcasts/${draft.id}/edit`;
    if (asked === 'keep') return console.goTo(c, `${edit}?said=kept`);
    if (asked === 'submit') {
      const answer = await office.submit(by, draft);
      if (answer.kind === 'done') return console.goTo(c, `/admin/broadcasts/${draft.id}`);
      return answer.kind === 'missing'
        ? console.refuse(c, 'missing', 404)
        : page(c, visitor, { fields, unit, draft, refused: answer });
    }
    const tried = await office.tryOn(by, draft.id, asked === 'try_self' ? 'oneself' : 'colleagues');
    if (tried.kind === 'tried') return console.goTo(c, `${edit}?said=${asked}&n=${tried.sentTo}`);
    return tried.kind === 'missing'
      ? console.refuse(c, 'missing', 404)
      : page(c, visitor, { fields, unit, draft, refused: tried });
  });

  const ground = ({ person }: Visitor) => ({ person, course: course(), now: clock() });

  /** The office that a draft comes from stays; a new one comes from the visitor's. */
  async function unitOf(c: Ctx, visitor: Visitor): Promise<string> {
    const seen = seenOf(c.get('form'));
    const draft = seen && (await office.find(pages.caller(c, visitor), seen.id));
    return draft?.unit ?? visitor.person.unit;
  }

  type Shown = { fields: Fields; unit: string };
  type Said = {
    draft: Seen | undefined;
    /** What was just done. */
    said?: string | undefined;
    triedOn?: number;
    /** A button was pressed that the fields do not allow. */
    isTried?: boolean;
    refused?: Extract<Refused, { kind: 'refused' }>;
  };

  async function composed(c: Ctx, visitor: Visitor, { fields, unit }: Shown): Promise<Composing> {
    const { wish, mistakes } = readWish(fields, unit, ground(visitor));
    // A number of people that is not the one that was meant would be worse than none.
    const unread = mistakes.find(({ field }) => field === 'place' || field === 'lesson');
    const looked = unread === undefined ? await lookAt(c, visitor, wish) : undefined;
    const isSeen = looked !== undefined && !('kind' in looked);
    return {
      fields,
      wish,
      draft: undefined,
      outlook: isSeen ? looked : undefined,
      unseen: isSeen || looked?.kind !== 'refused' ? undefined : looked,
      unread,
      mistakes,
      refused: undefined,
      notice: undefined,
    };
  }

  /** Nothing is foretold of a message that says nothing. */
  async function lookAt(c: Ctx, visitor: Visitor, wish: Wish): Promise<Outlook | Refused | undefined> {
    return wish.texts.vi.text === '' ? undefined : office.look(pages.caller(c, visitor), wish);
  }

  async function page(c: Ctx, visitor: Visitor, { fields, unit, ...said }: Shown & Said): Promise<Response> {
    const show = await pages.show(c);
    const composing = await composed(c, visitor, { fields, unit });
    const isWrong = said.isTried === true || said.refused !== undefined;
    const { kept, previewed, try_self, try_colleagues } = show.words.said;
    const notices: Record<string, string> = {
      kept,
      previewed,
      try_self,
      try_colleagues: try_colleagues(show.number(said.triedOn ?? 0)),
    };
    const markup = composePage(
      {
        ...composing,
        draft: said.draft,
        // A form that was only looked at, or just opened, is not scolded at its head for what is still empty.
        mistakes: said.isTried === true || said.said === 'previewed' ? composing.mistakes : [],
        refused: said.refused,
        notice: said.said === undefined ? undefined : notices[said.said],
      },
      {
        course: course(),
        places: placesOf(course().units, unit),
        channels: console.terms().map(({ name }) => name),
        token: formToken(visitor.id),
        script: composeScript.etag,
      },
      show,
      console.frame(c),
    );
    return console.show(c, markup, isWrong ? 400 : 200);
  }
}

const readAsked = (text: string | undefined): Asked =>
  text === 'keep' || text === 'try_self' || text === 'try_colleagues' || text === 'submit' ? text : 'preview';

/** The draft that the form changes, as it was when the form was made. */
function seenOf({ id, revision }: Fields): Seen | undefined {
  return id === undefined || id === '' ? undefined : { id, revision: Number(revision) };
}
