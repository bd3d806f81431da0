import { expect, test } from 'vitest';
import { fateOf, shares } from '../../../src/channels/demo/fate.ts';

const people = Array.from({ length: 20_000 }, (_, number) => `gia-lap-${number}`);
const shareOf = (is: (fate: ReturnType<typeof fateOf>) => boolean, broadcast = -7): number =>
  people.filter((user) => is(fateOf('a-seed', user, broadcast))).length / people.length;

test('a run meets what a platform has in store: refusals, waits, unknown ends, and people who act on it', () => {
  const near = (share: number, expected: number): void => {
    expect(share).toBeGreaterThan(expected * 0.7);
    expect(share).toBeLessThan(expected * 1.3);
  };
  near(
    shareOf(({ delivery }) => delivery.kind === 'unreachable'),
    shares.blocked,
  );
  near(
    shareOf(({ delivery }) => delivery.kind === 'unknown'),
    shares.unknown,
  );
  near(
    shareOf(({ delivery }) => delivery.kind === 'retry' && delivery.scope === 'chat'),
    shares.throttledPerson,
  );
  near(
    shareOf(({ delivery }) => delivery.kind === 'retry' && delivery.scope === 'bot'),
    shares.throttledBot,
  );
  near(
    shareOf(({ reaction }) => reaction === 'opens_a_lesson'),
    shares.opens,
  );
});

test('who has blocked the bot has blocked it for every message; other fates are drawn anew', () => {
  const blocked = people.filter((user) => fateOf('a-seed', user, -7).delivery.kind === 'unreachable');
  expect(blocked.every((user) => fateOf('a-seed', user, -8).delivery.kind === 'unreachable')).toBe(true);
  const opens = (broadcast: number) =>
    people.filter((user) => fateOf('a-seed', user, broadcast).reaction === 'opens_a_lesson');
  expect(opens(-7)).toEqual(opens(-7));
  expect(opens(-7)).not.toEqual(opens(-8));
});
