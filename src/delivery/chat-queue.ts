import type { Instant } from '../core/time.ts';
import type { OutboxRow } from '../store/store.ts';

/** What waits to be sent to one chat, in order. Only the first row is ever on its way. */
export type ChatQueue = {
  readonly key: string;
  /** Rows, or, when too many wait, their sequences alone. */
  readonly rows: (OutboxRow | number)[];
  /** `busy`: the first row is being fetched, waits for the bot's turn, or is on its way. */
  state: 'free' | 'held' | 'busy';
  heldUntilAt: Instant;
};

export const newQueue = (key: string): ChatQueue => ({ key, rows: [], state: 'free', heldUntilAt: 0 });

/** The first row, when it is here and not only its sequence. */
export function firstRow(queue: ChatQueue): OutboxRow | undefined {
  const [first] = queue.rows;
  return typeof first === 'object' ? first : undefined;
}
