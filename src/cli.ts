import { Argument, Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import type { BackupOptions, RestoreOptions } from './commands/backup.ts';
import { addBroadcastCommands } from './commands/broadcast-commands.ts';
import type { CostsOptions } from './commands/broadcast-costs.ts';
import type { EventLinksOptions } from './commands/event.ts';
import type { JoinOptions } from './commands/join.ts';
import { addLessonsCommands } from './commands/lessons-commands.ts';
import type { ScamOptions } from './commands/scam.ts';
import type { StatsOptions } from './commands/stats.ts';
import { statsHelp } from './commands/stats-help.ts';
import { ConfigError } from './config.ts';
import { audiences, languages } from './core/course.ts';
import { type StaffRole, staffRoles } from './core/staff.ts';
import { type Role, roles } from './role.ts';
import { CannotListen } from './server.ts';
import { StoreUnavailable } from './store/store.ts';
import { Unusable } from './unusable.ts';

const port = (value: string): number => {
  const number = Number(value);
  if (!Number.isInteger(number) || number < 0 || number > 65_535)
    throw new InvalidArgumentError('expected a port from 0 to 65535');
  return number;
};

/**
 * The `banhoc` command: one program, `npm start` among its commands. Commands load what they need on first
 * use, so that `--help` is quick.
 * @returns the exit code
 */
export async function run(argv: string[]): Promise<number> {
  const out = (text: string): void => void process.stdout.write(`${text}\n`);
  let code = 0;
  // Whoever reads only the first lines of a table (`| head`) closes the pipe: no error.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(code);
    throw error;
  });
  const program = new Command('banhoc')
    .description('Bạn Học Số: digital skills, one short lesson at a time, in chat')
    .exitOverride()
    .configureHelp({ showGlobalOptions: true });

  program
    .command('start')
    .description('run the service; configured by the environment (see README)')
    .addOption(
      new Option('--role <role>', 'web: webhooks, pages, chat; worker: sending, polling, timers, reports')
        .choices([...roles])
        .default('all'),
    )
    .action(async (options: { role: Role }) => {
      const { serve } = await import('./main.ts');
      code = await serve(process.env, options.role, out);
    });

  program
    .command('chat')
    .description('talk to the bot in this terminal; nothing is kept')
    .addOption(new Option('--lang <language>', 'language of the bot').choices([...languages]).default('vi'))
    .addOption(new Option('--as <audience>', 'as who').choices([...audiences]))
    .option('--record <file.chat>', 'write what you type as a transcript for a test')
    .action(async (options: { lang: 'vi' | 'en'; as?: (typeof audiences)[number]; record?: string }) => {
      const { chatInTerminal } = await import('./commands/chat.ts');
      await chatInTerminal(process.env, options);
    });

  addLessonsCommands(
    program.command('lessons').description('write, check, preview, import and export lessons'),
    out,
    (answer) => {
      code = answer;
    },
  );

  const audience = (): Option =>
    new Option('--audience <audience>', 'answers that question too').choices([...audiences]);
  const botName = (): Option =>
    new Option('--telegram <name>', 'name of the bot on Telegram, for links that open it there');
  program
    .command('join')
    .argument('<unit>', 'id of a commune, school … as in lessons/units.csv and units-local.yaml')
    .addOption(audience())
    .option('--event <id>', 'counts whoever opens the link at this event (lessons/events/<id>.csv)')
    .option('--point <id>', 'and at this point of it')
    .addOption(botName())
    .option('--json', 'print as JSON')
    .description('print the join link and the Telegram link of a unit')
    .action(async (unit: string, options: JoinOptions) => {
      const { printJoinLinks } = await import('./commands/join.ts');
      code = await printJoinLinks(process.env, unit, options, out);
    });

  const event = program.command('event').description('public events: links for each point, and the board');
  event
    .command('links')
    .argument('<id>', 'the event, as in lessons/events/<id>.csv')
    .addOption(audience())
    .addOption(botName())
    .option('--json', 'print as JSON instead of CSV')
    .description('the join links of all points of an event as CSV, to print as QR codes')
    .action(async (id: string, options: EventLinksOptions) => {
      const { printEventLinks } = await import('./commands/event.ts');
      code = await printEventLinks(process.env, id, options, out);
    });
  event
    .command('board')
    .argument('<id>', 'the event, as in lessons/events/<id>.csv')
    .option('--json', 'print as JSON')
    .description('the link that opens the live board of an event; whoever has it sees the figures')
    .action(async (id: string, options: { json?: true }) => {
      const { printBoardLink } = await import('./commands/event.ts');
      code = await printBoardLink(process.env, id, options.json === true, out);
    });

  program
    .command('central')
    .description('a small stand-in for the central API: shows statements arriving')
    .option('--port <port>', 'where it listens', port, 8090)
    .option('--host <host>', 'where it listens', '127.0.0.1')
    .action(async (options: { port: number; host: string }) => {
      const { runCentral } = await import('./commands/central.ts');
      await runCentral(options, out);
    });

  program
    .command('questions')
    .option('--json', 'print as JSON')
    .description('what people asked and no lesson answers, the most asked first')
    .action(async (options: { json?: true }) => {
      const { listQuestions } = await import('./commands/questions.ts');
      await listQuestions(process.env, options.json === true, out);
    });

  program
    .command('tutor')
    .description('whether a model may be asked besides the lessons; off stops it at once, in every process')
    .addArgument(new Argument('[switch]').choices(['on', 'off']))
    .action(async (wanted: 'on' | 'off' | undefined) => {
      const { switchTutor } = await import('./commands/tutor.ts');
      await switchTutor(process.env, wanted, out);
    });

  const reports = program.command('reports').description('reports to the central API');
  reports
    .command('list')
    .option('--json', 'print as JSON')
    .description('how many wait, were delivered, were refused and why')
    .action(async (options: { json?: true }) => {
      const { listReports } = await import('./commands/reports.ts');
      await listReports(process.env, options.json === true, out);
    });
  reports
    .command('retry')
    .description('put refused reports back in the queue')
    .action(async () => {
      const { retryReports } = await import('./commands/reports.ts');
      await retryReports(process.env, out);
    });

  program
    .command('search')
    .requiredOption('--queries <file>', 'one question a line, or JSON lines with "text"; - reads stdin')
    .option('--json', 'print as JSON')
    .description(
      'which lessons each question finds, the best first, none where it is about something else; needs no service',
    )
    .action(async (options: { queries: string; json?: true }) => {
      const { searchLessons } = await import('./commands/search.ts');
      code = await searchLessons(process.env, options, out);
    });

  program
    .command('scam')
    .option('--messages <file>', 'JSON lines with "text"; - reads stdin')
    .option(
      '--evaluate',
      'print precision and recall: of the file if its lines have "label", else of our own sets',
    )
    .option('--json', 'print as JSON')
    .description(
      'what the desk for suspicious messages says of each: danger, suspicious or not_clear; needs no service',
    )
    .action(async (options: ScamOptions) => {
      const { judgeMessages } = await import('./commands/scam.ts');
      code = await judgeMessages(options, out);
    });

  program
    .command('stats')
    .requiredOption('--attempts <file>', 'attempts as CSV; - reads stdin')
    .option('--kind <kind>', 'which attempts count: first, last, highest, all or a kind of the file')
    .addOption(new Option('--lang <language>', 'language of the words').choices([...languages]).default('en'))
    .option('--json', 'print as JSON')
    .description('item analysis of a file of attempts, with the figures of Moodle; needs no service')
    .addHelpText('after', () => statsHelp)
    .action(async (options: StatsOptions) => {
      const { analyseFile } = await import('./commands/stats.ts');
      code = await analyseFile(options, out, (text) => void process.stderr.write(`${text}\n`));
    });

  const number = (value: string): number => {
    const read = Number(value);
    if (!Number.isFinite(read) || read < 0) throw new InvalidArgumentError('expected a number from 0');
    return read;
  };
  const whole = (value: string): number => {
    const read = number(value);
    if (!Number.isSafeInteger(read)) throw new InvalidArgumentError('expected a whole number');
    return read;
  };
  const share = (value: string): number => {
    const read = number(value);
    if (read > 1) throw new InvalidArgumentError('expected a share from 0 to 1');
    return read;
  };
  const admin = program.command('admin').description('who may use the console, and what they did there');
  admin
    .command('invite')
    .addOption(new Option('--role <role>', 'what they may do').choices([...staffRoles]).makeOptionMandatory())
    .requiredOption('--unit <unit>', 'where: the province (38) or a commune by its national code')
    .option('--name <name>', 'to know them by in the list')
    .addOption(botName())
    .option('--json', 'print as JSON')
    .description('print a one-time link: whoever opens it first has that role')
    .action(
      async (options: { role: StaffRole; unit: string; name?: string; telegram?: string; json?: true }) => {
        const { inviteFromTerminal } = await import('./commands/admin.ts');
        code = await inviteFromTerminal(process.env, options, out);
      },
    );
  admin
    .command('people')
    .option('--json', 'print as JSON')
    .description('everybody who was let in')
    .action(async (options: { json?: true }) => {
      const { listPeople } = await import('./commands/admin.ts');
      code = await listPeople(process.env, options.json === true, out);
    });
  admin
    .command('revoke')
    .argument('<person>', 'their id, as in: banhoc admin people')
    .description('end what somebody may do, and every session of theirs, at once')
    .action(async (id: string) => {
      const { revokeFromTerminal } = await import('./commands/admin.ts');
      code = await revokeFromTerminal(process.env, id, out);
    });
  admin
    .command('audit')
    .option('--limit <number>', 'how many of the newest', whole, 50)
    .option('--before <number>', 'older than this entry', whole)
    .option('--verify', 'prove the chain from its beginning instead')
    .option('--json', 'print as JSON')
    .description('who did and looked at what')
    .action(async (options: { limit: number; before?: number; verify?: true; json?: true }) => {
      const { printAudit, verifyAudit } = await import('./commands/admin.ts');
      code =
        options.verify === true
          ? await verifyAudit(process.env, options.json === true, out)
          : await printAudit(process.env, options, out);
    });

  const broadcast = program
    .command('broadcast')
    .description('messages of officials to many: write, try, approve, send, follow');
  addBroadcastCommands(broadcast, out, (answer) => {
    code = answer;
  });
  broadcast
    .command('costs')
    .description('how long one message takes on every known channel, and what it costs')
    .option('--people <number>', 'to how many', whole, 4_300_000)
    .addOption(new Option('--lang <language>', 'language of the table').choices([...languages]).default('vi'))
    .option('--json', 'print as JSON')
    .action(async (options: CostsOptions) => {
      const { printBroadcastCosts } = await import('./commands/broadcast-costs.ts');
      code = await printBroadcastCosts(process.env, options, Date.now(), out);
    });
  broadcast
    .command('demo-people')
    .argument('<count>', 'how many there are to be; 0 erases them all', number)
    .option('--json', 'print as JSON')
    .description('simulated people to try a broadcast on, where no agency answers for the bot yet')
    .action(async (count: number, options: { json?: true }) => {
      const { setDemoPeople } = await import('./commands/demo-people.ts');
      code = await setDemoPeople(process.env, count, options, out);
    });
  program
    .command('demo')
    .option('--learners <number>', 'how many', whole, 5_000)
    .option('--live', 'serve the console at once, and let them go on answering')
    .option('--json', 'print as JSON')
    .description('fill an empty store of its own with simulated learners, to look at the console with')
    .action(async (options: { learners: number; live?: true; json?: true }) => {
      const { demonstrate } = await import('./commands/demo.ts');
      code = await demonstrate(process.env, options, out);
    });
  program
    .command('simulate')
    .description('learners on a virtual clock, with faults, from a seed; then an independent check')
    .option('--seed <number>', 'repeats a run (default: drawn, and printed first)', whole)
    .addOption(
      new Option('--store <store>', 'what it runs on, for real')
        .choices(['sqlite', 'redis'])
        .default('sqlite'),
    )
    .option('--learners <number>', 'how many learn at the same time', whole, 400)
    .option('--updates <number>', 'how many updates they send before the weather clears', whole, 20_000)
    .option('--kills <number>', 'how often a process is killed', whole, 40)
    .option('--restarts <number>', 'how often the store goes down and comes back', whole, 4)
    .option('--faults <share>', 'how bad the day is, 0 to 1; 0.1 makes one call in thirty fail', share, 0.1)
    .option('--processes <number>', 'how many processes serve at once', whole, 3)
    .option('--json', 'print the outcome as JSON')
    .action(
      async (
        options: Omit<
          Parameters<typeof import('./commands/simulate.ts').simulateInTerminal>[1],
          'isJson' | 'seed'
        > & { seed?: number; json?: true },
      ) => {
        const { simulateInTerminal } = await import('./commands/simulate.ts');
        const { seed = Date.now() % 1_000_000, json, ...rest } = options;
        code = await simulateInTerminal(process.env, { ...rest, seed, isJson: json === true }, out);
      },
    );

  const certificates = program
    .command('certificates')
    .description('what learners earned: list them, take one back');
  certificates
    .command('list')
    .option('--json', 'print as JSON')
    .description('the newest certificates, without names')
    .action(async (options: { json?: true }) => {
      const { listCertificates } = await import('./commands/certificates.ts');
      code = await listCertificates(process.env, options.json === true, out);
    });
  certificates
    .command('revoke')
    .argument('<id>', 'the last part of its address')
    .requiredOption('--reason <sentence>', 'why; it stands in the audit log')
    .description('whoever opens or verifies it learns that it does not hold any more')
    .action(async (id: string, options: { reason: string }) => {
      const { revokeCertificate } = await import('./commands/certificates.ts');
      code = await revokeCertificate(process.env, id, options.reason, out);
    });

  program
    .command('backup')
    .argument('<file>', 'a new file, for instance banhoc-2026-11-25.backup')
    .option('--json', 'print what it holds as JSON')
    .description('write everything that must survive into one file, while the service runs')
    .action(async (file: string, options: BackupOptions) => {
      const { backUp } = await import('./commands/backup.ts');
      code = await backUp(process.env, file, options, out);
    });

  program
    .command('restore')
    .argument('<file>', 'what "banhoc backup" wrote')
    .option('--check', 'only read it to its end and tell what it holds')
    .option('--replace', 'set aside the archive and the store that are in place')
    .option('--json', 'print as JSON')
    .description('put a backup in place while the service is stopped; the next start goes on from it')
    .action(async (file: string, options: RestoreOptions) => {
      const { restore } = await import('./commands/backup.ts');
      code = await restore(process.env, file, options, out);
    });

  program
    .command('doctor')
    .option('--json', 'print as JSON')
    .description('check configuration, store, disk, clock, port, PUBLIC_URL and channels')
    .action(async (options: { json?: true }) => {
      const { examine } = await import('./commands/doctor.ts');
      code = await examine(process.env, options.json === true, out);
    });

  try {
    await program.parseAsync(argv, { from: 'user' });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode;
    const isTold =
      error instanceof ConfigError ||
      error instanceof CannotListen ||
      error instanceof StoreUnavailable ||
      error instanceof Unusable;
    if (!isTold) throw error;
    process.stderr.write(`${error.message}\n`);
    return 1;
  }
}
