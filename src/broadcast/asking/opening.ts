import { type Asked, type Asking, lastOf } from './asked.ts';
import { isDenied } from './clause.ts';
import type { Frame } from './frame.ts';
import { type Found, is, type ReadText } from './reading.ts';

/** Installing from outside the stores, letting others in, links, strangers' chats. */
export function ofOpening(
  read: ReadText,
  deed: Found,
  index: number,
  frame: Frame,
  inClause: Found[],
): Asking[] {
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
