import { join } from 'node:path';
import { type Facts, loadFacts } from './facts.ts';
import { type LoadedCourse, loadCourse } from './load.ts';
import { inOrder, type LessonProblem } from './problem.ts';
import { chosenAddress, placeholders, politeness } from './rules/address.ts';
import { asksForNothing } from './rules/asking.ts';
import { courseOrder } from './rules/course.ts';
import { factRechecks, lessonRecheck, review } from './rules/dates.ts';
import { figuresHaveFacts, knownFacts } from './rules/figures.ts';
import { choiceIds, composedLetters, mediaExist } from './rules/form.ts';
import { sameInBothLanguages } from './rules/languages.ts';
import { buttonLength, cardCount, cardLength, feedbackLength } from './rules/length.ts';
import { officialLinks } from './rules/links.ts';
import { messageTexts } from './rules/messages.ts';
import { distinctOptions, longestOption, misconceptions } from './rules/options.ts';
import { everydayWords, explainedAcronyms, noScolding } from './rules/plain-words.ts';
import { practiseRules, roundRules } from './rules/practise.ts';
import { hints, keyPositions, longestHabit, questionCount } from './rules/question-set.ts';
import type { LessonRule, RuleContext } from './rules/rule.ts';
import { sentenceAverage, sentenceLength } from './rules/sentences.ts';
import { emoji, exclamations } from './rules/tone.ts';
import { twins } from './rules/twins.ts';

/** What the words of the placement are held to: those of these rules that are about questions. */
export const placementRules: readonly LessonRule[] = [
  sentenceLength,
  sentenceAverage,
  buttonLength,
  misconceptions,
  longestOption,
  longestHabit,
  keyPositions,
  distinctOptions,
  officialLinks,
  everydayWords,
  noScolding,
  explainedAcronyms,
  placeholders,
  politeness,
  chosenAddress,
  exclamations,
  emoji,
  asksForNothing,
  composedLetters,
  choiceIds,
];

/** What every lesson is held to, file by file. */
export const lessonRules: readonly LessonRule[] = [
  cardCount,
  cardLength,
  sentenceLength,
  sentenceAverage,
  buttonLength,
  feedbackLength,
  misconceptions,
  longestOption,
  questionCount,
  hints,
  twins,
  keyPositions,
  longestHabit,
  distinctOptions,
  knownFacts,
  figuresHaveFacts,
  lessonRecheck,
  review,
  officialLinks,
  everydayWords,
  noScolding,
  explainedAcronyms,
  placeholders,
  politeness,
  chosenAddress,
  exclamations,
  emoji,
  asksForNothing,
  composedLetters,
  mediaExist,
  choiceIds,
];

/**
 * The publishing linter: everything that should be mended before learners see a course, all at once, in the
 * order of the files.
 * @param today the day to hold dates against, `2026-11-23`; `overlay` the desk's folder, read over the course's own
 */
export async function checkCourse(
  dir: string,
  { today, overlay }: { today: string; overlay?: string },
): Promise<LessonProblem[]> {
  const loaded = await loadCourse(dir, overlay === undefined ? {} : { overlay });
  // A folder that is not there has said so already.
  if (loaded.problems.some((problem) => problem.rule === 'folder')) return loaded.problems;
  const messages =
    loaded.messages === undefined
      ? []
      : messageTexts(join(dir, 'messages.yaml'), loaded.messages, loaded.course.official);
  const { practise, round, course, media } = loaded;
  const known = {
    lessons: new Set(loaded.documents.map(({ id }) => id)),
    misconceptions: new Set(Object.keys(course.misconceptions ?? {})),
    media,
  };
  const beside = [
    ...(practise === undefined ? [] : practiseRules(join(dir, 'practise.yaml'), practise, known)),
    ...(round === undefined ? [] : roundRules(join(dir, 'that-hay-lua.yaml'), round, course.official.links)),
  ];
  return inOrder([
    ...beside,
    ...loaded.problems,
    ...checkLoaded(dir, loaded, await loadFacts(dir, overlay), today),
    ...messages,
  ]);
}

/** The rules alone, on a course already read. */
export function checkLoaded(
  dir: string,
  loaded: Pick<LoadedCourse, 'documents' | 'courseFile' | 'media' | 'placement'>,
  { facts, problems }: Facts,
  today: string,
): LessonProblem[] {
  const { documents, courseFile, media, placement } = loaded;
  const context: RuleContext = { facts, courseFile: courseFile?.value, media, today };
  const usedBy = (fact: string): string[] => [
    ...new Set(documents.flatMap(({ id, frontMatter }) => (frontMatter?.facts.includes(fact) ? [id] : []))),
  ];
  const order =
    courseFile?.value === undefined
      ? []
      : courseOrder(
          { file: join(dir, 'course.yaml'), value: courseFile.value, lineOf: courseFile.lineOf },
          documents,
        );
  return [
    ...problems,
    ...documents.flatMap((document) => lessonRules.flatMap((rule) => rule(document, context))),
    ...placement.flatMap((document) => placementRules.flatMap((rule) => rule(document, context))),
    ...sameInBothLanguages([...documents, ...placement]),
    ...factRechecks(join(dir, 'facts.yaml'), facts.values(), usedBy, today),
    ...order,
  ];
}
