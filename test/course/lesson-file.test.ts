import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseLesson } from '../../src/course/lesson-file.ts';
import { lessonWith, lineOf, place, soundEnglish, soundLesson } from './lesson-text.ts';

const read = (source: string) => parseLesson(place, source);
const lessonOf = (source: string) => {
  const { document, problems } = read(source);
  expect(problems).toEqual([]);
  if (document.lesson === undefined) throw new Error('no lesson');
  return document.lesson;
};

describe('a sound lesson file', () => {
  const lesson = lessonOf(soundLesson);

  test('becomes the lesson a learner is taught', () => {
    expect(lesson).toMatchObject({
      id: '4.1',
      language: 'vi',
      module: 4,
      title: 'Cuộc gọi tự xưng công an',
      outcome: 'Cúp máy, rồi tự hỏi lại công an xã',
      audiences: ['citizen', 'worker', 'official', 'student'],
      task: '{Ban} hỏi số công an xã, lưu vào máy với tên “Công an xã”.',
      remember: 'Giục, giấu, đòi thì cúp máy.',
      factIds: ['L1', 'R3'],
      factsCheckedOn: '2026-11-23',
    });
    expect(lesson).not.toHaveProperty('reviewedBy');
    expect(lesson.version).toMatch(/^[0-9a-f]{8}$/);
  });

  test('keeps its cards in order, as plain text, with the picture apart', () => {
    expect(lesson.cards).toEqual([
      {
        title: 'Chuyện thường gặp',
        text: '{Ban} đang nấu cơm thì chuông reo. Người gọi nói là công an. Họ đọc đúng tên {ban}.\n\nNghe rất thật, nhưng đây là kẻ gian.',
        picture: { file: 'cuoc-goi.png', alt: 'Một bà cụ đang nghe điện thoại' },
      },
      {
        title: 'Ba dấu hiệu',
        text: '1. Giục: “Làm ngay!”\n2. Giấu: “Không được kể với ai.”\n3. Đòi: đòi tiền, đòi mã OTP (mã dùng một lần gửi về máy).',
      },
      {
        title: '{Ban} làm ba việc',
        text: '– Cúp máy.\n– Gọi cho con cháu.\n– Gọi công an xã, hoặc số 113.',
      },
    ]);
  });

  test('keeps each option with its letter, feedback and mistaken idea', () => {
    const [first, twin, second] = lesson.items;
    expect(first).toMatchObject({
      id: '4.1-a1',
      lesson: '4.1',
      stem: 'Người gọi đọc đúng tên của {ban}. {Ban} nghĩ sao?',
      key: 'a',
      hint: 'Ai đã từng chụp căn cước của {ban}?',
    });
    expect(first?.options).toEqual([
      { id: 'a', text: 'Kẻ gian cũng có thể biết', feedback: 'Đúng rồi{a}. Tên có thể bị lộ từ nhiều nơi.' },
      {
        id: 'b',
        text: 'Đúng là cán bộ thật',
        feedback: 'Chưa đúng {ban}{a}. Biết tên không chứng tỏ là công an.',
        misconception: 'xungdanh',
      },
      {
        id: 'c',
        text: 'Thật nếu số gọi đẹp',
        feedback: 'Chưa đúng {ban}{a}. Số đẹp mua được.',
        misconception: 'xungdanh',
      },
    ]);
    expect(second).toMatchObject({ id: '4.1-a2', key: 'c' });
    expect(twin).toMatchObject({ id: '4.1-b1', twinOf: '4.1-a1', key: 'b' });
    expect(first).not.toHaveProperty('twinOf');
  });

  test('keeps for the linter and the search what only they need', () => {
    const { document } = read(soundLesson);
    expect(document.frontMatter).toMatchObject({
      nls: '4.2',
      level: 'co_ban',
      recheck_by: '2027-02-21',
      learners_say: ['công an gọi bảo tôi dính vụ án'],
    });
    expect(document.lineOf(['recheck_by'])).toBe(lineOf('recheck_by', soundLesson));
    expect(document.cards.map((card) => card.blocks)).toEqual([2, 1, 1]);
  });

  test('may be English', () => {
    const { document, problems } = parseLesson({ ...place, language: 'en' }, soundEnglish);
    expect(problems).toEqual([]);
    expect(document.lesson?.items.map(({ id, key, twinOf }) => [id, key, twinOf])).toEqual([
      ['4.1-a1', 'a', undefined],
      ['4.1-b1', 'b', '4.1-a1'],
      ['4.1-a2', 'c', undefined],
      ['4.1-b2', 'a', '4.1-a2'],
      ['4.1-a3', 'b', undefined],
      ['4.1-b3', 'a', '4.1-a3'],
      ['4.1-a4', 'c', undefined],
      ['4.1-b4', 'b', '4.1-a4'],
    ]);
  });

  test('is what the recipe shows', () => {
    const recipe = readFileSync(new URL('../../docs/recipes/add-a-lesson.md', import.meta.url), 'utf8');
    const example = /```markdown\n([\s\S]*?)```/.exec(recipe)?.[1] ?? '';
    expect(lessonOf(example)).toMatchObject({ id: '4.1', items: [{ id: '4.1-a1', key: 'a' }] });
  });

  test('may carry a recorded reading', () => {
    const voiced = lessonWith('{Ban} đang nấu', '[Nghe](media/4.1-1.ogg)\n\n{Ban} đang nấu');
    expect(lessonOf(voiced).cards[0]).toMatchObject({ voice: { file: '4.1-1.ogg' } });
  });

  test('may use braces of address at the end of an option', () => {
    const polite = lessonWith('Cúp máy\n', 'Cúp máy giúp {ban}\n');
    expect(lessonOf(polite).items[2]?.options[2]).toMatchObject({ text: 'Cúp máy giúp {ban}' });
  });

  test('shows the address behind a link’s words', () => {
    const linked = lessonWith('Cúp máy.\n', 'Mở [cổng](https://dichvucong.gov.vn).\n');
    expect(lessonOf(linked).cards[2]?.text).toContain('cổng (https://dichvucong.gov.vn)');
    const bare = lessonWith('Cúp máy.\n', 'Mở <https://dichvucong.gov.vn>.\n');
    expect(lessonOf(bare).cards[2]?.text).toContain('– Mở https://dichvucong.gov.vn.');
  });
});

describe('versions', () => {
  const version = (source: string) => lessonOf(source).items[0]?.version;

  test.each([
    ['the stem', 'đọc đúng tên của {ban}.', 'đọc đúng tên {ban}.'],
    ['an option', 'Thật nếu số gọi đẹp', 'Thật nếu số đẹp'],
    ['a feedback', 'Số đẹp mua được', 'Số đẹp dễ mua'],
    ['the hint', 'Ai đã từng', 'Ai từng'],
  ])('a question whose %s is edited is a new wording', (_, passage, instead) => {
    expect(version(lessonWith(passage, instead))).not.toBe(version(soundLesson));
  });

  test('a question whose right option moves is a new wording', () => {
    const moved = lessonWith('- [x] a.', '- [ ] a.').replace('- [ ] b.', '- [x] b.');
    expect(version(moved)).not.toBe(version(soundLesson));
  });

  test('an edited card leaves the questions’ versions alone, not the lesson’s', () => {
    const edited = lessonWith('nấu cơm', 'quét nhà');
    expect(version(edited)).toBe(version(soundLesson));
    expect(lessonOf(edited).version).not.toBe(lessonOf(soundLesson).version);
  });

  test('decomposed letters are the same text', () => {
    expect(lessonOf(soundLesson.normalize('NFD')).version).toBe(lessonOf(soundLesson).version);
  });
});

/** One passage of the sound lesson, what an author wrote instead, and where which rule speaks. */
const broken: { case: string; passage: string; instead: string; rule: string; at: string }[] = [
  { case: 'no front matter', passage: '---\nid', instead: 'id', rule: 'front-matter', at: 'id:' },
  { case: 'an id without quotes', passage: 'id: "4.1"', instead: 'id: 4.1', rule: 'yaml-value', at: 'id:' },
  { case: 'another lesson’s id', passage: 'id: "4.1"', instead: 'id: "4.2"', rule: 'lesson-id', at: 'id:' },
  {
    case: 'no title',
    passage: 'title: Cuộc gọi tự xưng công an',
    instead: 'title:',
    rule: 'yaml-value',
    at: 'title:',
  },
  {
    case: 'an unknown audience',
    passage: 'worker,',
    instead: 'farmer,',
    rule: 'yaml-value',
    at: 'audiences:',
  },
  {
    case: 'a day that is none',
    passage: 'recheck_by: 2027-02-21',
    instead: 'recheck_by: 2027-02-30',
    rule: 'yaml-value',
    at: 'recheck_by',
  },
  {
    case: 'YAML that is none',
    passage: 'level: co_ban',
    instead: 'level: [co_ban',
    rule: 'yaml',
    at: 'facts: [L1',
  },
  {
    case: 'a colon in a bare title',
    passage: 'title: Cuộc gọi',
    instead: 'title: Lạ: Cuộc gọi',
    rule: 'yaml',
    at: 'title:',
  },
  {
    case: 'a heading of the other language',
    passage: '## Làm thử',
    instead: '## Try it',
    rule: 'heading',
    at: '## Try it',
  },
  {
    case: 'a heading of another depth',
    passage: '## Thẻ: Ba',
    instead: '### Thẻ: Ba',
    rule: 'heading',
    at: '### Thẻ',
  },
  {
    case: 'text before the first card',
    passage: '## Thẻ: Chuyện',
    instead: 'Xin chào.\n\n## Thẻ: Chuyện',
    rule: 'heading',
    at: 'Xin chào.',
  },
  {
    case: 'a card without text',
    passage: '## Làm thử',
    instead: '## Thẻ: Trống\n\n## Làm thử',
    rule: 'card-form',
    at: '## Thẻ: Trống',
  },
  {
    case: 'a card without a title',
    passage: '## Thẻ: Ba dấu hiệu',
    instead: '## Thẻ:',
    rule: 'card-form',
    at: '## Thẻ:\n',
  },
  {
    case: 'a picture without words',
    passage: '![Một bà cụ đang nghe điện thoại]',
    instead: '![]',
    rule: 'card-media',
    at: '![]',
  },
  {
    case: 'a picture from elsewhere',
    passage: '(media/cuoc-goi.png)',
    instead: '(https://example.com/a.png)',
    rule: 'card-media',
    at: 'https://example.com',
  },
  {
    case: 'a table',
    passage: 'Nghe rất thật,',
    instead: '| a | b |\n|---|---|\n| 1 | 2 |\n\nNghe rất thật,',
    rule: 'plain-text',
    at: '| a | b |',
  },
  { case: 'HTML', passage: 'Nghe rất thật', instead: 'Nghe <b>rất</b> thật', rule: 'plain-text', at: '<b>' },
  {
    case: 'no task',
    passage: '{Ban} hỏi số công an xã, lưu vào máy với tên “Công an xã”.',
    instead: '',
    rule: 'lesson-parts',
    at: '## Làm thử',
  },
  {
    case: 'two sentences to remember',
    passage: '## Câu 4.1-a1',
    instead: '## Nhớ một câu\n\nHai.\n\n## Câu 4.1-a1',
    rule: 'lesson-parts',
    at: '## Nhớ một câu\n\nHai.',
  },
  {
    case: 'no right option',
    passage: '- [x] a. Kẻ',
    instead: '- [ ] a. Kẻ',
    rule: 'question-key',
    at: '## Câu 4.1-a1',
  },
  {
    case: 'two right options',
    passage: '- [ ] c. Thật',
    instead: '- [x] c. Thật',
    rule: 'question-key',
    at: '- [x] c. Thật',
  },
  {
    case: 'an option without feedback',
    passage: '  > Còn nghe là họ còn dọa được.\n',
    instead: '',
    rule: 'option-feedback',
    at: '- [ ] b. Xin',
  },
  {
    case: 'the same letter twice',
    passage: '- [ ] b. Xin',
    instead: '- [ ] a. Xin',
    rule: 'option-id',
    at: '- [ ] a. Xin',
  },
  {
    case: 'an option without a letter',
    passage: '- [ ] b. Xin',
    instead: '- [ ] Xin',
    rule: 'option-form',
    at: '- [ ] Xin',
  },
  {
    case: 'an option without a box',
    passage: '- [ ] b. Xin',
    instead: '- b. Xin',
    rule: 'option-form',
    at: '- b. Xin',
  },
  {
    case: 'an option of no words',
    passage: '- [ ] b. Xin thêm thời gian, vẫn nghe {gap}',
    instead: '- [ ] b. {gap}',
    rule: 'option-form',
    at: '- [ ] b. {gap}',
  },
  {
    case: 'a hint glued to the feedback',
    passage: 'mua được.\n\nGợi ý',
    instead: 'mua được.\nGợi ý',
    rule: 'question-hint',
    at: 'Gợi ý',
  },
  {
    case: 'a note after the options',
    passage: 'Gợi ý: Ai',
    instead: 'Lưu ý: Ai',
    rule: 'question-hint',
    at: 'Lưu ý',
  },
  {
    case: 'a question without a question',
    passage: 'Người gọi đọc đúng tên của {ban}. {Ban} nghĩ sao?\n',
    instead: '',
    rule: 'question-stem',
    at: '## Câu 4.1-a1',
  },
  {
    case: 'a question’s id of another lesson',
    passage: '## Câu 4.1-a2',
    instead: '## Câu 4.2-a2',
    rule: 'question-id',
    at: '## Câu 4.2-a2',
  },
  {
    case: 'a question’s id with capitals',
    passage: '## Câu 4.1-a2',
    instead: '## Câu 4.1-A2',
    rule: 'question-id',
    at: '## Câu 4.1-A2',
  },
  {
    case: 'a question’s id twice',
    passage: '## Câu 4.1-a2',
    instead: '## Câu 4.1-a1',
    rule: 'question-id',
    at: '## Câu 4.1-a1\n\nHọ bảo',
  },
  {
    case: 'options outside a question',
    passage: '- Cúp máy.',
    instead: '- [ ] Cúp máy.',
    rule: 'task-list',
    at: '- [ ] Cúp máy.',
  },
];

describe('a broken lesson file', () => {
  test.each(broken)('with $case is told so, with its line', ({ passage, instead, rule, at }) => {
    const source = lessonWith(passage, instead);
    const { document, problems } = read(source);
    expect(document.lesson).toBeUndefined();
    expect(problems.map((problem) => [problem.rule, problem.line, problem.severity])).toEqual([
      [rule, lineOf(at, source), 'error'],
    ]);
    expect(problems[0]).toMatchObject({ file: place.file, hint: expect.stringMatching(/.{10}/) });
  });

  test('hears of all its mistakes at once', () => {
    const source = lessonWith('- [x] c.', '- [ ] c.')
      .replace('## Làm thử', '## Lam thu')
      .replace('nls: "4.2"', 'nls: 9')
      .replace('  > Số đẹp', '  Số đẹp');
    expect(read(source).problems.map((problem) => problem.rule)).toEqual(
      expect.arrayContaining(['question-key', 'heading', 'yaml-value']),
    );
  });

  test('with an unknown key is taught, with a warning', () => {
    const source = lessonWith('reviewed_by:', 'review_by:');
    const { document, problems } = read(source);
    expect(document.lesson).toBeDefined();
    expect(problems).toMatchObject([
      { rule: 'yaml-key', severity: 'warning', line: lineOf('review_by', source) },
    ]);
  });

  test('never breaks the reader, whatever stands in it', () => {
    const lines = soundLesson.split('\n');
    const scraps = [
      '- [x] a. b {c}',
      '  > ',
      '## Câu ',
      '---',
      '***',
      '![](',
      '[^1]: x',
      '|a|\n|-|',
      '<!--',
      '\t- 1.',
      '{',
      '\0',
    ];
    const line = fc.oneof(fc.constantFrom(...lines, ...scraps), fc.string({ unit: 'binary' }));
    fc.assert(
      fc.property(fc.array(line, { maxLength: 40 }), fc.boolean(), (some, isBehind) => {
        const source = isBehind ? `${soundLesson}\n${some.join('\n')}` : some.join('\n');
        const { document, problems } = read(source);
        const errors = problems.filter((problem) => problem.severity === 'error');
        expect(document.lesson === undefined).toBe(errors.length > 0);
        for (const problem of problems) expect(problem.line).toBeGreaterThan(0);
      }),
      { numRuns: 300 },
    );
  });
});
