import { advance } from '../../src/core/advance.ts';
import type { Course } from '../../src/core/course.ts';
import { nextDueAt } from '../../src/core/due.ts';
import type { EventBody } from '../../src/core/event.ts';
import type { Message } from '../../src/core/message.ts';
import { openIntake } from '../../src/intake/receive.ts';
import { openLog } from '../../src/log.ts';
import { deriveSecrets } from '../../src/secrets.ts';
import type { Store } from '../../src/store/store.ts';

/** Learners who tap at the same time; each waits for its commit before the next tap, as people do. */
const learnersAtOnce = 512;

export type EngineRun = {
  updatesPerSecond: number;
  /** Updates in the measured time, and all of them with those of the warm-up. */
  updates: number;
  handled: number;
  /** CPU of this process for a measured update: the engine's and the making of the taps. */
  cpuMicros: number;
};

type Moment = { at: number; handled: number; cpu: NodeJS.CpuUsage };

/**
 * Updates a second through the real engine, group commit and store, without HTTP and without sending: each
 * learner starts a lesson and presses on, so sessions, counters and outbox rows are the real ones. Nobody
 * empties the outbox meanwhile.
 */
export async function measureEngine(
  store: Store,
  course: Course,
  { warmUpSeconds, seconds }: { warmUpSeconds: number; seconds: number },
): Promise<EngineRun> {
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
  // The clock is looked at between updates: the embedded store is so direct that no timer would ever fire.
  const warmUntilAt = performance.now() + warmUpSeconds * 1_000;
  const endAt = warmUntilAt + seconds * 1_000;
  let begun: Moment | undefined;
  let ended: Moment | undefined;
  let handled = 0;
  const look = (): void => {
    const at = performance.now();
    if (begun === undefined && at >= warmUntilAt) begun = { at, handled, cpu: process.cpuUsage() };
    if (begun !== undefined && ended === undefined && at >= endAt)
      ended = { at, handled, cpu: process.cpuUsage(begun.cpu) };
  };
  const live = async (place: number): Promise<void> => {
    const chat = { channel: 'bench', bot: '-', user: `learner-${place}` };
    const hand = async (id: string, event: EventBody): Promise<void> => {
      const receipt = await intake.receive({ chat, id, event: { ...event, at: Date.now() } });
      if (receipt.kind !== 'committed') throw new Error(`an update was not committed but ${receipt.kind}`);
      handled += 1;
      if (handled % 32 === 0) look();
    };
    await hand('open', { kind: 'chat_opened' });
    for (let count = 0; ended === undefined; count++) {
      const choice = shown.get(`bench-seed-${place}`)?.choices[0]?.id ?? 'start';
      await hand(`u${count}`, { kind: 'choice_tapped', choice });
    }
  };
  await Promise.all(Array.from({ length: learnersAtOnce }, (_, place) => live(place)));
  await intake.drain();
  if (begun === undefined || ended === undefined) throw new Error('nothing was measured');
  const updates = ended.handled - begun.handled;
  return {
    updatesPerSecond: (updates / (ended.at - begun.at)) * 1_000,
    updates,
    handled,
    cpuMicros: (ended.cpu.user + ended.cpu.system) / updates,
  };
}
