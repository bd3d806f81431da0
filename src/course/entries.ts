import { z } from 'zod';
import { errorAt, type LessonProblem } from './problem.ts';
import { parseYaml, said, text, type YamlPath } from './yaml-text.ts';

/** One entry of a list, and where it and its parts stand. */
export type Entry<T> = { value: T; lineOf(path: YamlPath): number };

/** Said in both languages. */
export const inBoth = (what: string) =>
  z.object(
    { vi: composed(`${what} in Vietnamese`), en: composed(`${what} in English`) },
    { error: ({ input }) => said(`${what} as { vi: …, en: … }`, input) },
  );

const composed = (what: string) => text(what).transform((words) => words.normalize('NFC'));

/** Stable for ever; it stands in counters and buttons. */
export const entryId = text('an id').regex(/^[a-z0-9-]{1,16}$/, 'expected at most 16 of a-z 0-9 -');

/** Reads a list entry by entry: a broken one is named and left out, the others stay. */
export function readEntries<T extends { id: string }>(
  file: string,
  source: string,
  schema: z.ZodType<T>,
  rule: string,
): { entries: Entry<T>[]; problems: LessonProblem[] } {
  const list = z.array(z.unknown(), { error: ({ input }) => said('a list', input) });
  const read = parseYaml({ file, text: source, firstLine: 1, examples: {} }, list);
  const problems = [...read.problems];
  const entries: Entry<T>[] = [];
  for (const [index, raw] of (read.value ?? []).entries()) {
    const lineOf = (path: YamlPath): number => read.lineOf([index, ...path]);
    const parsed = schema.safeParse(raw);
    const named = parsed.success ? parsed.data.id : `number ${index + 1}`;
    const isTwice = parsed.success && entries.some(({ value }) => value.id === parsed.data.id);
    if (parsed.success && !isTwice) entries.push({ value: parsed.data, lineOf });
    const issues = parsed.success
      ? isTwice
        ? [{ path: ['id'], message: 'stands here twice' }]
        : []
      : parsed.error.issues;
    for (const { path, message } of issues) {
      const at = path.flatMap((step) => (typeof step === 'symbol' ? [] : [step]));
      const said = `Entry ${named}${at.length === 0 ? '' : `, ${at.join('.')}`}: ${message}`;
      const hint = 'The entry is left out until it is mended; write it as the ones beside it.';
      problems.push(errorAt({ file, line: lineOf(at) }, rule, said, hint));
    }
  }
  return { entries, problems };
}
