import { createReadStream } from 'node:fs';
import type { Language } from '../core/course.ts';
import { tallyOf } from '../stats/attempts.ts';
import { type AttemptsFile, AttemptsReader, mostProblems } from '../stats/attempts-file.ts';
import { RowReader } from '../stats/delimited-rows.ts';
import { flagsOf } from '../stats/flags.ts';
import { type Analysis, analyse } from '../stats/quiz-analysis.ts';
import { chooseAttempts } from '../stats/which-attempts.ts';
import { type StatsWords, statsWords } from '../stats/words/stats-words.ts';
import { Unusable } from '../unusable.ts';

export type StatsOptions = { attempts: string; kind?: string; lang: Language; json?: true };

/** Item analysis of a file of attempts. Figures go to `out`, everything else to `tell`. @returns the exit code */
export async function analyseFile(
  { attempts: path, kind, lang, json }: StatsOptions,
  out: (text: string) => void,
  tell: (text: string) => void,
): Promise<number> {
  const words = statsWords(lang);
  const name = path === '-' ? 'stdin' : path;
  const file = await readAttempts(path === '-' ? process.stdin : createReadStream(path), name, words);
  const chosen = chooseAttempts(file, kind?.trim().toLowerCase());
  if ('wanted' in chosen) throw new Unusable(`${name}: ${words.noChoice(chosen)}`);
  for (const note of file.notes) tell(`${name}: ${words.note(note)}`);
  const analysis = analyse(tallyOf(chosen.table));
  if (json === true) {
    // JSON has no undefined: what Moodle has no figure for is null, as there.
    out(JSON.stringify(contractOf(analysis), (_, value) => value ?? null, 2));
  } else {
    tell(`${name}: ${words.chosen(chosen, analysis.quiz.n)}`);
    for (const line of tables(analysis, words)) out(line);
  }
  return 0;
}

/** Reads piece by piece: what stays in memory are the answers, not the text. @throws Unusable with every problem found */
export async function readAttempts(
  source: AsyncIterable<Buffer | string>,
  name: string,
  words: StatsWords,
): Promise<AttemptsFile> {
  const rows = new RowReader();
  const reader = new AttemptsReader();
  try {
    let decoder: TextDecoder | undefined;
    for await (const piece of source) {
      const bytes = typeof piece === 'string' ? Buffer.from(piece) : piece;
      decoder ??= new TextDecoder(isUtf16(bytes) ? 'utf-16le' : 'utf-8', { fatal: true });
      for (const row of rows.push(decoder.decode(bytes, { stream: true }))) reader.take(row);
      if (reader.isHopeless) break;
    }
    if (!reader.isHopeless) {
      for (const row of [...rows.push(decoder?.decode() ?? ''), ...rows.end()]) reader.take(row);
    }
  } catch (cause) {
    throw new Unusable(whyUnreadable(cause, name, words), { cause });
  }
  const file = reader.finish();
  if (reader.problems.length === 0) return file;
  const problems = reader.problems.slice(0, mostProblems);
  const lines = problems.map((problem) => words.problemAt(name, problem.line, words.problem(problem)));
  throw new Unusable(
    [...lines, ...(problems.length === mostProblems ? [words.moreProblems] : [])].join('\n'),
  );
}

/** A spreadsheet's "Unicode text" begins with this mark. */
const isUtf16 = (bytes: Buffer): boolean => bytes[0] === 0xff && bytes[1] === 0xfe;

function whyUnreadable(cause: unknown, name: string, { file }: StatsWords): string {
  const { code = '' } = cause as NodeJS.ErrnoException;
  if (code === 'ENOENT') return file.missing(name);
  if (code === 'ERR_ENCODING_INVALID_ENCODED_DATA') return file.notText(name);
  if (code === '') throw cause;
  return file.unreadable(name, code);
}

/** Figures under the names that others rely on (README, the `banhoc` command). */
const contractOf = ({ quiz, items }: Analysis) => ({
  quiz,
  items: items.map((item) => ({
    item: item.item,
    n: item.n,
    unanswered: item.unanswered,
    facility: item.facility,
    sd: item.sd,
    intendedWeight: item.intendedWeight,
    effectiveWeight: item.effectiveWeight,
    discriminationIndex: item.discriminationIndex,
    discriminativeEfficiency: item.discriminativeEfficiency,
    options: item.options.map(({ option, n, share, fraction, meanRest }) => ({
      option,
      n,
      share,
      fraction,
      meanRest,
    })),
    flags: flagsOf({ ...item, others: items.length - 1 }),
  })),
});

function tables({ quiz, items }: Analysis, words: StatsWords): string[] {
  const figure = (value: number | undefined, digits: number): string => value?.toFixed(digits) ?? words.none;
  const lines = [words.quiz.title, ''];
  lines.push(
    ...aligned([
      [words.quiz.n, String(quiz.n)],
      ...(
        ['mean', 'median', 'sd', 'skewness', 'kurtosis', 'cic', 'errorRatio', 'standardError'] as const
      ).map((name) => [words.quiz[name], figure(quiz[name], 3)]),
    ]),
    '',
    ...aligned([
      Object.values(words.items),
      ...items.map((item) => [
        item.item,
        String(item.n),
        figure(item.facility, 3),
        figure(item.sd, 3),
        figure(item.intendedWeight, 1),
        figure(item.effectiveWeight, 1),
        figure(item.discriminationIndex, 1),
        figure(item.discriminativeEfficiency, 1),
      ]),
    ]),
  );
  const options = items.flatMap(({ item, options: own }) =>
    own.map(({ option, n, share, fraction, meanRest }) => [
      item,
      option,
      String(n),
      figure(share, 3),
      figure(fraction, 2),
      figure(meanRest, 3),
    ]),
  );
  if (options.length > 0) {
    const { title, ...heads } = words.options;
    lines.push('', title, '', ...aligned([[words.items.item, ...Object.values(heads)], ...options]));
  }
  const flags = items.flatMap((item) =>
    flagsOf({ ...item, others: items.length - 1 }).map(
      ({ kind, option = '' }) => `${item.item}: ${words.flags[kind](option)}`,
    ),
  );
  if (flags.length > 0) lines.push('', words.flagsTitle, '', ...flags);
  return lines;
}

/** Columns one under the other: the first to the left, figures to the right. */
function aligned(rows: string[][]): string[] {
  const widths = (rows[0] ?? []).map((_, place) => Math.max(...rows.map((row) => (row[place] ?? '').length)));
  return rows.map((row) =>
    row
      .map((cell, place) => (place === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[place] ?? 0)))
      .join('  ')
      .trimEnd(),
  );
}
