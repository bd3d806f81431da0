import type { Broadcast } from '../broadcast/broadcast.ts';
import { type Recognised, recognise, type SentMessage } from '../broadcast/recognise.ts';
import type { Course, Language } from '../core/course.ts';
import { clockTime, localDateOf, localDay, midnightOf } from '../core/local-calendar.ts';
import type { Instant } from '../core/time.ts';
import { webAddressesIn } from '../core/web-address.ts';
import { aside, type OfficeReply } from './in-chat.ts';
import { type IsItOursWords, isItOursWords } from './words/is-it-ours.ts';

export type IsItOursOptions = {
  /** All that are known, those long over among them. */
  broadcasts(): Promise<Broadcast[]>;
  course(): Pick<Course, 'operator'>;
};

/** Tells anybody whether a message, or the code under it, came from here. */
export function openIsItOurs({ broadcasts, course }: IsItOursOptions) {
  return async (text: string, language: Language): Promise<OfficeReply> => {
    const { operator } = course();
    // A trial confirms nothing, so nothing is read for it.
    const sent = operator === undefined ? [] : (await broadcasts()).flatMap(asSentMessage);
    return aside(inWords(recognise(text, sent, operator), isItOursWords(language)));
  };
}

/** Kept by what it was made of, since each is asked about again and again, and never changes once it was sent. */
const known = new Map<string, SentMessage>();
const mostKnown = 20_000;

/** Tries, trials and what was never sent are nothing that anybody could have got from an office. */
function asSentMessage({
  id,
  revision,
  code,
  sender,
  startedAt,
  texts,
  tryOf,
  reach,
}: Broadcast): SentMessage[] {
  if (code === '' || startedAt === undefined || tryOf !== undefined || reach !== 'everyone') return [];
  const name = `${id}@${revision}`;
  const message = known.get(name) ?? { code, sender, at: startedAt, texts: Object.values(texts) };
  if (known.size >= mostKnown) known.clear();
  known.set(name, message);
  return [message];
}

function inWords(found: Recognised, words: IsItOursWords): string {
  switch (found.kind) {
    case 'ours': {
      const { sender, at } = found.message;
      return found.isPart
        ? words.part(sender, when(at, words), found.firstWords)
        : words.ours(sender, when(at, words));
    }
    case 'code_only':
      return words.codeOnly(found.message.sender, when(found.message.at, words), found.firstWords);
    case 'changed':
      return words.changed(found.message.sender, when(found.message.at, words), harmless(found.foreign));
    case 'not_ours':
      switch (found.why) {
        case 'unknown_code':
          return words.unknownCode;
        case 'mistyped_code':
          return words.mistypedCode;
        case 'unknown_text':
          return words.unknownText;
      }
      break;
    case 'cannot_confirm':
      return words.trial;
  }
}

function when(at: Instant, words: IsItOursWords): string {
  const { year, month, day } = localDateOf(at);
  return words.when(clockTime(at - midnightOf(localDay(at))), `${day}/${month}/${year}`);
}

const mostQuoted = 80;

/** Somebody else's words, shown so that nothing in them can be tapped or dialled. */
function harmless(foreign: string): string {
  let shown = foreign.replace(/[{}]/g, '');
  for (const { text } of webAddressesIn(shown))
    shown = shown.replace(text, text.replaceAll('.', ' . ').replace('://', ' '));
  shown = shown.replace(/\d(?:[ .-]?\d){5,}/g, '…');
  return shown.length <= mostQuoted ? shown : `${shown.slice(0, mostQuoted)}…`;
}
