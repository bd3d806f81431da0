import { textProblems } from '../../broadcast/text-problems.ts';
import type { Course } from '../../core/course.ts';
import type { ReadMessages } from '../messages.ts';
import { errorAt, type LessonProblem, warningAt } from '../problem.ts';

/** Ready messages are held to what any message of officials is; what would be refused there is an error here. */
export function messageTexts(
  file: string,
  { messages, lineOf }: ReadMessages,
  { links, phones }: Course['official'],
): LessonProblem[] {
  return messages.flatMap(({ id, texts }) =>
    textProblems(texts, { officialLinks: links, officialPhones: phones, inLanguage: 'en' }).map(
      ({ language, weight, words, why, hint }) => {
        const at = weight === 'advice' ? warningAt : errorAt;
        const message = `The message ${id} (${language}) says "${words}". ${why.replace(/\.$/, '')}`;
        return at({ file, line: lineOf(id, language) }, 'message-text', message, hint);
      },
    ),
  );
}
