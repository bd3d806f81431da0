import { z } from 'zod';
import {
  type Audience,
  audiences,
  type Course,
  type Language,
  languages,
  type PlacementQuestion,
} from '../core/course.ts';
import { lessonIdPattern } from './front-matter.ts';
import { type LessonDocument, toItem } from './lesson-file.ts';
import type { Reading } from './markdown-text.ts';
import { errorAt, errorsAmong, type LessonProblem } from './problem.ts';
import { readQuestion } from './question.ts';
import { readSections, sectionMarks } from './section.ts';
import { parseYaml, said } from './yaml-text.ts';

const lesson = z
  .string({ error: ({ input }) => said('a lesson’s number in quotes', input) })
  .regex(lessonIdPattern, 'expected a lesson’s number in quotes, "1.1"');
const audience = z.enum(audiences, { error: ({ input }) => said(`one of ${audiences.join(', ')}`, input) });
const startFor = Object.fromEntries(audiences.map((one) => [one, lesson.optional()])) as Record<
  Audience,
  z.ZodOptional<typeof lesson>
>;

const table = z.array(
  z.object({
    // No lesson's id begins so, and answers are kept by this name.
    id: z.string().regex(/^xl-[a-z0-9]{1,13}$/, 'expected a name like xl-1'),
    module: z
      .int({ error: ({ input }) => said('the module’s number', input) })
      .min(1)
      .max(99),
    start: lesson,
    start_for: z.object(startFor).optional(),
    audience: audience.optional(),
  }),
  { error: ({ input }) => said('a list of questions', input) },
);

type Entry = z.infer<typeof table>[number];

export type ReadPlacement = {
  questions: Partial<Record<Language, PlacementQuestion[]>>;
  /** What the linter reads: each language's file as if it were a lesson of questions only. */
  documents: LessonDocument[];
  problems: LessonProblem[];
};

/** Asked so many of each module, of every audience. Source: placement table of the course. */
const questionsAModule = 2;

/**
 * Reads the placement: which questions, and their words by language. A question that is not whole in a language is
 * named and left out there.
 * @param lessons the lessons the course has, to start at
 */
export function readPlacement(
  sources: {
    table: { file: string; source: string };
    words: { file: string; language: Language; source: string }[];
  },
  lessons: ReadonlySet<string>,
): ReadPlacement {
  const { file, source } = sources.table;
  const read = parseYaml({ file, text: source, firstLine: 1, examples: {} }, table);
  const entries = read.value ?? [];
  const problems = [...read.problems];
  const report = (index: number, key: string, message: string, hint: string): void => {
    problems.push(errorAt({ file, line: read.lineOf([index, key]) }, 'placement', message, hint));
  };
  for (const [index, entry] of entries.entries()) {
    if (entries.findIndex(({ id }) => id === entry.id) !== index)
      report(index, 'id', `${entry.id} stands here twice`, 'Give each question its own name.');
    for (const start of [entry.start, ...Object.values(entry.start_for ?? {})]) {
      if (start !== undefined && !lessons.has(start))
        report(index, 'start', `There is no lesson ${start} to start at`, 'Name a lesson of this course.');
    }
  }
  checkBalance(entries, (message) =>
    report(0, 'id', message, 'Ask each audience two questions of each module.'),
  );
  const parsed = sources.words.map((words) => readWords(words, entries, read.value === undefined));
  problems.push(...parsed.flatMap((it) => it.problems));
  const questions = Object.fromEntries(parsed.map(({ language, questions }) => [language, questions]));
  return { questions, documents: parsed.map(({ document }) => document), problems };
}

function checkBalance(entries: readonly Entry[], report: (message: string) => void): void {
  for (const one of audiences) {
    const own = entries.filter(({ audience }) => audience === undefined || audience === one);
    for (const module of new Set(entries.map(({ module }) => module))) {
      const count = own.filter((entry) => entry.module === module).length;
      if (count !== questionsAModule)
        report(`${one} is asked ${count} questions of module ${module}, expected ${questionsAModule}`);
    }
  }
}

function readWords(
  { file, language, source }: { file: string; language: Language; source: string },
  entries: readonly Entry[],
  isUnread: boolean,
) {
  const reading: Reading = { file, problems: [] };
  const sections = readSections(source, language, reading);
  const read = sections.flatMap((section) => {
    if (section.kind === 'question') return [readQuestion(section, language, reading)];
    reading.problems.push(
      errorAt(
        { file, line: section.line },
        'placement',
        'A placement has questions and nothing else',
        `Write "## ${sectionMarks[language].question} xl-1".`,
      ),
    );
    return [];
  });
  // Nothing is said after an answer here: it finds out and does not teach.
  const problems = reading.problems.filter(({ rule }) => rule !== 'option-feedback');
  for (const { id, line } of read) {
    if (isUnread || entries.some((entry) => entry.id === id)) continue;
    const hint = 'Add it there with its module and the lesson to start at.';
    problems.push(errorAt({ file, line }, 'placement', `${id} is not in placement.yaml`, hint));
  }
  const broken = new Set(errorsAmong(problems).map(({ line }) => line));
  const questions = entries.flatMap((entry): PlacementQuestion[] => {
    const found = read.find(({ id }) => id === entry.id);
    if (found === undefined) {
      const hint = `Write it below "## ${sectionMarks[language].question} ${entry.id}".`;
      problems.push(errorAt({ file, line: 1 }, 'placement', `${entry.id} has no words here`, hint));
      return [];
    }
    if (broken.has(found.line)) return [];
    return [questionOf(entry, toItem(found, entry.start, language))];
  });
  const document: LessonDocument = {
    ...{ file, id: 'placement', language, source, frontMatter: undefined, lineOf: () => 1 },
    ...{ cards: [], task: undefined, remember: undefined, questions: read, lesson: undefined },
  };
  return { language, questions, document, problems };
}

function questionOf(entry: Entry, item: PlacementQuestion['item']): PlacementQuestion {
  const elsewhere = Object.entries(entry.start_for ?? {}).filter(([, start]) => start !== undefined);
  return {
    item,
    module: entry.module,
    ...(entry.audience === undefined ? {} : { audience: entry.audience }),
    ...(elsewhere.length === 0 ? {} : { startFor: Object.fromEntries(elsewhere) }),
  };
}

/** Everything a course can be asked in the placement, in all languages. */
export const placementItems = ({
  placement,
}: {
  placement: Course['placement'];
}): PlacementQuestion['item'][] =>
  languages.flatMap((language) => (placement?.[language] ?? []).map(({ item }) => item));
