import type { Language } from '../core/course.ts';
import { dayOf, localDateOf, midnightOf } from '../core/local-calendar.ts';
import type { DraftQuestion, LessonDraft } from './draft.ts';

/** Facts go stale: a new lesson asks to be looked at again after so many days. */
const recheckDays = 90;

/** How many blanks a new lesson begins with. */
const begins = { cards: 3, questions: 4, options: 3 } as const;

/** A question with nothing written yet; the right option stands at another place in each. @param number from 0 */
export const emptyQuestion = (id: string, number: number, twinOf = ''): DraftQuestion => ({
  id,
  twinOf,
  stem: '',
  options: 'abc'
    .slice(0, begins.options)
    .split('')
    .map((letter, at) => ({
      ...{ id: letter, isKey: at === number % begins.options },
      ...{ text: '', feedback: '', misconception: '' },
    })),
  hint: '',
});

/**
 * A lesson of which nothing is written yet but its number.
 * @param today `2026-11-23`
 */
export function newDraft(id: string, language: Language, today: string, title = ''): LessonDraft {
  return {
    ...{ id, language, title, outcome: '', audiences: ['citizen'], nls: '', kn: '', level: 'co_ban' },
    ...{ facts: [], factsCheckedOn: today, recheckBy: daysLater(today, recheckDays) },
    ...{ reviewedBy: '', reviewedOn: '', storyFigures: [], learnersSay: [], more: {} },
    cards: Array.from({ length: begins.cards }, () => ({ title: '', text: '' })),
    task: '',
    remember: '',
    questions: Array.from({ length: begins.questions }, (_, at) => withTwin(id, at)).flat(),
  };
}

/** A question and the one that asks it again later; the twin's right option stands elsewhere. */
function withTwin(lesson: string, at: number): DraftQuestion[] {
  const id = `${lesson}-a${at + 1}`;
  return [emptyQuestion(id, at), emptyQuestion(`${lesson}-b${at + 1}`, at + 1, id)];
}

function daysLater(day: string, days: number): string {
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number);
  const later = localDateOf(midnightOf(dayOf(year, month, date) + days));
  const two = (part: number): string => String(part).padStart(2, '0');
  return `${later.year}-${two(later.month)}-${two(later.day)}`;
}
