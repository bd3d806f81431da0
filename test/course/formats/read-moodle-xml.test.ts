import { describe, expect, test } from 'vitest';
import { readMoodleXml } from '../../../src/course/formats/read-moodle-xml.ts';

const read = (text: string) => readMoodleXml('quiz.xml', text, { right: 'Đúng', wrong: 'Sai' });

/** As Moodle exports it. */
const exported = `<?xml version="1.0" encoding="UTF-8"?>
<quiz>
<!-- question: 0  -->
  <question type="category">
    <category>
      <text>$course$/top/Mặc định</text>
    </category>
  </question>

<!-- question: 77  -->
  <question type="multichoice">
    <name>
      <text>Mật khẩu</text>
    </name>
    <questiontext format="html">
      <text><![CDATA[<p dir="ltr">Mật khẩu nào <b>kh&oacute;</b> đo&aacute;n?&nbsp;</p><ul><li>một</li></ul>]]></text>
    </questiontext>
    <generalfeedback format="html">
      <text><![CDATA[<p>Xem lại thẻ 2.</p>]]></text>
    </generalfeedback>
    <defaultgrade>1.0000000</defaultgrade>
    <single>true</single>
    <answer fraction="100" format="html">
      <text><![CDATA[<p>song-em-71</p>]]></text>
      <feedback format="html">
        <text>&lt;p&gt;Đ&amp;uacute;ng &amp;amp; tốt.&lt;/p&gt;</text>
      </feedback>
    </answer>
    <answer fraction="0" format="plain_text">
      <text>1 &lt; 2 &#225; &#x1ea1;</text>
      <feedback format="html"><text></text></feedback>
    </answer>
    <hint format="html"><text><![CDATA[<p>Dài hơn thì khó đoán hơn.</p>]]></text></hint>
    <idnumber>q77</idnumber>
    <tags><tag><text>mk</text></tag><tag><text>a &amp; b</text></tag></tags>
  </question>
  <question type="truefalse">
    <name><text>tf</text></name>
    <questiontext format="moodle_auto_format"><text>Biết tên là công an.</text></questiontext>
    <answer fraction="0"><text>true</text><feedback><text>Chưa đúng.</text></feedback></answer>
    <answer fraction="100"><text>false</text><feedback><text>Đúng rồi.</text></feedback></answer>
  </question>
  <question type="cloze"><name><text>điền</text></name></question>
</quiz>`;

describe('Moodle XML', () => {
  test('is read as Moodle exports it: HTML in CDATA or escaped, hints, tags, true or false', () => {
    const { questions, problems } = read(exported);
    expect(questions).toEqual([
      {
        ...{
          line: 11,
          name: 'Mật khẩu',
          id: 'q77',
          tags: ['mk', 'a & b'],
          category: '$course$/top/Mặc định',
        },
        stem: 'Mật khẩu nào khó đoán?\n– một',
        hint: 'Dài hơn thì khó đoán hơn.',
        options: [
          { text: 'song-em-71', feedback: 'Đúng & tốt.', isKey: true },
          { text: '1 < 2 á ạ', feedback: 'Xem lại thẻ 2.', isKey: false },
        ],
      },
      {
        ...{ line: 37, name: 'tf', id: '', tags: [], category: '$course$/top/Mặc định', hint: '' },
        stem: 'Biết tên là công an.',
        options: [
          { text: 'Đúng', feedback: 'Chưa đúng.', isKey: false },
          { text: 'Sai', feedback: 'Đúng rồi.', isKey: true },
        ],
      },
    ]);
    expect(problems).toMatchObject([{ rule: 'import-left-out', line: 43 }]);
    expect(problems[0]?.message).toBe('"điền" was left out: it is of the kind "cloze"');
  });

  test('with a byte order mark and Windows line ends is the same', () => {
    expect(read(`\uFEFF${exported.replaceAll('\n', '\r\n')}`)).toEqual(read(exported));
  });

  test('several right answers by shares are left out, one of 100 is taken', () => {
    const quiz = (...shares: number[]) =>
      `<quiz><question type="multichoice"><questiontext><text>A?</text></questiontext><single>false</single>${shares
        .map((share, at) => `<answer fraction="${share}"><text>${at}</text></answer>`)
        .join('')}</question></quiz>`;
    expect(read(quiz(50, 50, -100)).problems[0]?.message).toContain('2 options that are partly right');
    expect(read(quiz(100, 0, -100)).questions).toHaveLength(1);
  });

  test('that never ends, or is something else, is refused with its line', () => {
    expect(read('<quiz>\n<question>').problems).toMatchObject([{ rule: 'import-xml', severity: 'error' }]);
    expect(read('<html></html>').problems).toMatchObject([{ rule: 'import-xml', line: 1 }]);
  });
});

describe('a file that attacks', () => {
  const bomb = `<?xml version="1.0"?>
<!DOCTYPE lolz [ <!ENTITY lol "lol"> <!ENTITY lol2 "&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;"> ]>
<quiz><question type="multichoice"><questiontext><text>&lol2;</text></questiontext></question></quiz>`;
  const outsider = `<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]><quiz><question><name><text>&x;</text></name></question></quiz>`;

  test.each([
    ['by entities that multiply', bomb, 2],
    ['by reading another file', outsider, 1],
    ['by a definition further down', '<quiz>\n<!ENTITY a "b">\n</quiz>', 2],
  ])('%s is refused unread', (_, text, line) => {
    const { questions, problems } = read(text);
    expect(questions).toEqual([]);
    expect(problems).toMatchObject([{ rule: 'import-xml', line, severity: 'error' }]);
    expect(problems[0]?.message).toContain('<!DOCTYPE');
  });

  test('such words in a question’s own text are words', () => {
    const quiz = `<quiz><question type="multichoice"><questiontext format="plain_text"><text><![CDATA[Gõ <!DOCTYPE html> &amp; &x;]]></text></questiontext><answer fraction="100"><text>a</text></answer><answer fraction="0"><text>__proto__</text></answer></question></quiz>`;
    expect(read(quiz).questions[0]?.stem).toBe('Gõ <!DOCTYPE html> &amp; &x;');
  });

  test('ten thousand elements inside each other do not take the program down', () => {
    const deep = `<quiz><question type="essay">${'<a>'.repeat(10_000)}${'</a>'.repeat(10_000)}</question></quiz>`;
    expect(read(deep).questions).toEqual([]);
  });
});
