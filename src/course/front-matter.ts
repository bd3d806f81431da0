import { z } from 'zod';
import { audiences } from '../core/course.ts';
import { errorAt } from './problem.ts';
import { day, type ParsedYaml, parseYaml, said, text } from './yaml-text.ts';

export const lessonIdPattern = /^[1-9]\d?\.[1-9]\d?$/;

const optional = <T extends z.ZodType>(schema: T) =>
  schema.nullish().transform((value) => value ?? undefined);

const frontMatter = z.object(
  {
    id: z
      .string({ error: ({ input }) => said('the lesson’s number in quotes', input) })
      .regex(lessonIdPattern, 'expected a number like "4.1"'),
    title: text('the lesson’s title'),
    outcome: text('what the learner can do afterwards'),
    audiences: z
      .array(z.enum(audiences, { error: ({ input }) => said(`one of ${audiences.join(', ')}`, input) }), {
        error: ({ input }) => said('a list of audiences', input),
      })
      .min(1, 'expected at least one audience'),
    nls: text('a code of the digital competence framework').regex(
      /^[1-6]\.[1-6]$/,
      'expected a code like "4.2"',
    ),
    kn: optional(text('a code').regex(/^\d\.\d$/, 'expected a code like "1.2"')),
    level: z.enum(['co_ban', 'trung_cap'], {
      error: ({ input }) => said('co_ban or trung_cap', input),
    }),
    facts: z.array(text('a fact’s id'), { error: ({ input }) => said('a list of facts’ ids', input) }),
    facts_checked_on: day('the day the facts were checked'),
    recheck_by: day('the day by which the facts must be checked again'),
    reviewed_by: optional(text('who reviewed the lesson')),
    reviewed_on: optional(day('the day of the review')),
    story_figures: optional(z.array(text('a made-up figure in quotes'))).transform((list) => list ?? []),
    learners_say: optional(z.array(text('something a learner would say'))).transform((list) => list ?? []),
  },
  { error: ({ input }) => said('the lesson’s keys, one a line', input) },
);

/** What stands between the two `---` of a lesson file, as its author named it. */
export type FrontMatter = z.infer<typeof frontMatter>;

/** Every key, with how to write it. */
export const examples: Record<keyof FrontMatter, string> = {
  id: 'id: "4.1"',
  title: 'title: Cuộc gọi tự xưng công an',
  outcome: 'outcome: Cúp máy, rồi tự hỏi lại công an xã',
  audiences: 'audiences: [citizen, worker, official, student]',
  nls: 'nls: "4.2"',
  kn: 'kn: "1.2"',
  level: 'level: co_ban',
  facts: 'facts: [L1, L2, R3]',
  facts_checked_on: 'facts_checked_on: 2026-11-23',
  recheck_by: 'recheck_by: 2027-02-21',
  reviewed_by: 'reviewed_by: Công an xã Nga Sơn',
  reviewed_on: 'reviewed_on: 2026-12-01',
  story_figures: 'story_figures: ["2 triệu"]',
  learners_say: 'learners_say: ["công an gọi bảo tôi dính vụ án"]',
};

const fence = '---';

/** Splits a lesson file. `body` keeps the file's line numbers: blank lines stand where the front matter was. */
export function splitFrontMatter(
  file: string,
  source: string,
): { matter: ParsedYaml<FrontMatter>; body: string } {
  const lines = source.split('\n');
  const isFence = (line: string | undefined): boolean => line?.trimEnd() === fence;
  const end = isFence(lines[0]) ? lines.findIndex((line, index) => index > 0 && isFence(line)) : -1;
  if (end === -1) {
    const found = isFence(lines[0]) ? 'The front matter has no end' : 'A lesson begins with its front matter';
    const hint = 'Write --- on the first line, then id, title and the other keys, then --- again.';
    const problem = errorAt({ file, line: 1 }, 'front-matter', found, hint);
    return {
      matter: { value: undefined, problems: [problem], lineOf: () => 1 },
      body: fromFirstHeading(lines),
    };
  }
  const matter = parseYaml(
    { file, text: lines.slice(1, end).join('\n'), firstLine: 2, examples },
    frontMatter,
  );
  const body = lines.map((line, index) => (index <= end ? '' : line)).join('\n');
  return { matter, body };
}

/** What was meant as front matter is not complained about a second time as text. */
function fromFirstHeading(lines: readonly string[]): string {
  const first = lines.findIndex((line) => line.startsWith('## '));
  return lines.map((line, index) => (index < first ? '' : line)).join('\n');
}
