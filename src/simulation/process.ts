import type { Channel, Receive } from '../channels/channel.ts';
import { channelsOf } from '../channels/channel.ts';
import { advance } from '../core/advance.ts';
import { type Chat, chatKey } from '../core/chat.ts';
import type { Course } from '../core/course.ts';
import { nextDueAt } from '../core/due.ts';
import type { LearningRecord } from '../core/effect.ts';
import { openArchiver } from '../delivery/archiver.ts';
import { Courier } from '../delivery/courier.ts';
import { telegramPace } from '../delivery/governor.ts';
import { toArchiveRows } from '../delivery/reporting/archive-rows.ts';
import { openIntake } from '../intake/receive.ts';
import { openTimers } from '../intake/timers.ts';
import type { Log } from '../log.ts';
import type { Archive } from '../store/archive/archive.ts';
import { type Store, StoreUnavailable } from '../store/store.ts';
import type { Life } from './faults.ts';
import type { Timeline } from './timeline.ts';

/** The courier sweeps when it is told to; its own clock on the wall must never come to it. */
const neverMs = 2 ** 31 - 1;

export type ProcessOptions = {
  life: Life;
  store: Store;
  archive: Archive;
  channel: Channel;
  course: Course;
  timeline: Timeline;
  log: Log;
  /** The bot's pace, which all processes share through the store. */
  messagesPerSecond: number;
  newSeed(): string;
  /** Whose learner a record belongs to, as the engine says it. */
  onRecord(record: LearningRecord, chat: Chat): void;
  onCrash(error: unknown): void;
};

/** Everything one process of the service runs, as `bot.ts` wires it: intake, timers, courier, archiver. */
export type SimulatedProcess = {
  life: Life;
  receive: Receive;
  /** What the process does each second; work still under way is not begun again. */
  tick(): void;
  /** From this instant nothing it does reaches the store or the platform. */
  kill(): void;
};

export const simulatedIdentity = {
  base: 'https://example.test/xapi/',
  pseudonym: (learner: string): string => learner,
};

export function startProcess(options: ProcessOptions): SimulatedProcess {
  const { life, store, archive, channel, course, timeline, log } = options;
  const { clock } = timeline;
  const intake = openIntake({
    store,
    course: () => course,
    advance,
    nextDueAt,
    toArchiveRows(record, chat) {
      options.onRecord(record, chat);
      return toArchiveRows(record, { ...simulatedIdentity, detail: 'answers', hasWebhook: true });
    },
    paperCode: (chat, generation) => ({ code: `${generation}`, hash: `${chatKey(chat)}#${generation}` }),
    newSeed: options.newSeed,
    redeliveryMs: () => channel.capabilities.redeliveryMs,
    clock,
    log,
  });
  const courier = new Courier({
    store,
    channels: channelsOf([channel]),
    paceOf: () => telegramPace(options.messagesPerSecond),
    receive: intake.receive,
    clock,
    log,
    owner: life.name,
    sweepMs: neverMs,
  });
  const timers = openTimers({ store, receive: intake.receive, clock, log });
  const archiver = openArchiver({ store, archive, log, owner: life.name, clock });
  const works = [() => courier.sweep(), timers.sweep, archiver.sweep].map((work) =>
    onceAtATime(work, options.onCrash),
  );
  courier.start();
  return {
    life,
    receive: intake.receive,
    tick() {
      for (const work of works) work();
    },
    kill() {
      life.isOver = true;
      for (const end of life.atEnd.splice(0)) end();
      // Only to take its timer off the wall clock: it hears no answer any more and never ends.
      void courier.stop();
    },
  };
}

/** A round that the store refuses is followed by the next, as in the service; anything else is a crash. */
function onceAtATime(work: () => Promise<unknown>, onCrash: (error: unknown) => void): () => void {
  let isBusy = false;
  return () => {
    if (isBusy) return;
    isBusy = true;
    work()
      .catch((error: unknown) => {
        if (!(error instanceof StoreUnavailable)) onCrash(error);
      })
      .then(() => {
        isBusy = false;
      });
  };
}
