import { linkSigns, pressures, pretexts, type Reason, requests } from '../scam-signs.ts';
import { featuresOf, hasBadLink } from './features.ts';
import { kindOf, type ScamKind } from './kind.ts';
import { readMessage } from './reading.ts';
import { type Signs, signsOf } from './signs.ts';
import { leaning } from './table.ts';
import type { Tier } from './tier.ts';

export type Verdict = {
  tier: Tier;
  /** The strongest first; what is asked, then how it presses, then as whom. Empty when nothing was found. */
  reasons: readonly Reason[];
  /** What sort of message it most resembles; for the lesson and the counters. */
  kind: ScamKind;
  hasLink: boolean;
  /** Log-odds of the table, for those who measure; shown to nobody. */
  leaning: number;
};

/** Where a tier begins, in log-odds. Chosen on the training messages by cross-validation: see docs/scam-desk.md. */
const dangerFrom = 1.6;
const suspiciousFrom = -0.7;

/**
 * What to think of a message that somebody received. Rules first: a false link or a program file is enough by itself,
 * and a message that warns of fraud is never "danger". Pure, never throws, and its work is bounded by what is read of
 * the text (4,000 characters).
 * @param official domains named to people by the course, with all below them
 * @param measured another table's leaning instead of the shipped one's, for whoever measures how well tables do
 */
export function judge(text: string, official: readonly string[] = [], measured?: number): Verdict {
  const reading = readMessage(text, official);
  const signs = signsOf(reading);
  const sum = measured ?? leaning(featuresOf(reading, signs));
  const reasons = reasonsOf(signs);
  return {
    tier: tierOf(signs, sum, reasons),
    reasons,
    kind: kindOf(signs),
    hasLink: reading.links.length > 0 || reading.hasApk,
    leaning: Math.round(sum * 100) / 100,
  };
}

function tierOf(signs: Signs, sum: number, reasons: readonly Reason[]): Tier {
  const isWarning = signs.has('warns') && (signs.has('forbids') || signs.has('reports'));
  const isFalseLink = ['link_look_alike', 'link_foreign_letters', 'link_number', 'apk', 'link_hidden'].some(
    (sign) => (signs as ReadonlySet<string>).has(sign),
  );
  if (isWarning) return sum >= suspiciousFrom || hasBadLink(signs) ? 'suspicious' : 'not_clear';
  if (isFalseLink && sum > suspiciousFrom) return 'danger';
  if (hasBadLink(signs)) return sum >= 0 ? 'danger' : 'suspicious';
  // Nobody is told "danger" without being told why.
  if (sum >= dangerFrom && reasons.length > 0) return 'danger';
  return sum >= suspiciousFrom ? 'suspicious' : 'not_clear';
}

/** More than this nobody reads. */
const mostReasons = 4;
/** Signs that are in honest messages as often as in false ones are counted, and not told as reasons. */
const quiet: ReadonlySet<string> = new Set([
  'link_known',
  'link_unknown',
  'as_family',
  'as_shop',
  'as_boss',
  'as_school',
  'as_post',
  'as_utility',
  'as_bank',
  'as_government',
  'as_police',
  'as_charity',
  'wants_vote',
]);

function reasonsOf(signs: Signs): Reason[] {
  const all: readonly Reason[] = [...linkSigns, ...requests, ...pressures, ...pretexts];
  return all.filter((sign) => signs.has(sign) && !quiet.has(sign)).slice(0, mostReasons);
}
