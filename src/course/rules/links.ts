import { piecesOf, placeIn } from '../piece.ts';
import { errorAt } from '../problem.ts';
import type { LessonRule } from './rule.ts';

/** Endings that chat apps turn into links by themselves, with or without https:// in front. */
const endings =
  'vn|com|net|org|info|biz|edu|gov|xyz|top|club|online|site|shop|store|app|dev|io|me|cc|co|ly|vip|win|live|link|click|asia|us|uk|cn|ru|tk|ml|ga|cf|gq|pw|ws|tv';
const address = new RegExp(
  `(?:https?://)?(?<![\\p{L}\\p{N}.-])((?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\\.)+(?:${endings}))(?![\\p{L}\\p{N}-])|https?://([^\\s/)”"]+)`,
  'giu',
);

/** The bot must not look like a scam: it sends people to official domains only. */
export const officialLinks: LessonRule = (document, { courseFile }) => {
  if (courseFile === undefined) return [];
  const official = courseFile.official_domains;
  return piecesOf(document).flatMap((piece) =>
    [...piece.text.matchAll(address)].flatMap((match) => {
      const host = (match[1] ?? match[2] ?? '').toLowerCase();
      if (official.some((domain) => host === domain || host.endsWith(`.${domain}`))) return [];
      const message = `${piece.name} links to ${host}, which is not an official domain`;
      const hint = `Send learners to ${official.slice(0, 3).join(', ')} … only. A false address shown as an example needs a space before its ending, so that no app makes it a link.`;
      return [errorAt(placeIn(document, piece, match.index), 'official-link', message, hint)];
    }),
  );
};
