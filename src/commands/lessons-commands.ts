import { type Command, Option } from 'commander';
import { type Language, languages } from '../core/course.ts';
import { exportFormats } from '../course/formats/export-formats.ts';
import type { ExportOptions, ImportOptions } from './lessons-formats.ts';
import { type PreviewChannel, previewChannels } from './preview-channels.ts';

/**
 * `banhoc lessons …`: what authors need beside an editor.
 * @param done takes the exit code
 */
export function addLessonsCommands(
  lessons: Command,
  out: (text: string) => void,
  done: (code: number) => void,
): void {
  const note = (text: string): void => void process.stderr.write(`${text}\n`);
  const today = (): string => new Date().toISOString().slice(0, 10);
  const language = (): Option =>
    new Option('--lang <language>', 'language of the lesson').choices([...languages]).default('vi');

  lessons
    .command('check')
    .argument('[dir]', 'folder of the course', process.env.LESSONS_DIR ?? './lessons')
    .option('--json', 'print the problems as JSON')
    .description('the publishing linter: every problem at once, with file and line')
    .action(async (dir: string, options: { json?: true }) => {
      const { checkLessons } = await import('./lessons.ts');
      done(await checkLessons(dir, options.json === true, out));
    });
  lessons
    .command('count')
    .argument('[dir]', 'folder of the course', process.env.LESSONS_DIR ?? './lessons')
    .option('--json', 'print as JSON')
    .description('words, questions, twins, and how often each mistaken idea is offered')
    .action(async (dir: string, options: { json?: true }) => {
      const { countLessons } = await import('./lessons.ts');
      done(await countLessons(dir, options.json === true, out));
    });
  lessons
    .command('preview')
    .argument('<id>', 'number of the lesson, 4.1')
    .addOption(language())
    .option('--address <form>', 'form of address: bác, anh, chị …', 'bác')
    .addOption(
      new Option('--channel <channel>', 'as that channel shows it, to whoever taps the first choice').choices(
        [...previewChannels],
      ),
    )
    .description('what a learner will see')
    .action(async (id: string, options: { lang: Language; address: string; channel?: PreviewChannel }) => {
      const { previewInTerminal } = await import('./lessons.ts');
      done(await previewInTerminal(process.env, id, options, out));
    });
  lessons
    .command('new')
    .argument('<id>', 'number of the lesson: its module, a dot, its place there: 4.7')
    .addOption(language())
    .option('--title <title>', 'its title')
    .description('begin a lesson file; what is still to be written stands there as a blank')
    .action(async (id: string, options: { lang: Language; title?: string }) => {
      const { newLesson } = await import('./lessons.ts');
      done(await newLesson(process.env, id, options, today(), out));
    });
  lessons
    .command('import')
    .argument('<file>', 'questions as GIFT or Moodle XML')
    .option('--to <lesson>', 'a lesson’s number or file, or a folder that gets one file a lesson')
    .addOption(language())
    .option('--json', 'print as JSON')
    .description('make lesson files of questions from Moodle; what is still to be written stands as a blank')
    .action(async (file: string, options: ImportOptions) => {
      const { importLessons } = await import('./lessons-formats.ts');
      done(await importLessons(process.env, file, options, today(), out, note));
    });
  lessons
    .command('export')
    .argument('<id>', 'number of the lesson, 4.1, or all')
    .addOption(
      new Option('--to <format>', 'as what: questions for Moodle, a sheet to print, a text to read aloud')
        .choices([...exportFormats])
        .makeOptionMandatory(),
    )
    .addOption(language())
    .option('--out <file>', 'a file, or a folder for sheets of several lessons; - is the terminal')
    .option('--address <form>', 'form of address in the texts: bác, em, bà con …')
    .option('--keep-braces', 'leave {ban} as it stands, so that the questions can come back word for word')
    .option('--unit <unit>', 'whom the code on a sheet welcomes: the province or a commune', '38')
    .description('a lesson as GIFT, Moodle XML, poster, loudspeaker script, quiz on paper or fridge card')
    .action(async (id: string, options: ExportOptions) => {
      const { exportLessons } = await import('./lessons-formats.ts');
      done(await exportLessons(process.env, id, options, out));
    });
}
