import { Packr } from 'msgpackr';
import { advance } from '../../src/core/advance.ts';
import type { Course } from '../../src/core/course.ts';
import { nextDueAt } from '../../src/core/due.ts';
import type { Effect } from '../../src/core/effect.ts';
import type { Event } from '../../src/core/event.ts';
import { newSession } from '../../src/core/new-session.ts';
import type { Session } from '../../src/core/session.ts';
import { decodeSession, encodeSession } from '../../src/core/session-format.ts';
import type { Instant } from '../../src/core/time.ts';
import type { Stage } from './replay.ts';

const packr = new Packr({ useRecords: false });

/** Plays on the bare core; between any two steps the session goes through its encoded form and back. */
export function coreStage(
  course: () => Course,
  seed = 'seed-for-transcripts',
): Stage & { session(): Session | undefined } {
  let session: Session | undefined;
  const step = (event: Event, now: Instant) => {
    const before = session ?? newSession(seed, 'vi', now);
    const turn = advance(
      course(),
      decodeSession(packr.unpack(packr.pack(encodeSession(before))) as unknown[]),
      event,
      now,
    );
    session = turn.effects.some((effect) => effect.kind === 'erase') ? undefined : turn.session;
    return sorted(turn.effects);
  };
  return {
    session: () => session,
    deliver: async (event, now) => step(event, now),
    async pass(until) {
      const all: ({ at: Instant } & ReturnType<typeof sorted>)[] = [];
      for (;;) {
        const dueAt = session === undefined ? undefined : nextDueAt(course(), session);
        if (dueAt === undefined || dueAt > until) return all;
        all.push({ at: dueAt, ...step({ kind: 'timer_due', dueAt, at: dueAt }, dueAt) });
      }
    },
  };
}

function sorted(effects: Effect[]) {
  return {
    said: effects.flatMap((effect) => (effect.kind === 'say' ? [effect.message] : [])),
    recorded: effects,
  };
}
