import { randomBytes, randomUUID } from 'node:crypto';
import type { Broadcast } from './broadcast/broadcast.ts';
import type { QuietHours } from './broadcast/quiet-hours.ts';
import { type Channel, channelsOf, type Receive } from './channels/channel.ts';
import { advance } from './core/advance.ts';
import { type Chat, simulatedChannel } from './core/chat.ts';
import type { Course } from './core/course.ts';
import { nextDueAt } from './core/due.ts';
import type { LearningRecord } from './core/effect.ts';
import type { Instant } from './core/time.ts';
import { hourMs } from './core/time.ts';
import { Broadcaster } from './delivery/broadcaster.ts';
import { Courier } from './delivery/courier.ts';
import { ownPace, telegramPace } from './delivery/governor.ts';
import { openIntake } from './intake/receive.ts';
import { openTimers } from './intake/timers.ts';
import type { Log } from './log.ts';
import type { Secrets } from './secrets.ts';
import type { ArchiveRow, Store } from './store/store.ts';

export type BotOptions = {
  store: Store;
  course(): Course;
  channels: Channel[];
  secrets: Secrets;
  toArchiveRows(record: LearningRecord): ArchiveRow[];
  certificateUrl?: (learner: string, name: string) => string;
  /** Where the web chat is, for messages that name it. */
  webUrl?(): string;
  dataUrl?: (chat: Chat, now: Instant) => string;
  clock?: () => Instant;
  log: Log;
  /** Whether this process sends and looks after timers; one that does not leaves both to others. */
  worksByItself?: boolean;
  /** Names this process towards the store; a store for one service takes its partitions back at once by a fixed name. */
  owner?: string;
  telegramRepliesPerSecond?: number;
  /** When broadcasts rest; as reminders do unless said. */
  quietHours?: QuietHours;
  /** How long rows that were sent may wait until the store is told, ms; 0 tells it at once. */
  gatherMs?: number;
  /** Told when a broadcast has come to its end. */
  broadcastOver?(broadcast: Broadcast): void;
  /** Wraps the way in, for measuring. */
  measured?: (receive: Receive) => Receive;
};

/** The bot itself, whatever it stands on: the way in, the timers and the way out, wired together. */
export type Bot = {
  receive: Receive;
  start(): Promise<void>;
  stop(): Promise<void>;
  /** Sends all that is due now; for tests and the terminal. */
  flush(): Promise<void>;
  waiting(): number;
};

export function openBot(options: BotOptions): Bot {
  const { store, channels, secrets, log, clock = Date.now, worksByItself = true } = options;
  const byBot = channelsOf(channels);
  const windowOf = new Map(channels.map(({ name, capabilities }) => [name, capabilities.unaskedWithinMs]));
  const redeliveryOf = new Map(channels.map(({ name, capabilities }) => [name, capabilities.redeliveryMs]));
  const intake = openIntake({
    store,
    course: options.course,
    advance,
    nextDueAt,
    toArchiveRows: options.toArchiveRows,
    paperCode: (chat, generation) => secrets.paperCode(chat, generation),
    ...(options.certificateUrl === undefined ? {} : { certificateUrl: options.certificateUrl }),
    ...(options.dataUrl === undefined ? {} : { dataUrl: options.dataUrl }),
    newSeed: () => randomBytes(12).toString('base64url'),
    redeliveryMs: (name) => redeliveryOf.get(name) ?? 25 * hourMs,
    unaskedWithinMs: (name) => windowOf.get(name),
    ...(options.webUrl === undefined ? {} : { webUrl: options.webUrl }),
    // Asked after the courier below was made: nothing comes in before the start.
    beginning: (partition, steps) => courier.beginning(partition, steps),
    clock,
    log,
  });
  const receive = options.measured?.(intake.receive) ?? intake.receive;
  const broadcaster: Broadcaster = new Broadcaster({
    store,
    channels: byBot,
    governorOf: (channel, bot) => courier.governorOf(channel, bot),
    receive,
    course: options.course,
    ...(options.quietHours === undefined ? {} : { quietHours: options.quietHours }),
    clock,
    log,
    ...(options.broadcastOver === undefined ? {} : { over: options.broadcastOver }),
  });
  const courier: Courier = new Courier({
    store,
    channels: byBot,
    paceOf: (channel, bot) =>
      byBot.of({ channel, bot })?.pace ??
      (channel === 'telegram' || channel === simulatedChannel
        ? telegramPace(options.telegramRepliesPerSecond ?? 1_000)
        : ownPace),
    receive,
    clock,
    log,
    owner: options.owner ?? randomUUID(),
    gatherMs: options.gatherMs ?? 0,
    companion: broadcaster,
  });
  // Whoever sends a partition's rows also wakes its chats: two processes would only race for them.
  const timers = openTimers({ store, receive, clock, log, isOurs: (partition) => courier.holds(partition) });
  return {
    receive,
    async start() {
      if (worksByItself) {
        courier.start();
        timers.start();
        broadcaster.start();
      }
      for (const channel of channels) await channel.start(receive);
    },
    async stop() {
      // First nothing new comes in, then what is in is committed, then what is committed is sent.
      for (const channel of channels) await channel.stop();
      await timers.stop();
      await broadcaster.stop();
      await intake.drain();
      await courier.stop();
    },
    async flush() {
      await courier.sweep();
      await broadcaster.look();
      await broadcaster.idle();
      await courier.idle();
    },
    waiting: intake.waiting,
  };
}
