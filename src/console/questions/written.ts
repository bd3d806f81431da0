import { addressed } from '../../core/address.ts';
import { type Course, findLesson, type Item, type Language } from '../../core/course.ts';
import type { Flag } from '../../stats/flags.ts';
import type { Tens } from '../../stats/tens.ts';
import { statsWords } from '../../stats/words/stats-words.ts';
import { type QuestionWords, questionWords } from '../words/questions.ts';
import type { ShownShare } from './shown.ts';

/** How figures, shares and texts of questions are written on pages and in pictures. */
export type Writing = ReturnType<typeof writingOf>;

export function writingOf(language: Language, course: Course) {
  const words: QuestionWords = questionWords(language);
  const flagWords = statsWords(language).flags;
  const locale = language === 'vi' ? 'vi-VN' : 'en-GB';
  const whole = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 });
  const exactly = [0, 1, 2].map(
    (digits) =>
      new Intl.NumberFormat(locale, { minimumFractionDigits: digits, maximumFractionDigits: digits }),
  );
  const percent = (share: number): string => `${whole.format(Math.round(share * 100))} %`;
  return {
    language,
    words,
    percent,
    tens: (n: Tens): string => (n === 'few' ? words.few : whole.format(n)),
    count: (n: number): string => whole.format(n),
    /** @returns a dash where a figure is not defined for these data, or not shown */
    figure: (value: number | undefined, digits: 0 | 1 | 2 = 1): string =>
      value === undefined ? '–' : (exactly[digits]?.format(value === 0 ? 0 : value) ?? ''),
    share(share: ShownShare): string {
      if (share === 'few') return words.few;
      switch (share.kind) {
        case 'share':
          return percent(share.share);
        case 'at_least':
          return words.atLeast(percent(Math.floor(share.share * 100) / 100));
        case 'at_most':
          return words.atMost(percent(Math.ceil(share.share * 100) / 100));
      }
    },
    flag: ({ kind, option = '' }: Flag): string => flagWords[kind](option),
    /** A text of a lesson as somebody reads it who has not chosen a form of address. */
    text: (text: string): string => addressed(text, language === 'vi' ? 'bác' : undefined, language),
    lesson(id: string): string {
      const title = findLesson(course, id, language)?.title;
      return title === undefined ? id : `${id} ${addressed(title, undefined, language)}`;
    },
    misconception: (id: string): string => course.misconceptions?.[id]?.[language] ?? id,
    stem: (item: Item | undefined): string =>
      item === undefined ? '' : addressed(item.stem, language === 'vi' ? 'bác' : undefined, language),
  };
}

/** The beginning of a text, for a row of a table. */
export const shortened = (text: string, letters: number): string =>
  text.length <= letters ? text : `${text.slice(0, letters - 1).replace(/\s+\S*$/, '')}…`;
