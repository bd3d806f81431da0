import type { ExportedLesson, ExportedQuestion } from './exported.ts';
import { tidy } from './html-text.ts';

/** Lessons' questions as GIFT that the strictest reader takes: everything escaped, no blank line in a question. */
export const writeGift = (lessons: readonly ExportedLesson[]): string =>
  `${lessons.flatMap((lesson) => [categoryOf(lesson), ...lesson.questions.map(questionOf)]).join('\n\n')}\n`;

/** A category's name that holds a slash writes it twice. */
export const categoryPath = (names: readonly string[]): string =>
  ['$course$', 'top', ...names.map((name) => tidy(name).replaceAll('\n', ' ').replaceAll('/', '//'))].join(
    '/',
  );

const categoryOf = ({ category }: ExportedLesson): string => `$CATEGORY: ${categoryPath(category)}`;

function questionOf({ id, stem, options, hint, tags }: ExportedQuestion): string {
  return [
    `// [id:${id}] ${tags.map((tag) => `[tag:${tag}]`).join(' ')}`,
    ...(hint === '' ? [] : [`// hint: ${tidy(hint).replaceAll('\n', ' ')}`]),
    `::${giftText(id)}::[plain]${giftText(stem)}{`,
    ...options.map(
      ({ text, feedback, isKey }) =>
        `${isKey ? '=' : '~'}[plain]${giftText(text)}#[plain]${giftText(feedback)}`,
    ),
    '}',
  ].join('\n');
}

/** Strict readers take "->" in a right option for a pair to be matched, and know no way to escape it. */
const giftText = (text: string): string =>
  tidy(text)
    .replaceAll('->', '→')
    .replace(/[\\:#={}~]/g, '\\$&')
    .replaceAll('\n', '\\n');
