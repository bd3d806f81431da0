import { type Asking, askedOf } from './asked.ts';
import { isAbout } from './clause.ts';
import { frameOf } from './frame.ts';
import { is, type ReadText } from './reading.ts';
import type { WordKind } from './word-kinds.ts';

/**
 * A secret that is named in no frame known to be honest: nobody forbids it, tells of a crook, explains it, or says
 * where one uses it oneself. A second person looks.
 */
export function unexplained(read: ReadText): Asking[] {
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
export function questions(read: ReadText): Asking[] {
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
