import { afterEach, describe, expect, test } from 'vitest';
import type { Course } from '../../src/core/course.ts';
import { itemKey } from '../../src/core/course.ts';
import { countedTally } from '../../src/stats/counted-quiz.ts';
import { analyse } from '../../src/stats/quiz-analysis.ts';
import { openTestConsole, type SignedIn, type TestConsole } from '../fixtures/console.ts';
import { countedAttempts } from '../fixtures/counted-attempts.ts';
import { courseOf, lesson, smallCourse } from '../fixtures/small-course.ts';

/** A quiz on which people differ: of 3 questions with the keys a, b, c. */
const ordinary = [
  { times: 300, chosen: ['a', 'b', 'c'] },
  { times: 120, chosen: ['a', 'b', 'a'] },
  { times: 90, chosen: ['a', 'c', 'b'] },
  { times: 60, chosen: ['b', 'a', 'a'] },
  { times: 40, chosen: ['c', 'c', 'b'] },
];

const all: TestConsole[] = [];
let opened: TestConsole;
let who: SignedIn;
afterEach(async () => {
  for (const it of all.splice(0)) await it.remove();
});

async function open(
  counters: () => Record<string, number>,
  course: Course = smallCourse(),
  isSimulated = false,
) {
  opened = openTestConsole({
    course: () => course,
    isSimulated,
    store: { counters: async () => counters(), tally: async () => 1 },
  });
  all.push(opened);
  who = await opened.signIn('analyst');
}
const look = (path: string) => opened.get(path, { headers: { cookie: who.cookie } });
const text = async (path: string): Promise<string> => (await look(path)).text();

describe('the pages of questions', () => {
  test('show the figures that Moodle’s formulas give, in words that anybody reads', async () => {
    const course = smallCourse();
    const counters = countedAttempts(course, '4.1', ordinary);
    await open(() => counters, course);
    const quiz = Object.keys(counters)[0]?.split('/')[1] ?? '';
    const tally = countedTally(counters, { quiz, kind: 'first' }, (key) => course.pastItems.get(key));
    if ('kind' in tally) throw new Error('unknown wording');
    const { quiz: figures, items } = analyse(tally);
    const page = await text('/admin/questions/4.1');
    const vi = (value: number | undefined, digits: number): string =>
      new Intl.NumberFormat('vi-VN', { minimumFractionDigits: digits, maximumFractionDigits: digits }).format(
        value ?? Number.NaN,
      );
    expect(page).toContain('<strong>610</strong>');
    for (const value of [
      vi(figures.mean, 2),
      vi(figures.sd, 2),
      vi(figures.skewness, 2),
      vi(figures.kurtosis, 2),
    ])
      expect(page).toContain(`<strong>${value}</strong>`);
    expect(page).toContain(`<strong>${vi(figures.cic, 1)}</strong>`);
    for (const { discriminationIndex, discriminativeEfficiency, facility } of items) {
      expect(page).toContain(`>${vi(discriminationIndex, 1)}</td>`);
      expect(page).toContain(`>${vi(discriminativeEfficiency, 1)}</td>`);
      expect(page).toContain(`>${Math.round((facility ?? 0) * 100)} %</td>`);
    }
    const item = await text('/admin/questions/4.1/4.1-a');
    expect(item).toContain('Câu a của bài 4.1?');
    expect(item).toContain('Đúng a câu a');
    expect(item).toContain('hiểu lầm: otp');
    const list = await text('/admin/questions?lang=en');
    expect(list).toContain('Common misconceptions');
  });

  test('kinds of attempt stand apart and never mix', async () => {
    const course = smallCourse();
    const counters = {
      ...countedAttempts(course, '4.1', ordinary),
      ...countedAttempts(
        course,
        '4.1',
        [
          { times: 70, chosen: ['a', 'a', 'a'] },
          { times: 50, chosen: ['b', 'b', 'c'] },
        ],
        'helped',
      ),
    };
    await open(() => counters, course);
    expect(await text('/admin/questions/4.1')).toContain('<strong>610</strong>');
    const helped = await text('/admin/questions/4.1?kind=helped');
    expect(helped).toContain('<strong>120</strong>');
    expect(helped).toContain('>58 %</td>');
    expect((await look('/admin/questions/4.1?kind=later')).status).toBe(404);
  });

  test('a key that those who know reject is called in doubt, with what to do', async () => {
    const course = smallCourse();
    await open(
      () =>
        countedAttempts(course, '4.1', [
          { times: 90, chosen: ['b', 'b', 'c'] },
          { times: 80, chosen: ['a', 'a', 'a'] },
          { times: 40, chosen: ['a', 'b', 'a'] },
          { times: 20, chosen: ['c', 'c', 'c'] },
        ]),
      course,
    );
    const list = await text('/admin/questions');
    expect(list).toContain('Đáp án sai b được người giỏi chọn: xem lại đáp án đúng và lời của câu hỏi.');
    expect(await text('/admin/questions/4.1/4.1-a')).toContain('Đọc lại đáp án đúng cùng người am hiểu');
  });

  test('what authors wrote is text, wherever it stands', async () => {
    const evil = '<script>alert(1)</script><img src=x onerror=alert(1)>';
    const made = lesson('4.1', 4, evil, evil);
    const items = made.items.map((item) => ({
      ...item,
      stem: evil,
      options: item.options.map((option) => ({
        ...option,
        text: `=cmd|'/c calc'!A1 ${evil}`,
        feedback: evil,
        misconception: evil,
      })),
    }));
    const course = courseOf([{ ...made, title: evil, items }], {
      pastItems: new Map(items.map((item) => [itemKey(item.id, item.version), item])),
    });
    await open(() => countedAttempts(course, '4.1', ordinary), course);
    for (const path of ['/admin/questions', '/admin/questions/4.1', '/admin/questions/4.1/4.1-a']) {
      const page = await text(path);
      expect(page, path).not.toMatch(/<script|<img src=x/);
      expect(page, path).toContain('&lt;script&gt;');
    }
    const csv = await text('/admin/questions?table=items&as=csv');
    expect(csv).toContain(`"'=cmd|'/c calc'!A1 <script>`.slice(1));
    expect(csv).not.toMatch(/(^|,)=cmd/m);
  });

  test('addresses that name nothing, and such as climb out, find nothing', async () => {
    await open(() => countedAttempts(smallCourse(), '4.1', ordinary));
    for (const path of [
      '/admin/questions/9.9',
      '/admin/questions/4.1/9.9-a',
      '/admin/questions/4.1?v=nothing',
      '/admin/questions/4.1?kind=__proto__',
      '/admin/questions?table=__proto__&as=csv',
      '/admin/questions/..%2f..%2fetc%2fpasswd',
      '/admin/questions/4.1/..%2f..%2f..%2fetc%2fpasswd',
      '/admin/questions/%00',
    ])
      expect((await look(path)).status, path).toBe(404);
  });

  test('files are for those who may see the page, and say what is simulated', async () => {
    const course = smallCourse();
    await open(() => countedAttempts(course, '4.1', ordinary), course, true);
    const file = await look('/admin/questions?table=quizzes&as=json');
    expect(file.headers.get('content-disposition')).toContain('mo-phong-bai.json');
    expect(await file.text()).toContain('DỮ LIỆU MÔ PHỎNG');
    expect(await text('/admin/questions')).toContain('DỮ LIỆU MÔ PHỎNG');
    const guest = await opened.signIn('facilitator');
    for (const as of ['', '&as=csv', '&as=xlsx', '&as=json']) {
      const answer = await opened.get(`/admin/questions?table=items${as}`, {
        headers: { cookie: guest.cookie },
      });
      expect(answer.status).toBe(403);
      expect((await opened.get(`/admin/questions?table=items${as}`)).status).toBe(401);
    }
  });
});

describe('small groups', () => {
  const paths = [
    '/admin/questions',
    '/admin/questions?table=items&as=csv',
    '/admin/questions?table=quizzes&as=json',
    '/admin/questions/4.1',
    '/admin/questions/4.1/4.1-a',
    '/admin/questions/4.1/4.1-b',
  ];
  const pages = async (): Promise<string> => (await Promise.all(paths.map(text))).join('\n');

  test('of nine people nothing is shown', async () => {
    await open(() => countedAttempts(smallCourse(), '4.1', [{ times: 9, chosen: ['a', 'b', 'c'] }]));
    expect((await look('/admin/questions/4.1')).status).toBe(404);
    expect(await text('/admin/questions')).toContain('Chưa có câu nào đủ 10 lượt');
    expect(await text('/admin/questions?as=csv')).not.toContain('4.1');
  });

  test('how many of few were wrong cannot be told from anything that is shown', async () => {
    // The same but for who was wrong at question a: 1 to 9 people, by b or c.
    const seen = new Set<string>();
    for (const wrong of [1, 4, 9]) {
      for (const option of ['b', 'c']) {
        await open(() =>
          countedAttempts(smallCourse(), '4.1', [
            { times: 400 - wrong, chosen: ['a', 'b', 'c'] },
            { times: wrong, chosen: [option, 'b', 'c'] },
            { times: 200, chosen: ['a', 'b', 'a'] },
            { times: 100, chosen: ['a', 'a', 'b'] },
          ]),
        );
        seen.add((await pages()).replaceAll(/v=[0-9a-f]+/g, ''));
      }
    }
    // Not even which of the two: all that differs is nothing.
    expect(seen.size).toBe(1);
  });

  test('two looks differ by ten people or more, or not at all', async () => {
    let more = 0;
    const course = smallCourse();
    await open(
      () =>
        countedAttempts(
          course,
          '4.1',
          [...ordinary, { times: more, chosen: ['b', 'c', 'b'] }].filter(({ times }) => times > 0),
        ),
      course,
    );
    const at = (page: string): string =>
      page.replaceAll(/Đọc lúc [^<]*/g, '').replaceAll(/Đang tính lần đầu[^<]*|Chưa đủ 30 người[^<]*/g, '');
    const before = at(await pages());
    more = 9;
    opened.pass(3 * 60_000);
    expect(at(await pages())).toBe(before);
    more = 10;
    opened.pass(3 * 60_000);
    expect(at(await pages())).not.toBe(before);
  });
});
