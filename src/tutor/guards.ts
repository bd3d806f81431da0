import { fold } from '../core/fold.ts';
import { tells } from '../core/search/little-words.ts';
import { wordsOf } from '../core/search/words-of.ts';

/** What a reply is held against. */
export type Ground = {
  /** Everything it may speak of: the card, the authored hint, the question. */
  source: string;
  /** The right option, as long as it must not be told. */
  untold?: string;
  /** Hosts that may be named to people. */
  links: readonly string[];
};

export type Guard = (reply: string, ground: Ground) => boolean;

/** In syllables, as Vietnamese writes them. */
const longestReply = 60;
const longestSentence = 30;
/** From this share of the answer's own words on, 0..1, the answer is told. */
const leakShare = 0.75;
/** Less of its words in the source, 0..1, and it speaks of something else. */
const groundedShare = 0.35;

const syllables = (text: string): string[] => text.split(/\s+/).filter((part) => /[\p{L}\p{N}]/u.test(part));
const sentences = (text: string): string[] =>
  text.split(/(?<=[.!?…])\s+|\n+/u).filter((part) => part.trim() !== '');

const isLong: Guard = (reply) =>
  syllables(reply).length > longestReply ||
  sentences(reply).some((sentence) => syllables(sentence).length > longestSentence);

const host =
  /\b(?:https?:\/\/)?(?:[a-z0-9-]+\.)+(?:vn|com|net|org|info|io|me|ly|gov|edu|top|xyz|vip|cc|club|shop|site|online|app|link|asia|biz|co|tv|ru|cn|us|apk)\b/giu;
const hasStrangeLink: Guard = (reply, { source, links }) =>
  (reply.match(host) ?? []).some((found) => {
    const name = found.toLowerCase().replace(/^https?:\/\//, '');
    const isKnown = links.some((link) => name === link || name.endsWith(`.${link}`));
    return !isKnown && !source.toLowerCase().includes(name);
  });

const digitsOf = (text: string): string[] =>
  (text.normalize('NFKC').match(/\d(?:[ .-]?\d)*/g) ?? [])
    .map((run) => run.replace(/\D/g, ''))
    .filter((run) => run.length >= 3);
const hasStrangeNumber: Guard = (reply, { source }) => {
  const known = new Set(digitsOf(source));
  return digitsOf(reply).some((run) => !known.has(run));
};

const law =
  /\b(?:nghi dinh|thong tu|quyet dinh|nghi quyet|chi thi|bo luat|luat|dieu|khoan|decree|circular|article|law)(?: so| no)? (?:\d+|[ivx]{1,4})\b/g;
const citesLaw: Guard = (reply, { source }) => {
  const known = fold(source);
  return (fold(reply).match(law) ?? []).some((found) => !known.includes(found));
};

const asks =
  /\b(?:doc|gui|nhan|cho|nhap|go|cung cap|dua|chup|noi|bao|send|give|tell|type|enter)(?: \S+){0,4} (?:otp|ma xac thuc|ma pin|pin|mat khau|can cuoc|cccd|so the|so tai khoan|anh giay to|password|card number)\b/;
const refuses =
  /\b(?:khong|dung|cho|chua|chang|cam|tranh|never|not|don t|no)(?: \S+){0,4} (?:doc|gui|nhan|cho|nhap|go|cung cap|dua|chup|noi|bao|send|give|tell|type|enter)\b/;
/** What others did or do is told, not asked for. */
const ofOthers =
  /\b(?:ai|ho|ke gian|nguoi ta|nguoi goi|chung no|da|tung|they|someone)(?: \S+){0,3} (?:doc|gui|nhan|cho|nhap|dua|chup|noi|bao|send|tell)\b/;
/** Sentence by sentence: “is an OTP to be told to a caller?” asks the learner to think, not for the code. */
const asksForSecret: Guard = (reply) =>
  sentences(reply).some((sentence) => {
    const said = fold(sentence);
    return (
      asks.test(said) && !refuses.test(said) && !ofOthers.test(said) && !sentence.trimEnd().endsWith('?')
    );
  });

const contentOf = (text: string): string[] =>
  wordsOf(text)
    .flat()
    .filter((word) => tells(word) === 1);

const namesOption =
  /\b(?:dap an|cau tra loi|phuong an|lua chon|dung la|the answer|the right one|option)(?: dung| right)?(?: la| is)? [a-f1-6]\b/;
const leaks: Guard = (reply, { untold }) => {
  if (untold === undefined) return false;
  if (namesOption.test(fold(reply)) || fold(reply).includes(fold(untold))) return true;
  const answer = [...new Set(contentOf(untold))];
  const said = new Set(contentOf(reply));
  const told = answer.filter((word) => said.has(word)).length;
  return answer.length >= 2 && told / answer.length >= leakShare;
};

const isUngrounded: Guard = (reply, { source }) => {
  const words = contentOf(reply);
  const known = new Set(contentOf(source));
  return words.length >= 4 && words.filter((word) => known.has(word)).length / words.length < groundedShare;
};

const dose =
  /\b\d+ ?(?:mg|ml|vien|giot|lieu|ong|goi|thia|tablets?|pills?|drops?)\b|\b(?:uong|tiem|dung|take)(?: \S+){0,2} (?:thuoc|khang sinh|paracetamol|aspirin|medicine|antibiotics?)\b/;
const prescribes: Guard = (reply) => dose.test(fold(reply));

/** Of a machine, to a machine: nothing a person should read. */
const breaksOut: Guard = (reply) =>
  /[<>{}`]|nguoi_hoc|\bsystem\s*:|\bJSON\b|\[(?:T|G)\d\]/iu.test(reply) || reply.trim() === '';

/** Each by itself is enough for the authored text to be said instead. */
export const guards = {
  long: isLong,
  link: hasStrangeLink,
  number: hasStrangeNumber,
  law: citesLaw,
  asks_secret: asksForSecret,
  leak: leaks,
  ungrounded: isUngrounded,
  medical: prescribes,
  breaks_out: breaksOut,
} as const satisfies Record<string, Guard>;
export type GuardName = keyof typeof guards;

/** Which guards a reply falls to; none when it may be said. */
export const caughtBy = (reply: string, ground: Ground): GuardName[] =>
  (Object.keys(guards) as GuardName[]).filter((name) => guards[name](reply, ground));
