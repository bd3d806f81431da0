import type { Update } from '../../src/channels/channel.ts';
import { advance } from '../../src/core/advance.ts';
import { certificateMark } from '../../src/core/certificate.ts';
import type { Chat } from '../../src/core/chat.ts';
import type { Course } from '../../src/core/course.ts';
import { nextDueAt } from '../../src/core/due.ts';
import type { Event } from '../../src/core/event.ts';
import type { Message } from '../../src/core/message.ts';
import type { Instant } from '../../src/core/time.ts';
import { openIntake } from '../../src/intake/receive.ts';
import { openLog } from '../../src/log.ts';
import type { Store } from '../../src/store/store.ts';
import type { Stage } from './replay.ts';

/** Plays through the real intake and a real store: what is said is read back from the outbox. */
export function storeStage(course: Course, store: Store, chat: Chat): Stage {
  let now: Instant = 0;
  let count = 0;
  const { receive } = openIntake({
    store,
    course: () => course,
    advance,
    nextDueAt,
    toArchiveRows: () => [],
    certificateUrl: certificateMark,
    paperCode: (_, generation) => ({ code: '{code}', hash: `hash-${generation}` }),
    webUrl: () => '{web}',
    newSeed: () => 'seed-for-transcripts',
    redeliveryMs: () => 90_000_000,
    clock: () => now,
    log: openLog('error'),
  });
  const hand = async (update: Update): Promise<Message[]> => {
    const receipt = await receive(update);
    if (receipt.kind !== 'committed') throw new Error(`an update was not committed but ${receipt.kind}`);
    return sent();
  };
  const sent = async (): Promise<Message[]> => {
    const lease = await store.acquireLease(store.partitionOf(chat), 'transcript', 60_000);
    if (lease === undefined) throw new Error('the partition is held by another');
    const read = await store.workOutbox(lease, { read: { after: 0, limit: 100 } });
    const rows = read?.rows ?? [];
    await store.workOutbox(lease, {
      settlements: rows.map((row) => ({ kind: 'done', sequence: row.sequence })),
    });
    await store.releaseLease(lease);
    return rows.flatMap((row) => (row.outgoing.kind === 'message' ? [row.outgoing.message] : []));
  };
  return {
    async deliver(event: Event, at: Instant) {
      now = at;
      const said = await hand({ chat, id: `act-${++count}`, event });
      return { said, recorded: [] };
    },
    async pass(until: Instant) {
      const all: { at: Instant; said: Message[]; recorded: [] }[] = [];
      for (;;) {
        // Chats of other scripts lie in the same partition, some with a timer that nobody waited for.
        const timers = await store.dueTimers(store.partitionOf(chat), until, 1_000);
        const due = timers.find((timer) => timer.chat.user === chat.user);
        if (due === undefined) {
          now = until;
          return all;
        }
        now = Math.max(now, due.dueAt);
        const event: Event = { kind: 'timer_due', dueAt: due.dueAt, at: now };
        all.push({ at: now, said: await hand({ chat, id: `timer:${due.dueAt}`, event }), recorded: [] });
      }
    },
  };
}
