import type { EventFigure } from '../core/counters.ts';
import type { Course, PublicEvent, Unit } from '../core/course.ts';
import { communeAbove } from '../core/unit-tree.ts';
import { inTens, type ShareInTens, shareInTens, type Tens } from './tens.ts';

/** Sums of one point, commune or event; a figure nothing is known of is absent, which is not 0. */
export type Figures = Partial<Record<EventFigure, number>>;

export type PlaceFigures = {
  id: string;
  name: string;
  figures: Figures;
  /** How many points there are, and at how many of them somebody has joined. */
  points: number;
  activePoints: number;
};

export type EventFigures = Omit<PlaceFigures, 'name'> & {
  /** The communes with points, by name, each with its points in the order of the event's file. */
  communes: (PlaceFigures & { at: PlaceFigures[] })[];
  /** Whose link named no point, or one that is no longer in the file; part of the totals. */
  elsewhere: Figures;
};

/**
 * An event's figures from its counters, `E/<event>/<point>/<what>`. Merging is adding, so a commune's are the
 * sum of its points' and the event's the sum of all there is.
 */
export function eventFigures(
  course: Pick<Course, 'units'>,
  event: PublicEvent,
  counters: Readonly<Record<string, number>>,
): EventFigures {
  const byPoint = new Map<string, Figures>();
  for (const [key, n] of Object.entries(counters)) {
    const [letter, id, point = '', what = ''] = key.split('/');
    if (letter !== 'E' || id !== event.id || !isFigure(what)) continue;
    byPoint.set(point, { ...byPoint.get(point), [what]: n });
  }
  const communes = new Map<string, { unit: Unit | undefined; at: PlaceFigures[] }>();
  for (const point of event.points.values()) {
    const own = course.units.get(point.unit);
    // A point of the province itself stands under the province.
    const unit = own === undefined ? undefined : (communeAbove(course, own) ?? own);
    const figures = byPoint.get(point.id) ?? {};
    byPoint.delete(point.id);
    const row = { id: point.id, name: point.name, figures, points: 1, activePoints: isActive(figures) };
    const group = communes.get(unit?.id ?? point.unit);
    if (group === undefined) communes.set(unit?.id ?? point.unit, { unit, at: [row] });
    else group.at.push(row);
  }
  const elsewhere = sumOf([...byPoint.values()]);
  const rows = [...communes].map(([id, { unit, at }]) => ({
    id,
    name: unit?.fullName ?? id,
    at,
    ...totalOf(at),
  }));
  rows.sort((one, other) => nameWithoutKind(course, one).localeCompare(nameWithoutKind(course, other), 'vi'));
  const total = totalOf(rows);
  return { id: event.id, ...total, figures: sumOf([total.figures, elsewhere]), communes: rows, elsewhere };
}

const figureNames = ['joined', 'started', 'finished', 'answered', 'right'] as const satisfies EventFigure[];
const isFigure = (text: string): text is EventFigure => (figureNames as readonly string[]).includes(text);

const isActive = (figures: Figures): number => ((figures.joined ?? 0) > 0 ? 1 : 0);

/** "phường Hạc Thành" stands under H, as people look for it. */
const nameWithoutKind = (course: Pick<Course, 'units'>, { id, name }: { id: string; name: string }): string =>
  course.units.get(id)?.name ?? name;

const totalOf = (
  parts: readonly PlaceFigures[],
): Pick<PlaceFigures, 'figures' | 'points' | 'activePoints'> => ({
  figures: sumOf(parts.map((part) => part.figures)),
  points: parts.reduce((sum, part) => sum + part.points, 0),
  activePoints: parts.reduce((sum, part) => sum + part.activePoints, 0),
});

function sumOf(parts: readonly Figures[]): Figures {
  const sum: Figures = {};
  for (const part of parts) {
    for (const name of figureNames) {
      const n = part[name];
      if (n !== undefined) sum[name] = (sum[name] ?? 0) + n;
    }
  }
  return sum;
}

/**
 * Share of first answers that were right, of ten people or more who finished and a hundred answers or more.
 * @returns undefined when no answer is known
 */
export function firstRight({
  answered,
  right = 0,
  finished = 0,
}: Figures): { share: ShareInTens; n: Tens } | undefined {
  if (answered === undefined || answered === 0) return undefined;
  if (inTens(finished) === 'few') return { share: 'few', n: 'few' };
  return { share: shareInTens(right, answered), n: inTens(answered) };
}

/** The same in tens, for machines: `null` for fewer than ten. */
export function shownFigures({ answered, right, finished, ...heads }: Figures): Shown {
  // Answers are shown only where ten people gave them.
  const learning = inTens(finished ?? 0) === 'few' ? {} : { answered, right };
  const known = Object.entries({ ...heads, finished, ...learning }).filter(([, n]) => n !== undefined);
  return Object.fromEntries(
    known.map(([name, n]) => {
      const tens = inTens(n ?? 0);
      return [name, tens === 'few' ? null : tens];
    }),
  );
}
type Shown = Partial<Record<EventFigure, number | null>>;

/** All that is shown of a place, with what lies in it. */
export type ShownPlace = Omit<PlaceFigures, 'figures'> & { figures: Shown; at?: ShownPlace[] };
export const shownPlace = ({
  figures,
  at,
  ...place
}: PlaceFigures & { at?: PlaceFigures[] }): ShownPlace => ({
  ...place,
  figures: shownFigures(figures),
  ...(at === undefined ? {} : { at: at.map(shownPlace) }),
});
