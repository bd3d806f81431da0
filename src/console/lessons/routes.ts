import type { Hono } from 'hono';
import type { Action } from '../../access/may.ts';
import { formToken } from '../../access/token.ts';
import { keyName, type LessonKey, readKey } from '../../course/desk/desk-files.ts';
import type { LessonDesk } from '../../course/desk/lesson-desk.ts';
import { served } from '../../pages/page-file.ts';
import { forever } from '../../pages/page-headers.ts';
import type { Console, ConsoleEnv, Ctx, Visitor } from '../console.ts';
import { sentencePage } from '../layout.ts';
import { lessonDeskScript } from '../scripts.ts';
import { deskShow } from './desk-show.ts';
import { changingParts, editPage } from './edit-page.ts';
import { factPage, factsPage, readFact } from './facts-pages.ts';
import { readForm, reshaped } from './form.ts';
import { beginPage, listPage } from './list-page.ts';
import { readPage, versionsPage } from './read-page.ts';

/**
 * Where lessons are written and published. Writing is for whoever may write, wherever they sit; what changes what
 * everybody is taught is for those of the unit at the top, whose course it is.
 */
export function addDeskRoutes(app: Hono<ConsoleEnv>, console: Console, desk: LessonDesk): void {
  const { clock, course } = console;
  const top = (): string => [...course().units.values()].find(({ parent }) => parent === undefined)?.id ?? '';
  const show = (c: Ctx) => deskShow(console.frame(c));

  /** Whoever may do this in their own unit. */
  const own = (c: Ctx, ...actions: Action[]): Visitor | undefined => {
    const visitor = c.get('visitor');
    return actions
      .map((action) => visitor && console.allowed(c, action, visitor.person.unit))
      .find((it) => it !== undefined);
  };
  /** Whoever may do this for the whole course. */
  const atTop = (c: Ctx, action: Action): Visitor | undefined => console.allowed(c, action, top());
  const keyOf = (c: Ctx): LessonKey | undefined => readKey(c.req.param('key') ?? '');
  const note = (c: Ctx, what: string, key: string) =>
    console.archive.addDeeds([console.deed(c, 'lesson', { to: key, unit: top(), note: what })]);
  const nameOf = async (id: string): Promise<string> => {
    const person = await console.archive.findPerson(id);
    return person === undefined || person.name === '' ? id.slice(0, 8) : person.name;
  };

  app.get('/admin/lesson-desk.js', (c) => served(lessonDeskScript, c.req.header('accept-encoding'), forever));

  app.get('/admin/lessons', async (c) => {
    const visitor = own(c, 'write_lessons', 'correct_lessons');
    if (visitor === undefined) return console.refuse(c, 'right', 403);
    await console.looked(c, top());
    const rights = {
      writes: own(c, 'write_lessons') !== undefined,
      publishes: atTop(c, 'publish_lessons') !== undefined,
      corrects: atTop(c, 'correct_lessons') !== undefined,
    };
    return console.show(c, listPage((await desk.list()).lessons, rights, show(c), console.frame(c)));
  });

  app.get('/admin/lessons/new', (c) => {
    const visitor = own(c, 'write_lessons');
    if (visitor === undefined) return console.refuse(c, 'right', 403);
    return console.show(
      c,
      beginPage(formToken(visitor.id), { id: '', isWrong: false }, show(c), console.frame(c)),
    );
  });

  app.post('/admin/lessons/new', (c) => {
    const visitor = own(c, 'write_lessons');
    if (visitor === undefined) return console.refuse(c, 'right', 403);
    const { id = '', language = '' } = c.get('form');
    const key = readKey(`${id.trim()}.${language}`);
    if (key !== undefined) return console.goTo(c, `/admin/lessons/edit/${keyName(key)}`);
    return console.show(
      c,
      beginPage(formToken(visitor.id), { id, isWrong: true }, show(c), console.frame(c)),
      400,
    );
  });

  app.get('/admin/lessons/edit/:key', async (c) => {
    const visitor = own(c, 'write_lessons');
    if (visitor === undefined) return console.refuse(c, 'right', 403);
    const key = keyOf(c);
    return key === undefined ? console.refuse(c, 'missing', 404) : showForm(c, visitor, key, undefined);
  });

  /** Saves what was written and shows the page again; a button may add or take out a part, too. */
  app.post('/admin/lessons/edit/:key', async (c) => {
    const visitor = own(c, 'write_lessons');
    if (visitor === undefined) return console.refuse(c, 'right', 403);
    const key = keyOf(c);
    const opened = key && (await desk.open(key));
    if (key === undefined || opened === undefined) return console.refuse(c, 'missing', 404);
    const fields = c.get('form');
    if (fields.do === 'discard') {
      await desk.drop(key);
      await note(c, 'dropped', keyName(key));
      return console.goTo(c, '/admin/lessons');
    }
    const draft = reshaped(readForm(fields, opened.draft), fields.do ?? '', wasGiven);
    const saved = await desk.save(key, draft, visitor.person.id, Number(fields.revision), clock());
    if (saved === undefined) return showForm(c, visitor, key, show(c).words.edit.stale);
    return console.goTo(c, `/admin/lessons/edit/${keyName(key)}`);
  });

  /** The same while somebody writes: what depends on it comes back. */
  app.post('/admin/lessons/look/:key', async (c) => {
    const visitor = own(c, 'write_lessons');
    if (visitor === undefined) return console.refuse(c, 'right', 403);
    const key = keyOf(c);
    const opened = key && (await desk.open(key));
    if (key === undefined || opened === undefined) return console.refuse(c, 'missing', 404);
    const draft = readForm(c.get('form'), opened.draft);
    const at = clock();
    const revision = await desk.save(key, draft, visitor.person.id, Number(c.get('form').revision), at);
    if (revision === undefined) return console.refuse(c, 'form', 409);
    const { findings } = await desk.look(draft);
    return console.show(c, changingParts({ draft, revision, savedAt: at, findings }, show(c)));
  });

  app.get('/admin/lessons/read/:key', async (c) => {
    const visitor = own(c, 'write_lessons', 'publish_lessons');
    if (visitor === undefined) return console.refuse(c, 'right', 403);
    const key = keyOf(c);
    const opened = key && (await desk.open(key));
    if (opened?.kept === undefined) return console.refuse(c, 'missing', 404);
    return showReading(c, visitor, opened);
  });

  app.post('/admin/lessons/publish/:key', async (c) => {
    const visitor = atTop(c, 'publish_lessons');
    if (visitor === undefined) return console.refuse(c, 'right', 403);
    const key = keyOf(c);
    if (key === undefined) return console.refuse(c, 'missing', 404);
    const done = await desk.publish(key, visitor.person.id, Number(c.get('form').revision), clock());
    switch (done.kind) {
      case 'missing':
        return console.refuse(c, 'missing', 404);
      case 'published':
        await note(c, 'published', keyName(key));
        return console.goTo(c, `/admin/lessons/versions/${keyName(key)}?said=published`);
      case 'own':
      case 'errors':
      case 'stale': {
        const opened = await desk.open(key);
        return opened === undefined
          ? console.refuse(c, 'missing', 404)
          : showReading(c, visitor, opened, 400);
      }
    }
  });

  app.get('/admin/lessons/versions/:key', async (c) => {
    const visitor = own(c, 'write_lessons', 'correct_lessons');
    if (visitor === undefined) return console.refuse(c, 'right', 403);
    const key = keyOf(c);
    if (key === undefined) return console.refuse(c, 'missing', 404);
    const [versions, isOfRelease, { lessons, off }] = await Promise.all([
      desk.versions(key),
      desk.isOfRelease(key),
      desk.list(),
    ]);
    const known = lessons.find((lesson) => keyName(lesson.key) === keyName(key));
    if (known === undefined || known.origin === 'new') return console.refuse(c, 'missing', 404);
    const named = await Promise.all(
      versions.map(async (version) => ({ ...version, byName: await nameOf(version.by) })),
    );
    const page = versionsPage(
      key,
      {
        versions: named,
        isOfRelease,
        isDeskTaught: known.origin === 'desk',
        off: off[key.id],
        mayRoll: atTop(c, 'publish_lessons') !== undefined,
        maySwitch: atTop(c, 'correct_lessons') !== undefined,
        token: formToken(visitor.id),
        notice: c.req.query('said') === 'published' ? show(c).words.read.published : undefined,
      },
      show(c),
      console.frame(c),
    );
    return console.show(c, page);
  });

  app.post('/admin/lessons/roll-back/:key', async (c) => {
    const visitor = atTop(c, 'publish_lessons');
    if (visitor === undefined) return console.refuse(c, 'right', 403);
    const key = keyOf(c);
    const number = Number(c.get('form').number);
    if (key === undefined || !Number.isInteger(number) || number < 0)
      return console.refuse(c, 'missing', 404);
    if (!(await desk.rollBack(key, number, visitor.person.id, clock())))
      return console.refuse(c, 'missing', 404);
    await note(c, `rolled_back, ${number}`, keyName(key));
    return console.goTo(c, `/admin/lessons/versions/${keyName(key)}`);
  });

  app.post('/admin/lessons/off/:key', async (c) => {
    const visitor = atTop(c, 'correct_lessons');
    if (visitor === undefined) return console.refuse(c, 'right', 403);
    const key = keyOf(c);
    const why = (c.get('form').why ?? '').trim().slice(0, 200);
    if (key === undefined || why === '') return console.refuse(c, 'wrong', 400);
    await desk.switchOff(key.id, visitor.person.id, clock(), why);
    await note(c, `off, ${why}`, key.id);
    return console.goTo(c, `/admin/lessons/versions/${keyName(key)}`);
  });

  app.post('/admin/lessons/on/:key', async (c) => {
    const visitor = atTop(c, 'correct_lessons');
    if (visitor === undefined) return console.refuse(c, 'right', 403);
    const key = keyOf(c);
    if (key === undefined) return console.refuse(c, 'missing', 404);
    await desk.switchOn(key.id);
    await note(c, 'on', key.id);
    return console.goTo(c, `/admin/lessons/versions/${keyName(key)}`);
  });

  app.get('/admin/lessons/facts', async (c) => {
    if (own(c, 'write_lessons', 'correct_lessons') === undefined) return console.refuse(c, 'right', 403);
    const mayCorrect = atTop(c, 'correct_lessons') !== undefined;
    return console.show(c, factsPage(await desk.facts(), mayCorrect, show(c), console.frame(c)));
  });

  app.get('/admin/lessons/facts/:id', async (c) => {
    const visitor = atTop(c, 'correct_lessons');
    if (visitor === undefined) return console.refuse(c, 'right', 403);
    const used = (await desk.facts()).find(({ fact }) => fact.id === c.req.param('id'));
    if (used === undefined) return console.refuse(c, 'missing', 404);
    const asked = { token: formToken(visitor.id), problems: [], isKept: c.req.query('said') === 'kept' };
    return console.show(c, factPage(used, asked, show(c), console.frame(c)));
  });

  app.post('/admin/lessons/facts/:id', async (c) => {
    const visitor = atTop(c, 'correct_lessons');
    if (visitor === undefined) return console.refuse(c, 'right', 403);
    const used = (await desk.facts()).find(({ fact }) => fact.id === c.req.param('id'));
    if (used === undefined) return console.refuse(c, 'missing', 404);
    const fact = readFact(c.get('form'), used.fact);
    const problems = await desk.correct(fact);
    if (problems.length > 0) {
      const asked = { token: formToken(visitor.id), problems, isKept: false };
      return console.show(
        c,
        factPage({ ...used, fact: { ...fact, line: 0 } }, asked, show(c), console.frame(c)),
        400,
      );
    }
    await note(c, 'fact', fact.id);
    return console.goTo(c, `/admin/lessons/facts/${fact.id}?said=kept`);
  });

  /** Ids of questions are given once: answers are counted by them. */
  function wasGiven(id: string): boolean {
    return [...course().pastItems.values()].some((item) => item.id === id);
  }

  async function showForm(
    c: Ctx,
    visitor: Visitor,
    key: LessonKey,
    alarm: string | undefined,
  ): Promise<Response> {
    const opened = await desk.open(key);
    if (opened === undefined) return console.show(c, listedAs(c, show(c).words.edit.held), 400);
    const [{ findings }, misconceptions] = await Promise.all([
      desk.look(opened.draft),
      desk.misconceptions(),
    ]);
    const editing = {
      ...{
        draft: opened.draft,
        revision: opened.revision,
        savedAt: opened.kept?.at,
        findings,
        misconceptions,
      },
      ...{ token: formToken(visitor.id), script: lessonDeskScript.etag, alarm },
    };
    return console.show(c, editPage(editing, show(c), console.frame(c)), alarm === undefined ? 200 : 400);
  }

  function listedAs(c: Ctx, text: string) {
    const frame = console.frame(c);
    const { title } = show(c).words.list;
    return sentencePage({ title, text }, frame, [{ href: '/admin/lessons', label: title }]);
  }

  async function showReading(
    c: Ctx,
    visitor: Visitor,
    opened: NonNullable<Awaited<ReturnType<LessonDesk['open']>>>,
    status: 200 | 400 = 200,
  ): Promise<Response> {
    const { findings } = await desk.look(opened.draft);
    const writers = opened.kept?.writers ?? [];
    const bar = writers.includes(visitor.person.id)
      ? ('own' as const)
      : atTop(c, 'publish_lessons') === undefined
        ? ('no_right' as const)
        : undefined;
    const asked = {
      findings,
      bar,
      writers: await Promise.all(writers.map(nameOf)),
      token: formToken(visitor.id),
    };
    return console.show(c, readPage(opened, asked, show(c), console.frame(c)), status);
  }
}
