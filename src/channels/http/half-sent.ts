import { type Chat, chatKey } from '../../core/chat.ts';
import type { Delivery } from '../channel.ts';

/** Messages of several parts whose middle failed, remembered so that a retry goes on where it stopped. */
const rowsLimit = 1_000;

export type Parts = {
  /** Makes the calls of one row in order, those before a failed one not again. @returns how the last of them ended */
  send<T>(
    chat: Chat,
    sequence: number,
    calls: readonly T[],
    make: (call: T) => Promise<Delivery>,
  ): Promise<Delivery>;
};

/** What one platform was sent of messages that need several calls. */
export function openParts(): Parts {
  /** `<chat>#<sequence>` -> parts delivered. */
  const halfSent = new Map<string, number>();
  const remember = (row: string, parts: number): void => {
    halfSent.delete(row);
    halfSent.set(row, parts);
    const [oldest] = halfSent.size > rowsLimit ? halfSent.keys() : [];
    if (oldest !== undefined) halfSent.delete(oldest);
  };
  return {
    async send(chat, sequence, calls, make) {
      const row = `${chatKey(chat)}#${sequence}`;
      let message: string | undefined;
      for (const [place, call] of calls.entries()) {
        if (place < (halfSent.get(row) ?? 0)) continue;
        const delivery = await make(call);
        if (delivery.kind !== 'delivered') {
          if (delivery.kind === 'bad_content' || delivery.kind === 'unreachable') halfSent.delete(row);
          return delivery;
        }
        message = delivery.message;
        if (calls.length > 1) remember(row, place + 1);
      }
      halfSent.delete(row);
      return message === undefined ? { kind: 'delivered' } : { kind: 'delivered', message };
    },
  };
}
