import { isNode, LineCounter, parseDocument } from 'yaml';
import { z } from 'zod';
import { errorAt, type LessonProblem, warningAt } from './problem.ts';

export type YamlPath = readonly (string | number)[];

/** `value` is undefined when there is an error among the problems. */
export type ParsedYaml<T> = {
  value: T | undefined;
  problems: LessonProblem[];
  /** The file's line on which the value at a path stands, or the nearest value around it. */
  lineOf: (path: YamlPath) => number;
};

type Source = {
  file: string;
  text: string;
  /** The line of the file on which `text` begins. */
  firstLine: number;
  /** How to write the value under a top-level key, `facts_checked_on: 2026-11-23`. */
  examples: Record<string, string>;
};

/** Reads YAML into the shape `schema` names; each problem with its line. Unknown keys at the top are warnings. */
export function parseYaml<T>(source: Source, schema: z.ZodType<T>): ParsedYaml<T> {
  const counter = new LineCounter();
  const document = parseDocument(source.text, { lineCounter: counter, prettyErrors: false });
  const lineAtOffset = (offset: number): number =>
    Math.max(1, counter.linePos(offset).line) + source.firstLine - 1;
  const lineOf = (path: YamlPath): number => {
    for (let length = path.length; length > 0; length -= 1) {
      const node = document.getIn(path.slice(0, length), true);
      if (isNode(node) && node.range) return lineAtOffset(node.range[0]);
    }
    return source.firstLine;
  };
  const [firstError] = document.errors;
  if (firstError !== undefined) {
    // After the first one a YAML parser guesses; its further complaints only confuse.
    const place = { file: source.file, line: lineAtOffset(firstError.pos[0]) };
    const hint = 'Check the indentation and put texts that hold ": " or "#" into quotes.';
    return {
      value: undefined,
      problems: [errorAt(place, 'yaml', `This is not YAML: ${firstError.message}`, hint)],
      lineOf,
    };
  }
  const data = toData(() => document.toJS());
  const parsed = schema.safeParse(data);
  if (parsed.success) {
    return { value: parsed.data, problems: unknownKeys(data, source, lineOf), lineOf };
  }
  const problems = parsed.error.issues.map((issue) => {
    const path = issue.path.filter((step) => typeof step !== 'symbol');
    const key = typeof path[0] === 'string' ? path[0] : undefined;
    const example = key === undefined ? undefined : source.examples[key];
    return errorAt(
      { file: source.file, line: lineOf(path) },
      'yaml-value',
      `${path.length === 0 ? 'The file' : path.join('.')}: ${issue.message}`,
      example === undefined ? 'See docs/recipes/add-a-lesson.md for the format.' : `For example: ${example}`,
    );
  });
  return { value: undefined, problems: [...problems, ...unknownKeys(data, source, lineOf)], lineOf };
}

/** Aliases that multiply make `toJS` throw; then there is no data. */
function toData(read: () => unknown): unknown {
  try {
    return read();
  } catch (cause) {
    if (cause instanceof Error) return undefined;
    throw cause;
  }
}

function unknownKeys(data: unknown, source: Source, lineOf: (path: YamlPath) => number): LessonProblem[] {
  const known = Object.keys(source.examples);
  if (known.length === 0 || typeof data !== 'object' || data === null || Array.isArray(data)) return [];
  return Object.keys(data)
    .filter((key) => !known.includes(key))
    .map((key) =>
      warningAt(
        { file: source.file, line: lineOf([key]) },
        'yaml-key',
        `The key "${key}" is not known`,
        `Known keys: ${known.join(', ')}.`,
      ),
    );
}

/** zod's own words for a missing or mistyped value, said plainly. */
export const text = (what: string) =>
  z
    .string({ error: ({ input }) => said(what, input) })
    .trim()
    .min(1, `expected ${what}, found nothing`);

export const day = (what: string) =>
  z.iso.date({ error: ({ input }) => said(`${what} as year-month-day`, input) });

export const said = (expected: string, found: unknown): string => {
  if (found === undefined || found === null) return `expected ${expected}, found nothing`;
  return `expected ${expected}, found ${JSON.stringify(found)?.slice(0, 40) ?? typeof found}`;
};
