import { parse } from 'yaml';
import type { Audience, Language } from '../core/course.ts';
import { blanksIn, isBlank } from './blank.ts';
import { examples } from './front-matter.ts';
import type { LessonDocument } from './lesson-file.ts';
import type { ReadQuestion } from './question.ts';

/** One option of a question; what is not written yet is ''. */
export type DraftOption = {
  id: string;
  isKey: boolean;
  text: string;
  feedback: string;
  /** '' on the right option. */
  misconception: string;
};

export type DraftQuestion = {
  id: string;
  /** The question this one asks again in other words; '' when it is one of its own. */
  twinOf: string;
  stem: string;
  options: DraftOption[];
  hint: string;
};

export type DraftCard = {
  title: string;
  text: string;
  picture?: { file: string; alt: string };
  voice?: { file: string };
};

/**
 * A lesson as somebody fills it in, part by part: what a form holds, what is read from another program's file, and
 * what a lesson file is written from. Texts are as a learner reads them; '' stands for what is still to be written.
 */
export type LessonDraft = {
  id: string;
  language: Language;
  title: string;
  outcome: string;
  audiences: Audience[];
  nls: string;
  kn: string;
  level: 'co_ban' | 'trung_cap';
  facts: string[];
  /** Days, `2026-11-23`. */
  factsCheckedOn: string;
  recheckBy: string;
  reviewedBy: string;
  reviewedOn: string;
  storyFigures: string[];
  learnersSay: string[];
  /** Keys of the front matter that are none of the above, kept as they are. */
  more: Record<string, unknown>;
  cards: DraftCard[];
  task: string;
  remember: string;
  questions: DraftQuestion[];
};

/** @returns undefined when the front matter could not be read: the file must then be mended by hand */
export function draftOf(document: LessonDocument): LessonDraft | undefined {
  const { frontMatter: matter, id, language } = document;
  if (matter === undefined) return undefined;
  return {
    id,
    language,
    title: written(matter.title.normalize('NFC')),
    outcome: written(matter.outcome.normalize('NFC')),
    audiences: matter.audiences,
    nls: hasOpenCode(document.source) ? '' : matter.nls,
    kn: matter.kn ?? '',
    level: matter.level,
    facts: matter.facts,
    factsCheckedOn: matter.facts_checked_on,
    recheckBy: matter.recheck_by,
    reviewedBy: matter.reviewed_by ?? '',
    reviewedOn: matter.reviewed_on ?? '',
    storyFigures: matter.story_figures,
    learnersSay: matter.learners_say.map((phrase) => phrase.normalize('NFC')),
    more: unknownKeys(document.source),
    cards: document.cards.map(({ title, text, picture, voice }) => ({
      title: written(title.text),
      text: written(text.text),
      ...(picture === undefined ? {} : { picture: { file: picture.file, alt: picture.alt } }),
      ...(voice === undefined ? {} : { voice: { file: voice.file } }),
    })),
    task: written(document.task?.text.text ?? ''),
    remember: written(document.remember?.text.text ?? ''),
    questions: document.questions.map(draftQuestion),
  };
}

/** A blank left in a file is still to be written. */
const written = (text: string): string => (isBlank(text) ? '' : text);

const hasOpenCode = (source: string): boolean =>
  blanksIn(source.split('\n').find((line) => line.startsWith('nls:')) ?? '').length > 0;

const draftQuestion = ({ id, twinOf = '', stem, options, hint }: ReadQuestion): DraftQuestion => ({
  id,
  twinOf,
  stem: written(stem.text),
  options: options.map((option) => ({
    id: option.id,
    isKey: option.isKey,
    text: written(option.text.text),
    feedback: written(option.feedback.text),
    misconception: option.misconception ?? '',
  })),
  hint: written(hint?.text ?? ''),
});

function unknownKeys(source: string): Record<string, unknown> {
  const end = source.indexOf('\n---', 3);
  const data: unknown = parse(source.slice(3, end === -1 ? undefined : end));
  if (typeof data !== 'object' || data === null) return {};
  return Object.fromEntries(Object.entries(data).filter(([key]) => !Object.hasOwn(examples, key)));
}
