import type { Effect } from './effect.ts';

/**
 * Several events of one chat answered at once (a queue after an outage, a tap storm): replies that only
 * repeat the screen are dropped when anything else is said after them, so that twenty texts get one reply.
 */
export function foldSays<T extends { effect: Effect }>(effects: T[]): T[] {
  const lastSay = effects.findLastIndex(({ effect }) => effect.kind === 'say');
  return effects.filter(
    ({ effect }, place) => effect.kind !== 'say' || effect.reprompt !== true || place === lastSay,
  );
}
