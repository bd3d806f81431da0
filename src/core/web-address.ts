/** Endings that chat apps turn into links by themselves, with or without https:// in front. */
const endings =
  'vn|com|net|org|info|biz|edu|gov|xyz|top|club|online|site|shop|store|app|dev|io|me|cc|co|ly|vip|win|live|link|click|asia|us|uk|cn|ru|tk|ml|ga|cf|gq|pw|ws|tv';
const address = new RegExp(
  `(?:https?://)?(?<![\\p{L}\\p{N}.-])((?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\\.)+(?:${endings}))(?![\\p{L}\\p{N}-])|https?://([^\\s/)”"]+)`,
  'giu',
);

export type WebAddress = { host: string; text: string; at: number };

/** What chat apps would make a link of, in the order of the text. */
export const webAddressesIn = (text: string): WebAddress[] =>
  [...text.matchAll(address)].map((match) => ({
    host: (match[1] ?? match[2] ?? '').toLowerCase(),
    text: match[0],
    at: match.index,
  }));

/** One of these domains, or below one of them. */
export const isOfficialHost = (host: string, official: readonly string[]): boolean =>
  official.some((domain) => host === domain || host.endsWith(`.${domain}`));
