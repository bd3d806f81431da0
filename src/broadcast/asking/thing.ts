import { askedOf, deeds, things } from './asked.ts';
import { isAbout, isForSomebody, pleadsIn } from './clause.ts';
import { frameOf } from './frame.ts';
import { type Found, is, type ReadText } from './reading.ts';

/** What is given, and whether it was named just before and carried over. */
export type Thing = { item: Found; isCarried: boolean };

/** What a deed is done to: in its clause after it or before it, or carried over from just before. */
export function thingOf(read: ReadText, deed: Found, index: number): Thing | undefined {
  const { found } = read;
  const usable = (place: number): boolean =>
    place !== index && is(found[place] as Found, ...things) && !isAbout(found, place);
  if (is(deed, ...things)) return { item: deed, isCarried: false };
  // "nộp phí", "chuyển tiền" hold it themselves.
  const own = read.tokens.slice(deed.from, deed.to).map(({ plain }) => plain);
  if (is(deed, 'pay') && own.some((word) => ['tien', 'phi', 'khoan', 'quy', 'coc', 'phat'].includes(word))) {
    return { item: { ...deed, kinds: new Set(['money']) }, isCarried: false };
  }
  for (let place = index + 1; place < found.length; place++) {
    const item = found[place] as Found;
    if (item.sentence !== deed.sentence || item.from - deed.to > 12) break;
    if (item.clause !== deed.clause && (item.clause > deed.clause + 3 || is(item, 'reader', 'crook'))) break;
    if (is(item, ...deeds) && !is(item, ...things) && item.clause !== deed.clause) break;
    if (item.clause === deed.clause && is(item, 'no') && !is(item, 'noButYes', 'toThem')) break;
    if (usable(place)) return { item, isCarried: false };
  }
  for (let place = index - 1; place >= 0; place--) {
    const item = found[place] as Found;
    if (item.clause !== deed.clause) break;
    if (usable(place) && ((item.leads && is(deed, 'give')) || isTurnedTo(found, place, index)))
      return { item, isCarried: false };
  }
  return carried(read, deed, index, usable);
}

/** "… cán bộ hỏi thì nói": in the clause before, we ask. */
const mainAfterUs = (found: Found[], deed: Found): boolean => {
  const before = found.filter(({ clause }) => clause === deed.clause - 1);
  return before.some((item) => is(item, 'us')) && before.some((item) => is(item, 'want'));
};

const isSameDeed = ({ tokens }: ReadText, deed: Found, before: Found[]): boolean =>
  before.some(
    (item) => is(item, 'give', 'type', 'pay') && tokens[item.from]?.plain === tokens[deed.from]?.plain,
  );

/** "Ảnh căn cước xin gửi về đây": the thing first, and somebody asked for it; "mã gửi về máy" is only described. */
const isTurnedTo = (found: Found[], place: number, index: number): boolean => {
  const deed = found[index] as Found;
  const rest = found
    .slice(place + 1)
    .filter((item, at) => item.clause === deed.clause && at + place + 1 !== index);
  return rest.some((item) => is(item, 'us', 'here', 'channel', 'begin')) || pleadsIn(found, index, rest);
};

/** "Máy hiện sáu số. Bà con đọc lại cho cán bộ." The thing stands just before, and was not told of crooks. */
function carried(
  read: ReadText,
  deed: Found,
  index: number,
  usable: (place: number) => boolean,
): Thing | undefined {
  if (!is(deed, 'give', 'type', 'pay')) return undefined;
  const { found } = read;
  const inClause = found.slice(index + 1).filter(({ clause }) => clause === deed.clause);
  const before = found.slice(0, index).filter(({ clause }) => clause === deed.clause);
  const isOnly = before.some((item) => is(item, 'only'));
  const isTurnedToUs =
    inClause.some((item) => is(item, 'us', 'here', 'channel')) ||
    pleadsIn(found, index, inClause) ||
    isForSomebody(read, deed) ||
    read.mains.has(deed.clause);
  if (!isOnly && !isTurnedToUs) return undefined;
  for (let place = index - 1; place >= 0; place--) {
    const item = found[place] as Found;
    if (deed.sentence - item.sentence > 2 || deed.from - item.to > 30) return undefined;
    if (!usable(place)) continue;
    const frame = frameOf(read, place);
    const isWarned = frame.isTheirs || frame.isForbidden;
    // Money has honest errands; a word of it before says little.
    if (askedOf(item) === 'money' && item.sentence !== deed.sentence) return undefined;
    // "đừng đưa cho người lạ, đưa cho cán bộ": the same deed, now wished.
    const isAskedByUs = mainAfterUs(found, deed) && read.mains.has(deed.clause);
    const isContrast = !frame.isTheirs && (isAskedByUs || isSameDeed(read, deed, found.slice(0, index)));
    if (isWarned && !isOnly && !isContrast) return undefined;
    return { item, isCarried: true };
  }
  return undefined;
}
