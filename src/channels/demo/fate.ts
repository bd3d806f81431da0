import type { Delivery } from '../channel.ts';
import { drawn } from './person.ts';

/** What becomes of a message of officials to one person, and what they do about it. */
export type Fate = {
  /** At the first try; later ones find the person. */
  delivery: Delivery;
  reaction: 'none' | 'opens_a_lesson' | 'stops_the_topic';
};

/** Shares of those sent to. Some block a bot for good; the rest is a platform on an ordinary day. */
export const shares = {
  blocked: 0.03,
  throttledPerson: 0.01,
  throttledBot: 0.002,
  unknown: 0.005,
  opens: 0.15,
  stops: 0.01,
} as const;

/** @param broadcast a number that names it; a person who blocked is blocked for all of them */
export function fateOf(seed: string, user: string, broadcast: number): Fate {
  const draw = (what: string): number => drawn(seed, `${user}:${broadcast}:${what}`);
  if (drawn(seed, `${user}:blocked`) < shares.blocked) {
    const reason = '403 Forbidden: bot was blocked by the user (simulated)';
    return { delivery: { kind: 'unreachable', reason }, reaction: 'none' };
  }
  const acts = draw('reaction');
  const reaction =
    acts < shares.stops ? 'stops_the_topic' : acts < shares.stops + shares.opens ? 'opens_a_lesson' : 'none';
  return { delivery: deliveryOf(draw('delivery')), reaction };
}

function deliveryOf(share: number): Delivery {
  const { unknown, throttledBot, throttledPerson } = shares;
  const reason = '429 Too Many Requests (simulated)';
  if (share < unknown) return { kind: 'unknown', reason: 'the answer was lost (simulated)' };
  if (share < unknown + throttledBot) return { kind: 'retry', afterMs: 2_000, scope: 'bot', reason };
  if (share < unknown + throttledBot + throttledPerson)
    return { kind: 'retry', afterMs: 5_000, scope: 'chat', reason };
  return { kind: 'delivered' };
}
