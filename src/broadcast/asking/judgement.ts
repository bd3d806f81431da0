import { type Asking, askedOf, lastOf } from './asked.ts';
import {
  consequenceOf,
  givenToReader,
  hasExceptionAfter,
  isDenied,
  isForSomebody,
  pleadsIn,
  subjectOf,
} from './clause.ts';
import { frameOf } from './frame.ts';
import { isWished, ofMoney } from './money.ts';
import { ofOpening } from './opening.ts';
import { type Found, is, type ReadText } from './reading.ts';
import { type Thing, thingOf } from './thing.ts';

/** What one deed asks for, judged by its thing, its addressee and its frame. */
export function askingsOfDeed(read: ReadText, deed: Found, index: number): Asking[] {
  const { found } = read;
  const frame = frameOf(read, index);
  const after = found.slice(index + 1).filter(({ sentence }) => sentence === deed.sentence);
  const inClause = after.filter(({ clause }) => clause === deed.clause);
  const thing = thingOf(read, deed, index);
  if (is(deed, 'install', 'allow', 'click', 'befriend')) return ofOpening(read, deed, index, frame, inClause);
  if (thing === undefined) return [];
  const asked = askedOf(thing.item);
  const make = (isSure: boolean): Asking[] => [
    {
      ...{ asked, isSure },
      at: read.tokens[Math.min(deed.from, thing.item.from)]?.at ?? 0,
      end: read.tokens[Math.max(deed.to, thing.item.to, lastOf(inClause)) - 1]?.end ?? 0,
    },
  ];
  const toUs =
    inClause.some((item) => is(item, 'us', 'here', 'channel')) ||
    pleadsIn(found, index, inClause) ||
    isForSomebody(read, deed);
  const hasException = frame.isForbidden && hasExceptionAfter(after);
  if (hasException) return make(true);
  if (frame.isTheirs) return [];
  if (
    !frame.isForbidden &&
    inClause.some((item) => is(item, 'toThem')) &&
    !inClause.some((item) => is(item, 'us'))
  )
    return [];
  const consequence = consequenceOf(after, deed);
  if (frame.isForbidden) {
    const isThreat = consequence.isThreat && !after.some((item) => is(item, 'lest'));
    return isThreat ? make(true) : [];
  }
  if (consequence.isBad) return [];
  if (after.some((item) => is(item, 'isTrick')) && !toUs) return [];
  const near = found.filter((item) => Math.abs(item.sentence - deed.sentence) === 0);
  const atCounter = near.some((item) => is(item, 'counter'));
  const inOwnPlace = near.some((item) => is(item, 'ownPlace'));
  const throughChat = near.some((item) => is(item, 'here', 'channel') && !isDenied(found, item));
  if (is(deed, 'want') && !is(deed, 'give', 'pay')) {
    return ofWanting(read, index, thing, atCounter, make);
  }
  if (givenToReader(found, index, inClause)) return [];
  switch (asked) {
    case 'code':
    case 'password':
      if (inOwnPlace && is(deed, 'type') && !throughChat) return [];
      return frame.isSituation && !toUs ? [] : make(true);
    case 'bank':
    case 'papers':
      if ((atCounter || inOwnPlace) && !throughChat) return [];
      if (is(deed, 'pay') && asked === 'papers' && !toUs && !throughChat) return make(false);
      return frame.isSituation && !toUs ? [] : make(true);
    case 'personal':
      if (atCounter || inOwnPlace || frame.isSituation) return [];
      return toUs || throughChat ? make(false) : [];
    case 'money':
      return ofMoney(
        deed,
        frame,
        after,
        inClause,
        { atCounter, inOwnPlace, throughChat, toUs, isWished: isWished(read, index, thing.item) },
        make,
      );
    case 'install':
    case 'remote':
    case 'link':
      return [];
  }
}

/** "Cán bộ cần mã OTP", "cho em xin số thẻ", "thu mỗi hộ 50 nghìn". */
function ofWanting(
  read: ReadText,
  index: number,
  thing: Thing,
  atCounter: boolean,
  make: (isSure: boolean) => Asking[],
): Asking[] {
  const { found } = read;
  const deed = found[index] as Found;
  if (thing.item.from < deed.from || thing.isCarried) return [];
  const subject = subjectOf(found, index);
  const asked = askedOf(thing.item);
  if (asked === 'personal') return [];
  if (asked === 'money') {
    if (subject === 'reader' || atCounter) return [];
    return subject === 'us' || is(deed, 'collect') ? make(true) : [];
  }
  if (subject === 'reader') return [];
  if (asked === 'papers' && (atCounter || read.tokens[deed.from]?.plain === 'hoi')) return [];
  if (subject === 'us') return make(true);
  if (frameOf(read, index).isSituation || asked === 'papers') return [];
  return make(asked !== 'bank' || pleadsIn(found, index, []) || is(deed, 'please'));
}
