import { createHash } from 'node:crypto';
import type { Instant } from '../core/time.ts';

export const deedKinds = [
  'joined',
  'changed',
  'bound',
  'named',
  'signed_in',
  'signed_out',
  'signed_out_everywhere',
  'invited',
  'withdrew_invitation',
  'revoked',
  'looked',
  'broadcast',
  'simulated',
  'retried_reports',
  'lesson',
  'certificate_revoked',
  /** Gave population figures, or switched a public page of a place on or off. */
  'figures',
] as const;
export type DeedKind = (typeof deedKinds)[number];

/** One thing somebody did or looked at. It holds no secret and nothing a learner wrote. */
export type Deed = {
  at: Instant;
  /** A person's id, or `terminal` or `start`. */
  by: string;
  did: DeedKind;
  /** A person's id, an invitation's first letters, a page's path. */
  to: string;
  /** Where it belongs: whoever may see the audit log of that unit sees it. */
  unit: string;
  /** What else is worth knowing: the role given, the reason. */
  note: string;
  /** The client's address, or where else it came from. */
  from: string;
};

/** A deed in its place. `number` is dense from 1; `hash` covers it and all before it. */
export type AuditEntry = Deed & { number: number; hash: string };

/** What the first entry is chained to. */
export const beforeAll = '0'.repeat(64);

/** The next entry of the chain. Whoever changes, adds or takes out an entry later must change every hash after it. */
export function entryAfter(last: Pick<AuditEntry, 'number' | 'hash'> | undefined, deed: Deed): AuditEntry {
  const number = (last?.number ?? 0) + 1;
  const { at, by, did, to, unit, note, from } = deed;
  const text = JSON.stringify([last?.hash ?? beforeAll, number, at, by, did, to, unit, note, from]);
  const hash = createHash('sha256').update(text).digest('hex');
  return { at, by, did, to, unit, note, from, number, hash };
}

/** @returns the number of the first entry that does not follow from the one before it */
export function brokenAt(
  entries: Iterable<AuditEntry>,
  before?: Pick<AuditEntry, 'number' | 'hash'>,
): number | undefined {
  let last = before;
  for (const entry of entries) {
    const right = entryAfter(last, entry);
    if (right.number !== entry.number || right.hash !== entry.hash) return right.number;
    last = entry;
  }
  return undefined;
}
