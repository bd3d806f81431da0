import { isOfficialHost, webAddressesIn } from '../../core/web-address.ts';
import { piecesOf, placeIn } from '../piece.ts';
import { errorAt } from '../problem.ts';
import type { LessonRule } from './rule.ts';

/** The bot must not look like a scam: it sends people to official domains only. */
export const officialLinks: LessonRule = (document, { courseFile }) => {
  if (courseFile === undefined) return [];
  const official = courseFile.official_domains;
  return piecesOf(document).flatMap((piece) =>
    webAddressesIn(piece.text).flatMap(({ host, at }) => {
      if (isOfficialHost(host, official)) return [];
      const message = `${piece.name} links to ${host}, which is not an official domain`;
      const hint = `Send learners to ${official.slice(0, 3).join(', ')} … only. A false address shown as an example needs a space before its ending, so that no app makes it a link.`;
      return [errorAt(placeIn(document, piece, at), 'official-link', message, hint)];
    }),
  );
};
