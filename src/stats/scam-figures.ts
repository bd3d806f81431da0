import { type ScamKind, scamKinds } from '../core/scam/kind.ts';
import { fewestPeople, type ShownTable, showTable } from './small-cells.ts';

/** What was brought to the desk for suspicious messages in one week. Counts are messages: one person may bring several. */
export type ScamWeek = {
  /** The local Monday, `20261130`. */
  week: string;
  /** Whole numbers, for the rule of `risen` only; never to be shown below `fewestPeople`. */
  ofKind: Readonly<Record<ScamKind, number>>;
  /** What may be shown: kinds and communes with fewer than ten are one row together. */
  byKind: ShownTable;
  byCommune: ShownTable;
};

/**
 * Reads the counters `D/<commune>/<week>/<kind>/<tier>`.
 * @param communes in the order in which they give way, the most populous first; others, and those who have not said,
 * come last
 */
export function scamWeek(
  counters: Readonly<Record<string, number>>,
  week: string,
  communes: readonly string[] = [],
): ScamWeek {
  const ofKind = Object.fromEntries(scamKinds.map((kind) => [kind, 0])) as Record<ScamKind, number>;
  const ofCommune = new Map<string, number>(communes.map((id) => [id, 0]));
  for (const [key, n] of Object.entries(counters)) {
    const [letter, commune = '', when, kind = ''] = key.split('/');
    if (letter !== 'D' || when !== week || !isKind(kind)) continue;
    ofKind[kind] += n;
    ofCommune.set(commune, (ofCommune.get(commune) ?? 0) + n);
  }
  const rows = (entries: Iterable<[string, number]>) =>
    [...entries].filter(([, n]) => n > 0).map(([id, n]) => ({ id, counts: [n] }));
  return {
    week,
    ofKind,
    byKind: showTable(rows(scamKinds.map((kind) => [kind, ofKind[kind]]))),
    byCommune: showTable(rows(ofCommune)),
  };
}

const isKind = (text: string): text is ScamKind => (scamKinds as readonly string[]).includes(text);

/** Twice the usual is a rise; what is usual is the mean of the weeks before. */
const rise = 2;

/**
 * Kinds of which this week at least ten messages came and at least twice the mean of the weeks before, the most first.
 * Nothing is sent for it: officials may begin a warning from the message that `readyWarning` names.
 */
export function risen(week: ScamWeek, before: readonly ScamWeek[]): ScamKind[] {
  const usual = (kind: ScamKind): number =>
    before.length === 0 ? 0 : before.reduce((sum, { ofKind }) => sum + ofKind[kind], 0) / before.length;
  return scamKinds
    .filter((kind) => week.ofKind[kind] >= fewestPeople && week.ofKind[kind] >= rise * usual(kind))
    .sort((one, other) => week.ofKind[other] - week.ofKind[one]);
}

/** The ready message (lessons/messages.yaml) from which a warning of this kind may begin. */
export const readyWarning = (kind: ScamKind): string =>
  kind === 'police' ? 'cuoc-goi-xung-cong-an' : 'canh-giac-cuoi-nam';
