import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { readConfig } from '../config.ts';
import { openLessonSearch } from '../core/search/lesson-search.ts';
import { teachableCourse } from '../course-at-start.ts';
import { Unusable } from '../unusable.ts';

type Found = { query: string; lessons: { id: string; score: number }[] };

/** Shown in a table for people; programs get all. */
const shownInTable = 3;

/** Which lessons a person would be offered for each question of a file. @returns the exit code */
export async function searchLessons(
  environment: NodeJS.ProcessEnv,
  { queries: path, json }: { queries: string; json?: true },
  out: (text: string) => void,
): Promise<number> {
  const { course } = await teachableCourse(readConfig(environment));
  const search = openLessonSearch(course());
  const found: Found[] = (await readQueries(path)).map((query) => ({ query, lessons: search(query) }));
  if (json === true) out(JSON.stringify(found, null, 2));
  else for (const one of found) out(`${one.query}\n    ${offered(one)}`);
  return 0;
}

const offered = ({ lessons }: Found): string =>
  lessons.length === 0
    ? '(silent)'
    : lessons
        .slice(0, shownInTable)
        .map(({ id, score }) => `${id} (${score})`)
        .join('  ');

const jsonLine = z.object({ text: z.string() });

/** One question a line, or a JSON object with `text`. @throws Unusable naming the line */
async function readQueries(path: string): Promise<string[]> {
  let text: string;
  try {
    text = path === '-' ? await textOf(process.stdin) : await readFile(path, 'utf8');
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Unusable(`--queries ${path} cannot be read: ${reason}`, { cause });
  }
  return text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .flatMap((line, index) => (line.trim() === '' ? [] : [queryOf(line, index + 1)]));
}

function queryOf(line: string, number: number): string {
  if (!line.trimStart().startsWith('{')) return line.trim();
  try {
    return jsonLine.parse(JSON.parse(line)).text;
  } catch (cause) {
    throw new Unusable(
      `line ${number} of the queries begins like JSON and is not; expected a question, or {"text": "mất điện thoại làm sao"}`,
      { cause },
    );
  }
}

async function textOf(stream: AsyncIterable<Buffer | string>): Promise<string> {
  const pieces: Buffer[] = [];
  for await (const piece of stream) pieces.push(Buffer.from(piece));
  return Buffer.concat(pieces).toString('utf8');
}
