import { type Found, is, type ReadText } from './reading.ts';

/** How a deed is told: of whom, forbidden, or as what may happen. */
export type Frame = {
  /** Told of somebody who is none of us. */
  isTheirs: boolean;
  isForbidden: boolean;
  /** "Khi chuyển tiền, …", "lỡ …": of what may happen. */
  isSituation: boolean;
};

/** How the words before a deed frame it; a new subject, or a request, begins a frame of its own. */
export function frameOf({ found, mains }: ReadText, index: number): Frame {
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
