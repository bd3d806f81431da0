import type { Deed } from '../../access/deed.ts';
import type { Redeemed } from '../../access/one-time-link.ts';
import type { Instant } from '../../core/time.ts';

/** What the audit log says of a link that was opened: who came in by it, as what, and who had made it. */
export function deedOf(
  { link, person, did }: Extract<Redeemed, { kind: 'opened' }>,
  from: string,
  now: Instant,
): Deed {
  const by = person.id;
  const note = did === 'joined' || did === 'changed' ? `${person.role}, by ${link.madeBy}` : '';
  return { at: now, by, did, to: person.id, unit: person.unit, note, from };
}
