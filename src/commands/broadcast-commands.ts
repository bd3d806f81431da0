import { existsSync } from 'node:fs';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { audiences, languages } from '../core/course.ts';
import { topics } from '../core/topics.ts';
import type { WishOptions } from './broadcast-wish.ts';

type Json = { json?: true };

/**
 * `banhoc broadcast …`: officials' messages from a terminal, by the same rules as from the console and a chat. The
 * terminal is an admin at the top; what it does stands in the audit log, and what it wrote somebody else approves.
 * @param done takes the exit code
 */
export function addBroadcastCommands(
  broadcast: Command,
  out: (text: string) => void,
  done: (code: number) => void,
): void {
  const load = () => import('./broadcast.ts');
  const ofOne = (name: string, description: string): Command =>
    broadcast
      .command(name)
      .argument('<id>', 'as in: banhoc broadcast list')
      .option('--json', 'print as JSON')
      .description(description);

  broadcast
    .command('list')
    .option('--json', 'print as JSON')
    .description('all of them, the newest first')
    .action(async (options: Json) => done(await (await load()).listBroadcasts(process.env, options, out)));
  ofOne('show', 'its text and how it stands')
    .option('--watch', 'a line a second until it is over')
    .action(async (id: string, options: Json & { watch?: true }) => {
      const isLive = options.watch === true && options.json !== true && process.stdout.isTTY === true;
      const live = (text: string): void => void process.stdout.write(`\r\u001b[K${text}`);
      done(await (await load()).showBroadcast(process.env, id, options, isLive ? live : out));
      if (isLive) out('');
    });
  withWish(
    broadcast
      .command('look')
      .argument('<file|id>', 'a text, - for what is piped in, or the id of a draft')
      .description('what is wrong with it, whom it reaches, when, for how much; keeps nothing'),
  ).action(async (what: string, options: WishOptions & Json) => {
    const { lookAtBroadcast, lookAtDraft } = await load();
    const isDraft = what.startsWith('tb-') && !existsSync(what);
    done(
      isDraft
        ? await lookAtDraft(process.env, what, options, out)
        : await lookAtBroadcast(process.env, what, options, out, process.stdin),
    );
  });
  withWish(
    broadcast
      .command('draft')
      .argument('<file>', 'the text in Vietnamese, or - for what is piped in')
      .option('--change <id>', 'a draft that this takes the place of')
      .description('keep it as a draft and print its id; nobody is sent anything'),
  ).action(async (file: string, options: WishOptions & Json & { change?: string }) =>
    done(await (await load()).draftBroadcast(process.env, file, options, out, process.stdin)),
  );
  ofOne('try', 'send a draft to up to 20 of those let in, marked as a try').action(
    async (id: string, options: Json) =>
      done(await (await load()).tryBroadcast(process.env, id, options, out)),
  );
  const revision = (): Option =>
    new Option('--revision <number>', 'refuse if it is not this one any more').argParser(whole);
  ofOne('submit', 'hand a draft in: it is sent, or somebody is asked to approve it')
    .addOption(revision())
    .action(async (id: string, options: Json & { revision?: number }) =>
      done(await (await load()).decideBroadcast(process.env, 'submit', id, options, out)),
    );
  ofOne('approve', 'approve what somebody else wrote')
    .addOption(revision())
    .action(async (id: string, options: Json & { revision?: number }) =>
      done(await (await load()).decideBroadcast(process.env, 'approve', id, options, out)),
    );
  const acts = [
    { name: 'send-back', act: 'send_back', description: 'back to a draft, to be changed' },
    { name: 'pause', act: 'pause', description: 'nobody more is sent it once this returns' },
    { name: 'resume', act: 'resume', description: 'go on where it paused' },
    { name: 'cancel', act: 'cancel', description: 'for good: whoever has not received it never will' },
  ] as const;
  for (const { name, act, description } of acts) {
    ofOne(name, description).action(async (id: string, options: Json) =>
      done(await (await load()).actOnBroadcast(process.env, act, id, options, out)),
    );
  }
  ofOne('report', 'what came of it: by place, and what people did afterwards').action(
    async (id: string, options: Json) =>
      done(await (await load()).reportBroadcast(process.env, id, options, out)),
  );
}

const withWish = (command: Command): Command =>
  command
    .addOption(
      new Option('--topic <topic>', 'people can stop each by itself')
        .choices([...topics])
        .default('learning'),
    )
    .option('--unit <unit>', 'the office it comes from (default: the one at the top)')
    .option('--heading <text>', 'a line above the text')
    .option('--english <file>', 'the text for those who read English')
    .option('--place <units...>', 'only those places within the office')
    .addOption(new Option('--audience <kinds...>', 'only those').choices([...audiences]))
    .option(
      '--progress <filter>',
      'not_started, unfinished, unfinished:4.1, completed:4.1, failed:4.1, silent:14',
    )
    .addOption(new Option('--language <languages...>', 'only who reads these').choices([...languages]))
    .option('--channel <channels...>', 'only those, for example telegram')
    .option('--at <time>', 'not before, as "2026-12-01 19:30" by the clock here')
    .addOption(
      new Option('--repeat <how>', 'sent again by itself').choices(['no', 'weekly', 'monthly']).default('no'),
    )
    .option('--holdout <share>', '0 to 0.5, left out by lot to see what it changes', share, 0)
    .option('--cross-quiet-hours', 'also at night: danger only, with a reason, and approved')
    .option('--cross-weekly-cap', 'also who had three this week: danger only, with a reason, and approved')
    .option('--reason <text>', 'why one of these is crossed')
    .option('--repeat-unknown', 'send again where it is unknown whether it arrived')
    .option('--json', 'print as JSON');

function share(value: string): number {
  const read = Number(value);
  if (!Number.isFinite(read) || read < 0 || read > 0.5)
    throw new InvalidArgumentError('expected a share from 0 to 0.5');
  return read;
}

function whole(value: string): number {
  if (!/^\d{1,9}$/.test(value)) throw new InvalidArgumentError('expected a whole number');
  return Number(value);
}
