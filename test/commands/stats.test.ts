import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { analyseFile, readAttempts, type StatsOptions } from '../../src/commands/stats.ts';
import { mostProblems } from '../../src/stats/attempts-file.ts';
import { RowReader } from '../../src/stats/delimited-rows.ts';
import { statsWords } from '../../src/stats/words/stats-words.ts';
import { moodleItems, moodleMarks, moodleQuiz } from '../fixtures/moodle-figures.ts';

let dir: string;
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'banhoc-stats-'));
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

type Printed = {
  quiz: Record<string, number | null>;
  items: (Record<string, number | null> & {
    item: string;
    options: Record<string, number | string | null>[];
    flags: { kind: string; option?: string }[];
  })[];
};

async function analysed(text: string | Buffer, options: Partial<StatsOptions> = {}, asTable = false) {
  const file = join(dir, 'attempts.csv');
  writeFileSync(file, text);
  const [lines, told]: [string[], string[]] = [[], []];
  const code = await analyseFile(
    { attempts: file, lang: 'en', ...(asTable ? {} : { json: true }), ...options },
    (line) => void lines.push(line),
    (line) => void told.push(line.replace(file, 'file')),
  );
  expect(code).toBe(0);
  return { printed: lines.join('\n'), told };
}
const figures = async (text: string | Buffer, options: Partial<StatsOptions> = {}): Promise<Printed> =>
  JSON.parse((await analysed(text, options)).printed) as Printed;

/** What somebody is told who gives such a file. */
async function refusal(text: string | Buffer, options: Partial<StatsOptions> = {}): Promise<string[]> {
  const error = await analysed(text, options).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(Error);
  expect((error as Error).name).toBe('Unusable');
  return (error as Error).message.replaceAll(join(dir, 'attempts.csv'), 'file').split('\n');
}

const head = 'attempt,item,mark,max';
const moodleFile = [
  head,
  ...moodleMarks.flatMap((row, attempt) =>
    row.map((mark, item) => `${attempt + 1},slot ${item + 1},${mark},1`),
  ),
].join('\n');

describe('a teacher with a file of attempts', () => {
  test('gets the figures of Moodle, with null where Moodle has null, from the program itself', () => {
    const file = join(dir, 'moodle.csv');
    writeFileSync(file, moodleFile);
    const run = (input: string, from: string) =>
      spawnSync(process.execPath, ['bin/banhoc.mjs', 'stats', '--attempts', from, '--json'], {
        input,
        encoding: 'utf8',
      });
    const { stdout, status } = run('', file);
    expect(status).toBe(0);
    const { quiz, items } = JSON.parse(stdout) as Printed;
    expect(Object.keys(quiz)).toEqual([
      'n',
      'mean',
      'median',
      'sd',
      'skewness',
      'kurtosis',
      'cic',
      'errorRatio',
      'standardError',
    ]);
    for (const [name, value] of Object.entries(moodleQuiz)) expect(quiz[name]).toBeCloseTo(value, 7);
    moodleItems.forEach((expected, place) => {
      const item = items[place];
      expect(item?.item).toBe(`slot ${place + 1}`);
      for (const name of [
        'facility',
        'sd',
        'effectiveWeight',
        'discriminationIndex',
        'discriminativeEfficiency',
      ] as const)
        expect(item?.[name]).toBeCloseTo(expected[name], 6);
    });
    expect(run(moodleFile, '-').stdout).toBe(stdout);
    const one = JSON.parse(run(`${head}\n1,q,1,1`, '-').stdout) as Printed;
    expect(one.quiz).toMatchObject({
      n: 1,
      mean: 1,
      median: 1,
      sd: null,
      skewness: null,
      cic: null,
      standardError: null,
    });
    expect(one.items[0]).toMatchObject({
      facility: 1,
      sd: null,
      effectiveWeight: null,
      discriminationIndex: null,
    });
    const missing = run('', join(dir, 'nowhere.csv'));
    expect([missing.status, missing.stdout]).toEqual([1, '']);
    expect(missing.stderr).toMatch(/nowhere\.csv: there is no such file\n$/);
  });

  test.each([
    { how: 'with a byte order mark and CRLF', text: `\uFEFF${moodleFile.replaceAll('\n', '\r\n')}\r\n` },
    {
      how: 'separated by semicolons, with decimal commas',
      text: moodleFile.replaceAll(',', ';').replaceAll('.', ','),
    },
    { how: 'separated by tabs', text: moodleFile.replaceAll(',', '\t') },
    { how: 'with a sep line of Excel', text: `sep=;\n${moodleFile.replaceAll(',', ';')}` },
    { how: 'with every cell in quotes', text: moodleFile.replace(/[^,\n]+/g, '"$&"') },
    { how: 'with decimal commas in quotes', text: moodleFile.replace(/0\.(\d+)/g, '"0,$1"') },
    {
      how: 'with capitals and spaces in the head, and columns nobody asked for',
      text: moodleFile.replace(head, ' Attempt , ITEM,Mark,max,note'),
    },
    { how: 'with blank lines', text: moodleFile.replaceAll('\n', '\n\n') },
    { how: 'with rows of separators below', text: `${moodleFile}\n,,,\n,,,\n` },
    {
      how: 'as the Unicode text of a spreadsheet',
      text: Buffer.from(`\uFEFF${moodleFile.replaceAll(',', '\t')}`, 'utf16le'),
    },
  ])('gets the same figures for the file $how', async ({ text }) => {
    expect(await figures(text)).toEqual(await figures(moodleFile));
  });

  test('gets the same rows however the file comes in pieces', () => {
    const cell = fc.string({ unit: fc.constantFrom('a', '1', ',', ';', '"', '\n', ' ', 'ố'), maxLength: 6 });
    fc.assert(
      fc.property(
        fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 6 }),
        fc.array(fc.nat(20), { maxLength: 8 }),
        (rows, cuts) => {
          const table = [['head', 'cells'], ...rows]
            .map((row) => row.map((it) => it.trim()))
            .filter((row) => row.some((it) => it !== ''));
          const text = table
            .map((row) => row.map((it) => `"${it.replaceAll('"', '""')}"`).join(','))
            .join('\r\n');
          const reader = new RowReader();
          const found = [];
          let from = 0;
          for (const cut of cuts) {
            found.push(...reader.push(text.slice(from, from + cut)));
            from += cut;
          }
          found.push(...reader.push(text.slice(from)), ...reader.end());
          expect(found.map((row) => ('cells' in row ? row.cells : row))).toEqual(table);
        },
      ),
      { numRuns: 300 },
    );
  });

  test('sees each option with who chose it, and that the rest speaks for it or against it', async () => {
    const rows = ['1,q1,1,1,a', '1,q2,1,1,x', '2,q1,0,1,b', '2,q2,1,1,x', '3,q1,0,1,b', '3,q2,0,1,y'];
    const { items } = await figures([`${head},option`, ...rows].join('\n'));
    expect(items[0]?.options).toEqual([
      { option: 'a', n: 1, share: 1 / 3, fraction: 1, meanRest: 1 },
      { option: 'b', n: 2, share: 2 / 3, fraction: 0, meanRest: 0.5 },
    ]);
  });

  test('reads a table, in Vietnamese too, with a warning in plain words', async () => {
    // 120 people: whoever is right elsewhere is wrong here.
    const rows = Array.from({ length: 120 }, (_, i) => {
      const isGood = i % 2 === 0;
      return [
        `${i},q1,${isGood ? 0 : 1},1,${isGood ? 'b' : 'a'}`,
        `${i},q2,${isGood ? 1 : 0},1,`,
        `${i},q3,${i % 3 === 0 ? 1 : 0},1,`,
      ];
    }).flat();
    const text = [`${head},option`, ...rows].join('\n');
    const { printed, told } = await analysed(text, { lang: 'vi' }, true);
    expect(printed).toContain('độ phân biệt');
    expect(printed).toContain('q1: Người làm tốt các câu khác lại hay sai câu này: nên bỏ hoặc viết lại.');
    expect(printed).toContain(
      'q1: Đáp án sai b được người giỏi chọn: xem lại đáp án đúng và lời của câu hỏi.',
    );
    expect(told).toEqual(['file: 120 trong 120 lượt làm: mọi lượt không bỏ dở']);
  });
});

describe('which attempts count', () => {
  const rows = (list: string[]) => [`${head},learner,kind`, ...list].join('\n');
  const kinds = rows([
    '1,q,1,1,an,first',
    '2,q,0,1,an,later',
    '3,q,0,1,ba,first',
    '4,q,1,1,co,abandoned',
    '5,q,1,1,di,helped',
  ]);
  test.each([
    { kind: undefined, n: 2 },
    { kind: 'later', n: 1 },
    { kind: 'Helped', n: 1 },
    { kind: 'all', n: 4 },
    { kind: 'highest', n: 3 },
  ])('of a file with kinds, --kind $kind: $n', async ({ kind, n }) => {
    expect((await figures(kinds, kind === undefined ? {} : { kind })).quiz.n).toBe(n);
  });

  const learners = [`${head},learner`, '1,q,0.5,1,an', '2,q,1,1,an', '3,q,1,1,an', '1,q,0.25,1,ba'].join(
    '\n',
  );
  test.each([
    { kind: undefined, mean: 0.375 },
    { kind: 'last', mean: 0.625 },
    { kind: 'highest', mean: 0.625 },
    { kind: 'all', mean: 0.6875 },
  ])(
    'of a file with learners, --kind $kind, though attempts are numbered anew for each: mean $mean',
    async ({ kind, mean }) => {
      expect((await figures(learners, kind === undefined ? {} : { kind })).quiz.mean).toBe(mean);
    },
  );

  test('an attempt whose rows disagree is no first attempt, as for the core after a slip', async () => {
    const text = rows(['1,q1,1,1,an,first', '1,q2,1,1,an,later', '2,q1,1,1,ba,first', '2,q2,0,1,ba,first']);
    expect((await figures(text)).quiz.n).toBe(1);
  });

  test('of several first attempts of one learner the earliest counts', async () => {
    expect((await figures(rows(['1,q,1,1,an,first', '2,q,0,1,an,first']))).quiz).toMatchObject({
      n: 1,
      mean: 1,
    });
  });

  test('who asks for what the file cannot tell is told what it can', async () => {
    expect(await refusal(moodleFile, { kind: 'last' })).toEqual([
      expect.stringContaining('needs a column "learner"'),
    ]);
    expect(await refusal(moodleFile, { kind: 'helped' })).toEqual([
      expect.stringContaining('needs a column "kind"'),
    ]);
    expect(await refusal(kinds, { kind: 'paper' })).toEqual([
      'file: no attempt is of kind "paper" in all its rows; kinds in the file: abandoned, first, helped, later. Choose one with --kind, or --kind all',
    ]);
  });
});

describe('a file that is not quite right', () => {
  test('has an unanswered item as mark 0, as with Moodle: no row, an empty mark or a dash', async () => {
    const { quiz, items } = await figures(
      [head, '1,q1,1,1', '1,q2,,1', '2,q1,-,1', '2,q2,1,1', '3,q2,1,1'].join('\n'),
    );
    expect(quiz).toMatchObject({ n: 3, mean: 1 });
    expect(items.map(({ n, facility, unanswered }) => ({ n, facility, unanswered }))).toEqual([
      { n: 3, facility: 1 / 3, unanswered: 1 },
      { n: 3, facility: 2 / 3, unanswered: 0 },
    ]);
  });

  test('carries marks over when the max of an item changed, exactly, and says so', async () => {
    const text = [head, '1,q,1,3', '2,q,2,3', '3,q,3.5,7'].join('\n');
    const { printed, told } = await analysed(text);
    expect((JSON.parse(printed) as Printed).items[0]?.facility).toBe((1 / 3 + 2 / 3 + 1 / 2) / 3);
    expect(told.join()).toContain('line 4: q has another max than before');
  });

  test('counts a row that is there twice once, and says so', async () => {
    const { printed, told } = await analysed([head, '1,q,1,1', '1,q,1.0,1', '2,q,0,1'].join('\n'));
    expect((JSON.parse(printed) as Printed).quiz.mean).toBe(0.5);
    expect(told.join()).toContain('line 3: repeats an earlier row; counted once (1 such rows)');
  });

  test('takes marks outside 0 and max as they are, as penalties make them, and says so', async () => {
    const { printed, told } = await analysed([head, '1,q,-0.25,1', '2,q,1.5,1'].join('\n'));
    expect((JSON.parse(printed) as Printed).items[0]?.facility).toBe(0.625);
    expect(told.join()).toContain('line 2: mark below 0 or above max');
  });

  test('says which rows name no learner while others do: their attempts are somebody else’s', async () => {
    const text = [`${head},learner`, '1,q1,1,1,an', '1,q2,1,1,', '2,q1,1,1,ba'].join('\n');
    const { printed, told } = await analysed(text);
    expect((JSON.parse(printed) as Printed).quiz.n).toBe(3);
    expect(told.join()).toContain('line 3: names no learner, though others do');
  });

  test('tells every mistake at once, with its line and how to mend it', async () => {
    const text = [
      head,
      '1,q1,NaN,1',
      '1,,1,1',
      ',q1,1,1',
      '2,q1,0,5,1',
      '2,q2,1,-1',
      '3,q1,1',
      '4,q1,1,1',
      '4,q1,0,1',
      '5,q9,1,1',
      '6,q9,0,0',
      '7,"q,1,1',
      '8,q1,1e999,1',
    ];
    expect(await refusal(text.join('\n'))).toEqual([
      'file:2: mark: expected a number such as 1 or 0.5, got "NaN"',
      'file:3: item is empty',
      'file:4: attempt is empty',
      'file:5: 5 cells where the first line has 4. A decimal comma? Write 0.5, put "0,5" in quotes, or separate by semicolons',
      'file:6: max: expected 0 or more, got -1',
      'file:7: 3 cells where the first line has 4',
      'file:9: attempt 4 already has an answer to q1, and a different one; keep the one that counts',
      'file:11: q9 is worth 0 in one row and more in another: nobody knows what part was reached',
      'file:12: a quote opens here and is not closed',
      'file:13: mark: expected a number such as 1 or 0.5, got "1e999"',
    ]);
  });

  test('has its first problems told, not all thousand', async () => {
    const told = await refusal([head, ...Array.from({ length: 1_000 }, (_, i) => `${i},q,x,1`)].join('\n'));
    expect(told).toHaveLength(mostProblems + 1);
  });

  test.each([
    {
      what: 'is empty',
      text: '',
      told: 'file:1: the file is empty; its first line names the columns: attempt,item,mark,max',
    },
    {
      what: 'has no head',
      text: '1,q,1,1',
      told: 'file:1: expected the columns attempt,item,mark,max, missing attempt, item, mark, max; found "1 | q | 1 | 1"',
    },
    {
      what: 'names a column twice',
      text: 'attempt,item,mark,max,mark\n',
      told: 'file:1: the column mark is there twice; keep one',
    },
    {
      what: 'is in an older encoding',
      text: Buffer.concat([Buffer.from(`${head}\n1,c`), Buffer.from([0xe2, 0x75, 0x2c, 0x31, 0x2c, 0x31])]),
      told: 'file: is not UTF-8 text; in a spreadsheet save it as "CSV UTF-8"',
    },
  ])('that $what is told so', async ({ text, told }) => {
    expect(await refusal(text)).toEqual([told]);
  });

  test('with a head alone has no attempts, and nothing to say', async () => {
    expect(await figures(head)).toMatchObject({ quiz: { n: 0, mean: null, median: null }, items: [] });
  });

  test('is read without being held: ten times the text is the same few answers', async () => {
    const block = Buffer.from(
      Array.from({ length: 2_000 }, (_, i) => `a${i % 50},q${i % 40},1,1\n`).join(''),
    );
    const source = Readable.from([Buffer.from(`${head}\n`), ...Array.from({ length: 10 }, () => block)]);
    const { attempts, notes } = await readAttempts(source, 'stdin', statsWords('en'));
    expect(attempts).toHaveLength(50);
    expect(new Set(attempts.flatMap(({ answers }) => answers.filter((it) => it !== undefined))).size).toBe(
      40,
    );
    expect(notes).toEqual([expect.objectContaining({ kind: 'repeated_row' })]);
  });

  test('of any content at all gives figures or a sentence, never a figure that is no number', async () => {
    const word = fc.constantFrom(
      '1',
      '0',
      '0.5',
      '-1',
      '3',
      'a',
      'q1',
      'q2',
      '',
      '"',
      '""',
      '-',
      '1e3',
      'first',
      'NaN',
      ' ',
    );
    const line = fc
      .array(word, { minLength: 1, maxLength: 8 })
      .chain((cells) => fc.constantFrom(',', ';', '\t').map((separator) => cells.join(separator)));
    const file = fc.tuple(
      fc.constantFrom(head, `${head},option,learner,kind`, 'attempt;item;mark;max'),
      fc.array(line, { maxLength: 12 }),
    );
    let [good, refused] = [0, 0];
    await fc.assert(
      fc.asyncProperty(file, async ([first, lines]) => {
        const text = [first, ...lines].join('\n');
        const outcome = await analysed(text).catch((error: unknown) => error);
        if (outcome instanceof Error) {
          expect(outcome.name).toBe('Unusable');
          refused += 1;
          return;
        }
        good += 1;
        const { printed } = outcome as { printed: string };
        // What an item is called is its author’s: one may be "NaN".
        expect(printed.replaceAll(/"(?:[^"\\]|\\.)*"/g, '')).not.toMatch(/NaN|Infinity|undefined/);
      }),
      { numRuns: 400 },
    );
    expect(good).toBeGreaterThan(10);
    expect(refused).toBeGreaterThan(10);
  });
});
