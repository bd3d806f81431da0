import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { askingDesk } from '../access/asked-in-chat.ts';
import { openBot } from '../bot.ts';
import type { Channel } from '../channels/channel.ts';
import { openTerminal } from '../channels/terminal/terminal.ts';
import { readConfig } from '../config.ts';
import type { Audience, Course, Language } from '../core/course.ts';
import { writeJoinCode } from '../core/join-code.ts';
import type { AccessAnswer } from '../core/staff.ts';
import { teachableCourse } from '../course-at-start.ts';
import { type Log, openLog } from '../log.ts';
import { askingOffice } from '../office/asked-in-chat.ts';
import { aside, openOfficeInChat } from '../office/in-chat.ts';
import { openIsItOurs } from '../office/is-it-ours.ts';
import { deriveSecrets } from '../secrets.ts';
import { openSqliteStore } from '../store/sqlite/sqlite-store.ts';

/** Talks to the real bot over a store that is thrown away afterwards. */
export async function chatInTerminal(
  environment: NodeJS.ProcessEnv,
  options: { lang: Language; as?: Audience; record?: string },
): Promise<void> {
  const config = readConfig(environment);
  const folder = mkdtempSync(join(tmpdir(), 'banhoc-chat-'));
  const store = openSqliteStore({ file: join(folder, 'chat.db') });
  const { course } = await teachableCourse(config);
  const terminal = openTerminal({
    input: process.stdin,
    write: (text) => void process.stdout.write(text),
    hasColours: process.stdout.isTTY === true,
    language: options.lang,
    clock: Date.now,
    ...(options.record === undefined ? {} : { recordTo: options.record }),
    ...(options.as === undefined ? {} : { join: writeJoinCode({ unit: '38', audience: options.as }) }),
  });
  const log = openLog('error');
  const bot = openBot({
    store,
    course,
    channels: [askingBoth(terminal, course, log)],
    secrets: deriveSecrets(randomBytes(33).toString('base64')),
    toArchiveRows: () => [],
    log,
  });
  try {
    await bot.start();
    await terminal.ended;
    await bot.flush();
  } finally {
    await bot.stop();
    await store.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Nothing is kept of this chat, so it is nobody's. */
function askingBoth(channel: Channel, course: () => Course, log: Log): Channel {
  const answer = async (): Promise<AccessAnswer> => ({ kind: 'refused', reason: 'not_staff' });
  const office = openOfficeInChat({
    people: { personOfChat: async () => undefined },
    tally: async () => 1,
    serve: async ({ words }) => aside(words.notLetIn),
    recognise: openIsItOurs({ broadcasts: async () => [], course }),
  });
  const clock = Date.now;
  return askingOffice(askingDesk(channel, { desk: { answer }, clock, log }), { office, clock, log });
}
