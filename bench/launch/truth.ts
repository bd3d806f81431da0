import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as pause } from 'node:timers/promises';
import { readTap } from '../../src/core/choice-id.ts';
import type { Course } from '../../src/core/course.ts';
import { openRedisStore } from '../../src/store/redis/redis-store.ts';
import type { GivenAnswer, Learner } from '../telegram/learner.ts';
import type { Crowd, Visitor } from './crowd.ts';

/** What went wrong for whom, by kind; a learner stands in `lost` once however much is missing. */
export type Losses = {
  lost: number;
  noFinalCard: number;
  noRecord: number;
  attemptsWrong: number;
  statementsWrong: number;
};

/** What the archive holds of one learner: `4.1-a2 b` for each raw answer; the same, `result` and `completed` as statements. */
export type Kept = { attempts: string[]; statements: string[] };

/**
 * Compares what each learner did with what stands in the archive under that learner, row by row. The archive's
 * tables are read as they are; only who is who comes from the store.
 */
export async function findLosses(crowd: Crowd, dataDir: string, redisUrl: string): Promise<Losses> {
  const ids = await learnerIds(crowd.visitors, redisUrl);
  const kept = await readArchive(join(dataDir, 'archive.db'), crowd.visitors.length);
  const nothing: Kept = { attempts: [], statements: [] };
  return lossesAmong(
    crowd.visitors.map((visitor) => {
      const id = ids.get(visitor.chat);
      return {
        wasLeft: visitor.wasLeft,
        given: answersOf(visitor),
        kept: id === undefined ? undefined : (kept.get(id) ?? nothing),
      };
    }),
  );
}

/** One learner's answers as given, and as kept; `kept` is undefined when the store does not know them. */
export type Compared = { wasLeft: boolean; given: string[]; kept: Kept | undefined };

export function lossesAmong(learners: Compared[]): Losses {
  const losses: Losses = { lost: 0, noFinalCard: 0, noRecord: 0, attemptsWrong: 0, statementsWrong: 0 };
  for (const { wasLeft, given, kept } of learners) {
    // Whoever was left before the end has not agreed yet: nothing of theirs may stand there, or is missed.
    const wrong = {
      noFinalCard: wasLeft,
      noRecord: kept === undefined,
      attemptsWrong: !wasLeft && kept !== undefined && !isSame(kept.attempts, given),
      // Each answer, the quiz's result and the lesson's completion, each once.
      statementsWrong:
        !wasLeft && kept !== undefined && !isSame(kept.statements, [...given, 'completed', 'result']),
    };
    if (Object.values(wrong).some((is) => is)) losses.lost += 1;
    for (const [kind, is] of Object.entries(wrong)) {
      if (is) losses[kind as keyof typeof wrong] += 1;
    }
  }
  return losses;
}

const isSame = (one: string[], other: string[]): boolean => one.toSorted().join() === other.toSorted().join();

/**
 * `4.1-a2 b` for each answer a visitor gave. A message whose sending ended unknown comes twice, and whoever
 * meets the second copy taps it again: of a question's taps the first stands.
 */
export const answersOf = (visitor: Pick<Learner, 'answers'>): string[] => firstTaps(visitor.answers);

function firstTaps(given: readonly GivenAnswer[]): string[] {
  const byQuestion = new Map<string, string>();
  for (const { choice } of given) {
    const tap = readTap(choice);
    if (tap?.kind !== 'answer') throw new Error(`${choice} answers nothing`);
    const question = `${tap.attempt}/${tap.sequence}`;
    if (!byQuestion.has(question)) byQuestion.set(question, `${tap.item} ${tap.option}`);
  }
  return [...byQuestion.values()];
}

/** `4.1-a2 b` for every right option of the course, as the board's `right` counts it. */
export function rightAnswers(course: Course): Set<string> {
  return new Set(
    [...course.lessons.values()].flatMap((versions) =>
      Object.values(versions).flatMap((lesson) => lesson.items.map((item) => `${item.id} ${item.key}`)),
    ),
  );
}

/** Which random id the bot gave to whom. */
async function learnerIds(visitors: Visitor[], redisUrl: string): Promise<Map<number, string>> {
  const store = await openRedisStore({ url: redisUrl });
  try {
    const ids = new Map<number, string>();
    for (let from = 0; from < visitors.length; from += 500) {
      const part = visitors.slice(from, from + 500);
      const asked = part.map(({ chat }) => ({
        chat: { channel: 'telegram', bot: '4242', user: String(chat) },
        updates: [],
      }));
      const loaded = await store.load(asked);
      loaded.forEach((record, place) => {
        const id = record.session?.learners[0]?.id;
        const chat = part[place]?.chat;
        if (id !== undefined && chat !== undefined) ids.set(chat, id);
      });
    }
    return ids;
  } finally {
    await store.close();
  }
}

const quietMs = 5_000;
const longestMs = 120_000;

/** The archive follows behind; it is read when nothing has come to it for a while. */
async function readArchive(file: string, learners: number): Promise<Map<string, Kept>> {
  const db = new DatabaseSync(file, { readOnly: true });
  try {
    db.exec('PRAGMA busy_timeout = 5000');
    const size = db.prepare('SELECT (SELECT count(*) FROM attempts) + (SELECT count(*) FROM reports) AS n');
    const startedAt = performance.now();
    let [last, changedAt] = [-1, startedAt];
    for (;;) {
      const { n } = size.get() as { n: number };
      const now = performance.now();
      if (n !== last) [last, changedAt] = [n, now];
      // Three raw answers and five statements a learner.
      const isWhole = n >= learners * 8;
      if (now - changedAt > (isWhole ? 1_000 : quietMs) || now - startedAt > longestMs) break;
      await pause(200);
    }
    const kept = new Map<string, Kept>();
    const of = (learner: string): Kept => {
      const known = kept.get(learner);
      if (known !== undefined) return known;
      const made: Kept = { attempts: [], statements: [] };
      kept.set(learner, made);
      return made;
    };
    const attempts = db.prepare(
      `SELECT learner, json_extract(body, '$.item') AS item, json_extract(body, '$.option') AS option FROM attempts`,
    );
    for (const row of attempts.iterate() as Iterable<{ learner: string; item: string; option: string }>) {
      of(row.learner).attempts.push(`${row.item} ${row.option}`);
    }
    const statements = db.prepare(
      `SELECT learner, json_extract(body, '$.verb.id') AS verb, json_extract(body, '$.object.id') AS object,
        json_extract(body, '$.result.response') AS response FROM reports WHERE kind = 'statement'`,
    );
    type Row = { learner: string; verb: string; object: string; response: string | null };
    for (const row of statements.iterate() as Iterable<Row>) of(row.learner).statements.push(named(row));
    return kept;
  } finally {
    db.close();
  }
}

function named({
  verb,
  object,
  response,
}: {
  verb: string;
  object: string;
  response: string | null;
}): string {
  const name = verb.split('/').at(-1);
  if (name === 'answered') return `${object.split('/').at(-2)} ${response}`;
  return name === 'passed' || name === 'failed' ? 'result' : String(name);
}
