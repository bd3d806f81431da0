import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { cp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type LessonDesk, openLessonDesk } from '../../src/course/desk/lesson-desk.ts';
import { loadCourse } from '../../src/course/load.ts';
import { courseDir } from '../course/lesson-text.ts';
import { openTestConsole, type SignedIn, type TestConsole } from '../fixtures/console.ts';

let folder: string;
let dir: string;
let overlay: string;
let opened: TestConsole;
let desk: LessonDesk;
let refreshed: number;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'banhoc-desk-'));
  [dir, overlay, refreshed] = [join(folder, 'lessons'), join(folder, 'data', 'lessons'), 0];
  await cp(courseDir, dir, { recursive: true });
  desk = openLessonDesk({ dir, overlay, today: () => '2026-11-26', refresh: async () => void refreshed++ });
  opened = openTestConsole({ lessonDesk: desk });
});
afterEach(async () => {
  await opened.remove();
  rmSync(folder, { recursive: true, force: true });
});

const get = async (path: string, by: SignedIn) => {
  const answer = await opened.get(path, { headers: { cookie: by.cookie } });
  return { status: answer.status, text: await answer.text() };
};
const post = async (path: string, by: SignedIn, form: Record<string, string> = {}) => {
  const answer = await opened.get(path, {
    headers: { cookie: by.cookie },
    form: { ...form, token: by.token },
  });
  return { status: answer.status, text: await answer.text(), location: answer.headers.get('location') };
};
/** The fields of the page's form, as a browser would send them. */
const fieldsOf = (page: string): Record<string, string> => {
  const form = /<form class="compose lesson"[\s\S]*?<\/form>/.exec(page)?.[0] ?? '';
  const plain = (text: string): string =>
    text
      .replaceAll('&quot;', '"')
      .replaceAll('&#39;', "'")
      .replaceAll('&lt;', '<')
      .replaceAll('&gt;', '>')
      .replaceAll('&amp;', '&');
  const fields: Record<string, string> = {};
  for (const [tag] of form.matchAll(/<input[^>]*>/g)) {
    const [name, value, type] = ['name', 'value', 'type'].map(
      (key) => new RegExp(` ${key}="([^"]*)"`).exec(tag)?.[1],
    );
    if (name === undefined || ((type === 'radio' || type === 'checkbox') && !/ checked/.test(tag))) continue;
    fields[name] = plain(value ?? 'on');
  }
  for (const [, name = '', text = ''] of form.matchAll(
    /<textarea[^>]* name="([^"]*)"[^>]*>\n([\s\S]*?)<\/textarea>/g,
  ))
    fields[name] = plain(text);
  for (const [, name = '', options = ''] of form.matchAll(
    /<select[^>]* name="([^"]*)"[^>]*>([\s\S]*?)<\/select>/g,
  )) {
    fields[name] = /<option value="([^"]*)" selected/.exec(options)?.[1] ?? '';
  }
  return fields;
};
const taught = async (id: string) => (await loadCourse(dir, { overlay })).course.lessons.get(id)?.vi;
const edit = '/admin/lessons/edit/4.1.vi';

describe('a lesson that is changed at the desk', () => {
  test('is saved, read by a second person, published, and kept as the same kind of file', async () => {
    const [lan, minh] = [await opened.signIn('author'), await opened.signIn('admin')];
    const fields = fieldsOf((await get(edit, lan)).text);
    expect(fields['card.0.title']).toBe('Chuyện thường gặp');
    expect(fields.revision).toBe('0');
    const changed = { ...fields, title: 'Cuộc gọi lạ xưng công an', do: 'save' };
    expect((await post(edit, lan, changed)).location).toBe(edit);
    expect((await taught('4.1'))?.title).toBe('Cuộc gọi tự xưng công an');

    const read = await get('/admin/lessons/read/4.1.vi', lan);
    expect(read.text).toContain('cần một người khác đọc lại và đăng');
    expect((await post('/admin/lessons/publish/4.1.vi', lan, { revision: '1' })).status).toBe(400);
    expect((await taught('4.1'))?.title).toBe('Cuộc gọi tự xưng công an');

    expect((await get('/admin/lessons/read/4.1.vi', minh)).text).toContain('Đăng bài này');
    expect((await post('/admin/lessons/publish/4.1.vi', minh, { revision: '0' })).status).toBe(400);
    const done = await post('/admin/lessons/publish/4.1.vi', minh, { revision: '1' });
    expect(done.location).toBe('/admin/lessons/versions/4.1.vi?said=published');
    const now = await taught('4.1');
    expect(now?.title).toBe('Cuộc gọi lạ xưng công an');
    // Everything that was not touched is as it was.
    const before = (await loadCourse(dir)).course.lessons.get('4.1')?.vi;
    expect({ ...now, title: '', version: '' }).toEqual({ ...before, title: '', version: '' });
    expect(readFileSync(join(overlay, '4/4.1.vi.md'), 'utf8')).toContain('## Thẻ: Chuyện thường gặp');
    expect(refreshed).toBe(1);
    expect(await desk.open({ id: '4.1', language: 'vi' })).toMatchObject({ revision: 0, kept: undefined });
    const deeds = (await opened.archive.auditPage({ limit: 20 })).filter(({ did }) => did === 'lesson');
    expect(deeds.map(({ to, note, by }) => [to, note, by])).toEqual([['4.1.vi', 'published', minh.id]]);
  });

  test('goes back to an earlier text by one tap, and forward again', async () => {
    const [lan, minh] = [await opened.signIn('author'), await opened.signIn('admin')];
    for (const title of ['Bản một', 'Bản hai']) {
      const fields = fieldsOf((await get(edit, lan)).text);
      await post(edit, lan, { ...fields, title, do: 'save' });
      await post('/admin/lessons/publish/4.1.vi', minh, { revision: '1' });
    }
    const roll = (number: string) => post('/admin/lessons/roll-back/4.1.vi', minh, { number });
    await roll('1');
    expect((await taught('4.1'))?.title).toBe('Bản một');
    await roll('0');
    expect((await taught('4.1'))?.title).toBe('Cuộc gọi tự xưng công an');
    await roll('2');
    expect((await taught('4.1'))?.title).toBe('Bản hai');
    expect((await roll('9')).status).toBe(404);
    const page = (await get('/admin/lessons/versions/4.1.vi', minh)).text;
    expect([...page.matchAll(/Bản \d/g)].map(([name]) => name)).toEqual(['Bản 4', 'Bản 3', 'Bản 2', 'Bản 1']);
  });

  test('cannot be published while something is wrong, and says it beside the field in the writer’s words', async () => {
    const [lan, minh] = [await opened.signIn('author'), await opened.signIn('admin')];
    const fields = fieldsOf((await get(edit, lan)).text);
    await post(edit, lan, {
      ...fields,
      'q.0.a.feedback': '',
      'card.1.text': 'Gọi số 0912345678 ngay.',
      do: 'save',
    });
    const page = (await get(edit, lan)).text;
    const found = (field: string): string =>
      new RegExp(`data-part="f.${field}">([\\s\\S]*?)</div>`).exec(page)?.[1] ?? '';
    expect(found('q.0.a')).toContain('Chưa điền.');
    expect(found('card.1')).toContain('“0912345678”: Con số này chưa có trong dữ kiện nào của bài.');
    expect(found('card.0')).toBe('');
    expect((await post('/admin/lessons/publish/4.1.vi', minh, { revision: '1' })).status).toBe(400);
    expect(existsSync(join(overlay, '4'))).toBe(false);
  });

  test('two who write at once never overwrite each other unseen', async () => {
    const [lan, hoa] = [await opened.signIn('author'), await opened.signIn('author', '16012')];
    const fields = fieldsOf((await get(edit, lan)).text);
    await post(edit, lan, { ...fields, title: 'Của Lan', do: 'save' });
    const late = await post(edit, hoa, { ...fields, title: 'Của Hoa', do: 'save' });
    expect(late.status).toBe(400);
    expect(late.text).toContain('Người khác vừa lưu bài này.');
    expect((await post('/admin/lessons/look/4.1.vi', hoa, fields)).status).toBe(409);
    expect((await desk.open({ id: '4.1', language: 'vi' }))?.draft.title).toBe('Của Lan');
  });

  test('is saved while it is written, and what depends on it comes back', async () => {
    const lan = await opened.signIn('author');
    const fields = fieldsOf((await get(edit, lan)).text);
    const answer = await post('/admin/lessons/look/4.1.vi', lan, {
      ...fields,
      'card.0.text': '{Ban} nghe máy.',
    });
    expect(answer.status).toBe(200);
    expect(answer.text).toContain('name="revision" value="1"');
    expect(answer.text).toContain('Bác nghe máy.');
    expect(answer.text).not.toMatch(/\{ban\}/i);
  });

  test('no longer counts as reviewed by whoever reviewed its former words', async () => {
    const draft = (await desk.open({ id: '4.1', language: 'vi' }))?.draft;
    if (draft === undefined) throw new Error('no draft');
    await desk.save(
      { id: '4.1', language: 'vi' },
      { ...draft, reviewedBy: 'Công an xã', reviewedOn: '2026-11-01' },
      'x',
      0,
      1,
    );
    const lan = await opened.signIn('author');
    const fields = fieldsOf((await get(edit, lan)).text);
    await post(edit, lan, { ...fields, remember: 'Cúp máy ngay.', do: 'save' });
    expect((await desk.open({ id: '4.1', language: 'vi' }))?.draft.reviewedBy).toBe('');
  });
});

describe('a new lesson', () => {
  test('begins with empty fields, grows and shrinks by buttons, and gives no question’s id twice', async () => {
    const lan = await opened.signIn('author');
    expect((await post('/admin/lessons/new', lan, { id: '4.2', language: 'vi' })).location).toBe(
      '/admin/lessons/edit/4.2.vi',
    );
    expect((await post('/admin/lessons/new', lan, { id: 'bốn', language: 'vi' })).status).toBe(400);
    const path = '/admin/lessons/edit/4.2.vi';
    const press = async (what: string): Promise<string> => {
      await post(path, lan, { ...fieldsOf((await get(path, lan)).text), do: what });
      const draft = (await desk.open({ id: '4.2', language: 'vi' }))?.draft;
      return [
        draft?.cards.length,
        ...(draft?.questions.map(({ id, options }) => `${id.slice(4)}${options.length}`) ?? []),
      ].join(' ');
    };
    expect(await press('save')).toBe('3 a13 b13 a23 b23 a33 b33 a43 b43');
    expect(await press('add_card')).toBe('4 a13 b13 a23 b23 a33 b33 a43 b43');
    expect(await press('drop_card:0')).toBe('3 a13 b13 a23 b23 a33 b33 a43 b43');
    expect(await press('add_option:0')).toBe('3 a14 b13 a23 b23 a33 b33 a43 b43');
    expect(await press('drop_option:0:d')).toBe('3 a13 b13 a23 b23 a33 b33 a43 b43');
    expect(await press('drop_question:0')).toBe('3 a23 b23 a33 b33 a43 b43');
    expect(await press('drop_question:1')).toBe('3 a23 a33 b33 a43 b43');
    expect(await press('add_twin:0')).toBe('3 a23 b13 a33 b33 a43 b43');
    expect(await press('add_question')).toBe('3 a23 b13 a33 b33 a43 b43 a13');
    expect((await get('/admin/lessons', lan)).text).toContain('4.2  (tiếng Việt)');
    await post(path, lan, { do: 'discard' });
    expect(readdirSync(join(overlay, 'drafts'))).toEqual([]);
  });
});

describe('without a release', () => {
  test('an official switches a lesson off and on again', async () => {
    const official = await opened.signIn('official');
    const path = '/admin/lessons/off/4.1.vi';
    expect((await post(path, official, { why: '' })).status).toBe(400);
    await post(path, official, { why: 'Số điện thoại đã đổi' });
    expect(await taught('4.1')).toBeUndefined();
    const { course } = await loadCourse(dir, { overlay });
    expect(course.pastItems.size).toBeGreaterThan(0);
    expect((await get('/admin/lessons/versions/4.1.vi', official)).text).toContain('Số điện thoại đã đổi');
    await post('/admin/lessons/on/4.1.vi', official);
    expect((await taught('4.1'))?.id).toBe('4.1');
  });

  test('an official corrects a fact; what is no fact is refused with its reason', async () => {
    const official = await opened.signIn('official');
    const fact = {
      statement: 'Gọi 113 hoặc công an xã.',
      confidence: 'A',
      sources: 'Bộ Công an',
      figures: '',
      phones: '113\n0373 000 000',
      checked_on: '2026-11-26',
      recheck_by: '2027-02-26',
    };
    const kept = await post('/admin/lessons/facts/R3', official, fact);
    expect(kept.location).toBe('/admin/lessons/facts/R3?said=kept');
    expect((await get('/admin/lessons/facts/R3?said=kept', official)).text).toContain(
      '/admin/lessons/edit/4.1.vi',
    );
    expect((await loadCourse(dir, { overlay })).course.official.phones).toContain('0373 000 000');
    const refused = await post('/admin/lessons/facts/R3', official, { ...fact, sources: '' });
    expect(refused.status).toBe(400);
    expect(refused.text).toContain('names no source');
  });
});

describe('who may what', () => {
  test('a commune’s author writes, and what everybody is taught is changed at the top alone', async () => {
    const [author, official] = [
      await opened.signIn('author', '16012'),
      await opened.signIn('official', '16012'),
    ];
    expect((await get(edit, author)).status).toBe(200);
    for (const [path, form] of [
      ['/admin/lessons/publish/4.1.vi', { revision: '1' }],
      ['/admin/lessons/roll-back/4.1.vi', { number: '0' }],
      ['/admin/lessons/off/4.1.vi', { why: 'x' }],
      ['/admin/lessons/on/4.1.vi', {}],
      ['/admin/lessons/facts/R3', { statement: 'x' }],
    ] as const) {
      expect((await post(path, author, form)).status, path).toBe(403);
      expect((await post(path, official, form)).status, path).toBe(403);
    }
    expect((await get(edit, official)).status).toBe(403);
  });

  test.each(['analyst', 'facilitator'] as const)('an %s sees none of it', async (role) => {
    const by = await opened.signIn(role);
    for (const path of ['/admin/lessons', '/admin/lessons/facts', '/admin/lessons/versions/4.1.vi', edit]) {
      expect((await get(path, by)).status, path).toBe(403);
    }
  });

  test.each(['..', '../../secret', '4.1', '4.1.fr', '4.1.vi.md', '%2e%2e%2fx.vi'])(
    '%s is no lesson',
    async (name) => {
      const lan = await opened.signIn('author');
      expect((await get(`/admin/lessons/edit/${name}`, lan)).status).toBe(404);
    },
  );
});
