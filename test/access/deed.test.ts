import { describe, expect, test } from 'vitest';
import { type AuditEntry, brokenAt, type Deed, entryAfter } from '../../src/access/deed.ts';

const deed = (to: string): Deed => ({
  at: 5,
  by: 'lan',
  did: 'looked',
  to,
  unit: '38',
  note: 'ghi chú',
  from: '203.0.113.7',
});
const chainOf = (...things: string[]): AuditEntry[] => {
  const chain: AuditEntry[] = [];
  for (const to of things) chain.push(entryAfter(chain.at(-1), deed(to)));
  return chain;
};

describe('the chain of the audit log', () => {
  test('holds as it was written, in parts too', () => {
    const chain = chainOf('a', 'b', 'c');
    expect(chain.map(({ number }) => number)).toEqual([1, 2, 3]);
    expect(brokenAt(chain)).toBeUndefined();
    expect(brokenAt(chain.slice(1), chain[0])).toBeUndefined();
  });

  test.each<{ what: string; tamper(chain: AuditEntry[]): AuditEntry[]; at: number }>([
    ...(['at', 'by', 'did', 'to', 'unit', 'note', 'from', 'hash'] as const).map((field) => ({
      what: `another ${field}`,
      tamper: (chain: AuditEntry[]) =>
        chain.map((entry) => (entry.number === 2 ? { ...entry, [field]: field === 'at' ? 6 : 'x' } : entry)),
      at: 2,
    })),
    {
      what: 'one changed together with its own hash, in the next one,',
      tamper: ([a, , c]) => [a, entryAfter(a, deed('x')), c] as AuditEntry[],
      at: 3,
    },
    { what: 'one taken out', tamper: (chain) => chain.filter(({ number }) => number !== 2), at: 2 },
    { what: 'two changed about', tamper: ([a, b, c]) => [a, c, b] as AuditEntry[], at: 2 },
    { what: 'the first taken out', tamper: (chain) => chain.slice(1), at: 1 },
  ])('$what shows', ({ tamper, at }) => {
    expect(brokenAt(tamper(chainOf('a', 'b', 'c')))).toBe(at);
  });
});
