import type { Broadcast } from '../broadcast/broadcast.ts';
import type { TextProblem } from '../broadcast/text-problem.ts';
import { textProblems } from '../broadcast/text-problems.ts';
import type { Course, Language } from '../core/course.ts';
import type { Refused } from './office.ts';

/** What the linter says of a broadcast's texts. @param inLanguage in which language it says so */
export const problemsIn = (
  { texts }: Pick<Broadcast, 'texts'>,
  { official }: Course,
  inLanguage: Language = 'vi',
): TextProblem[] =>
  textProblems(texts, { officialLinks: official.links, officialPhones: official.phones, inLanguage });

/** Nothing is sent, not even tried, that the linter refuses. */
export function textRefusal(
  broadcast: Broadcast,
  course: Course,
  inLanguage?: Language,
): Refused | undefined {
  const problems = problemsIn(broadcast, course, inLanguage).filter(({ weight }) => weight === 'refused');
  return problems.length === 0 ? undefined : { kind: 'refused', why: 'text', problems };
}

/** Whether words in it are for a second person to decide. */
export const isDoubtful = (broadcast: Broadcast, course: Course): boolean =>
  problemsIn(broadcast, course).some(({ weight }) => weight === 'doubt');
