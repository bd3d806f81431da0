import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { communeCounter, skillCounter } from '../../src/core/counters.ts';
import { dayMs } from '../../src/core/time.ts';
import type { Census } from '../../src/stats/census.ts';
import { openTestConsole, type SignedIn, type TestConsole } from '../fixtures/console.ts';
import { censusOf, skillCounters } from '../fixtures/counted-people.ts';
import { smallCourse } from '../fixtures/small-course.ts';

const now = Date.UTC(2026, 10, 26, 1, 15, 32);
let counters: Record<string, number>;
let census: Census | undefined;
let opened: TestConsole;
beforeEach(() => {
  counters = {
    ...skillCounters('16012', 'citizen', '4.1', { finished: 154, right: 126 }),
    ...skillCounters('16012', 'student', '4.1', { finished: 40, right: 31 }),
    ...skillCounters('15715', 'citizen', '4.1', { finished: 9, right: 7 }),
    ...skillCounters('14818', 'citizen', '4.1', { finished: 61, right: 48, delayed: 25, delayedRight: 17 }),
    ...skillCounters('16012', 'citizen', '4.2', { finished: 12, right: 4 }),
    [communeCounter('16012', '2026-11', 'answered')]: 620,
    [communeCounter('16012', '2026-11', 'right')]: 480,
    [communeCounter('16012', '2026-10', 'answered')]: 330,
    [communeCounter('16012', '2026-10', 'right')]: 220,
  };
  const november = now - 5 * dayMs;
  const october = now - 40 * dayMs;
  census = censusOf(
    [
      {
        people: 211,
        commune: '16012',
        audience: 'citizen',
        finished: { '4.1': november },
        joinedAt: november,
      },
      {
        people: 44,
        commune: '16012',
        audience: 'student',
        channel: 'zalo',
        finished: { '4.1': october },
        joinedAt: october,
        openedAt: october,
      },
      { people: 12, commune: '15715', audience: 'citizen', finished: { '4.1': november } },
      {
        people: 70,
        commune: '14818',
        audience: 'citizen',
        channel: 'web',
        language: 'en',
        finished: { '4.1': november },
      },
      { people: 30, commune: '14818', audience: 'official', sharesWith: 2 },
      { people: 55, commune: '16012', audience: 'citizen', hasAgreed: false },
    ],
    now,
  );
  opened = openTestConsole({
    store: { tally: async () => 1, counters: async () => counters },
    peopleCount: async () => census,
  });
});
afterEach(() => opened.remove());

const ask = (path: string, who: SignedIn, form?: Record<string, string>) =>
  opened.get(path, {
    headers: { cookie: who.cookie },
    ...(form === undefined ? {} : { form: { token: who.token, ...form } }),
  });
const textOf = (html: string): string =>
  html.replace(/<svg[\s\S]*?<\/svg>|<[^>]+>/g, ' ').replace(/\s+/g, ' ');
const mainOf = (html: string): string => textOf(html.slice(html.indexOf('<main')));
const look = async (path: string, who: SignedIn): Promise<string> =>
  mainOf(await (await ask(path, who)).text());

describe('how many adults of my commune can do X?', () => {
  test('stands on the first line, for an official of the commune who asks for that skill', async () => {
    const official = await opened.signIn('official', '16012');
    const page = await look('/admin/figures?lesson=4.1', official);
    expect(
      page.startsWith(
        ' Làm được gì Bao nhiêu người lớn ở xã Nga An làm được việc “Cúp máy, rồi hỏi công an xã”? Khoảng 120 người lớn làm được.',
      ),
    ).toBe(true);
    // Of 154 adults; the forty pupils are not among them.
    expect(page).toContain('trong khoảng 150 người lớn đã làm xong câu hỏi của bài (khoảng 81 %)');
  });

  test('stands on the first page of the console too, without being asked', async () => {
    const official = await opened.signIn('official', '16012');
    const page = await look('/admin', official);
    expect(page).toContain(
      'Bao nhiêu người lớn ở xã Nga An làm được việc “Cúp máy, rồi hỏi công an xã”? Khoảng 120 người lớn làm được.',
    );
    const author = await opened.signIn('author', '16012');
    expect(await look('/admin', author)).not.toContain('Bao nhiêu người lớn');
  });

  test('in English as well, and for the whole province as the sum of its communes', async () => {
    const admin = await opened.signIn('admin');
    const page = await look('/admin/figures?lesson=4.1&lang=en', admin);
    // 126 + 7 + 48
    expect(page).toContain(
      'How many adults of tỉnh Thanh Hóa can do this: “Cúp máy, rồi hỏi công an xã”? About 180 adults can.',
    );
    expect(page).toContain(
      'Asked again after 14 days or more: about 10 of about 20 people were still right.',
    );
  });

  test.each([
    {
      place: '15715',
      lesson: '4.1',
      says: 'Chưa đo: chưa đủ 10 người lớn ở đây làm xong câu hỏi của bài này.',
    },
    { place: '16012', lesson: '4.2', says: 'Dưới 10 người lớn, nên chưa nêu số.' },
    { place: '16012', lesson: '1.1', says: 'Chưa đo' },
  ])('of few people it says so, and never 0: $place $lesson', async ({ place, lesson, says }) => {
    const admin = await opened.signIn('admin');
    const page = await look(`/admin/figures?unit=${place}&lesson=${lesson}`, admin);
    expect(page).toContain(says);
    expect(page).not.toMatch(/(^| )0( |$)/);
  });
});

describe('the first page of figures', () => {
  test('counts learners who agreed, from reached to able, and says of what is not measured what will produce it', async () => {
    const admin = await opened.signIn('admin');
    const page = await look('/admin/figures?unit=16012&lesson=4.1', admin);
    expect(page).toContain('Đã vào học khoảng 250 người');
    expect(page).toContain('Đang học khoảng 210 người');
    expect(page).toContain('Đúng ngay lần đầu, tự làm khoảng 150 người');
    expect(page).toMatch(/Đúng lại sau 14 ngày trở lên chưa đo .* đã bắt đầu. Sẽ có số khi đủ 10 người/);
    expect(page).toContain('Tiến bộ so với bài xếp lớp chưa đo');
    expect(page).toContain('Đã làm thật ngoài đời chưa đo');
  });

  test('says how many have done it alone in life, once ten have told', async () => {
    const asked = skillCounter('16012', 'citizen', '4.1', 'life_asked');
    const alone = skillCounter('16012', 'citizen', '4.1', 'life_alone');
    Object.assign(counters, { [asked]: 64, [alone]: 33 });
    const admin = await opened.signIn('admin');
    const page = await look('/admin/figures?unit=16012&lesson=4.1', admin);
    expect(page).toContain('Đã làm thật ngoài đời khoảng 30 người');
    expect(page).toMatch(/tự làm một mình. [^.]*60/);
  });

  test('tells figures apart by commune, audience, language, platform, lesson and month', async () => {
    const admin = await opened.signIn('admin');
    const page = await look('/admin/figures?lesson=4.1', admin);
    expect(page).toMatch(/Theo xã, phường .* xã Nga An 250 250 190 150 79 %/);
    expect(page).toMatch(/phường Đông Tiến 130 70 60 40 ít người/);
    expect(page).toMatch(/xã Đồng Tiến 10 10 dưới 10 dưới 10/);
    expect(page).toMatch(/Theo đối tượng .* Học sinh, sinh viên 40 dưới 10 40 40 30/);
    expect(page).toMatch(/Theo ngôn ngữ .* Tiếng Anh 70 70 70 Tiếng Việt/);
    expect(page).toMatch(/Theo nền tảng .* Telegram .* Trang web 70 .* Zalo 40/);
    expect(page).toMatch(
      /Theo mô-đun và bài .* 4\.1 Cúp máy, rồi hỏi công an xã 260 210 81 % 20 10 ít người/,
    );
    expect(page).toMatch(/Theo tháng .* 10\/2026 40 40 330 67 % 11\/2026 350 290 620 78 %/);
  });

  test('every table can be taken home, and no file says more than the page', async () => {
    const admin = await opened.signIn('admin');
    const file = await ask('/admin/figures?lesson=4.1&table=units&as=csv', admin);
    expect(file.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    const csv = await file.text();
    expect(csv).toContain('xã Nga An,250,250,190,150,0.79');
    expect(csv).toContain('xã Đồng Tiến,10,10,,,');
    expect((await ask('/admin/figures?lesson=4.1&table=nothing&as=csv', admin)).status).toBe(404);
  });

  test('while people are counted for the first time it says so, and shows what is known', async () => {
    census = undefined;
    const admin = await opened.signIn('admin');
    const page = await look('/admin/figures?unit=16012&lesson=4.1', admin);
    expect(page).toContain('Đang đếm người học lần đầu');
    expect(page).toContain('Khoảng 120 người lớn làm được.');
  });

  test.each([
    { path: '/admin/figures?unit=15715', status: 404 },
    { path: '/admin/figures?unit=38', status: 404 },
    { path: '/admin/figures?unit=..%2F..%2Fetc%2Fpasswd', status: 404 },
    { path: '/admin/figures?lesson=9.9', status: 404 },
    { path: '/admin/figures?unit=thcs_nga_an', status: 200 },
  ])('an official of a commune sees it and what lies in it: $path $status', async ({ path, status }) => {
    const official = await opened.signIn('official', '16012');
    expect((await ask(path, official)).status).toBe(status);
  });
});

describe('population figures', () => {
  const table = 'code,name,adults,pupils,officials,workers\n16012,xã Nga An,6.800,1200,45,\n';

  test('are pasted by an administrator, and stand against the targets from then on', async () => {
    const admin = await opened.signIn('admin', '16012');
    const template = await (await ask('/admin/figures/population?as=csv', admin)).text();
    expect(template).toContain('code,name,adults,pupils,officials,workers');
    expect(template).toContain('16012,xã Nga An,,,,');
    expect((await ask('/admin/figures/population', admin, { table })).status).toBe(303);
    const page = await look('/admin/figures?lesson=4.1', admin);
    expect(page).toContain('Nhiều nhất 2 % trong 6.800 người lớn của nơi này.');
    expect(page).toContain('Người lớn có kỹ năng số cơ bản 100 % 31/12/26 6.800');
    expect(page).toContain('khoảng 210, nhiều nhất 3 %');
    expect(page).toContain('Người lớn được xác nhận trên VNeID 80 %');
    const log = await look('/admin/audit', admin);
    expect(log).toContain('đã lưu bảng dân số, 1');
  });

  test('what is wrong is named by its line, all at once, and nothing is kept', async () => {
    const admin = await opened.signIn('admin', '16012');
    const wrong = `code,adults\n99999,5\n15715,7\n16012,nhiều\n16012,8\n<b>,1\n`;
    const page = await ask('/admin/figures/population', admin, { table: wrong });
    expect(page.status).toBe(400);
    const html = await page.text();
    const text = mainOf(html);
    expect(text).toContain('Dòng 2: không có nơi nào mang mã “99999”.');
    expect(text).toContain('Dòng 3: nơi mang mã 15715 không thuộc đơn vị này.');
    expect(text).toContain('Dòng 4, cột người lớn: “nhiều” không phải số người.');
    expect(text).toContain('Dòng 5: mã 16012 đã có ở dòng trên.');
    expect(html).not.toContain('<b>');
    expect(await look('/admin/figures/population', admin)).toContain('Chưa có bảng nào.');
    const missing = await ask('/admin/figures/population', admin, { table: 'code,people\n16012,5\n' });
    expect(mainOf(await missing.text())).toContain('Thiếu cột adults ở dòng đầu.');
  });

  test('semicolons and tabs of spreadsheets are understood', async () => {
    const admin = await opened.signIn('admin', '16012');
    const pasted = table.replaceAll(',', '\t');
    expect((await ask('/admin/figures/population', admin, { table: pasted })).status).toBe(303);
    expect(await look('/admin/figures/population', admin)).toContain('Đang dùng bảng của 1 nơi');
  });
});

const course = smallCourse();
test('the course of these tests has the places they speak of', () => {
  expect(['16012', '15715', '14818'].every((id) => course.units.has(id))).toBe(true);
});

describe('ways through lessons', () => {
  beforeEach(() => {
    const way = 'K/4.1@lesson-4.1';
    Object.assign(counters, {
      [`${way}/opened`]: 400,
      [`${way}/0/5`]: 20,
      [`${way}/0/15`]: 340,
      [`${way}/1/30`]: 200,
      [`${way}/1/more`]: 41,
      [`${way}/2/60`]: 235,
      [`${way}/task`]: 231,
      [`${way}/finished`]: 219,
    });
  });

  test('each lesson shows how many opened and finished it, and where most stop', async () => {
    const page = await look('/admin/figures/lessons', await opened.signIn('analyst'));
    expect(page).toContain('4.1 Cuộc gọi lạ 400 230 210 53 % Thẻ 2. Cách làm');
    expect(page).toContain('1.1 Chữ to dưới 10 dưới 10 dưới 10 ít người chưa rõ');
  });

  test('a lesson shows card by card who came, went on, stopped, and how long half of them took', async () => {
    const page = await look('/admin/figures/lessons/4.1', await opened.signIn('analyst'));
    expect(page).toContain('Thẻ 1. Chuyện thường gặp 400 360 40 11 % 15 giây');
    expect(page).toContain('Thẻ 2. Cách làm 360 240 110 31 % 30 giây');
    expect(page).toContain('Câu hỏi 230 210 10');
  });
});

describe('boards of places', () => {
  test('a place stands against itself last month and against the target; nobody is ranked', async () => {
    const official = await opened.signIn('official', '16012');
    const page = await look('/admin/figures/boards/16012', official);
    expect(page).toContain('Đúng ngay lần đầu, tự làm khoảng 78 %');
    expect(page).toContain('11/2026. +11 điểm so với tháng trước');
    expect(page).toContain('Tháng trước khoảng 67 %');
    expect(page).toContain('Học xong một bài trong tháng khoảng 210');
    expect(page).toContain('hạn 31/12/26');
    expect(page).toContain('Chỉ người quản trị bật, tắt được.');
    expect((await ask('/admin/figures/boards/15715', official)).status).toBe(404);
    expect(await look('/admin/figures/boards', official)).not.toContain('Đồng Tiến');
  });

  test('the page on the wall is closed until an administrator opens it, and closed again at once', async () => {
    const wall = async (unit: string) => (await opened.get(`/admin/wall/${unit}`)).status;
    const admin = await opened.signIn('admin', '16012');
    const official = await opened.signIn('official', '16012');
    expect(await wall('16012')).toBe(404);
    expect((await ask('/admin/figures/boards/16012/wall', official, { on: 'yes' })).status).toBe(403);
    expect((await ask('/admin/figures/boards/15715/wall', admin, { on: 'yes' })).status).toBe(404);
    expect(await wall('16012')).toBe(404);
    expect((await ask('/admin/figures/boards/16012/wall', admin, { on: 'yes' })).status).toBe(303);
    expect([await wall('16012'), await wall('15715'), await wall('nowhere')]).toEqual([200, 404, 404]);
    const shown = await (await opened.get('/admin/wall/16012')).text();
    expect(mainOf(shown)).toContain('Đúng ngay lần đầu, tự làm khoảng 78 %');
    expect(shown).not.toMatch(/<form|<nav|token|<p class="quiet">Chỉ/);
    const closed = await (await opened.get('/admin/wall/15715')).text();
    expect(closed.replaceAll('15715', '')).toBe(
      (await (await opened.get('/admin/wall/nowhere')).text()).replaceAll('nowhere', ''),
    );
    expect((await ask('/admin/figures/boards/16012/wall', admin, { on: 'no' })).status).toBe(303);
    expect(await wall('16012')).toBe(404);
    const log = await look('/admin/audit', admin);
    expect(log).toContain('/admin/wall/16012: đã bật trang công khai');
    expect(log).toContain('đã tắt trang công khai');
  });
});
