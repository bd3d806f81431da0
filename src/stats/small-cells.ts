/**
 * What may be shown of counts of people: nothing about fewer than ten, neither directly nor by subtraction.
 *
 * The remedy is merging, not blotting out: rows too small to be shown are added to one row "the others". What is
 * shown is then a whole table that adds up, every figure in it about ten people or more, so there is nothing
 * left to subtract.
 *
 * Which large rows go along is decided by their order, never by their counts, and the first in order always goes
 * along where anything is hidden. Two rules that look kinder tell too much to whoever knows them:
 * - the next smallest goes along, as many agencies have it: of 9, 20 and 20 one sees 20 and 29, so at least 9
 *   were hidden, and at most 9, because they were
 * - none goes along where the small ones together are enough: two places with 18 people have 9 each
 *
 * It holds for one fixed hierarchy (commune, province; a table of villages only below a commune that is shown).
 * Filters that overlap freely cannot be made safe this way and must not be offered.
 * Source of threshold and remedies: OECD glossary 7010, Washington DOH, ONS (facts: standards §8). Ten in all
 * places is our rule.
 */

/** No figure about fewer people than this is shown anywhere. */
export const fewestPeople = 10;

/** People of one place, parted into columns that exclude each other, such as finished and not finished. */
export type Row = { id: string; counts: readonly number[] };

/** `ids` of more than one row are "the others" together. */
export type ShownRow = { ids: readonly string[]; counts: readonly number[] };

/** Every figure of it is about `fewest` people or more; `total` is the sum of the rows. */
export type ShownTable = { kind: 'table'; rows: ShownRow[]; total: readonly number[] } | { kind: 'too_few' };

/**
 * Merges what is too small to be shown.
 * @param rows in the order in which they give way, by a fixed property of the place and never by these counts;
 * the most populous first, which `renew` can part from the others soonest
 * @param fewest other than ten only in tests
 */
export function showTable(rows: readonly Row[], fewest: number = fewestPeople): ShownTable {
  const isLarge = (counts: readonly number[]): boolean => counts.every((count) => count >= fewest);
  const hidden = new Set(rows.filter(({ counts }) => !isLarge(counts)).map(({ id }) => id));
  if (hidden.size > 0) {
    for (const [place, { id }] of rows.entries()) {
      if (place > 0 && isLarge(sumOf(rows.filter((row) => hidden.has(row.id))))) break;
      hidden.add(id);
    }
  }
  const others = rows.filter(({ id }) => hidden.has(id));
  if (rows.length === 0 || !isLarge(sumOf(rows))) return { kind: 'too_few' };
  const shown: ShownRow[] = rows
    .filter(({ id }) => !hidden.has(id))
    .map(({ id, counts }) => ({ ids: [id], counts: [...counts] }));
  if (others.length > 0) shown.push({ ids: others.map(({ id }) => id), counts: sumOf(others) });
  return { kind: 'table', rows: shown, total: sumOf(rows) };
}

/** A count of people by itself, with nothing it could be subtracted from. */
export const showCount = (people: number, fewest: number = fewestPeople): number | 'few' =>
  people < fewest ? 'few' : people;

/**
 * A share of people, if neither they nor those left over are few: "all of them" tells on everybody.
 * @returns 0..1, or a bound that says no more than "fewer than ten": `at_least`, `at_most`; 'few' if there are
 * not even twice as many people
 */
export function showShare(
  part: number,
  whole: number,
  fewest: number = fewestPeople,
): { kind: 'share' | 'at_least' | 'at_most'; share: number } | 'few' {
  if (whole < 2 * fewest) return 'few';
  if (part < fewest) return { kind: 'at_most', share: (fewest - 1) / whole };
  if (whole - part < fewest) return { kind: 'at_least', share: (whole - fewest + 1) / whole };
  return { kind: 'share', share: part / whole };
}

export function sumOf(rows: readonly { counts: readonly number[] }[]): number[] {
  const columns = Math.max(0, ...rows.map(({ counts }) => counts.length));
  return Array.from({ length: columns }, (_, column) =>
    rows.reduce((sum, { counts }) => sum + (counts[column] ?? 0), 0),
  );
}
