import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { readConfig } from '../config.ts';
import { type Course, findLesson, type Language, type Lesson, type Operator } from '../core/course.ts';
import { writeJoinCode } from '../core/join-code.ts';
import { blanksIn } from '../course/blank.ts';
import type { LessonDraft } from '../course/draft.ts';
import type { ExportFormat } from '../course/formats/export-formats.ts';
import { exportedLesson } from '../course/formats/exported.ts';
import { importedLessons } from '../course/formats/imported-lessons.ts';
import { errorsAmong, formatProblems, type LessonProblem } from '../course/problem.ts';
import { decodeText } from '../course/text-file.ts';
import { writeLesson } from '../course/write-lesson.ts';
import { teachableCourse } from '../course-at-start.ts';
import { Unusable } from '../unusable.ts';
import { linksOf } from './join.ts';

type Out = (text: string) => void;

export type ExportOptions = {
  to: ExportFormat;
  lang: Language;
  /** A file, a folder where there are several, `-` for the terminal. */
  out?: string;
  /** The form of address in place of `{ban}`; each format has its own when nothing is said. */
  address?: string;
  /** Leaves `{ban}` as it stands, so that the file comes back word for word. */
  keepBraces?: true;
  /** Whom a poster's code welcomes. */
  unit: string;
};

/** Writes one lesson, or all of them, in another form. @param id a lesson's number, or `all` */
export async function exportLessons(
  environment: NodeJS.ProcessEnv,
  id: string,
  options: ExportOptions,
  out: Out,
): Promise<number> {
  const config = readConfig(environment);
  const course = (await teachableCourse(config)).course();
  const lessons = chosen(course, id, options.lang);
  if (!course.units.has(options.unit)) {
    throw new Unusable(
      `--unit: there is no unit "${options.unit}"; communes go by their national code, for example 14797`,
    );
  }
  switch (options.to) {
    case 'gift':
    case 'moodle-xml':
      return put(await questionsOf(lessons, course, options), options.out, out);
    case 'script':
      return put(await scriptsOf(lessons, options), options.out, out);
    case 'poster':
    case 'paper':
    case 'card': {
      const operator = config.OPERATOR_NAME === undefined ? undefined : { name: config.OPERATOR_NAME };
      return putSheets(
        lessons,
        { ...options, to: options.to },
        { publicUrl: config.publicUrl, operator },
        out,
      );
    }
  }
}

function chosen(course: Course, id: string, language: Language): Lesson[] {
  const ids = [...course.lessons.keys()];
  if (id === 'all') return ids.flatMap((each) => course.lessons.get(each)?.[language] ?? []);
  const lesson = findLesson(course, id, language);
  if (lesson?.language === language) return [lesson];
  if (lesson !== undefined)
    throw new Unusable(`lesson ${id} is not written in this language yet; try --lang ${lesson.language}`);
  throw new Unusable(`no lesson ${id}; there are: all, ${ids.join(', ')}`);
}

async function questionsOf(lessons: Lesson[], course: Course, options: ExportOptions): Promise<string> {
  const address = options.keepBraces === true ? undefined : (options.address ?? 'bạn');
  const exported = lessons.map((lesson) =>
    exportedLesson(
      lesson,
      course.modules.find(({ number }) => number === lesson.module),
      address,
    ),
  );
  if (options.to === 'gift') return (await import('../course/formats/write-gift.ts')).writeGift(exported);
  return (await import('../course/formats/write-moodle-xml.ts')).writeMoodleXml(exported);
}

async function scriptsOf(lessons: Lesson[], { lang }: ExportOptions): Promise<string> {
  if (lang !== 'vi') throw new Unusable('--to script: the loudspeaker reads Vietnamese; leave --lang out');
  const { lessonAloud } = await import('../broadcast/lesson-aloud.ts');
  return lessons
    .map((lesson) => {
      const { paragraphs, seconds } = lessonAloud(lesson);
      return [`# Bài ${lesson.id}, ${lesson.title}: đọc chậm, khoảng ${seconds} giây`, ...paragraphs].join(
        '\n\n',
      );
    })
    .join('\n\n\n');
}

type Sheet = 'poster' | 'paper' | 'card';
/** On a wall all are spoken to, on paper a class, at home one elder. */
const spokenTo: Record<Sheet, string> = { poster: 'bà con', paper: 'bạn', card: 'bác' };

async function putSheets(
  lessons: Lesson[],
  options: ExportOptions & { to: Sheet },
  { publicUrl, operator }: { publicUrl: string; operator: Operator | undefined },
  out: Out,
): Promise<number> {
  const [{ poster }, { paperQuiz }, { fridgeCard }] = await Promise.all([
    import('../course/formats/poster.ts'),
    import('../course/formats/paper-quiz.ts'),
    import('../course/formats/fridge-card.ts'),
  ]);
  const draw = { poster, paper: paperQuiz, card: fridgeCard }[options.to];
  const address = options.address ?? spokenTo[options.to];
  for (const lesson of lessons) {
    const link = linksOf(writeJoinCode({ unit: options.unit, lesson: lesson.id }), publicUrl, undefined).web;
    const page = draw(lesson, { address, operator, link });
    const name = `${lesson.id}-${options.to}.${lesson.language}.html`;
    const isFile = lessons.length === 1 && (options.out === '-' || options.out?.endsWith('.html') === true);
    await put(page, isFile ? options.out : join(options.out ?? '.', name), out);
  }
  return 0;
}

/** Writes to a file, or to the terminal when none is named. */
async function put(text: string, file: string | undefined, out: Out): Promise<number> {
  if (file === undefined || file === '-') {
    out(text.replace(/\n$/, ''));
    return 0;
  }
  await written(file, text);
  out(file);
  return 0;
}

/** @throws Unusable when the file cannot be written */
export async function written(file: string, text: string): Promise<void> {
  try {
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, text);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Unusable(`${file} cannot be written: ${reason}`, { cause });
  }
}

export type ImportOptions = {
  /** A lesson file, a lesson's number, or a folder that gets one file a lesson; the terminal when nothing is said. */
  to?: string;
  lang: Language;
  json?: true;
};

/** Makes lesson files of another program's questions; what is still to be written stands there as a blank. */
export async function importLessons(
  environment: NodeJS.ProcessEnv,
  file: string,
  options: ImportOptions,
  today: string,
  out: Out,
  note: Out,
): Promise<number> {
  const { questions, problems } = await readForeign(file, options.lang);
  const target = targetOf(options, readConfig(environment).LESSONS_DIR);
  const { drafts, homeless } = importedLessons(questions, {
    language: target.language,
    lesson: target.lesson,
    today,
  });
  if (homeless.length > 0) {
    throw new Unusable(
      `${file} does not say which lesson ${homeless.length} of its questions belong to; name one, for example --to ${options.lang === 'vi' ? '4.7' : '4.7 --lang en'}`,
    );
  }
  const files = drafts.map((draft) => ({ draft, file: target.fileOf(draft), text: writeLesson(draft) }));
  for (const one of files) if (one.file !== undefined) await writtenNew(one.file, one.text);
  if (options.json === true) out(JSON.stringify(asData(files, problems), null, 2));
  else {
    if (problems.length > 0) note(formatProblems(problems));
    for (const { draft, file: path, text } of files) {
      const blanks = blanksIn(text).length;
      if (path === undefined) out(text.trimEnd());
      else
        out(
          `${path}: ${draft.questions.length} questions; ${blanks} blanks to fill in, which "banhoc lessons check" names`,
        );
    }
    const leftOut = problems.filter(({ rule }) => rule === 'import-left-out').length;
    note(`${questions.length} questions taken over, ${leftOut} left out`);
  }
  return questions.length > 0 && errorsAmong(problems).every(({ rule }) => rule === 'import-left-out')
    ? 0
    : 1;
}

async function readForeign(file: string, language: Language) {
  let bytes: Uint8Array;
  try {
    bytes = await readFile(file);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Unusable(`${file} cannot be read: ${reason}`, { cause });
  }
  const { text, problems } = decodeText(bytes, file);
  if (errorsAmong(problems).length > 0) return { questions: [], problems };
  const words = language === 'vi' ? { right: 'Đúng', wrong: 'Sai' } : { right: 'True', wrong: 'False' };
  if (/^\s*</.test(text))
    return (await import('../course/formats/read-moodle-xml.ts')).readMoodleXml(file, text, words);
  return (await import('../course/formats/read-gift.ts')).readGift(file, text, words);
}

type Target = {
  language: Language;
  lesson: string | undefined;
  fileOf(draft: LessonDraft): string | undefined;
};

function targetOf({ to, lang }: ImportOptions, lessonsDir: string): Target {
  if (to === undefined) return { language: lang, lesson: undefined, fileOf: () => undefined };
  const inFolder = (folder: string) => (draft: LessonDraft) =>
    join(folder, draft.id.split('.')[0] ?? '', `${draft.id}.${draft.language}.md`);
  if (/^[1-9]\d?\.[1-9]\d?$/.test(to)) return { language: lang, lesson: to, fileOf: inFolder(lessonsDir) };
  const [, id, language] = /^([1-9]\d?\.[1-9]\d?)\.(vi|en)\.md$/.exec(basename(to)) ?? [];
  if (id !== undefined) return { language: language === 'en' ? 'en' : 'vi', lesson: id, fileOf: () => to };
  // lessons/4/4.7, a lesson in its module's folder.
  if (/^[1-9]\d?\.[1-9]\d?$/.test(basename(to))) {
    return { language: lang, lesson: basename(to), fileOf: () => `${to}.${lang}.md` };
  }
  if (to.endsWith('.md')) {
    throw new Unusable(`--to: "${basename(to)}" is no lesson file's name; expected one like 4.7.vi.md`);
  }
  return { language: lang, lesson: undefined, fileOf: inFolder(to) };
}

/** @throws Unusable when the file is there: what somebody wrote is never lost */
export async function writtenNew(file: string, text: string): Promise<void> {
  if (existsSync(file))
    throw new Unusable(`${file} is there already and was left as it is; name another lesson`);
  await written(file, text);
}

const asData = (
  files: readonly { draft: LessonDraft; file: string | undefined; text: string }[],
  problems: readonly LessonProblem[],
) => ({
  lessons: files.map(({ draft, file, text }) => ({
    id: draft.id,
    ...(file === undefined ? { text } : { file }),
    questions: draft.questions.map(({ id }) => id),
    blanks: blanksIn(text),
  })),
  problems,
});
