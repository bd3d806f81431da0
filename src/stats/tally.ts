import type { Distribution } from './distribution.ts';

/** How many attempts of one total gave one answer to an item, and what it was worth. */
export type Cell = {
  /** undefined: not answered, or which option was not written down. */
  option: string | undefined;
  /** In units of 1 / `denominator` of the tally, as `total`. */
  mark: bigint;
  total: bigint;
  count: bigint;
};

export type ItemTally = {
  item: string;
  /** In units of 1 / `denominator`. */
  max: bigint;
  /** Every option the item offers, where that is known. */
  options: { option: string; mark: bigint }[] | undefined;
  /** Every attempt is in exactly one cell; one that did not answer has mark 0, as with Moodle. */
  cells: Cell[];
  unanswered: bigint;
};

/**
 * All that the figures of a quiz follow from: exact, and small where marks are few. Attempts and counters
 * both come to this, so both give the same figures to the last bit.
 */
export type Tally = {
  /** Marks are whole multiples of 1 / denominator. */
  denominator: bigint;
  items: ItemTally[];
  totals: Distribution;
};
