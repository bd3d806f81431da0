import { addressed } from '../../core/address.ts';
import { wordsOf } from '../../core/turn.ts';
import type { DraftQuestion, LessonDraft } from '../draft.ts';

/** One message as a learner gets it. `said` is what each choice of a question is answered with. */
export type PreviewScreen = {
  /** The part of the form it is made of: `card.0`, `task`, `q.0`, `remember`. */
  of: string;
  heading: string;
  text: string;
  choices: string[];
  said: { label: string; feedback: string; isKey: boolean }[];
};

/** A lesson that is being written, screen by screen as people will meet it; what is not written yet is '…'. */
export function screensOf(draft: LessonDraft, address: string): PreviewScreen[] {
  const words = wordsOf(draft.language);
  const put = (text: string): string => (text === '' ? '…' : addressed(text, address, draft.language));
  const screen = (of: string, heading: string, text: string, choices: string[]): PreviewScreen => ({
    of,
    heading,
    text,
    choices,
    said: [],
  });
  const question = ({ stem, options, hint }: DraftQuestion, of: string, heading: string): PreviewScreen => ({
    of,
    heading,
    text: put(stem),
    choices: options.map((option) => put(option.text)),
    said: [
      ...options.map(({ text, feedback, isKey }) => ({ label: put(text), feedback: put(feedback), isKey })),
      ...(hint === '' ? [] : [{ label: '?', feedback: put(hint), isKey: false }]),
    ],
  });
  const asked = draft.questions.filter(({ twinOf }) => twinOf === '');
  return [
    ...draft.cards.map(({ title, text }, at) =>
      screen(`card.${at}`, words.cardHeading(put(title), at + 1, draft.cards.length), put(text), [
        words.next,
      ]),
    ),
    screen('task', words.taskHeading, put(draft.task), [words.taskDone, words.taskLater, words.taskCannot]),
    ...draft.questions.map((it, at) => {
      const place = asked.findIndex(({ id }) => id === it.id || id === it.twinOf);
      const heading = words.questionHeading(place + 1, asked.length);
      return question(it, `q.${at}`, it.twinOf === '' ? heading : `${heading} ↻`);
    }),
    screen('remember', words.finishedHeading, words.remember(put(draft.remember)), []),
  ];
}
