import { type Chat, chatKey } from '../core/chat.ts';
import { dayMs } from '../core/time.ts';

export type Limits = {
  /** Of one chat. */
  turnsPerDay: number;
  /** Of the whole service, all processes together. */
  tokensPerDay: number;
};

/** Counts in a window that opens with the first; the store's `tally`. */
type Tally = (key: string, windowMs: number, by?: number) => Promise<number>;

/** Right to one turn; what it cost is told afterwards, so that the rest is free again. */
export type Reservation = { settle(tokens: number): Promise<void> };

const tokensKey = 'tutor:tokens';

/**
 * Reserves before a call and settles after it, in the store: however many processes ask at once, together they stay
 * within the day's measure, and a killed one has spent its estimate.
 */
export function openBudget(tally: Tally, { turnsPerDay, tokensPerDay }: Limits) {
  return {
    /** @param estimate tokens. @returns why not, when there is nothing left today */
    async reserve(chat: Chat, estimate: number): Promise<Reservation | 'person' | 'service'> {
      const turnsKey = `tutor:${chatKey(chat)}`;
      const turns = await tally(turnsKey, dayMs);
      if (turns > turnsPerDay) return 'person';
      if ((await tally(tokensKey, dayMs, estimate)) > tokensPerDay) {
        await tally(tokensKey, dayMs, -estimate);
        return 'service';
      }
      return {
        async settle(tokens) {
          if (tokens !== estimate) await tally(tokensKey, dayMs, tokens - estimate);
        },
      };
    },
  };
}
export type Budget = ReturnType<typeof openBudget>;
