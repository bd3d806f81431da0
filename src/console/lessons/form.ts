import { audiences } from '../../core/course.ts';
import type { DraftOption, DraftQuestion, LessonDraft } from '../../course/draft.ts';
import { emptyQuestion } from '../../course/new-draft.ts';
import { optionCounts } from '../../course/question.ts';

/** What a browser sends. */
export type Fields = Record<string, string>;

export const mostCards = 6;
export const mostQuestions = 16;

/**
 * The draft as the form has it. Which parts there are is known from the draft the form was made of: a field that did
 * not come leaves its part as it was. Who reviewed the former words has not reviewed these.
 */
export function readForm(fields: Fields, before: LessonDraft): LessonDraft {
  const text = (name: string, was: string): string =>
    fields[name] === undefined ? was : fields[name].replace(/\r\n?/g, '\n').normalize('NFC').trim();
  const line = (name: string, was: string): string => text(name, was).replace(/\s+/g, ' ');
  const list = (name: string, was: string[], at: RegExp): string[] =>
    fields[name] === undefined
      ? was
      : text(name, '')
          .split(at)
          .map((part) => part.trim())
          .filter((part) => part !== '');
  const option = (was: DraftOption, name: string, key: string): DraftOption => ({
    id: was.id,
    isKey: was.id === key,
    text: line(`${name}.${was.id}.text`, was.text),
    feedback: text(`${name}.${was.id}.feedback`, was.feedback),
    misconception: was.id === key ? '' : line(`${name}.${was.id}.idea`, was.misconception),
  });
  const draft: LessonDraft = {
    ...before,
    title: line('title', before.title),
    outcome: line('outcome', before.outcome),
    audiences:
      fields.title === undefined
        ? before.audiences
        : audiences.filter((who) => fields[`audience.${who}`] !== undefined),
    nls: line('nls', before.nls),
    level: fields.level === 'trung_cap' ? 'trung_cap' : fields.level === 'co_ban' ? 'co_ban' : before.level,
    facts: list('facts', before.facts, /[\s,;]+/),
    factsCheckedOn: line('facts_checked_on', before.factsCheckedOn),
    recheckBy: line('recheck_by', before.recheckBy),
    storyFigures: list('story_figures', before.storyFigures, /\n/),
    learnersSay: list('learners_say', before.learnersSay, /\n/),
    cards: before.cards.map((card, at) => ({
      ...card,
      title: line(`card.${at}.title`, card.title),
      text: text(`card.${at}.text`, card.text),
    })),
    task: text('task', before.task),
    remember: line('remember', before.remember),
    questions: before.questions.map((question, at): DraftQuestion => {
      const name = `q.${at}`;
      const key = fields[`${name}.key`] ?? question.options.find(({ isKey }) => isKey)?.id ?? 'a';
      return {
        ...question,
        stem: text(`${name}.stem`, question.stem),
        options: question.options.map((it) => option(it, name, key)),
        hint: line(`${name}.hint`, question.hint),
      };
    }),
  };
  const isSame = JSON.stringify(draft) === JSON.stringify(before);
  return isSame ? before : { ...draft, reviewedBy: '', reviewedOn: '' };
}

/**
 * A button that adds a part or takes one out.
 * @param isTaken whether a question's id was ever given: answers are counted by it for ever
 */
export function reshaped(draft: LessonDraft, asked: string, isTaken: (id: string) => boolean): LessonDraft {
  const [deed = '', first = '', letter = ''] = asked.split(':');
  const at = Number(first);
  const { cards, questions } = draft;
  const withQuestions = (changed: DraftQuestion[]): LessonDraft => ({ ...draft, questions: changed });
  const nextId = (mark: string): string => {
    let number = 1;
    const has = (id: string): boolean => questions.some((question) => question.id === id) || isTaken(id);
    while (has(`${draft.id}-${mark}${number}`)) number += 1;
    return `${draft.id}-${mark}${number}`;
  };
  const question = questions[at];
  switch (deed) {
    case 'add_card':
      return cards.length >= mostCards ? draft : { ...draft, cards: [...cards, { title: '', text: '' }] };
    case 'drop_card':
      return cards.length <= 1 ? draft : { ...draft, cards: cards.filter((_, place) => place !== at) };
    case 'add_question':
      if (questions.length >= mostQuestions) return draft;
      return withQuestions([...questions, emptyQuestion(nextId('a'), questions.length)]);
    case 'add_twin': {
      if (question === undefined || questions.length >= mostQuestions) return draft;
      const key = question.options.findIndex(({ isKey }) => isKey);
      const twin = emptyQuestion(nextId('b'), key + 1, question.id);
      return withQuestions([...questions.slice(0, at + 1), twin, ...questions.slice(at + 1)]);
    }
    case 'drop_question':
      if (question === undefined || questions.length <= 1) return draft;
      return withQuestions(
        questions.filter(({ id, twinOf }) => id !== question.id && twinOf !== question.id),
      );
    case 'add_option':
    case 'drop_option':
      if (question === undefined) return draft;
      return withQuestions(questions.map((it) => (it === question ? withOptions(it, deed, letter) : it)));
    default:
      return draft;
  }
}

function withOptions(
  question: DraftQuestion,
  deed: 'add_option' | 'drop_option',
  letter: string,
): DraftQuestion {
  const { options } = question;
  if (deed === 'drop_option') {
    const gone = options.find(({ id }) => id === letter);
    if (gone === undefined || gone.isKey || options.length <= optionCounts.least) return question;
    return { ...question, options: options.filter((option) => option !== gone) };
  }
  const free = [...'abcdef'].find((id) => options.every((option) => option.id !== id));
  if (free === undefined) return question;
  return {
    ...question,
    options: [...options, { id: free, isKey: false, text: '', feedback: '', misconception: '' }],
  };
}
