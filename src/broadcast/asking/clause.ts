import { type Found, is, type ReadText } from './reading.ts';

// What the words around a deed say in its clause or after it: a favour, an exception, what follows, who and for whom.

/** "giúp", "lại", "nhé" in the clause: a favour asked. */
export const pleadsIn = (found: Found[], index: number, inClause: Found[]): boolean => {
  const deed = found[index] as Found;
  const before = found.slice(Math.max(0, index - 3), index).filter(({ clause }) => clause === deed.clause);
  return [...before, ...inClause].some((item) => is(item, 'please') && !is(item, 'must'));
};

/** "không đưa cho ai, trừ cán bộ"; not "kể cả cán bộ". */
export function hasExceptionAfter(after: Found[]): boolean {
  const except = after.findIndex((item) => is(item, 'except'));
  if (except < 0) return false;
  const follows = after.slice(except + 1, except + 4);
  return follows.some((item) => is(item, 'us', 'here')) && !follows.some((item) => is(item, 'even'));
}

/** What is said to follow: from doing it (bad), or from leaving it (a threat). */
export function consequenceOf(after: Found[], deed: Found): { isBad: boolean; isThreat: boolean } {
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
export function subjectOf(found: Found[], index: number): 'reader' | 'us' | 'nobody' {
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
export function givenToReader(found: Found[], index: number, inClause: Found[]): boolean {
  const deed = found[index] as Found;
  const before = found.slice(0, index).filter(({ clause }) => clause === deed.clause);
  const asksUs = before.some((item) => is(item, 'please', 'reader'));
  return before.some((item) => is(item, 'us')) && !asksUs && !inClause.some((item) => is(item, 'us', 'here'));
}

/** "đọc cho anh Tuấn": to somebody who is not said to be a stranger, nor the reader's own. */
export function isForSomebody({ tokens, found }: ReadText, deed: Found): boolean {
  for (let at = deed.to; at < deed.to + 12; at++) {
    const [token, next] = [tokens[at], tokens[at + 1]];
    if (token === undefined || next === undefined || token.opensClause || next.opensClause) return false;
    if (token.marked !== 'cho') continue;
    const named = found.find((item) => item.from === at + 1);
    return named !== undefined && is(named, 'us', 'person');
  }
  return false;
}

/** "không thu tiền qua điện thoại", "không cần vào CH Play": named to be ruled out. */
export const isDenied = (found: Found[], named: Found): boolean =>
  found.some((item) => item.clause === named.clause && item.from < named.from && is(item, 'no', 'noButYes'));

/** "câu hỏi về mật khẩu", "đổi mật khẩu": it is spoken of, not given. */
export function isAbout(found: Found[], place: number): boolean {
  const item = found[place] as Found;
  const before = found[place - 1];
  return (
    before !== undefined && before.clause === item.clause && item.from - before.to <= 1 && is(before, 'about')
  );
}
