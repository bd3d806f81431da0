import type { Sign } from '../scam-signs.ts';
import { type Found, findPhrases, nearPairs, type PhraseList, phraseList } from './phrases.ts';
import type { Reading } from './reading.ts';
import * as asked from './terms-asked.ts';
import * as posed from './terms-posed.ts';
import * as pressed from './terms-pressed.ts';

export type Signs = ReadonlySet<Sign>;

const lists = Object.fromEntries(
  Object.entries({ ...asked, ...pressed, ...posed }).map(([name, written]) => [name, phraseList(written)]),
) as Record<keyof typeof asked | keyof typeof pressed | keyof typeof posed, PhraseList>;

/** How many words may stand between a deed and its thing: "đọc giúp em cái mã mà ngân hàng vừa gửi về máy". */
const reach = 7;
/** How far before a deed its no may stand. */
const noReach = 3;

/** What stands in a message, read by itself and by what stands beside it. */
export function signsOf({ words, links, hasApk }: Reading): Signs {
  const signs = new Set<Sign>();
  const at = (name: keyof typeof lists): Found[] => findPhrases(lists[name], words);
  const has = (name: keyof typeof lists): boolean => at(name).length > 0;
  const no = at('noWords');
  const noButYes = at('noButYes');
  const linkWords = words.flatMap((word, place) =>
    word.startsWith('lienketla') ? [{ from: place, to: place }] : [],
  );
  let forbidden = 0;
  /** Those that are wished and not forbidden. */
  const wished = (deeds: readonly Found[]): boolean => {
    let isWished = false;
    for (const deed of deeds) {
      if (isForbidden(deed, no, noButYes, words)) forbidden++;
      else if (!isDone(deed, words)) isWished = true;
    }
    return isWished;
  };
  const add = (sign: Sign, is: boolean): void => void (is && signs.add(sign));

  const tell = at('tell');
  add('asks_code', wished(nearPairs(tell, at('code'), reach, words)));
  add('asks_secret', wished(nearPairs(tell, at('secret'), reach, words)));
  add('asks_papers', wished(nearPairs(tell, at('papers'), reach, words)));
  const pay = at('pay');
  add('asks_money', wished(nearPairs(pay, at('moneyThing'), reach, words)));
  add('asks_fee_first', wished(at('feeFirst')));
  const click = at('click');
  add(
    'asks_click',
    wished([...nearPairs(click, linkWords, 8, words), ...nearPairs(click, at('linkWord'), 4, words)]),
  );
  add('asks_install', wished(nearPairs(at('install'), at('programme'), 4, words)) || hasApk);
  add('asks_remote', wished(at('remote')));
  add('asks_key', wished(at('pressKey')));
  add('asks_contact', wished(at('contact')));
  add('asks_scan', wished(at('scan')));
  add('asks_account', wished(at('rentAccount')));
  add('asks_loan', wished(nearPairs(at('borrow'), findMoney(words), 5, words)));

  add('says_locked', has('locked'));
  add('says_deadline', has('deadline'));
  add('says_urgent', has('urgent'));
  add('threatens', has('threatened'));
  add('wants_secrecy', has('secrecy'));
  add('no_call_back', has('noCallback'));
  add('emergency', has('emergency'));

  add('as_police', has('police'));
  add('as_bank', has('bank'));
  add('as_government', has('government'));
  add('as_utility', has('utility'));
  add('as_post', has('post'));
  add('as_family', has('family'));
  add('as_school', has('school'));
  add('as_boss', has('boss'));
  add('as_shop', has('shop'));
  add('as_healer', has('doctor'));
  add('as_charity', has('charity'));
  add('promises_prize', has('prize'));
  add('promises_refund', has('refund'));
  add('promises_profit', has('profit'));
  add('promises_job', has('job'));
  add('promises_loan', has('loan'));
  add('promises_recovery', has('recover'));
  add('promises_love', has('love'));
  add('wants_vote', has('vote'));
  add('safe_account', has('safeAccount'));
  add('no_check', has('noCheck'));

  for (const { kind, wasHidden } of links) {
    signs.add(`link_${kind}`);
    if (wasHidden) signs.add('link_hidden');
  }
  add('apk', hasApk);

  add('warns', has('warning'));
  add('reports', has('reported'));
  add('forbids', forbidden > 0);
  add('in_person', has('inPerson'));
  add('easy', has('easy'));
  add('notice', has('notice'));
  return signs;
}

const findMoney = (words: readonly string[]): Found[] =>
  words.flatMap((word, place) => (word === '#money' || word === 'tien' ? [{ from: place, to: place }] : []));

/** What was done already is told, not asked: "con đã chuyển", "được gửi trong phong bì". */
const isDone = ({ from }: Found, words: readonly string[]): boolean =>
  words[from - 1] === 'da' ||
  (words[from - 1] === 'duoc' && words[from - 2] !== 'moi') ||
  words[from - 1] === 'vua';

/** "Không đọc mã" forbids; "không đọc là mất" and "đừng quên đọc" do not. */
function isForbidden(
  deed: Found,
  no: readonly Found[],
  noButYes: readonly Found[],
  words: readonly string[],
): boolean {
  return no.some((word) => {
    if (word.to >= deed.from || word.to < deed.from - 1 - noReach) return false;
    if (words.slice(word.to + 1, deed.from).includes('|')) return false;
    // "Ứng dụng", "sử dụng" without marks, and "cam kết".
    if (
      words[word.from] === 'dung' &&
      /^(?:ung|su|tin|noi|ap|tac|cong|xay|su)$/.test(words[word.from - 1] ?? '')
    )
      return false;
    if (words[word.from] === 'cam' && words[word.from + 1] === 'ket') return false;
    if (noButYes.some((yes) => yes.from <= word.from && yes.to >= word.to)) return false;
    // A threat: "không nộp sẽ bị cắt", "không chuyển là mất".
    const after = words.slice(deed.to + 1, deed.to + 9);
    return !after.some((next, place) => next === 'se' || (next === 'la' && after[place + 1] !== 'gi'));
  });
}
