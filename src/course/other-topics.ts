import { z } from 'zod';
import type { LessonProblem } from './problem.ts';
import { parseYaml, said, text } from './yaml-text.ts';

const topics = z.record(
  z.string().regex(/^[a-z_]{1,32}$/, 'expected a name of a-z and _'),
  z.array(text('a question as people write it'), {
    error: ({ input }) => said('a list of questions', input),
  }),
  { error: ({ input }) => said('topics, each with its list of questions', input) },
);

export type ReadOtherTopics = { topics: { id: string; questions: string[] }[]; problems: LessonProblem[] };

/** Reads `other-topics.yaml`: what people ask about and no lesson teaches. */
export function readOtherTopics(file: string, source: string): ReadOtherTopics {
  const { value = {}, problems } = parseYaml({ file, text: source, firstLine: 1, examples: {} }, topics);
  return {
    topics: Object.entries(value).map(([id, questions]) => ({
      id,
      questions: questions.map((question) => question.normalize('NFC')),
    })),
    problems,
  };
}
