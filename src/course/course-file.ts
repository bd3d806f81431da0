import { z } from 'zod';
import { type Audience, audiences, type Module } from '../core/course.ts';
import { lessonIdPattern } from './front-matter.ts';
import { type ParsedYaml, parseYaml, said, text } from './yaml-text.ts';

const inBothLanguages = (what: string) =>
  z.object(
    { vi: text(`${what} in Vietnamese`), en: text(`${what} in English`) },
    { error: ({ input }) => said(`${what} as { vi: …, en: … }`, input) },
  );

const lessonNumber = z.string().regex(lessonIdPattern, 'expected a lesson’s number in quotes, "4.1"');

const path = z.array(lessonNumber, {
  error: ({ input }) => said('a list of lessons’ numbers', input),
});

const paths = Object.fromEntries(audiences.map((audience) => [audience, path])) as Record<
  Audience,
  typeof path
>;

const courseFile = z.object(
  {
    modules: z.array(
      z.object({ number: z.int().min(1).max(99), title: inBothLanguages('the module’s title') }),
      { error: ({ input }) => said('a list of modules', input) },
    ),
    paths: z.object(paths, { error: ({ input }) => said('a path for each audience', input) }),
    foundations: z
      .record(lessonNumber, lessonNumber, {
        error: ({ input }) => said('which lesson builds on which', input),
      })
      .optional(),
    misconceptions: z.record(
      z.string().regex(/^[a-z0-9_]{1,16}$/, 'expected a short name of a-z 0-9 _'),
      inBothLanguages('the mistaken idea'),
      { error: ({ input }) => said('the mistaken ideas by name', input) },
    ),
    official_domains: z.array(
      text('a domain').regex(/^[a-z0-9-]+(\.[a-z0-9-]+)+$/, 'expected a domain like "gov.vn"'),
      { error: ({ input }) => said('a list of domains', input) },
    ),
  },
  { error: ({ input }) => said('the keys modules, paths, misconceptions and official_domains', input) },
);

/** `course.yaml`: what belongs to no single lesson. */
export type CourseFile = {
  modules: Module[];
  paths: Record<Audience, string[]>;
  /** Which lesson builds on which. */
  foundations?: Record<string, string> | undefined;
  misconceptions: Record<string, { vi: string; en: string }>;
  official_domains: string[];
};

export function readCourseFile(file: string, source: string): ParsedYaml<CourseFile> {
  const examples = {
    modules: 'modules: [{ number: 4, title: { vi: Tránh lừa đảo, en: Staying clear of scams } }]',
    paths: 'paths: { citizen: ["1.1"], worker: ["4.1"], official: ["4.1"], student: ["4.1"] }',
    misconceptions: 'misconceptions: { otp: { vi: "…", en: "…" } }',
    official_domains: 'official_domains: [gov.vn]',
    foundations: 'foundations: { "2.2": "2.1" }',
  };
  return parseYaml({ file, text: source, firstLine: 1, examples }, courseFile);
}
