import { isOfficialHost } from '../web-address.ts';
import { baitWords, borrowedNames, knownHosts, riskyEndings, shorteners } from './known-hosts.ts';

/** What a link tells by its address alone. `known` tells nothing, and never that all is well. */
export const linkKinds = [
  'look_alike',
  'foreign_letters',
  'number',
  'short',
  'risky',
  'unknown',
  'known',
] as const;
export type LinkKind = (typeof linkKinds)[number];
export type Link = { host: string; kind: LinkKind; wasHidden: boolean };

/** The longest name a host may have (RFC 1035); longer ones are read to here. */
const longestHost = 253;
/** More links than this in one message tell nothing more. */
const mostLinks = 20;

const endings =
  'vn|com|net|org|info|biz|edu|gov|qov|dev|io|me|co|ly|us|uk|cn|ru|la|kh|to|gd|do|id|gy|ai|app|ai|us|tv|in|eu|de|jp|kr|' +
  [...riskyEndings].join('|');
const address = new RegExp(
  `(?:(https?)://|www\\.)([^\\s/?#"'<>()|,;]{1,300})|(?<![\\p{L}\\p{N}@._-])((?:[\\p{L}\\p{N}-]{1,63}\\.){1,6}(?:${endings}))(?![\\p{L}\\p{N}-])`,
  'giu',
);

/**
 * Undoes what hides a link from filters: hxxp, [.], (dot), letters of full width.
 * @returns the text with plain links, and whether anything was hidden
 */
export function withPlainLinks(text: string): { text: string; wasHidden: boolean } {
  const plain = text
    .replace(/\bhxxp(s?)\s?(?::|\[:\])\s?\/\//giu, 'http$1://')
    .replace(/\bhttp(s?)\s?\[:\]\s?\/\//giu, 'http$1://')
    .replace(
      /[\p{L}\p{N}]\s?(?:\[|\(|\{)\s?(?:\.|dot|chấm|cham)\s?(?:\]|\)|\})\s?(?=[\p{L}\p{N}])/giu,
      (it) => `${it[0]}.`,
    )
    .replace(
      /(?<=[\p{L}\p{N}]) (?:dot|chấm) (?=(?:com|vn|net|top|xyz|vip|cc|info|org|site|online|club)(?![\p{L}\p{N}]))/giu,
      '.',
    );
  return { text: plain, wasHidden: plain !== text };
}

/** The links of a text whose hidden ones were made plain. @param official domains of the course, known as well */
export function linksIn(text: string, wasHidden: boolean, official: readonly string[]): Link[] {
  const links: Link[] = [];
  for (const match of text.matchAll(address)) {
    const host = hostOf(match[2] ?? match[3] ?? '');
    if (host === '' || !host.includes('.')) continue;
    links.push({ host, kind: linkKind(host, official), wasHidden });
    if (links.length === mostLinks) break;
  }
  return links;
}

/** The same text with each link as one word that says its kind. */
export const withoutLinks = (text: string, official: readonly string[]): string =>
  text
    .replace(address, (whole, _scheme, after, bare) => {
      const host = hostOf(after ?? bare ?? '');
      return host.includes('.') ? ` lienketla${linkKind(host, official).replace(/_/g, '')} ` : whole;
    })
    // What is left of the path behind it.
    .replace(/(lienketla[a-z]+) [/?#][^\s]{0,300}/gu, '$1 ');

/** Without the name before @, the port and a dot at the end. */
const hostOf = (written: string): string =>
  written
    .slice(0, longestHost)
    .replace(/^[^@]*@/u, '')
    .replace(/:\d+$/u, '')
    .replace(/[.\]}:!]+$/u, '')
    .toLowerCase();

/** What an address tells. An unknown ending that borrows a name is worse than one that does not. */
export function linkKind(host: string, official: readonly string[]): LinkKind {
  if (isOfficialHost(host, official) || isOfficialHost(host, knownHosts)) return 'known';
  if (/^\d{1,3}(?:\.\d{1,3}){3}$/.test(host) || /^\[?[0-9a-f:]+\]?$/.test(host)) return 'number';
  if (isOfficialHost(host, shorteners)) return 'short';
  if (/(?:^|\.)xn--/.test(host)) return 'foreign_letters';
  // Marks and letters of other alphabets in a name that should have none.
  if (/[^\x20-\x7e]/.test(host)) return 'foreign_letters';
  if (borrowsName(host)) return 'look_alike';
  const ending = host.slice(host.lastIndexOf('.') + 1);
  if (riskyEndings.has(ending)) return 'risky';
  return baitWords.some((word) => host.includes(word)) ? 'risky' : 'unknown';
}

/** Figures and pairs that stand for letters they resemble. */
const straightened = (name: string): string =>
  name
    .replace(/0/g, 'o')
    .replace(/1/g, 'l')
    .replace(/3/g, 'e')
    .replace(/5/g, 's')
    .replace(/vv/g, 'w')
    .replace(/rn/g, 'm')
    .replace(/qov/g, 'gov');

function borrowsName(host: string): boolean {
  const parts = host.split(/[.-]/);
  const all = [...parts, ...parts.map(straightened)];
  return borrowedNames.some((name) =>
    name.length <= 4
      ? all.includes(name)
      : all.some((part) => part.includes(name) || (name.length >= 6 && isOneSlipFrom(part, name))),
  );
}

/** One letter more, less or other. Names are short, so this is cheap. */
function isOneSlipFrom(one: string, other: string): boolean {
  if (Math.abs(one.length - other.length) > 1 || one === other) return false;
  let start = 0;
  while (start < one.length && one[start] === other[start]) start++;
  let end = 0;
  while (end < one.length - start && end < other.length - start && one.at(-1 - end) === other.at(-1 - end))
    end++;
  return Math.max(one.length, other.length) - start - end <= 1;
}
