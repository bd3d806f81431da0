import { setTimeout as pause } from 'node:timers/promises';
import { type Central, startCentral } from '../../src/central/central.ts';
import { readTap } from '../../src/core/choice-id.ts';
import type { GivenAnswer } from '../telegram/learner.ts';
import { type Book, tallyOf, verdictOf } from './book.ts';

type Answered = {
  actor: { account: { name: string } };
  verb: { id: string };
  object: { id: string };
  result: { response: string };
};

/** How long the reports may stand still before what has arrived counts as all: an archiver that was killed holds its lease for 15 s. */
const quietMs = 25_000;
const longestMs = 90_000;

/**
 * Our record: the statements that reached a central API of the benchmark's own, one for each graded answer.
 * Statements carry pseudonyms, so that answers are compared by item and option over all learners, and beside
 * that each person must have each item once.
 */
export async function statementBook(): Promise<Book & { url: string; stop(): Promise<void> }> {
  const central: Central = await startCentral({ host: '127.0.0.1', port: 0, print: () => {} });
  return {
    url: central.url,
    stop: central.stop,
    async compare(given) {
      await settled(central, given.length);
      const answered = central.book
        .all()
        .map((statement) => statement as unknown as Answered)
        .filter(({ verb }) => verb.id.endsWith('/answered'));
      const verdict = verdictOf(
        tallyOf(given.map(itemAndOption)),
        tallyOf(answered.map(({ object, result }) => `${object.id.split('/').at(-2)} ${result.response}`)),
      );
      const perPerson = tallyOf(answered.map(({ actor, object }) => `${actor.account.name} ${object.id}`));
      const twice = [...perPerson.values()].reduce((sum, count) => sum + count - 1, 0);
      return { ...verdict, doubled: Math.max(verdict.doubled, twice) };
    },
  };
}

function itemAndOption({ choice }: GivenAnswer): string {
  const tap = readTap(choice);
  if (tap?.kind !== 'answer') throw new Error(`${choice} answers nothing`);
  return `${tap.item} ${tap.option}`;
}

/** Reports go out in batches behind the learners; waits until all have come or none has come for a while. */
async function settled(central: Central, answers: number): Promise<void> {
  const startedAt = performance.now();
  let [size, changedAt] = [central.book.size, startedAt];
  for (;;) {
    const now = performance.now();
    if (central.book.size !== size) [size, changedAt] = [central.book.size, now];
    // An answered lesson is three answers, a result and a completion.
    if (size >= (answers / 3) * 5 && now - changedAt > 1_500) return;
    if (now - changedAt > quietMs || now - startedAt > longestMs) return;
    await pause(100);
  }
}
