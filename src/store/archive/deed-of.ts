import type { Deed } from '../../access/deed.ts';
import type { Redeemed } from '../../access/one-time-link.ts';
import type { Instant } from '../../core/time.ts';

/** What the audit log says of a link that was opened: who came in by it, as what, by whose invitation. */
export function deedOf(
  { link, person, did }: Extract<Redeemed, { kind: 'opened' }>,
  from: string,
  now: Instant,
): Deed {
  const isLetIn = did === 'joined' || did === 'changed';
  return {
    at: now,
    by: person.id,
    did,
    to: isLetIn ? link.madeBy : person.id,
    unit: person.unit,
    note: isLetIn ? person.role : '',
    from,
  };
}
