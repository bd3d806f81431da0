import type { Chat } from '../../../src/core/chat.ts';
import type { Outgoing } from '../../../src/core/effect.ts';
import { newSession } from '../../../src/core/new-session.ts';
import type { Session } from '../../../src/core/session.ts';
import { hourMs, type Instant } from '../../../src/core/time.ts';
import type { ArchiveRow, Loaded, OutgoingRow, Step, StepResult, Store } from '../../../src/store/store.ts';

/** A store to be tested: empty at first, with a clock that can be moved on. */
export type StoreUnderTest = {
  store: Store;
  /** Returns when at least so much time has passed on the store's own clock. */
  pass(ms: number): Promise<void>;
  /** Closes and removes everything. */
  stop(): Promise<void>;
};

export type OpenStore = () => Promise<StoreUnderTest>;

/** Monday, 2 March 2026, 08:00 in Hanoi. */
export const morning: Instant = Date.UTC(2026, 2, 2, 1);
/** Telegram repeats an update for a day. */
export const windowMs = 25 * hourMs;

export const lan: Chat = { channel: 'web', bot: '-', user: 'lan' };
export const minh: Chat = { channel: 'telegram', bot: '4711', user: '99' };

/** Some chats of one partition, so that one commit may name them together. */
export function neighbours(store: Store, count: number): { partition: number; chats: Chat[] } {
  const partition = store.partitionOf(lan);
  const chats: Chat[] = [];
  for (let user = 0; chats.length < count; user += 1) {
    const chat = { channel: 'telegram', bot: '4711', user: String(user) };
    if (store.partitionOf(chat) === partition) chats.push(chat);
  }
  return { partition, chats };
}

/** A session told from others by its number, which the store must give back. */
export const sessionNumbered = (generation: number): Session => ({
  ...newSession('0123456789abcdef', 'vi', morning),
  codeGeneration: generation,
});

export const says = (text: string): Outgoing => ({ kind: 'message', message: { text, choices: [] } });

export const rowSaying = (id: string, more: Partial<OutgoingRow> = {}): OutgoingRow => ({
  id,
  outgoing: says(`lời của ${id}`),
  ...more,
});

/** A step that changes nothing but what is named. */
export function stepFor(chat: Chat, more: Partial<Step>): Step {
  return {
    chat,
    base: undefined,
    updates: [],
    redeliveryMs: windowMs,
    session: sessionNumbered(1),
    timerAt: undefined,
    outgoing: [],
    counters: {},
    archive: [],
    ...more,
  };
}

export async function loadOne(store: Store, chat: Chat, updates: string[] = []): Promise<Loaded | undefined> {
  const [loaded] = await store.load([{ chat, updates }]);
  return loaded?.session === undefined ? undefined : loaded;
}

/** What waits for the archive, without the store's own note of what was added to the counters. */
export async function learnersRows(store: Store, partition: number): Promise<ArchiveRow[]> {
  const rows = (await store.archiveRows(partition, 1_000)).map(({ row }) => row);
  return rows.filter((row) => row.kind !== 'counters');
}

export async function commitOne(
  store: Store,
  chat: Chat,
  more: Partial<Step>,
  now = morning,
): Promise<StepResult> {
  const [result] = await store.commit(store.partitionOf(chat), [stepFor(chat, more)], now);
  if (result === undefined) throw new Error('commit gave no answer for its only step');
  return result;
}

/** Commits on whatever the chat is now. */
export async function commitNext(
  store: Store,
  chat: Chat,
  more: Partial<Step>,
  now = morning,
): Promise<StepResult> {
  return commitOne(store, chat, { base: (await loadOne(store, chat))?.version, ...more }, now);
}

/** Everything a stale step must not have touched. */
export async function traces(store: Store, chat: Chat): Promise<unknown> {
  const partition = store.partitionOf(chat);
  return {
    record: await loadOne(store, chat, ['u1', 'u2', 'u3']),
    chats: await store.chatCount(),
    rows: await store.outboxSize(),
    counters: await store.counters(''),
    timers: await store.dueTimers(partition, Number.MAX_SAFE_INTEGER, 100),
    archive: await store.archiveRows(partition, 100),
    code: await store.findCode('code-of-the-stale'),
  };
}
