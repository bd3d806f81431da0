import type { Finding } from '../../course/desk/fields.ts';
import { type Frame, written } from '../layout.ts';
import { lessonDeskEn } from '../words/lesson-desk.en.ts';
import { type LessonDeskWords, lessonDeskVi } from '../words/lesson-desk.vi.ts';
import { lessonLintVi } from '../words/lesson-lint.vi.ts';

/** How the desk's pages say things: in the language of the page. */
export type DeskShow = ReturnType<typeof deskShow>;

export function deskShow({ language }: Pick<Frame, 'language'>) {
  const words: LessonDeskWords = language === 'vi' ? lessonDeskVi : lessonDeskEn;
  return {
    words,
    ...written(language),
    /** What is wrong, with the words it is about where the linter quotes some. */
    finding({ rule, message, hint }: Finding): string {
      const known = language === 'vi' ? lessonLintVi[rule] : undefined;
      if (known === undefined) return `${message}. ${hint}`;
      const quoted = /"([^"]{1,60})"/.exec(message)?.[1];
      return quoted === undefined ? known : `“${quoted}”: ${known}`;
    },
  };
}
