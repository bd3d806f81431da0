import { parse } from 'gift-pegjs';
import { describe, expect, test } from 'vitest';
import { readGift } from '../../../src/course/formats/read-gift.ts';

const read = (text: string) => readGift('quiz.gift', text, { right: 'Đúng', wrong: 'Sai' });
const only = (text: string) => {
  const { questions, problems } = read(text);
  expect(problems).toEqual([]);
  expect(questions).toHaveLength(1);
  const [question] = questions;
  if (question === undefined) throw new Error('no question');
  return question;
};

describe('GIFT is taken as Moodle takes it', () => {
  const sound = '::Mật khẩu::Mật khẩu nào khó đoán?{\n=song-em-71#Đúng rồi.\n~123456#Chưa đúng.\n}';

  test.each([
    ['with a byte order mark', `\uFEFF${sound}`],
    ['with Windows line ends', sound.replaceAll('\n', '\r\n')],
    ['with old Macintosh line ends', sound.replaceAll('\n', '\r')],
    ['with letters and marks as separate signs', sound.normalize('NFD')],
    ['on one line', sound.replaceAll('\n', '')],
    ['with notes before and inside', `// câu 1\n${sound.replace('\n~', '\n// sai\n~')}`],
    ['after a category without a blank line', `$CATEGORY: a/b\n${sound}`],
    ['as HTML', sound.replace('::Mật khẩu nào', '::[html]<p>Mật&nbsp;khẩu <b>nào</b>')],
    ['as Markdown', sound.replace('::Mật khẩu nào', '::[markdown]Mật khẩu **nào**')],
    ['with a weight of 100 instead of a right sign', sound.replace('=song', '~%100%song')],
  ])('%s', (_, text) => {
    expect(only(text)).toMatchObject({
      name: 'Mật khẩu',
      stem: 'Mật khẩu nào khó đoán?',
      options: [
        { text: 'song-em-71', feedback: 'Đúng rồi.', isKey: true },
        { text: '123456', feedback: 'Chưa đúng.', isKey: false },
      ],
    });
  });

  test('colons that nobody escaped are words, where a strict reader stops', () => {
    const text = 'Câu hỏi: chọn?{=Mở https://gov.vn#Đúng: trang thật ~Sai: bỏ}';
    expect(() => parse(text)).toThrow();
    expect(only(text)).toMatchObject({
      stem: 'Câu hỏi: chọn?',
      options: [{ text: 'Mở https://gov.vn', feedback: 'Đúng: trang thật' }, { text: 'Sai: bỏ' }],
    });
  });

  test('escaped signs are themselves', () => {
    expect(only('1 \\+ 1 \\= \\{2\\}?\\nChọn.{=a\\#b\\~c\\:d\\\\e~x}')).toMatchObject({
      stem: '1 \\+ 1 = {2}?\nChọn.',
      options: [{ text: 'a#b~c:d\\e' }, { text: 'x' }],
    });
  });

  test('general feedback serves where an option has none', () => {
    const { options } = only('Câu?{=a#riêng ~b ####chung}');
    expect(options.map(({ feedback }) => feedback)).toEqual(['riêng', 'chung']);
  });

  test('what follows the answers leaves a gap before it', () => {
    expect(only('Gọi số {=113 ~911} khi nguy.').stem).toBe('Gọi số _____ khi nguy.');
  });

  test.each([
    ['{F#Biết tên không phải là công an.#Đúng rồi.}', ['Biết tên không phải là công an.', 'Đúng rồi.'], 1],
    ['{TRUE}', ['', ''], 0],
  ])('true or false becomes two options: %s', (answers, feedback, key) => {
    const { options } = only(`Biết tên là công an.${answers}`);
    expect(options.map(({ text }) => text)).toEqual(['Đúng', 'Sai']);
    expect(options.map((option) => option.feedback)).toEqual(feedback);
    expect(options.findIndex(({ isKey }) => isKey)).toBe(key);
  });

  test('id, tags and hint stand in the notes above', () => {
    expect(only('// [id:q77] [tag:otp] [tag:a b]\n// hint: Nghĩ kỹ.\nCâu?{=a~b}')).toMatchObject({
      ...{ id: 'q77', tags: ['otp', 'a b'], hint: 'Nghĩ kỹ.' },
    });
    expect(only('// [id:q77]\n\nCâu?{=a~b}').id).toBe('q77');
  });

  test('a category holds until the next', () => {
    const { questions } = read('$CATEGORY: một\n\nA?{=a~b}\n\nB?{=a~b}\n\n$CATEGORY: hai\n\nC?{=a~b}');
    expect(questions.map(({ category }) => category)).toEqual(['một', 'một', 'hai']);
  });
});

describe('a GIFT question that cannot be asked here', () => {
  test.each([
    ['Chỉ đọc thôi.', 'it is a description'],
    ['Viết đi.{}', 'it is an essay'],
    ['Bao nhiêu?{#3:1}', 'it is a question for a number'],
    ['Ghép.{=a -> b =c -> d =e -> f}', 'it is a matching question'],
    ['Gõ.{=a =b}', 'it is a question for a short answer'],
    ['Gõ.{a}', 'it is a question for a short answer'],
    ['Chọn hai.{~%50%a ~%50%b ~%-100%c}', '2 options that are partly right'],
    ['Chọn.{=a =b ~c}', '2 right options'],
    ['Chọn.{~a ~b}', '0 right options'],
    ['Chọn.{=a ~b ~c ~d ~e ~f ~g}', '7 options'],
    ['Chọn.{=a ~}', 'one of its options is empty'],
    ['{=a ~b}', 'it asks nothing'],
    ['Chọn.{=a ~b', 'a "{" without its "}"'],
    ['Chọn. =a ~b}', 'a "}" without its "{"'],
  ])('is named with its line and left out: %s', (text, why) => {
    const { questions, problems } = read(`Trước?{=a~b}\n\n// ghi chú\n${text}\n\nSau?{=a~b}`);
    expect(questions.map(({ stem }) => stem)).toEqual(['Trước?', 'Sau?']);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatchObject({ file: 'quiz.gift', line: 4, severity: 'error' });
    expect(problems[0]?.message).toContain(why);
  });

  test('parts of a mark are dropped, and that is said', () => {
    const { questions, problems } = read('Chọn.{=a ~%50%b ~c}');
    expect(questions[0]?.options.map(({ isKey }) => isKey)).toEqual([true, false, false]);
    expect(problems).toMatchObject([{ rule: 'import-weights', severity: 'warning', line: 1 }]);
  });

  test('a picture is named as lost', () => {
    const { problems } = read('[html]<img src="@@PLUGINFILE@@/a.png"> Gì đây?{=a ~b}');
    expect(problems).toMatchObject([{ rule: 'import-picture', severity: 'warning' }]);
  });

  test('a file of megabytes is refused at once', () => {
    expect(read('a'.repeat(4_000_001)).problems).toMatchObject([{ rule: 'import-size' }]);
  });
});
