import { type Asking, deeds } from './asked.ts';
import { askingsOfDeed } from './judgement.ts';
import { withoutOthersSpeech } from './others-speech.ts';
import { type Found, is, type ReadText, readText } from './reading.ts';
import { questions, unexplained } from './without-deed.ts';

/**
 * What a text asks its reader for. It is read clause by clause for four things: a deed (send, read out, pay), a thing
 * that no honest message asks for, to whom, and how it is framed: forbidden, told of crooks, at a counter, in one's own
 * app. The same words warn in one frame and ask in another.
 */
export function askingsIn(text: string): Asking[] {
  const read = withCodesNamed(readText(withoutOthersSpeech(text)));
  const askings = read.found.flatMap((item, index) =>
    is(item, ...deeds) ? askingsOfDeed(read, item, index) : [],
  );
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
