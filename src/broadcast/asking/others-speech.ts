import { type Found, is, readText } from './reading.ts';

/**
 * A quotation is another's speech where the sentence around it says so: "Họ bảo: “Đọc mã đi”". Any other is ours, and
 * read as such: 'Bà con nhắn: “Mã OTP của tôi là …”'.
 */
export function withoutOthersSpeech(text: string): string {
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
