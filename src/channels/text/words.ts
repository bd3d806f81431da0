import type { Language } from '../../core/course.ts';

/** How to answer where there are no buttons. */
export const howToAnswer: Record<
  Language,
  {
    number(most: number): string;
    inWords: string;
    numberOrWords: string;
    /** Parts the choices from a text that has numbered lines of its own. */
    choices: string;
  }
> = {
  vi: {
    number: (most) => (most === 1 ? 'Trả lời bằng số 1.' : `Trả lời bằng số từ 1 đến ${most}.`),
    inWords: 'Trả lời bằng cách gõ lại đúng chữ sau dấu •.',
    choices: 'Chọn một trong các mục dưới đây:',
    numberOrWords: 'Trả lời bằng số, hoặc gõ lại đúng chữ sau dấu •.',
  },
  en: {
    number: (most) => (most === 1 ? 'Answer with the number 1.' : `Answer with a number from 1 to ${most}.`),
    inWords: 'Answer by typing the words after •.',
    choices: 'Choose one of these:',
    numberOrWords: 'Answer with a number, or type the words after •.',
  },
};

/** Stands where a platform refuses an empty text. */
export const somethingToSee = '…';
