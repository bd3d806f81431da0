import { describe, expect, test } from 'vitest';
import { checkCourse } from '../../src/course/check.ts';
import { check, soundDay } from './checked.ts';
import { courseDir, lessonWith, lineOf, soundEnglish } from './lesson-text.ts';

test('a sound course has nothing to mend', async () => {
  expect(await checkCourse(courseDir, { today: soundDay })).toEqual([]);
});

test('a course that is not there says so once', async () => {
  expect(await checkCourse('no-such-folder', { today: soundDay })).toMatchObject([{ rule: 'folder' }]);
});

const card = 'Nghe rất thật, nhưng đây là kẻ gian.';
const many = (count: number) => Array.from({ length: count }, () => 'lúa').join(' ');
/** Sentences of ten tiếng. */
const sentences = (count: number) => Array.from({ length: count }, () => `Bấm ${many(9)}.`).join(' ');
const newCard = (name: string) => `## Thẻ: ${name}\n\nBấm nút xanh.\n\n`;

type Case = {
  case: string;
  rule: string;
  severity?: 'error' | 'warning';
  /** A passage of the sound lesson, what is written instead, and the text on the line that is named. */
  passage: string;
  bad: string;
  at: string;
  /** Almost the same, and fine. */
  fine: string;
};

const cases: Case[] = [
  {
    case: 'a lesson of six cards',
    rule: 'card-count',
    passage: '## Làm thử',
    bad: `${newCard('Bốn')}${newCard('Năm')}${newCard('Sáu')}## Làm thử`,
    at: '## Thẻ: Sáu',
    fine: `${newCard('Bốn')}${newCard('Năm')}## Làm thử`,
  },
  {
    case: 'a lesson of two cards',
    rule: 'card-count',
    passage:
      '## Thẻ: Ba dấu hiệu\n\n1. Giục: “Làm ngay!”\n2. Giấu: “Không được kể với ai.”\n3. Đòi: đòi tiền, đòi mã OTP (mã dùng một lần gửi về máy).\n\n',
    bad: '',
    at: '## Thẻ: {Ban} làm ba việc',
    fine: newCard('Một nút'),
  },
  {
    case: 'a card of 61 tiếng',
    rule: 'card-length',
    passage: '- Cúp máy.\n- Gọi cho con cháu.\n- Gọi công an xã, hoặc số 113.',
    bad: `${sentences(6)} Thôi.`,
    at: '## Thẻ: {Ban} làm ba việc',
    fine: sentences(6),
  },
  {
    case: 'a card of four paragraphs',
    rule: 'card-paragraphs',
    passage: card,
    bad: 'Một.\n\nHai.\n\nBa.',
    at: '## Thẻ: Chuyện',
    fine: 'Một.\n\nHai.',
  },
  {
    case: 'a card of a paragraph, a list and three more',
    rule: 'card-paragraphs',
    passage: card,
    bad: 'Một.\n\n- Hai.\n- Ba.\n\nBốn.',
    at: '## Thẻ: Chuyện',
    fine: '- Một.\n- Hai.\n- Ba.',
  },
  {
    case: 'a card of seven lines',
    rule: 'card-one-idea',
    severity: 'warning',
    passage: '- Cúp máy.\n',
    bad: '- Một.\n- Hai.\n- Ba.\n- Bốn.\n- Cúp máy.\n',
    at: '## Thẻ: {Ban} làm ba việc',
    fine: '- Hai.\n- Ba.\n- Bốn.\n- Cúp máy.\n',
  },
  {
    case: 'a sentence of 23 tiếng',
    rule: 'sentence-length',
    severity: 'warning',
    passage: '  > Chuyển một ít thì họ sẽ đòi thêm.',
    bad: `  > Vâng. Bấm ${many(22)}.`,
    at: '  > Vâng. Bấm',
    fine: `  > Vâng. Bấm ${many(21)}.`,
  },
  {
    case: 'a sentence of 27 tiếng',
    rule: 'sentence-length',
    passage: card,
    bad: `Thật.\nGiả. Bấm ${many(26)}.`,
    at: 'Giả. Bấm',
    fine: `Thật.\nGiả. Bấm ${many(20)}.`,
  },
  {
    case: 'sentences of 16 tiếng on average',
    rule: 'sentence-average',
    severity: 'warning',
    passage: '- Cúp máy.\n- Gọi cho con cháu.\n- Gọi công an xã, hoặc số 113.',
    bad: `Bấm ${many(15)}. Bấm ${many(15)}.`,
    at: 'Bấm lúa',
    fine: `Bấm ${many(14)}. Bấm ${many(14)}.`,
  },
  {
    case: 'an option of 61 characters',
    rule: 'option-length',
    passage: 'Xin thêm thời gian, vẫn nghe',
    bad: 'x'.repeat(61),
    at: '- [ ] b. xxx',
    fine: 'x'.repeat(40),
  },
  {
    case: 'an option of 41 characters',
    rule: 'option-length',
    severity: 'warning',
    passage: 'Xin thêm thời gian, vẫn nghe',
    bad: 'x'.repeat(41),
    at: '- [ ] b. xxx',
    fine: 'x'.repeat(40),
  },
  {
    case: 'a title too long for a button',
    rule: 'title-length',
    severity: 'warning',
    passage: 'title: Cuộc gọi tự xưng công an',
    bad: `title: ${'x'.repeat(46)}`,
    at: 'title:',
    fine: `title: ${'x'.repeat(45)}`,
  },
  {
    case: 'a feedback of 41 tiếng',
    rule: 'feedback-length',
    severity: 'warning',
    passage: 'Chuyển một ít thì họ sẽ đòi thêm.',
    bad: `${sentences(4)} Thôi.`,
    at: '  > Bấm',
    fine: sentences(4),
  },
  {
    case: 'a distractor without a mistaken idea',
    rule: 'misconception',
    passage: 'vẫn nghe {gap}',
    bad: 'vẫn nghe',
    at: '- [ ] b. Xin',
    fine: 'vẫn nghe {giau}',
  },
  {
    case: 'a mistaken idea nobody knows',
    rule: 'misconception',
    passage: 'vẫn nghe {gap}',
    bad: 'vẫn nghe {constructor}',
    at: '- [ ] b. Xin',
    fine: 'vẫn nghe {xungdanh}',
  },
  {
    case: 'a right option named a mistaken idea',
    rule: 'misconception',
    passage: '- [x] c. Cúp máy',
    bad: '- [x] c. Cúp máy {gap}',
    at: '- [x] c.',
    fine: '- [x] c. Cúp máy cho {ban}',
  },
  {
    case: 'a right option that is clearly the longest',
    rule: 'longest-option',
    passage: 'Kẻ gian cũng có thể biết',
    bad: 'Kẻ gian cũng có thể đã biết rồi?',
    at: '- [x] a. Kẻ',
    fine: 'Kẻ gian cũng có thể đã biết rồi',
  },
  {
    case: 'two options of the same words',
    rule: 'same-option',
    passage: 'Xin thêm thời gian, vẫn nghe {gap}',
    bad: 'cúp Máy {gap}',
    at: '- [x] c.',
    fine: 'Chưa cúp máy {gap}',
  },
  {
    case: 'a fact nobody knows',
    rule: 'unknown-fact',
    passage: 'facts: [L1, R3]',
    bad: 'facts:\n  - L1\n  - R3\n  - L99',
    at: '  - L99',
    fine: 'facts:\n  - L1\n  - R3',
  },
  {
    case: 'a phone without its fact',
    rule: 'figure-without-fact',
    passage: card,
    bad: 'Đây là kẻ gian.\nGọi số 156 nhé.',
    at: 'Gọi số 156',
    fine: 'Gọi số 113 nhé.',
  },
  {
    case: 'a year without its fact',
    rule: 'figure-without-fact',
    passage: card,
    bad: 'Có từ năm 2025.',
    at: 'Có từ',
    fine: 'Có 15 người, 6 số, bước 3–5.',
  },
  {
    case: 'a small sum of money without its fact',
    rule: 'figure-without-fact',
    passage: card,
    bad: 'Mất 5 triệu đồng.',
    at: 'Mất 5',
    fine: 'Mất 5 phút. Xem lại bài 4.12.',
  },
  {
    case: 'a share without its fact',
    rule: 'figure-without-fact',
    passage: card,
    bad: 'Có 5% bị lừa.',
    at: 'Có 5%',
    fine: 'Có 5 nhà bị lừa.',
  },
  {
    case: 'a day without its fact',
    rule: 'figure-without-fact',
    passage: card,
    bad: 'Từ ngày 1 tháng 7.',
    at: 'Từ ngày',
    fine: 'Từ hôm nay.',
  },
  {
    case: 'a figure that only begins like one of a fact',
    rule: 'figure-without-fact',
    passage: card,
    bad: 'Gọi số 1131.',
    at: 'Gọi số',
    fine: 'Gọi số 113.',
  },
  {
    case: 'a link to nobody official',
    rule: 'official-link',
    passage: card,
    bad: 'Nghe.\nVào dichvucong-gov.com để xem.',
    at: 'Vào dichvucong',
    fine: 'Nghe.\nVào dichvucong.gov.vn hoặc https://tinnhiemmang.vn/website-lua-dao để xem.',
  },
  {
    case: 'a domain that only ends like an official one',
    rule: 'official-link',
    passage: card,
    bad: 'Vào xgov.vn.',
    at: 'Vào xgov',
    fine: 'Vào x.gov.vn. Trang lạ: xgov .vn.',
  },
  {
    case: 'a word of offices',
    rule: 'officialese',
    severity: 'warning',
    passage: card,
    bad: 'Nghe.\nKẻ gian thực hiện cuộc gọi.',
    at: 'Kẻ gian thực hiện',
    fine: 'Nghe.\nSự thật hiện ra. Bật xác thực hai lớp.',
  },
  {
    case: 'scolding',
    rule: 'scolding',
    severity: 'warning',
    passage: 'Còn nghe là họ còn dọa được.',
    bad: 'Sai rồi. Còn nghe là còn dọa.',
    at: '  > Sai rồi',
    fine: 'Chưa đúng. Còn nghe là còn dọa.',
  },
  {
    case: 'an acronym nobody explained',
    rule: 'acronym',
    severity: 'warning',
    passage: card,
    bad: 'Máy có NFC.',
    at: 'Máy có NFC',
    fine: 'Máy có NFC (áp thẻ vào máy). NFC đọc OTP, QR, APK được.',
  },
  {
    case: 'an unknown placeholder',
    rule: 'placeholder',
    passage: card,
    bad: 'Chào {ten}.',
    at: 'Chào {ten}',
    fine: 'Chào {ban}.',
  },
  {
    case: 'a brace left open',
    rule: 'placeholder',
    passage: card,
    bad: 'Chào {ban.',
    at: 'Chào {ban.',
    fine: 'Chào {ban}.',
  },
  {
    case: 'a placeholder in a picture’s words',
    rule: 'placeholder',
    passage: '![Một bà cụ',
    bad: '![{Ban}',
    at: '![{Ban}',
    fine: '![Một ông cụ',
  },
  {
    case: 'two {a} in one feedback',
    rule: 'polite-once',
    passage: 'Còn nghe là họ còn dọa được.',
    bad: 'Chưa đúng{a}. Còn nghe là còn dọa{a}.',
    at: '  > Chưa đúng{a}. Còn',
    fine: 'Chưa đúng{a}. Còn nghe là còn dọa.',
  },
  {
    case: 'a space before {a}',
    rule: 'polite-space',
    severity: 'warning',
    passage: 'Còn nghe là họ còn dọa được.',
    bad: 'Chưa đúng {a}.',
    at: '  > Chưa đúng {a}.',
    fine: 'Chưa đúng {ban}{a}.',
  },
  {
    case: '"ạ" to everyone',
    rule: 'polite-literal',
    severity: 'warning',
    passage: 'Còn nghe là họ còn dọa được.',
    bad: 'Chưa đúng ạ.',
    at: '  > Chưa đúng ạ',
    fine: 'Con nói: “Chưa đúng ạ”.',
  },
  {
    case: 'a form of address for everyone',
    rule: 'address-literal',
    severity: 'warning',
    passage: card,
    bad: 'Họ gọi bác.',
    at: 'Họ gọi bác',
    fine: 'Họ gọi bác sĩ. Họ nói: “Chào bác”. Gọi bạn bè, người bạn cũ.',
  },
  {
    case: 'a small {ban} where a sentence begins',
    rule: 'address-case',
    severity: 'warning',
    passage: card,
    bad: 'Thế à. {ban} cúp máy.',
    at: 'Thế à.',
    fine: 'Thế à. {Ban} cúp máy.',
  },
  {
    case: 'a large {Ban} inside a sentence',
    rule: 'address-case',
    severity: 'warning',
    passage: card,
    bad: 'Họ gọi {Ban}.',
    at: 'Họ gọi {Ban}',
    fine: 'Họ nói: “{Ban} chuyển ngay”.',
  },
  {
    case: 'a chain of exclamation marks',
    rule: 'exclamations',
    passage: card,
    bad: 'Dừng lại!!',
    at: 'Dừng lại!!',
    fine: 'Dừng lại!',
  },
  {
    case: 'two exclamation marks',
    rule: 'exclamations',
    severity: 'warning',
    passage: card,
    bad: 'Dừng lại!\nCúp máy!',
    at: 'Cúp máy!',
    fine: 'Dừng lại!\nCúp máy.',
  },
  {
    case: 'two emoji',
    rule: 'emoji',
    passage: card,
    bad: 'Dừng lại 🛑.\nCúp máy 👍🏽.',
    at: 'Cúp máy 👍🏽',
    fine: 'Dừng lại.\nCả nhà 👨‍👩‍👧.',
  },
  {
    case: 'a text that asks for a code',
    rule: 'asks-for-secret',
    passage: card,
    bad: 'Nghe.\nGửi mã OTP cho trợ lý nhé.',
    at: 'Gửi mã',
    fine: 'Nghe.\nKhông gửi mã OTP cho ai, kể cả trợ lý.',
  },
  {
    case: 'a right option that hands a code over',
    rule: 'asks-for-secret',
    passage: '- [x] c. Cúp máy',
    bad: '- [x] c. Đọc mã OTP',
    at: '- [x] c.',
    fine: '- [x] c. Không đọc mã OTP',
  },
  {
    case: 'a picture that is not there',
    rule: 'media',
    passage: 'media/cuoc-goi.png',
    bad: 'media/cuoc-goi-2.png',
    at: 'media/cuoc-goi-2.png',
    fine: 'media/cuoc-goi.png',
  },
  {
    case: 'decomposed letters',
    rule: 'nfc',
    passage: card,
    bad: card.normalize('NFD'),
    at: card.normalize('NFD'),
    fine: card.normalize('NFC'),
  },
  {
    case: 'a day of review without a reviewer',
    rule: 'review',
    passage: 'reviewed_on:',
    bad: 'reviewed_on: 2026-12-01',
    at: 'reviewed_on:',
    fine: 'reviewed_on: # later',
  },
];

describe('the linter', () => {
  test.each(cases)('names $case ($rule)', ({ passage, bad, rule, severity = 'error', at }) => {
    const lesson = lessonWith(passage, bad);
    expect(check({ lesson }).map((it) => [it.rule, it.severity, it.line])).toEqual([
      [rule, severity, lineOf(at, lesson)],
    ]);
  });

  test.each(cases)('lets a near miss of $case pass', ({ passage, fine }) => {
    expect(check({ lesson: lessonWith(passage, fine) })).toEqual([]);
  });

  test('lets a made-up sum of a story pass where the lesson says that it is one', () => {
    const story = lessonWith('level: co_ban', 'level: co_ban\nstory_figures: ["2 triệu"]');
    expect(check({ lesson: story.replace(card, 'Họ bảo nạp 2 triệu đồng.') })).toEqual([]);
    expect(check({ lesson: story.replace(card, 'Họ bảo nạp 12 triệu đồng.') })).toHaveLength(1);
  });

  test('says at once all that is wrong with a lesson that cannot even be taught', () => {
    const lesson = lessonWith('- [x] c.', '- [ ] c.').replace(card, 'Gọi {ten} theo số 156!!');
    const rules = check({ lesson }).map((problem) => problem.rule);
    expect(rules).toEqual(
      expect.arrayContaining(['question-key', 'placeholder', 'figure-without-fact', 'exclamations']),
    );
  });

  test('lets a wrong option say what people wrongly do', () => {
    const lesson = lessonWith('Xin thêm thời gian, vẫn nghe', 'Đọc mã OTP cho trợ lý');
    expect(check({ lesson })).toEqual([]);
  });

  test('holds English to its own rules', () => {
    const english = lessonWith('You are cooking', 'Hello {ban}, you are cooking', soundEnglish);
    expect(check({ english }).map((it) => [it.rule, it.file])).toEqual([
      ['placeholder', 'lessons/4/4.1.en.md'],
    ]);
    expect(check({ english: soundEnglish })).toEqual([]);
  });

  test('does not count English sentences in tiếng', () => {
    const long = `You ${many(23)}.`;
    expect(check({ english: lessonWith('It sounds real, but he is a crook.', long, soundEnglish) })).toEqual(
      [],
    );
    expect(check({ lesson: lessonWith(card, long) })).toHaveLength(1);
  });
});

describe('both languages', () => {
  const english = (passage: string, instead: string) => {
    const text = lessonWith(passage, instead, soundEnglish);
    return { text, said: check({ english: text }).map((it) => [it.rule, it.line]) };
  };

  test('have the same right option', () => {
    const { text, said } = english(
      '- [ ] b. Ask for time, keep listening {gap}',
      '- [x] b. Ask for time, keep listening',
    );
    const swapped = text.replace('- [x] c. Hang up', '- [ ] c. Hang up {gap}');
    expect(said[0]?.[0]).toBe('question-key');
    expect(check({ english: swapped }).map((it) => [it.rule, it.line])).toEqual([
      ['languages', lineOf('- [x] b. Ask', swapped)],
      ['languages', lineOf('- [ ] c. Hang', swapped)],
    ]);
  });

  test('have the same mistaken ideas', () => {
    const { text, said } = english('keep listening {gap}', 'keep listening {giau}');
    expect(said).toEqual([['languages', lineOf('{giau}', text)]]);
  });

  test('have the same options', () => {
    const { text, said } = english('- [ ] b. Ask', '- [ ] d. Ask');
    expect(said).toEqual([
      ['languages', lineOf('- [ ] d. Ask', text)],
      ['languages', lineOf('## Question 4.1-a2', text)],
    ]);
  });

  test('have the same questions', () => {
    const { text, said } = english('## Question 4.1-b2 (as 4.1-a2)', '## Question 4.1-c2 (as 4.1-a2)');
    expect(said).toEqual([
      ['languages', lineOf('## Question 4.1-b4', text)],
      ['languages', lineOf('## Question 4.1-c2', text)],
    ]);
  });

  test('have the same twins', () => {
    const swapped = soundEnglish
      .replace('4.1-b3 (as 4.1-a3)', '4.1-b3 (as 4.1-a1)')
      .replace('4.1-b1 (as 4.1-a1)', '4.1-b1 (as 4.1-a3)');
    const said = check({ english: swapped }).filter(({ rule }) => rule === 'languages');
    expect(said.map(({ line, message }) => [line, message])).toEqual([
      [
        lineOf('## Question 4.1-b1', swapped),
        '4.1-b1 is the twin of 4.1-a3 here, and the twin of 4.1-a1 there',
      ],
      [
        lineOf('## Question 4.1-b3', swapped),
        '4.1-b3 is the twin of 4.1-a1 here, and the twin of 4.1-a3 there',
      ],
    ]);
  });
});
