import type { Card, Item, Language, Lesson } from '../core/course.ts';
import { blanksIn } from './blank.ts';
import { type ReadCard, readCard } from './card.ts';
import { type FrontMatter, splitFrontMatter } from './front-matter.ts';
import type { LocatedText } from './located-text.ts';
import { blocksText, type Reading } from './markdown-text.ts';
import { errorAt, errorsAmong, type LessonProblem } from './problem.ts';
import { itemIdPattern, type ReadQuestion, readQuestion } from './question.ts';
import { questionHeading, readSections, type Section, sectionMarks } from './section.ts';
import { itemVersion, lessonVersion } from './version.ts';
import type { YamlPath } from './yaml-text.ts';

/** Where a lesson file lies, as its path says it: `lessons/4/4.1.vi.md`. */
export type LessonPlace = { file: string; id: string; language: Language };

/** The practical task or the sentence to remember. */
export type ReadPart = { line: number; blocks: number; text: LocatedText };

/** One lesson file as its author wrote it, with lines; complete enough to teach only when `lesson` is there. */
export type LessonDocument = LessonPlace & {
  source: string;
  frontMatter: FrontMatter | undefined;
  /** The line of a key of the front matter. */
  lineOf: (path: YamlPath) => number;
  cards: ReadCard[];
  task: ReadPart | undefined;
  remember: ReadPart | undefined;
  questions: ReadQuestion[];
  lesson: Lesson | undefined;
};

/**
 * Reads one lesson file. Never throws, whatever the text is.
 * @returns the document, and every problem that keeps it from being taught
 */
export function parseLesson(
  place: LessonPlace,
  source: string,
): { document: LessonDocument; problems: LessonProblem[] } {
  const { file, language } = place;
  const reading: Reading = { file, problems: [] };
  const { matter, body } = splitFrontMatter(file, source);
  const isEmpty = source.trim() === '';
  reading.problems.push(...matter.problems);
  checkPlace(place, matter.value, matter.lineOf(['id']), reading);
  const sections = readSections(body, language, reading);
  const cards = sections.filter((section) => section.kind === 'card').map((card) => readCard(card, reading));
  const questions = sections
    .filter((section) => section.kind === 'question')
    .map((section) => readQuestion(section, language, reading));
  checkQuestionIds(place, questions, reading);
  const document: LessonDocument = {
    ...place,
    source,
    frontMatter: matter.value,
    lineOf: matter.lineOf,
    cards,
    task: readOnePart('task', sections, place, reading),
    remember: readOnePart('remember', sections, place, reading),
    questions,
    lesson: undefined,
  };
  if (cards.length === 0) reportMissing('card', `${sectionMarks[language].card} …`, place, reading);
  // Twins alone would leave a lesson that asks nothing.
  if (questions.every((question) => question.twinOf !== undefined)) {
    reportMissing('question', `${sectionMarks[language].question} ${place.id}-a1`, place, reading);
  }
  for (const { line, what } of blanksIn(source)) {
    const hint = 'Write it in place of the brackets.';
    reading.problems.push(errorAt({ file, line }, 'blank', `Still to be written: ${what}`, hint));
  }
  if (errorsAmong(reading.problems).length === 0) document.lesson = toLesson(document);
  // Of an empty file nothing else need be said.
  return { document, problems: isEmpty ? [emptyFile(place)] : reading.problems };
}

const emptyFile = ({ file, id, language }: LessonPlace): LessonProblem => {
  const hint = `Take it away and begin with: npx banhoc lessons new ${id}${language === 'vi' ? '' : ` --lang ${language}`}`;
  return errorAt({ file, line: 1 }, 'file-empty', 'This file is empty', hint);
};

function checkPlace(
  { file, id }: LessonPlace,
  matter: FrontMatter | undefined,
  line: number,
  reading: Reading,
): void {
  if (matter === undefined || matter.id === id) return;
  const hint = 'Name the file <id>.<language>.md, in the folder of its module, and give it the same id.';
  reading.problems.push(
    errorAt({ file, line }, 'lesson-id', `The lesson says it is ${matter.id}, its file name ${id}`, hint),
  );
}

function checkQuestionIds(
  { file, id, language }: LessonPlace,
  questions: ReadQuestion[],
  reading: Reading,
): void {
  for (const [index, question] of questions.entries()) {
    const place = { file, line: question.line };
    if (!itemIdPattern.test(question.id) || !question.id.startsWith(`${id}-`)) {
      const message = `"${question.id}" cannot be a question's id`;
      const hint = `Write ${id}-<name>, at most 16 of a-z 0-9 . -, for example ${id}-a1; a twin's heading is "## ${questionHeading(`${id}-b1`, `${id}-a1`, language)}".`;
      reading.problems.push(errorAt(place, 'question-id', message, hint));
    } else if (questions.findIndex((other) => other.id === question.id) !== index) {
      const hint = 'Give it a name no question of this lesson has ever had.';
      reading.problems.push(errorAt(place, 'question-id', `${question.id} stands here twice`, hint));
    }
  }
}

function readOnePart(
  kind: 'task' | 'remember',
  sections: readonly Section[],
  place: LessonPlace,
  reading: Reading,
): ReadPart | undefined {
  const [section, second] = sections.filter((candidate) => candidate.kind === kind);
  const heading = sectionMarks[place.language][kind];
  if (second !== undefined) {
    const message = `"## ${heading}" stands here twice`;
    reading.problems.push(
      errorAt({ file: place.file, line: second.line }, 'lesson-parts', message, 'Keep one of them.'),
    );
  }
  const text = section === undefined ? undefined : blocksText(section.blocks, reading);
  if (section === undefined || text === undefined || text.text === '') {
    reportMissing(kind, heading, place, reading, section?.line);
    return undefined;
  }
  return { line: section.line, blocks: section.blocks.length, text };
}

const partNames = {
  card: 'card',
  question: 'question',
  task: 'task to try',
  remember: 'sentence to remember',
} as const;

function reportMissing(
  part: keyof typeof partNames,
  heading: string,
  { file }: LessonPlace,
  reading: Reading,
  line = 1,
): void {
  const message = `The lesson has no ${partNames[part]}`;
  reading.problems.push(
    errorAt({ file, line }, 'lesson-parts', message, `Write it under a heading "## ${heading}".`),
  );
}

/** The document must have come through without errors. */
function toLesson(document: LessonDocument): Lesson | undefined {
  const { frontMatter, task, remember, language, id } = document;
  if (frontMatter === undefined || task === undefined || remember === undefined) return undefined;
  const lesson: Omit<Lesson, 'version'> = {
    id,
    language,
    module: Number(id.split('.')[0]),
    title: frontMatter.title.normalize('NFC'),
    outcome: frontMatter.outcome.normalize('NFC'),
    learnersSay: frontMatter.learners_say.map((phrase) => phrase.normalize('NFC')),
    audiences: frontMatter.audiences,
    cards: document.cards.map(toCard),
    task: task.text.text,
    remember: remember.text.text,
    items: document.questions.map((question) => toItem(question, id, language)),
    factIds: frontMatter.facts,
    factsCheckedOn: frontMatter.facts_checked_on,
    ...(frontMatter.reviewed_by === undefined ? {} : { reviewedBy: frontMatter.reviewed_by }),
    ...(frontMatter.reviewed_on === undefined ? {} : { reviewedOn: frontMatter.reviewed_on }),
  };
  return { ...lesson, version: lessonVersion(lesson) };
}

const toCard = (card: ReadCard): Card => ({
  title: card.title.text,
  text: card.text.text,
  ...(card.picture === undefined ? {} : { picture: { file: card.picture.file, alt: card.picture.alt } }),
  ...(card.voice === undefined ? {} : { voice: { file: card.voice.file } }),
});

export function toItem(question: ReadQuestion, lesson: string, language: Language): Item {
  const item: Omit<Item, 'version'> = {
    id: question.id,
    lesson,
    stem: question.stem.text,
    options: question.options.map((option) => ({
      id: option.id,
      text: option.text.text,
      feedback: option.feedback.text,
      ...(option.misconception === undefined ? {} : { misconception: option.misconception }),
    })),
    key: question.options.find((option) => option.isKey)?.id ?? '',
    ...(question.hint === undefined ? {} : { hint: question.hint.text }),
    ...(question.twinOf === undefined ? {} : { twinOf: question.twinOf }),
  };
  return { ...item, version: itemVersion(item, language) };
}
