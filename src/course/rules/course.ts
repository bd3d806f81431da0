import type { CourseFile } from '../course-file.ts';
import type { LessonDocument } from '../lesson-file.ts';
import { errorAt, type LessonProblem } from '../problem.ts';
import type { YamlPath } from '../yaml-text.ts';

type ReadCourse = { file: string; value: CourseFile; lineOf: (path: YamlPath) => number };

/** A lesson builds on another one that is there, and in the end on none. */
function builtOn({ file, value, lineOf }: ReadCourse, documents: readonly LessonDocument[]): LessonProblem[] {
  const foundations = value.foundations ?? {};
  const ids = new Set(documents.map(({ id }) => id));
  return Object.entries(foundations).flatMap(([id, below]) => {
    const report = (message: string, hint: string): LessonProblem =>
      errorAt({ file, line: lineOf(['foundations', id]) }, 'foundation', message, hint);
    const missing = [id, below].find((lesson) => !ids.has(lesson));
    if (missing !== undefined)
      return [report(`There is no lesson ${missing}`, 'Name lessons of this course.')];
    const seen = new Set<string>([id]);
    for (let next: string | undefined = below; next !== undefined; next = foundations[next]) {
      if (seen.has(next))
        return [report(`${id} builds on itself in the end`, 'Let one of them build on nothing.')];
      seen.add(next);
    }
    return [];
  });
}

/** Each lesson belongs to a module with a name; a path or a list of modules names nothing twice. */
export function courseOrder(
  { file, value, lineOf }: ReadCourse,
  documents: readonly LessonDocument[],
): LessonProblem[] {
  const numbers = value.modules.map(({ number }) => number);
  const nameless = documents.flatMap((document) => {
    const module = Number(document.id.split('.')[0]);
    if (numbers.includes(module)) return [];
    const message = `Module ${module} has no name, so nobody finds this lesson`;
    return [errorAt({ file: document.file, line: 1 }, 'module', message, `Add it to modules in ${file}.`)];
  });
  const twice = numbers.flatMap((number, index) =>
    numbers.indexOf(number) === index
      ? []
      : [
          errorAt(
            { file, line: lineOf(['modules', index]) },
            'module',
            `Module ${number} stands here twice`,
            'Keep one.',
          ),
        ],
  );
  const paths = Object.entries(value.paths).flatMap(([audience, ids]) =>
    ids.flatMap((id, index) => {
      if (ids.indexOf(id) === index) return [];
      const place = { file, line: lineOf(['paths', audience, index]) };
      return [errorAt(place, 'path', `The path of ${audience} names ${id} twice`, 'Keep the earlier one.')];
    }),
  );
  return [...nameless, ...twice, ...paths, ...builtOn({ file, value, lineOf }, documents)];
}
