import { setImmediate } from 'node:timers/promises';
import type { Course } from '../core/course.ts';
import type { LearningRecord } from '../core/effect.ts';
import { dayMs, type Instant } from '../core/time.ts';
import { toArchiveRows } from '../delivery/reporting/archive-rows.ts';
import type { Archive, ReportOutcome } from '../store/archive/archive.ts';
import type { ArchiveRow, Step, Store } from '../store/store.ts';
import { drawn } from './abilities.ts';
import { demoLearner } from './learner.ts';
import { type Lived, liveUntil } from './life.ts';

export const demoSeed = 'mo-phong-1';

/** Raw answers of so many days are kept, enough for the longer scale; all of them are counted. */
const answersKeptMs = 35 * dayMs;
/** Reports of the last day stand for what a centre gets. */
const reportsKeptMs = 6 * 3_600_000;
const atOnce = 50;

/**
 * Puts simulated learners into an empty store: each lives through the real core, from their first message until now, and
 * what they leave behind is committed as a chat's is. Nothing waits to be sent and no timer is filed.
 * @param tell after each group, how many there are
 */
export async function fill(
  {
    store,
    archive,
    course,
    pseudonym,
  }: { store: Store; archive: Archive; course: Course; pseudonym(learner: string): string },
  { seed, learners, now }: { seed: string; learners: number; now: Instant },
  tell: (done: number) => void,
): Promise<{ answers: number }> {
  const settings = {
    base: 'https://mo-phong.invalid/xapi/',
    pseudonym,
    detail: 'completions',
    hasWebhook: false,
  } as const;
  let answers = 0;
  for (let first = 0; first < learners; first += atOnce) {
    const steps: Step[] = [];
    const rows: ArchiveRow[] = [];
    for (let number = first; number < Math.min(learners, first + atOnce); number++) {
      const who = demoLearner(seed, number, course);
      const lived = liveUntil(course, who, now);
      answers += lived.records.filter(({ kind }) => kind === 'answered').length;
      steps.push(stepOf(who.chat, undefined, lived));
      rows.push(
        ...lived.records
          .filter((record) => isKept(record, now))
          .flatMap((record) => toArchiveRows(record, settings)),
      );
    }
    await commit(store, steps, now);
    if (rows.length > 0) await archive.append(rows);
    tell(Math.min(learners, first + atOnce));
    await setImmediate();
  }
  await settleReports(archive, seed, now);
  return { answers };
}

export function stepOf(chat: Step['chat'], base: Step['base'], { session, counters }: Lived): Step {
  return {
    chat,
    base,
    updates: [],
    redeliveryMs: 0,
    session,
    timerAt: undefined,
    outgoing: [],
    counters,
    archive: [],
  };
}

export async function commit(store: Store, steps: Step[], now: Instant): Promise<void> {
  for (const [partition, own] of Map.groupBy(steps, ({ chat }) => store.partitionOf(chat)))
    await store.commit(partition, own, now);
}

const isKept = (record: LearningRecord, now: Instant): boolean =>
  record.kind === 'answered'
    ? record.attemptKind === 'first' && record.at > now - answersKeptMs
    : record.at > now - reportsKeptMs;

/** As after an ordinary day: nearly all were taken, a few were refused, the newest wait. Nothing leaves the machine. */
async function settleReports(archive: Archive, seed: string, now: Instant): Promise<void> {
  const due = await archive.dueReports('statement', now, 100_000);
  const waiting = Math.min(40, due.length);
  const outcomes = due
    .slice(0, due.length - waiting)
    .map(
      ({ id }): ReportOutcome =>
        drawn(seed, id) < 0.01
          ? { kind: 'refused', id, reason: '400 (mô phỏng, simulated) context.extensions: not an IRI' }
          : { kind: 'delivered', id },
    );
  await archive.settleReports(outcomes);
  await archive.releaseReports(due.slice(due.length - waiting).map(({ id }) => id));
}
