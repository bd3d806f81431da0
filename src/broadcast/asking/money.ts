import type { Asking } from './asked.ts';
import { pleadsIn } from './clause.ts';
import type { Frame } from './frame.ts';
import { type Found, is, type ReadText } from './reading.ts';

/** Where money would go, by the words around. */
type Place = {
  atCounter: boolean;
  inOwnPlace: boolean;
  throughChat: boolean;
  toUs: boolean;
  /** Its reader is named, or an amount, or it is asked for in so many words. */
  isWished: boolean;
};

/** Paying: to us, into an account, for some gain; not at a counter, in one's own app, or to one's own. */
export function ofMoney(
  deed: Found,
  frame: Frame,
  after: Found[],
  inClause: Found[],
  place: Place,
  make: (isSure: boolean) => Asking[],
): Asking[] {
  if (!is(deed, 'pay', 'hand')) return [];
  const toAccount = place.throughChat || inClause.some((item) => is(item, 'bank'));
  if ((place.atCounter || place.inOwnPlace) && !place.throughChat) return [];
  if (inClause.some((item) => is(item, 'family'))) return [];
  if (frame.isSituation && !toAccount) return [];
  const gains = after.some((item) => is(item, 'gain'));
  // "Chuyển tiền thì đọc kỹ tên", "chuyển tiền nhớ xem tên": what to mind, and no wish.
  const then = after.find((item) => is(item, 'follows'));
  if (then !== undefined && !gains && !place.toUs) return [];
  if (place.toUs || toAccount || place.isWished) return make(true);
  return gains ? make(false) : [];
}

/** Asked for in so many words: an amount, the reader named, or a request. */
export function isWished({ found, tokens }: ReadText, index: number, thing: Found): boolean {
  const deed = found[index] as Found;
  const before = found.slice(0, index).filter(({ clause }) => clause === deed.clause);
  const isAmount = [thing, ...found.filter(({ clause }) => clause === deed.clause)].some(
    (item) => is(item, 'money') && /\d/.test(tokens[item.from]?.plain ?? ''),
  );
  return isAmount || before.some((item) => is(item, 'reader', 'begin')) || pleadsIn(found, index, []);
}
