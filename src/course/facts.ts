import { existsSync } from 'node:fs';
import { z } from 'zod';
import { factsFile } from './overlay.ts';
import { errorAt, errorsAmong, type LessonProblem } from './problem.ts';
import { readTextFile } from './text-file.ts';
import { day, parseYaml, said, text } from './yaml-text.ts';

/** A: law text or two agreeing sources; B: one source; C: general knowledge, never printed as a figure. */
export const confidences = ['A', 'B', 'C'] as const;

/** One thing lessons may state, with where it comes from and until when it may be relied on. */
export type Fact = {
  id: string;
  topic: string;
  statement: string;
  confidence: (typeof confidences)[number];
  sources: string[];
  /** Days, `2026-11-23`. */
  checkedOn: string;
  recheckBy: string;
  /** What lessons citing this fact may print, as it stands there: "10 triệu", "1900 0368". */
  figures: string[];
  phones: string[];
  /** Where it stands in facts.yaml. */
  line: number;
};

const printed = z
  .array(text('a figure in quotes'), { error: ({ input }) => said('a list of texts in quotes', input) })
  .nullish()
  .transform((list) => (list ?? []).map((figure) => figure.normalize('NFC')));

const factList = z.array(
  z.object({
    id: text('the fact’s id').regex(/^[A-Z]{1,2}\d{1,3}[a-z]?$/, 'expected an id like "B1"'),
    topic: text('a topic'),
    statement: text('a statement'),
    confidence: z.enum(confidences, { error: ({ input }) => said('A, B or C', input) }),
    sources: z.array(text('a source'), { error: ({ input }) => said('a list of sources', input) }),
    checked_on: day('the day of the check'),
    recheck_by: day('the day of the next check'),
    figures: printed,
    phones: printed,
  }),
  { error: ({ input }) => said('a list of facts', input) },
);

export type Facts = { facts: ReadonlyMap<string, Fact>; problems: LessonProblem[] };

/**
 * Reads `facts.yaml` of a course's folder.
 * @param overlay the desk's folder: a fact corrected there takes the place of the one with its id
 */
export async function loadFacts(dir: string, overlay?: string): Promise<Facts> {
  const own = await readFactsIn(dir);
  if (overlay === undefined || !existsSync(factsFile(overlay))) return own;
  const over = await readFactsIn(overlay);
  return {
    facts: new Map([...own.facts, ...over.facts]),
    problems: [...own.problems, ...over.problems],
  };
}

async function readFactsIn(dir: string): Promise<Facts> {
  const file = factsFile(dir);
  const { text: source, problems } = await readTextFile(file);
  if (errorsAmong(problems).length > 0) return { facts: new Map(), problems };
  const read = readFacts(file, source);
  return { facts: read.facts, problems: [...problems, ...read.problems] };
}

export function readFacts(file: string, source: string): Facts {
  const read = parseYaml({ file, text: source, firstLine: 1, examples: {} }, factList);
  const problems = [...read.problems];
  const facts = new Map<string, Fact>();
  for (const [index, row] of (read.value ?? []).entries()) {
    const { checked_on: checkedOn, recheck_by: recheckBy, ...rest } = row;
    const fact: Fact = { ...rest, checkedOn, recheckBy, line: read.lineOf([index, 'id']) };
    const report = (message: string, hint: string): void => {
      problems.push(errorAt({ file, line: fact.line }, 'fact', `${fact.id} ${message}`, hint));
    };
    if (facts.has(fact.id)) report('stands here twice', 'Give each fact its own id.');
    if (fact.confidence !== 'C' && fact.sources.length === 0) {
      report('names no source', 'Name where it was read, or mark it confidence: C.');
    }
    if (fact.confidence === 'C' && fact.figures.length + fact.phones.length > 0) {
      const hint =
        'General knowledge [C] is never printed as a figure, phone, fee or fine: find a source first.';
      report('is [C] and lets lessons print figures', hint);
    }
    if (recheckBy <= checkedOn) report('must be checked again before it was checked', 'Swap the two days.');
    facts.set(fact.id, fact);
  }
  return { facts, problems };
}
