import { fewestPeople, type Row, type ShownRow, showTable, sumOf } from './small-cells.ts';

/** A row as it was shown at some time; it may stand for longer than the others. */
export type DatedRow = ShownRow & { at: number };
export type DatedTable = { kind: 'table'; rows: DatedRow[]; total: readonly number[] } | { kind: 'too_few' };

/**
 * The table to show after `earlier`, such that no two tables ever shown tell by subtraction about fewer than ten
 * people: a row stands as it was until every column of it has moved by ten or more.
 *
 * Rows once merged are only ever parted, never merged otherwise: else a place shown alone, then merged, then alone
 * again would tell what the middle one hid. So any two tables can be compared only in rows of the earlier one.
 *
 * And they are parted late: once the place that gives way first now has as many people as all of them had
 * together. With fewer, and because people only come, so much of the earlier sum must have been the others' own,
 * and nine hidden people would be told of afterwards. So the most populous place should give way first.
 *
 * For counts that grow. A place whose people have become fewer than ten in some column, or that is gone,
 * stands still with its date.
 * @param earlier what was shown last, not what was known then; undefined at first
 * @param rows all places, in the order in which they give way, always the same; those that were not there
 * before form rows of their own
 */
export function renew(
  earlier: DatedTable | undefined,
  rows: readonly Row[],
  at: number,
  fewest: number = fewestPeople,
): DatedTable {
  const before = earlier?.kind === 'table' ? earlier.rows : [];
  const known = new Set(before.flatMap(({ ids }) => ids));
  const renewed = before.flatMap((row): DatedRow[] => {
    const places = rows.filter(({ id }) => row.ids.includes(id));
    const now = sumOf(places);
    const hasMoved =
      places.length === row.ids.length &&
      now.every((count, column) => Math.abs(count - (row.counts[column] ?? 0)) >= fewest);
    if (!hasMoved || now.some((count) => count < fewest)) return [row];
    const parts = showTable(places, fewest);
    const mayPart = parts.kind === 'table' && canPart(row, parts.rows, places[0]?.id);
    return (mayPart ? parts.rows : [{ ids: row.ids, counts: now }]).map((part) => ({ ...part, at }));
  });
  const fresh = showTable(
    rows.filter(({ id }) => !known.has(id)),
    fewest,
  );
  const all = [...renewed, ...(fresh.kind === 'table' ? fresh.rows.map((row) => ({ ...row, at })) : [])];
  return all.length === 0 ? { kind: 'too_few' } : { kind: 'table', rows: all, total: sumOf(all) };
}

/** Only the first place shelters the others: whatever else was hidden is known to have been few. */
function canPart(whole: ShownRow, parts: readonly ShownRow[], first: string | undefined): boolean {
  const shelter = parts.find(({ ids }) => first !== undefined && ids.includes(first));
  return whole.counts.every((count, column) => (shelter?.counts[column] ?? 0) >= count);
}
