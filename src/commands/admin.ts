import { type AuditEntry, brokenAt } from '../access/deed.ts';
import { entrance, openDesk } from '../access/desk.ts';
import { readConfig } from '../config.ts';
import type { Course, Unit } from '../core/course.ts';
import type { StaffRole } from '../core/staff.ts';
import { teachableCourse } from '../course-at-start.ts';
import { openArchive } from '../main.ts';
import { newToken } from '../secrets.ts';
import type { Archive } from '../store/archive/archive.ts';
import { Unusable } from '../unusable.ts';
import { linksOf } from './join.ts';

type Out = (text: string) => void;

/** Runs over the archive the service uses, whether that runs or not. */
async function withArchive<T>(
  environment: NodeJS.ProcessEnv,
  work: (archive: Archive, config: ReturnType<typeof readConfig>) => Promise<T>,
): Promise<T> {
  const config = readConfig(environment);
  const archive = await openArchive(config, 'command');
  try {
    return await work(archive, config);
  } finally {
    await archive.close();
  }
}

/** Prints a one-time link: whoever opens it first has that role, in a chat of theirs or, from here, in the console. */
export async function inviteFromTerminal(
  environment: NodeJS.ProcessEnv,
  options: { role: StaffRole; unit: string; name?: string; telegram?: string; json?: true },
  out: Out,
): Promise<number> {
  return withArchive(environment, async (archive, config) => {
    const { course } = await teachableCourse(config);
    const { role, name = '' } = options;
    const unit = unitToGive(course(), options.unit);
    const desk = openDesk({
      archive,
      // Whoever has the terminal has everything: nothing to limit.
      tally: async () => 1,
      publicUrl: () => config.publicUrl,
      clock: Date.now,
      newToken,
    });
    const code = await desk.invite(
      { role, unit: unit.id, name, madeBy: 'terminal', from: 'terminal' },
      'either',
    );
    const links = linksOf(code, config.publicUrl, options.telegram);
    const link = entrance(config.publicUrl, code);
    if (options.json === true) {
      out(JSON.stringify({ role, unit: unit.id, name, code, link, ...links }, null, 2));
      return 0;
    }
    out(`${role}, ${unit.fullName}: works once, within 7 days, for whoever opens it first`);
    out(`in the browser, to sign in at once:  ${link}`);
    out(`in the web chat, to bind that chat:  ${links.web}`);
    out(`on Telegram, to bind that chat:      ${links.telegram ?? `send the bot: /start ${code}`}`);
    return 0;
  });
}

/** @throws Unusable when there is no such unit, or roles are not bound to units of its kind */
function unitToGive(course: Course, id: string): Unit {
  const unit = course.units.get(id);
  if (unit !== undefined && (unit.kind === 'province' || unit.kind === 'commune')) return unit;
  throw new Unusable(
    `--unit: expected the province or a commune by its national code, got "${id}"; for example --unit 38, or --unit 14797`,
  );
}

/** Prints who was let in. */
export async function listPeople(environment: NodeJS.ProcessEnv, asJson: boolean, out: Out): Promise<number> {
  return withArchive(environment, async (archive) => {
    const people = await archive.people();
    if (asJson) out(JSON.stringify(people, null, 2));
    else {
      for (const { id, role, unit, name, chat, revokedAt } of people) {
        const state = revokedAt === undefined ? (chat ?? 'no chat yet') : `revoked ${timeOf(revokedAt)}`;
        out([id, role, unit, name === '' ? '-' : name, state].join('  '));
      }
      if (people.length === 0) out('nobody yet; npx banhoc admin invite --role admin --unit 38');
    }
    return 0;
  });
}

/** Ends what somebody may do, and every session of theirs. */
export async function revokeFromTerminal(
  environment: NodeJS.ProcessEnv,
  id: string,
  out: Out,
): Promise<number> {
  return withArchive(environment, async (archive) => {
    const person = await archive.findPerson(id);
    if (person === undefined)
      throw new Unusable(`no person "${id}"; their ids are in the first column of: banhoc admin people`);
    const isDone = await archive.revoke(id, {
      at: Date.now(),
      by: 'terminal',
      did: 'revoked',
      to: id,
      unit: person.unit,
      note: '',
      from: 'terminal',
    });
    out(isDone ? `${id} has no access any more` : `${id} had been revoked already`);
    return 0;
  });
}

/** Prints the newest lines of the audit log. */
export async function printAudit(
  environment: NodeJS.ProcessEnv,
  { before, limit, json }: { before?: number; limit: number; json?: true },
  out: Out,
): Promise<number> {
  return withArchive(environment, async (archive) => {
    const entries = await archive.auditPage({ limit, ...(before === undefined ? {} : { before }) });
    if (json === true) out(JSON.stringify(entries, null, 2));
    else for (const entry of entries) out(lineOf(entry));
    return 0;
  });
}

const pageSize = 1_000;

/** Goes through the whole chain. @returns 1 when an entry was changed, added or taken out */
export async function verifyAudit(
  environment: NodeJS.ProcessEnv,
  asJson: boolean,
  out: Out,
): Promise<number> {
  return withArchive(environment, async (archive) => {
    let last: AuditEntry | undefined;
    let broken: number | undefined;
    for (;;) {
      const page = await archive.auditChain(last?.number ?? 0, pageSize);
      broken = brokenAt(page, last);
      if (broken !== undefined || page.length === 0) break;
      last = page.at(-1);
    }
    const entries = last?.number ?? 0;
    if (asJson) out(JSON.stringify({ entries, head: last?.hash ?? null, brokenAt: broken ?? null }));
    else if (broken === undefined) {
      out(
        `${entries} entries, each follows from the one before; the last has ${last?.hash ?? 'no hash yet'}`,
      );
    } else out(`entry ${broken} does not follow from the one before: the log was changed there`);
    return broken === undefined ? 0 : 1;
  });
}

const timeOf = (at: number): string => new Date(at).toISOString();
const lineOf = ({ number, at, by, did, to, unit, note, from }: AuditEntry): string =>
  [number, timeOf(at), by, did, to, unit, note === '' ? '-' : note, from].join('  ');
