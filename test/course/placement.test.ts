import { beforeAll, describe, expect, test } from 'vitest';
import { audiences, type Course, languages } from '../../src/core/course.ts';
import { newSession } from '../../src/core/new-session.ts';
import { placementQuestions } from '../../src/core/placement.ts';
import { type LoadedCourse, loadCourse } from '../../src/course/load.ts';
import { readPlacement } from '../../src/course/placement.ts';
import { check, courseText } from './checked.ts';

const table = `
- { id: xl-1, module: 1, start: "1.1" }
- { id: xl-2, module: 1, start: "1.2", start_for: { official: "1.1" } }
`;
const words = (id: string): string => `## Câu ${id}

Làm gì trước?

- [x] a. Dừng lại
- [ ] b. Bấm ngay {gap}

`;
const vi = words('xl-1') + words('xl-2');

const read = (change: { table?: string; vi?: string } = {}) =>
  readPlacement(
    {
      table: { file: 'placement.yaml', source: change.table ?? table },
      words: [{ file: 'placement.vi.md', language: 'vi', source: change.vi ?? vi }],
    },
    new Set(['1.1', '1.2']),
  );

test('a question says what it asks, of which module it is, and where whoever misses it starts', () => {
  const { questions, problems } = read();
  expect(problems).toEqual([]);
  expect(questions.vi?.map(({ item, module, startFor }) => [item.id, item.lesson, module, startFor])).toEqual(
    [
      ['xl-1', '1.1', 1, undefined],
      ['xl-2', '1.2', 1, { official: '1.1' }],
    ],
  );
  expect(questions.vi?.[0]?.item).toMatchObject({ key: 'a', stem: 'Làm gì trước?' });
});

describe('each mistake is named with its line, and what is whole is asked all the same', () => {
  test.each([
    {
      what: 'a start that is no lesson',
      change: { table: table.replace('"1.1" }', '"9.9" }') },
      says: 'placement.yaml:2 There is no lesson 9.9 to start at',
    },
    {
      what: 'a question without words',
      change: { vi: words('xl-1') },
      says: 'placement.vi.md:1 xl-2 has no words here',
      left: 1,
    },
    {
      what: 'words without a question',
      change: { vi: vi + words('xl-3') },
      says: 'placement.vi.md:15 xl-3 is not in placement.yaml',
    },
    {
      what: 'one question of a module instead of two',
      change: { table: `${table}- { id: xl-3, module: 2, start: "1.1" }\n`, vi: vi + words('xl-3') },
      says: 'placement.yaml:2 citizen is asked 1 questions of module 2, expected 2',
      left: 3,
    },
    {
      what: 'a name that no answer can be kept by',
      change: { table: table.replace('xl-1', '1.1-a1') },
      says: 'placement.yaml:2 0.id: expected a name like xl-1',
      left: 0,
    },
    {
      what: 'no right option',
      change: { vi: vi.replace('[x]', '[ ]') },
      says: 'placement.vi.md:1 xl-1 has 0 right options, expected exactly one',
      left: 1,
    },
    {
      what: 'a card',
      change: { vi: `## Thẻ: Chuyện\n\nMột chuyện.\n\n${vi}` },
      says: 'placement.vi.md:1 A placement has questions and nothing else',
    },
  ])('$what', ({ change, says, left = 2 }) => {
    const { questions, problems } = read(change);
    const said = problems.map(({ file, line, message }) => `${file}:${line} ${message}`);
    expect(said.join('\n')).toContain(says);
    expect(questions.vi ?? []).toHaveLength(left);
  });
});

describe('the course’s own placement', () => {
  let loaded: LoadedCourse;
  let course: Course;
  beforeAll(async () => {
    loaded = await loadCourse('lessons');
    course = loaded.course;
  });

  test.each(audiences)('asks %s twelve questions in both languages, two a module', (audience) => {
    for (const language of languages) {
      const session = newSession('0123456789abcdef', language, 0);
      const [learner] = session.learners;
      if (learner === undefined) throw new Error('a new session has a learner');
      const asked = placementQuestions(course, { ...session, learners: [{ ...learner, audience }] });
      expect(asked).toHaveLength(12);
      expect(asked.map(({ module }) => module)).toEqual([1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6]);
      for (const { item } of asked) {
        expect(course.lessons.has(item.lesson)).toBe(true);
        expect(course.pastItems.get(`${item.id}@${item.version}`)).toEqual(item);
        expect(item.options).toHaveLength(3);
      }
    }
  });

  test('every lesson but the first of all builds on another', () => {
    const without = [...course.lessons.keys()].filter((id) => course.foundations?.has(id) !== true);
    expect(without).toEqual(['1.1', '1.2', '4.1']);
  });
});

test.each([
  { foundations: '"4.1": "9.9"', says: 'There is no lesson 9.9' },
  { foundations: '"4.1": "4.1"', says: '4.1 builds on itself in the end' },
])('the linter says what a lesson cannot build on: $foundations', ({ foundations, says }) => {
  const problems = check({ course: `${courseText}\nfoundations: { ${foundations} }\n` });
  expect(problems.filter(({ rule }) => rule === 'foundation')).toMatchObject([{ message: says }]);
});

test('a course without a placement is whole', async () => {
  expect(courseText).not.toContain('foundations');
  const { course } = await loadCourse('test/fixtures/lessons');
  expect(course.placement).toBeUndefined();
});
