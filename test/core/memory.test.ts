import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Memory, readMemories, writeMemories } from '../../src/core/memory.ts';

const item = fc.oneof(
  fc.constantFrom('4.1-a1', '1.1-a', '15.15-h31', '2.3-c9', '4.1-a01', '16.1-a1', '4.1-i1', '4.1-a32'),
  fc.stringMatching(/^[1-9]\.[1-9]-[a-z0-9.-]{1,10}$/),
);
const memory: fc.Arbitrary<Memory> = fc.record({
  stability: fc.double({ min: 0.1, max: 36_500, noNaN: true }),
  difficulty: fc.double({ min: 1, max: 10, noNaN: true }),
  day: fc.nat(0xffff),
  wording: fc.nat(7),
  wasDelayed: fc.boolean(),
});

test('what is remembered comes back: exactly but for strength, which keeps its nearest step', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(item, memory)), (entries) => {
      const written = new Map(entries);
      const read = readMemories(writeMemories(written));
      expect([...read.keys()]).toEqual([...written.keys()]);
      for (const [id, it] of written) {
        const { stability = 0, difficulty = 0, ...rest } = read.get(id) ?? {};
        const { stability: s, difficulty: d, ...exact } = it;
        expect(rest).toEqual(exact);
        expect(Math.abs(stability / s - 1)).toBeLessThan(0.026);
        expect(Math.abs(difficulty - d)).toBeLessThan(0.301);
      }
      // Written again nothing moves any more: what a step reads is what it wrote.
      expect(writeMemories(read)).toEqual(writeMemories(written));
    }),
  );
});

test('an item costs six bytes, and nobody costs anything before something was missed', () => {
  const it: Memory = { stability: 3, difficulty: 5, day: 20_000, wording: 1, wasDelayed: false };
  expect(writeMemories(new Map([['4.1-a1', it]]))?.length).toBe(6);
  expect(writeMemories(new Map())).toBeUndefined();
});

test('days before and beyond what a record holds are held at its ends', () => {
  const it: Memory = { stability: 1e9, difficulty: 40, day: -5, wording: 12, wasDelayed: true };
  const read = readMemories(writeMemories(new Map([['4.1-a1', it]]))).get('4.1-a1');
  expect(read).toMatchObject({ day: 0, wording: 7, wasDelayed: true, difficulty: 10 });
  expect(read?.stability).toBeCloseTo(36_500, 0);
});
