import { join } from 'node:path';
import {
  type Audience,
  type Course,
  type Item,
  itemKey,
  type Lesson,
  languages,
  type Operator,
  type PublicEvent,
  type Unit,
} from '../core/course.ts';
import type { Practise } from '../core/practise/practise.ts';
import type { ReadyMessage } from '../core/ready-message.ts';
import { readCalendar } from './calendar.ts';
import { type CourseFile, readCourseFile } from './course-file.ts';
import { readEvent } from './events.ts';
import { type Facts, loadFacts } from './facts.ts';
import { listFolder } from './folder.ts';
import { type LessonDocument, type LessonPlace, parseLesson } from './lesson-file.ts';
import { type ReadMessages, readMessages } from './messages.ts';
import { type ReadOtherTopics, readOtherTopics } from './other-topics.ts';
import { readOverlay } from './overlay.ts';
import { placementItems, type ReadPlacement, readPlacement } from './placement.ts';
import { type ReadPractise, readPractise } from './practise.ts';
import { errorsAmong, inOrder, type LessonProblem } from './problem.ts';
import { type ReadRound, readRound } from './round-messages.ts';
import { readTextFile } from './text-file.ts';
import { province, readCommunes, readLocalUnits } from './units.ts';
import { courseVersion } from './version.ts';
import type { ParsedYaml } from './yaml-text.ts';

export type LoadOptions = {
  operator?: Operator;
  /** Wordings put to learners before, so that old questions stay gradable. */
  pastItems?: readonly Item[];
  /** The desk's folder, whose lessons and facts go before those of `dir`. */
  overlay?: string;
};

export type LoadedCourse = {
  course: Course;
  /** What could not be read or taught; a lesson with an error is left out of `course`. See `isTeachable`. */
  problems: LessonProblem[];
  /** The lesson files, those left out of the course among them; what the linter reads. */
  documents: LessonDocument[];
  /** `course.yaml`; undefined when it could not be read. */
  courseFile: ParsedYaml<CourseFile> | undefined;
  /** `messages.yaml`; undefined when it is not there or could not be read. */
  messages: ReadMessages | undefined;
  /** `practise.yaml` and `that-hay-lua.yaml`; undefined when not there or not to be read. */
  practise: ReadPractise | undefined;
  round: ReadRound | undefined;
  /** Names of the files in `media/`. */
  media: ReadonlySet<string>;
  /** Lessons that were switched off at the desk. */
  off: ReadonlySet<string>;
  /** The words of the placement, a document a language; what the linter reads. */
  placement: LessonDocument[];
};

/** Reads a course's folder. Never throws for what stands in it: all problems come back at once. */
export async function loadCourse(dir: string, options: LoadOptions = {}): Promise<LoadedCourse> {
  const folder = await listFolder(dir);
  if (folder.kind === 'missing') {
    const course = assemble([], { ...nothingBeside, units: [province] }, options);
    return {
      ...{ course, problems: [folder.problem], documents: [] },
      ...{ courseFile: undefined, messages: undefined, media: new Set(), off: new Set(), placement: [] },
      ...{ practise: undefined, round: undefined },
    };
  }
  const over = await readOverlay(options.overlay);
  const problems: LessonProblem[] = [...folder.problems, ...over.problems];
  const laidOver = await Promise.all(over.lessons.map((place) => readLesson(place, problems)));
  const covers = ({ id, language }: LessonPlace): LessonDocument | undefined =>
    laidOver.find((other) => other.id === id && other.language === language);
  const released = await Promise.all(
    folder.lessons.map((place) => readLesson(place, covers(place)?.lesson === undefined ? problems : [])),
  );
  const documents = [...released.filter((document) => covers(document) === undefined), ...laidOver];
  const courseFile = await readPart(join(dir, 'course.yaml'), readCourseFile, problems);
  const units = await readUnits(dir, folder.names, problems);
  const events = await readEvents(folder.events, units, problems);
  const messages = folder.names.has('messages.yaml')
    ? await readPart(join(dir, 'messages.yaml'), readMessages, problems)
    : undefined;
  const practise = folder.names.has('practise.yaml')
    ? await readPart(join(dir, 'practise.yaml'), readPractise, problems)
    : undefined;
  const round = folder.names.has('that-hay-lua.yaml')
    ? await readPart(join(dir, 'that-hay-lua.yaml'), readRound, problems)
    : undefined;
  const others = folder.names.has('other-topics.yaml')
    ? await readPart(join(dir, 'other-topics.yaml'), readOtherTopics, problems)
    : undefined;
  const calendar = folder.names.has('calendar.yaml')
    ? await readPart(join(dir, 'calendar.yaml'), readCalendar, problems)
    : undefined;
  const known = new Set(documents.map(({ id }) => id));
  const placement = folder.names.has('placement.yaml')
    ? await loadPlacement(dir, known, problems)
    : undefined;
  const phones = folder.names.has('facts.yaml') ? phonesOf(await loadFacts(dir, options.overlay)) : [];
  // Where the desk's own file cannot be taught, the one it stands over goes on being taught.
  const fit = [...laidOver, ...released.filter((document) => covers(document)?.lesson === undefined)].flatMap(
    ({ lesson }) => lesson ?? [],
  );
  const isOn = ({ id }: Lesson): boolean => !over.off.has(id);
  const lessons = fit.filter(isOn);
  const rested = fit.filter((lesson) => !isOn(lesson)).flatMap(({ items }) => items);
  return {
    course: assemble(
      lessons,
      {
        ...{ file: courseFile?.value, units, events, phones },
        ...{ readyMessages: messages?.messages ?? [], otherTopics: others?.topics ?? [] },
        ...{ quietDays: calendar?.days ?? new Set(), placement: placement?.questions },
        practise: practiseOf(practise, round, lessons),
      },
      // A question of a lesson that is off can still be graded.
      { ...options, pastItems: [...(options.pastItems ?? []), ...rested] },
    ),
    problems: inOrder(problems),
    documents,
    courseFile,
    messages,
    practise,
    round,
    media: folder.media,
    off: over.off,
    placement: placement?.documents ?? [],
  };
}

/** A screen of a lesson that is off, or left out, rests with it. */
function practiseOf(
  practise: ReadPractise | undefined,
  round: ReadRound | undefined,
  lessons: readonly Lesson[],
): Practise | undefined {
  const taught = new Set(lessons.map(({ id }) => id));
  const screens = (practise?.screens ?? []).filter(({ lesson }) => taught.has(lesson));
  const messages = round?.messages ?? [];
  return screens.length === 0 && messages.length === 0
    ? undefined
    : { screens, messages, messagesVersion: round?.version ?? '' };
}

/** The numbers that facts let lessons print. What is wrong with the facts is the linter's to say. */
const phonesOf = ({ facts }: Facts): string[] => [
  ...new Set([...facts.values()].flatMap(({ phones }) => phones)),
];

async function readLesson(place: LessonPlace, problems: LessonProblem[]): Promise<LessonDocument> {
  const { text, problems: found } = await readTextFile(place.file);
  const parsed = parseLesson(place, text);
  problems.push(...found);
  // A file that cannot be read gives one problem, not six more about what it does not hold.
  if (errorsAmong(found).length === 0) problems.push(...parsed.problems);
  return parsed.document;
}

/** Reads a file and gathers its problems. @returns undefined when the file could not be read */
async function readPart<T extends { problems: LessonProblem[] }>(
  file: string,
  parse: (file: string, source: string) => T,
  problems: LessonProblem[],
): Promise<T | undefined> {
  const { text, problems: found } = await readTextFile(file);
  problems.push(...found);
  if (errorsAmong(found).length > 0) return undefined;
  const parsed = parse(file, text);
  problems.push(...parsed.problems);
  return parsed;
}

async function loadPlacement(
  dir: string,
  lessons: ReadonlySet<string>,
  problems: LessonProblem[],
): Promise<ReadPlacement> {
  const read = async (name: string): Promise<{ file: string; source: string }> => {
    const file = join(dir, name);
    const { text, problems: found } = await readTextFile(file);
    problems.push(...found);
    return { file, source: text };
  };
  const words = await Promise.all(
    languages.map(async (language) => ({ language, ...(await read(`placement.${language}.md`)) })),
  );
  const placement = readPlacement({ table: await read('placement.yaml'), words }, lessons);
  problems.push(...placement.problems);
  return placement;
}

async function readUnits(
  dir: string,
  names: ReadonlySet<string>,
  problems: LessonProblem[],
): Promise<Unit[]> {
  const communes = await readPart(join(dir, 'units.csv'), readCommunes, problems);
  const units = [province, ...(communes?.units ?? [])];
  if (!names.has('units-local.yaml')) return units;
  const read = (file: string, source: string) => readLocalUnits(file, source, units);
  const local = await readPart(join(dir, 'units-local.yaml'), read, problems);
  return [...units, ...(local?.units ?? [])];
}

async function readEvents(
  files: readonly string[],
  units: readonly Unit[],
  problems: LessonProblem[],
): Promise<PublicEvent[]> {
  const byId = new Map(units.map((unit) => [unit.id, unit]));
  const events: PublicEvent[] = [];
  for (const file of files) {
    const read = await readPart(file, (name, source) => readEvent(name, source, byId), problems);
    if (read?.event !== undefined) events.push(read.event);
  }
  return events;
}

const noPaths: Record<Audience, string[]> = { citizen: [], worker: [], official: [], student: [] };

/** What stands in the folder beside the lessons. */
type Beside = {
  file: CourseFile | undefined;
  units: readonly Unit[];
  events: readonly PublicEvent[];
  readyMessages: readonly ReadyMessage[];
  otherTopics: ReadOtherTopics['topics'];
  quietDays: ReadonlySet<number>;
  phones: readonly string[];
  placement?: ReadPlacement['questions'] | undefined;
  practise: Practise | undefined;
};

const nothingBeside: Beside = {
  ...{ file: undefined, units: [], events: [], phones: [] },
  ...{ readyMessages: [], otherTopics: [], quietDays: new Set(), practise: undefined },
};

function assemble(
  found: readonly Lesson[],
  { file, units, events, readyMessages, otherTopics, quietDays, phones, placement, practise }: Beside,
  { operator, pastItems = [] }: LoadOptions,
): Course {
  const lessons = new Map<string, Partial<Record<Lesson['language'], Lesson>>>();
  for (const lesson of [...found].sort(byNumber)) {
    lessons.set(lesson.id, { ...lessons.get(lesson.id), [lesson.language]: lesson });
  }
  const modules = (file?.modules ?? []).filter(({ number }) => found.some(({ module }) => module === number));
  const written = file?.paths ?? noPaths;
  const taught = (ids: readonly string[]): string[] => ids.filter((id) => lessons.has(id));
  const paths = {
    citizen: taught(written.citizen),
    worker: taught(written.worker),
    official: taught(written.official),
    student: taught(written.student),
  };
  const items = [...pastItems, ...found.flatMap((lesson) => lesson.items), ...placementItems({ placement })];
  const foundations = Object.entries(file?.foundations ?? {});
  return {
    version: courseVersion(found, modules, paths),
    modules,
    lessons,
    paths,
    pastItems: new Map(items.map((item) => [itemKey(item.id, item.version), item])),
    units: new Map(units.map((unit) => [unit.id, unit])),
    events: new Map(events.map((event) => [event.id, event])),
    readyMessages,
    otherTopics,
    quietDays,
    official: { links: file?.official_domains ?? [], phones },
    ...(practise === undefined ? {} : { practise }),
    ...(file === undefined ? {} : { misconceptions: file.misconceptions }),
    ...(operator === undefined ? {} : { operator }),
    ...(placement === undefined ? {} : { placement }),
    ...(foundations.length === 0 ? {} : { foundations: new Map(foundations) }),
  };
}

/** 4.2 before 4.10. */
const byNumber = (one: Lesson, other: Lesson): number =>
  one.id.localeCompare(other.id, 'en', { numeric: true });
