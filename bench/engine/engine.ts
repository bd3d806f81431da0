import { performance } from 'node:perf_hooks';
import type { Receive } from '../../src/channels/channel.ts';
import { advance } from '../../src/core/advance.ts';
import type { Course } from '../../src/core/course.ts';
import { nextDueAt } from '../../src/core/due.ts';
import type { Message } from '../../src/core/message.ts';
import { openIntake } from '../../src/intake/receive.ts';
import { openLog } from '../../src/log.ts';
import { deriveSecrets } from '../../src/secrets.ts';
import type { Store } from '../../src/store/store.ts';

/** Learners who tap at the same time; each waits for its commit before the next tap, as people do. */
export const learnersAtOnce = 512;

/**
 * Updates a second through the real engine, group commit and store, without HTTP and without sending: each
 * learner starts a lesson and presses on, so sessions, counters and outbox rows are the real ones.
 * The outbox is emptied outside the measured time.
 */
export async function measureEngine(
  store: Store,
  course: Course,
  seconds: number,
): Promise<{ updatesPerSecond: number; updates: number }> {
  const shown = new Map<string, Message>();
  const secrets = deriveSecrets('bench'.repeat(8));
  let seed = 0;
  const intake = openIntake({
    store,
    course: () => course,
    advance(course, session, event, now) {
      const turn = advance(course, session, event, now);
      const say = turn.effects.findLast((effect) => effect.kind === 'say');
      if (say?.kind === 'say') shown.set(session.seed, say.message);
      return turn;
    },
    nextDueAt,
    toArchiveRows: () => [],
    paperCode: (chat, generation) => secrets.paperCode(chat, generation),
    newSeed: () => `bench-seed-${seed++}`,
    redeliveryMs: () => 90_000_000,
    clock: Date.now,
    log: openLog('error'),
  });
  const endAt = performance.now() + seconds * 1_000;
  const startedAt = performance.now();
  const counts = await Promise.all(
    Array.from({ length: learnersAtOnce }, (_, place) =>
      live(intake.receive, `learner-${place}`, () => shown.get(`bench-seed-${place}`), endAt),
    ),
  );
  const updates = counts.reduce((sum, count) => sum + count, 0);
  const took = (performance.now() - startedAt) / 1_000;
  await intake.drain();
  return { updatesPerSecond: updates / took, updates };
}

async function live(
  receive: Receive,
  user: string,
  last: () => Message | undefined,
  endAt: number,
): Promise<number> {
  const chat = { channel: 'bench', bot: '-', user };
  let count = 0;
  await receive({ chat, id: 'open', event: { kind: 'chat_opened', at: Date.now() } });
  while (performance.now() < endAt) {
    const choice = last()?.choices[0]?.id ?? 'start';
    const receipt = await receive({
      chat,
      id: `u${count}`,
      event: { kind: 'choice_tapped', choice, at: Date.now() },
    });
    if (receipt.kind !== 'committed') throw new Error(`an update was not committed but ${receipt.kind}`);
    count++;
  }
  return count;
}
