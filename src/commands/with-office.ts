import type { Person } from '../access/person.ts';
import type { Receive } from '../channels/channel.ts';
import { readConfig } from '../config.ts';
import { advance } from '../core/advance.ts';
import type { Course } from '../core/course.ts';
import { nextDueAt } from '../core/due.ts';
import { hourMs } from '../core/time.ts';
import { teachableCourse } from '../course-at-start.ts';
import { openIntake } from '../intake/receive.ts';
import { type Log, openLog } from '../log.ts';
import { openArchive, openDataDir, openStore } from '../main.ts';
import type { Caller, Office } from '../office/office.ts';
import { officeOf } from '../office-at-start.ts';
import type { Archive } from '../store/archive/archive.ts';
import type { Store } from '../store/store.ts';
import { Unusable } from '../unusable.ts';

export type OpenedOffice = {
  office: Office;
  /** Whoever has the terminal: an admin at the top, `terminal` in the audit log. */
  by: Caller;
  course: Course;
  archive: Archive;
};

/** Runs over the stores the service uses, beside it, and closes them. */
export async function withOffice<T>(
  environment: NodeJS.ProcessEnv,
  work: (opened: OpenedOffice) => Promise<T>,
): Promise<T> {
  const config = readConfig(environment);
  openDataDir(config.DATA_DIR);
  const archive = await openArchive(config, 'command');
  try {
    const store = await openStore(config, 'command', () => archive.partitions());
    try {
      const { course } = await teachableCourse(config);
      const log = openLog('error');
      const { receive, drain } = eventsInto(store, course, log);
      const office = officeOf({ config, store, archive, course, receive, log });
      const opened = { office, by: { person: terminalPerson(course()), from: 'terminal' }, archive };
      const result = await work({ ...opened, course: course() });
      await drain();
      return result;
    } finally {
      await store.close();
    }
  } finally {
    await archive.close();
  }
}

/** Officials are told in their chats by this process's own commits; the service finds and sends the rows. */
function eventsInto(
  store: Store,
  course: () => Course,
  log: Log,
): { receive: Receive; drain(): Promise<void> } {
  const never = (): never => {
    throw new Error('a command only tells: nothing of it records an answer or issues a code');
  };
  return openIntake({
    store,
    course,
    advance,
    nextDueAt,
    toArchiveRows: never,
    paperCode: never,
    newSeed: never,
    redeliveryMs: () => 25 * hourMs,
    clock: Date.now,
    log,
  });
}

function terminalPerson({ units }: Course): Person {
  const top = [...units.values()].find(({ parent }) => parent === undefined);
  if (top === undefined)
    throw new Unusable('the course has no place at the top: units.csv needs one without a parent');
  return {
    id: 'terminal',
    name: 'terminal',
    role: 'admin',
    unit: top.id,
    chat: undefined,
    joinedAt: 0,
    revision: 1,
    revokedAt: undefined,
  };
}
