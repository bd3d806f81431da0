import type { WordKind } from './asking-words.ts';
import { type Found, type ReadText, readText } from './marked-words.ts';

/** What is asked for. */
export type Asked =
  | 'code'
  | 'password'
  | 'papers'
  | 'bank'
  | 'personal'
  | 'money'
  | 'install'
  | 'remote'
  | 'link';

/** A place in a text that asks the reader for something, or may. */
export type Asking = { asked: Asked; isSure: boolean; at: number; end: number };

const secrets: readonly WordKind[] = ['code', 'password', 'bank', 'papers'];
const things: readonly WordKind[] = [...secrets, 'personal', 'money'];
const deeds: readonly WordKind[] = ['give', 'type', 'pay', 'want', 'install', 'allow', 'click', 'befriend'];

/**
 * What a text asks its reader for. It is read clause by clause for four things: a deed (send, read out, pay), a thing
 * that no honest message asks for, to whom, and how it is framed: forbidden, told of crooks, at a counter, in one's own
 * app. The same words warn in one frame and ask in another.
 */
export function askingsIn(text: string): Asking[] {
  const read = withCodesNamed(readText(withoutOthersSpeech(text)));
  const askings = read.found.flatMap((item, index) => (is(item, ...deeds) ? of(read, item, index) : []));
  const told = merged([...askings, ...questions(read), ...unexplained(read)]);
  return told.filter((one) => !isStory(read, text, one));
}

/**
 * Told of others, or put to the reader as a case: "Họ xin mã. Đưa không?" What we ask for ourselves is none, even as a
 * question.
 */
function isStory({ tokens, found }: ReadText, text: string, { isSure, at, end }: Asking): boolean {
  const sentence = tokens.find((token) => token.at >= at)?.sentence ?? 0;
  const inIt = found.filter((item) => (tokens[item.from]?.at ?? 0) < end && item.sentence === sentence);
  const isOurs = inIt.some((item) => is(item, 'us', 'here', 'begin', 'reader'));
  if (/[?][”"]?\s*$/u.test(text) && !isOurs) return true;
  if (isSure) return false;
  const near = found.filter((item) => Math.abs(item.sentence - sentence) <= 2);
  return near.some((item) => is(item, 'crook', 'reaction')) && !near.some((item) => is(item, 'us', 'here'));
}

const is = (item: Found, ...kinds: readonly WordKind[]): boolean =>
  kinds.some((kind) => item.kinds.has(kind));

/** "mã" alone is the code of a file where the text speaks of one, unless it is to come to us; else a secret. */
function withCodesNamed(read: ReadText): ReadText {
  const { found } = read;
  const hasOther = found.some((item) => is(item, 'otherCode'));
  const isToUs = (item: Found): boolean =>
    found.some((other) => other.clause === item.clause && is(other, 'us', 'here'));
  return {
    ...read,
    found: found.map((item) =>
      is(item, 'bareCode') && (!hasOther || isToUs(item)) ? { ...item, kinds: new Set(['code']) } : item,
    ),
  };
}

/**
 * A quotation is another's speech where the sentence around it says so: "Họ bảo: “Đọc mã đi”". Any other is ours, and
 * read as such: 'Bà con nhắn: “Mã OTP của tôi là …”'.
 */
function withoutOthersSpeech(text: string): string {
  return text.replace(/“[^”]*”|"[^"\n]*"|«[^»]*»/gu, (quote, at: number) => {
    const blank = ' '.repeat(quote.length);
    const [before = '', previous = ''] = text.slice(0, at).split(endOfSentence).reverse();
    const [after = '', next = ''] = text.slice(at + quote.length).split(endOfSentence);
    const kindsIn = (part: string): Found[] => readText(part).found;
    const own = [...kindsIn(before), ...kindsIn(after)];
    if (isButton(before, quote)) return blank;
    const standsAlone = before.trim() === '' && /[.!?…]”?$/u.test(quote);
    const around = standsAlone ? [...own, ...kindsIn(previous), ...kindsIn(next), ...kindsIn(after)] : own;
    const isTheirs = around.some(
      (item) => is(item, 'crook', 'isTrick') || (is(item, 'no') && !is(item, 'noButYes')),
    );
    // Whoever wants to be told something in these words speaks for us.
    const isOurs =
      around.some((item) => is(item, 'us', 'here', 'begin')) && !own.some((item) => is(item, 'crook'));
    return isTheirs && !isOurs ? blank : quote;
  });
}

const endOfSentence = /(?<=[.!?…])\s|\n/u;

/** "Bấm “Gửi yêu cầu”": the words on a button. */
function isButton(before: string, quote: string): boolean {
  if (quote.split(/\s+/).length > 5) return false;
  const { found, tokens } = readText(before);
  const last = found.at(-1);
  return last !== undefined && last.to === tokens.length && is(last, 'button');
}

type Frame = {
  /** Told of somebody who is none of us. */
  isTheirs: boolean;
  isForbidden: boolean;
  /** "Khi chuyển tiền, …", "lỡ …": of what may happen. */
  isSituation: boolean;
};

function of(read: ReadText, deed: Found, index: number): Asking[] {
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

type Place = {
  atCounter: boolean;
  inOwnPlace: boolean;
  throughChat: boolean;
  toUs: boolean;
  /** Its reader is named, or an amount, or it is asked for in so many words. */
  isWished: boolean;
};

function ofMoney(
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

/** "đọc cho anh Tuấn": to somebody who is not said to be a stranger, nor the reader's own. */
function isForSomebody({ tokens, found }: ReadText, deed: Found): boolean {
  for (let at = deed.to; at < deed.to + 12; at++) {
    const [token, next] = [tokens[at], tokens[at + 1]];
    if (token === undefined || next === undefined || token.opensClause || next.opensClause) return false;
    if (token.marked !== 'cho') continue;
    const named = found.find((item) => item.from === at + 1);
    return named !== undefined && is(named, 'us', 'person');
  }
  return false;
}

function isWished({ found, tokens }: ReadText, index: number, thing: Found): boolean {
  const deed = found[index] as Found;
  const before = found.slice(0, index).filter(({ clause }) => clause === deed.clause);
  const isAmount = [thing, ...found.filter(({ clause }) => clause === deed.clause)].some(
    (item) => is(item, 'money') && /\d/.test(tokens[item.from]?.plain ?? ''),
  );
  return isAmount || before.some((item) => is(item, 'reader', 'begin')) || pleadsIn(found, index, []);
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

/** Installing from outside the stores, letting others in, links, strangers' chats. */
function ofOpening(read: ReadText, deed: Found, index: number, frame: Frame, inClause: Found[]): Asking[] {
  if (frame.isTheirs || frame.isForbidden || (inClause[0] !== undefined && is(inClause[0], 'no'))) return [];
  const make = (asked: Asked, thing: Found, isSure: boolean): Asking[] => [
    {
      ...{ asked, isSure },
      at: read.tokens[deed.from]?.at ?? 0,
      end: read.tokens[Math.max(thing.to, lastOf(inClause)) - 1]?.end ?? 0,
    },
  ];
  const sentence = read.found.filter(({ sentence: place }) => place === deed.sentence);
  const after = read.found.slice(index + 1).filter(({ sentence: place }) => place === deed.sentence);
  if (after.some((item) => is(item, 'isTrick', 'bad')) && !inClause.some((item) => is(item, 'us'))) return [];
  const remote = inClause.find((item) => is(item, 'remote'));
  if (remote !== undefined) return frame.isSituation ? [] : make('remote', remote, true);
  const link = inClause.find((item) => is(item, 'link'));
  if (is(deed, 'click') && link !== undefined && link.from - deed.to <= 2) return make('link', link, false);
  if (is(deed, 'befriend') && inClause.some((item) => is(item, 'us', 'here', 'outside'))) {
    return make('link', deed, false);
  }
  if (!is(deed, 'install')) return [];
  const app = inClause.find(
    (item) => is(item, 'app', 'knownApp') || (is(item, 'outside') && !is(item, 'us')),
  );
  if (app === undefined || sentence.some((item) => is(item, 'store') && !isDenied(read.found, item)))
    return [];
  if (sentence.some((item) => is(item, 'outside') && !is(item, 'knownApp') && item !== app)) {
    return make('install', app, true);
  }
  if (is(app, 'outside') && !is(app, 'knownApp')) return make('install', app, true);
  const isWish = sentence.some((item) => is(item, 'us', 'here', 'begin', 'reader'));
  return frame.isSituation || is(app, 'knownApp') || !isWish ? [] : make('install', app, false);
}

/**
 * A secret that is named in no frame known to be honest: nobody forbids it, tells of a crook, explains it, or says
 * where one uses it oneself. A second person looks.
 */
function unexplained(read: ReadText): Asking[] {
  const { found, tokens } = read;
  return found.flatMap((item, index): Asking[] => {
    if (!is(item, 'code', 'password', 'bank') || isAbout(found, index)) return [];
    const { isTheirs, isForbidden, isSituation } = frameOf(read, index);
    if (isTheirs || isForbidden || isSituation) return [];
    const sentence = found.filter((other) => other.sentence === item.sentence);
    const honest: WordKind[] = ['ownPlace', 'counter', 'toThem', 'isTrick', 'crook', 'no', 'about', 'bad'];
    if (sentence.some((other) => is(other, ...honest) && !is(other, 'noButYes'))) return [];
    // "OTP là mã dùng một lần": what it is.
    const next = found[index + 1];
    if (next !== undefined && is(next, 'follows') && next.from - item.to <= 1) return [];
    if (!sentence.some((other) => is(other, 'us', 'here', 'begin'))) return [];
    return [
      {
        asked: askedOf(item),
        isSure: false,
        at: tokens[item.from]?.at ?? 0,
        end: tokens[item.to - 1]?.end ?? 0,
      },
    ];
  });
}

/** "Mật khẩu của bác là gì?" asks without a deed. */
function questions(read: ReadText): Asking[] {
  const { found, tokens } = read;
  return found.flatMap((item, index) => {
    if (!is(item, 'code', 'password', 'bank') || isAbout(found, index)) return [];
    const asks = found.find(
      (other) =>
        other.sentence === item.sentence && is(other, 'question') && Math.abs(other.from - item.to) <= 6,
    );
    if (asks === undefined || frameOf(read, index).isTheirs) return [];
    // "Mã OTP là gì? Là mã dùng một lần": with no owner it is explained.
    const isOwned = found.some(
      (other) =>
        other.sentence === item.sentence && is(other, 'reader') && Math.abs(other.from - item.to) <= 3,
    );
    if (
      !isOwned &&
      !/bao nhieu|so may/.test(
        tokens
          .slice(asks.from, asks.to)
          .map(({ plain }) => plain)
          .join(' '),
      )
    ) {
      return [];
    }
    const [first, last] = [Math.min(item.from, asks.from), Math.max(item.to, asks.to)];
    return [
      { asked: askedOf(item), isSure: true, at: tokens[first]?.at ?? 0, end: tokens[last - 1]?.end ?? 0 },
    ];
  });
}

const askedOf = (thing: Found): Asked =>
  (['code', 'password', 'bank', 'papers', 'money', 'personal'] as const).find((kind) =>
    thing.kinds.has(kind),
  ) ?? 'personal';

const lastOf = (items: Found[]): number =>
  Math.max(0, ...items.filter((item) => is(item, 'us', 'here', ...things)).map(({ to }) => to));

/** "không thu tiền qua điện thoại", "không cần vào CH Play": named to be ruled out. */
const isDenied = (found: Found[], named: Found): boolean =>
  found.some((item) => item.clause === named.clause && item.from < named.from && is(item, 'no', 'noButYes'));

/** How the words before a deed frame it; a new subject, or a request, begins a frame of its own. */
function frameOf({ found, mains }: ReadText, index: number): Frame {
  const deed = found[index] as Found;
  const frame: Frame = { isTheirs: false, isForbidden: false, isSituation: false };
  let clause = -1;
  for (let place = 0; place < index; place++) {
    const item = found[place] as Found;
    if (item.sentence < deed.sentence - 1) continue;
    if (item.sentence < deed.sentence) {
      // "Kẻ gian hay gọi. Bảo bà con đọc mã.": their deeds told on, without a subject.
      continue;
    }
    if (item.clause !== clause) {
      clause = item.clause;
      if (mains.has(clause) || (item.leads && is(item, 'reader', 'us', 'begin') && !is(item, 'crook'))) {
        frame.isTheirs = false;
        frame.isForbidden = false;
        frame.isSituation = false;
      }
    }
    if (is(item, 'crook')) frame.isTheirs = true;
    if (is(item, 'when') || (is(item, 'done') && deed.from - item.to <= 2)) frame.isSituation = true;
    // "Ông nhờ đọc mã": somebody else's wish, told.
    const named = found[place - 1];
    if (is(item, 'favour') && !item.leads && !(named?.clause === clause && is(named, 'us', 'please'))) {
      frame.isTheirs = true;
    }
    if (is(item, 'noButYes')) frame.isForbidden = false;
    else if (is(item, 'no')) frame.isForbidden = true;
    if (is(item, 'only') && item.clause === deed.clause && !frame.isTheirs) frame.isForbidden = false;
  }
  // "… thì đọc": the deed itself opens the clause.
  if (deed.clause !== clause && mains.has(deed.clause)) {
    Object.assign(frame, { isTheirs: false, isForbidden: false, isSituation: false });
  }
  const inClause = found.filter(({ clause: of_ }, place) => of_ === deed.clause && place > index);
  const ownNo = found.some(
    (item, place) => place < index && item.clause === deed.clause && is(item, 'no') && !is(item, 'noButYes'),
  );
  // What a comma carries on from "không …" is no longer forbidden once it says: to us.
  if (frame.isForbidden && !ownNo && inClause.some((item) => is(item, 'us', 'here')))
    frame.isForbidden = false;
  // "Nobody should …", "tell nobody".
  if (inClause.slice(0, 3).some((item) => is(item, 'crook') && is(item, 'no'))) frame.isForbidden = true;
  return frame;
}

type Thing = { item: Found; isCarried: boolean };

/** What a deed is done to: in its clause after it or before it, or carried over from just before. */
function thingOf(read: ReadText, deed: Found, index: number): Thing | undefined {
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

/** "câu hỏi về mật khẩu", "đổi mật khẩu": it is spoken of, not given. */
function isAbout(found: Found[], place: number): boolean {
  const item = found[place] as Found;
  const before = found[place - 1];
  return (
    before !== undefined && before.clause === item.clause && item.from - before.to <= 1 && is(before, 'about')
  );
}

/** "giúp", "lại", "nhé" in the clause: a favour asked. */
const pleadsIn = (found: Found[], index: number, inClause: Found[]): boolean => {
  const deed = found[index] as Found;
  const before = found.slice(Math.max(0, index - 3), index).filter(({ clause }) => clause === deed.clause);
  return [...before, ...inClause].some((item) => is(item, 'please') && !is(item, 'must'));
};

/** "không đưa cho ai, trừ cán bộ"; not "kể cả cán bộ". */
function hasExceptionAfter(after: Found[]): boolean {
  const except = after.findIndex((item) => is(item, 'except'));
  if (except < 0) return false;
  const follows = after.slice(except + 1, except + 4);
  return follows.some((item) => is(item, 'us', 'here')) && !follows.some((item) => is(item, 'even'));
}

/** What is said to follow: from doing it (bad), or from leaving it (a threat). */
function consequenceOf(after: Found[], deed: Found): { isBad: boolean; isThreat: boolean } {
  const then = after.findIndex((item) => is(item, 'follows'));
  const elsewhere = after.filter(({ clause }) => clause !== deed.clause);
  const rest = (then < 0 ? elsewhere : after.slice(then)).slice(0, 6);
  const isTheirs = rest.some((item) => is(item, 'crook'));
  const isMain = then >= 0 && after[then]?.clause === deed.clause;
  return {
    isBad: then >= 0 && rest.some((item) => is(item, 'bad')),
    isThreat: !isTheirs && (rest.some((item) => is(item, 'threat')) || (isMain && refusesGood(rest))),
  };
}

/** "… thì không được lên mức 2"; "… thì không mất gì" is no threat. */
const refusesGood = (rest: Found[]): boolean => {
  const no = rest.find((item, place) => place < 3 && is(item, 'no') && !is(item, 'noButYes'));
  return no !== undefined && !rest.some((item) => is(item, 'bad'));
};

/** Who does it, by the words before: the nearest person named in the clause, else whoever the sentence is about. */
function subjectOf(found: Found[], index: number): 'reader' | 'us' | 'nobody' {
  const deed = found[index] as Found;
  for (let place = index - 1; place >= 0; place--) {
    const item = found[place] as Found;
    if (item.clause !== deed.clause) break;
    if (is(item, 'reader')) return 'reader';
    if (is(item, 'us')) return 'us';
  }
  return 'nobody';
}

/** "Xã gửi tiền hỗ trợ cho bà con", "máy gửi mã về": the reader receives. */
function givenToReader(found: Found[], index: number, inClause: Found[]): boolean {
  const deed = found[index] as Found;
  const before = found.slice(0, index).filter(({ clause }) => clause === deed.clause);
  const asksUs = before.some((item) => is(item, 'please', 'reader'));
  return before.some((item) => is(item, 'us')) && !asksUs && !inClause.some((item) => is(item, 'us', 'here'));
}

/** One finding a thing and place: "gửi ảnh, nhắn mã" is one. */
function merged(askings: Asking[]): Asking[] {
  const kept: Asking[] = [];
  for (const one of [...askings].sort((a, b) => a.at - b.at || b.end - a.end)) {
    const same = kept.find(
      (other) => other.asked === one.asked && one.at < other.end && one.isSure === other.isSure,
    );
    if (same === undefined) kept.push({ ...one });
    else same.end = Math.max(same.end, one.end);
  }
  return kept.filter(
    (one) => one.isSure || !kept.some((other) => other.isSure && other.at < one.end && one.at < other.end),
  );
}
