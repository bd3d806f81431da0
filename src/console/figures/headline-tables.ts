import { localMonth } from '../../core/local-calendar.ts';
import type { Facet } from '../../stats/census.ts';
import { audienceKeys, headsOf, monthOf, skillOf, valuesOf } from '../../stats/people-figures.ts';
import { type Choice, type Figures, outcomeOf } from './look.ts';
import type { Cell, FigureTable, Show } from './show.ts';

export const tableIds = ['months', 'audiences', 'languages', 'channels', 'lessons', 'units'] as const;
/** Long ones, folded up until somebody wants them. */
export const longTables: readonly TableId[] = ['lessons', 'units'];
export type TableId = (typeof tableIds)[number];

/** A table of the first page. @returns undefined where it has nothing to tell apart: a commune has no communes */
export function headlineTable(
  id: TableId,
  figures: Figures,
  choice: Choice,
  show: Show,
): FigureTable | undefined {
  switch (id) {
    case 'units':
      return unitsTable(figures, choice, show);
    case 'audiences':
      return audiencesTable(figures, choice, show);
    case 'languages':
      return facetTable('language', figures, choice, show);
    case 'channels':
      return facetTable('channel', figures, choice, show);
    case 'lessons':
      return lessonsTable(figures, choice, show);
    case 'months':
      return monthsTable(figures, choice, show);
  }
}

type Columns = Show['words']['tables']['columns'];
const columnsOf = ({ words }: Show, keys: (keyof Columns)[]): FigureTable['columns'] =>
  keys.map((key) => ({ key, label: words.tables.columns[key] }));

const people = (tens: Parameters<Show['tens']>[0]): Cell => (tens === undefined ? undefined : { tens });

function unitsTable(
  { course, counted, census }: Figures,
  choice: Choice,
  show: Show,
): FigureTable | undefined {
  if (choice.unit.kind !== 'province') return undefined;
  const { words } = show;
  const rows = choice.places.map((place) => {
    const heads = census && headsOf(census, [place]);
    const skill = skillOf(counted, [place], choice.lesson);
    const unit = course.units.get(place);
    return {
      label: unit?.fullName ?? words.tables.noUnit,
      sortedBy: unit?.name ?? '',
      ...(unit === undefined ? {} : { href: addressOf({ unit: place, lesson: choice.lesson }) }),
      isEmpty: (heads?.reached ?? 'few') === 'few' && skill.finished === 'few',
      cells: [
        people(heads?.reached),
        people(heads?.finished),
        people(skill.finished),
        people(skill.right),
        { share: skill.share },
      ],
    };
  });
  rows.sort((one, other) => one.sortedBy.localeCompare(other.sortedBy, 'vi'));
  return {
    id: 'units',
    caption: words.tables.units,
    columns: columnsOf(show, ['unit', 'reached', 'finished', 'skillFinished', 'skillRight', 'share']),
    rows: rows.filter(({ isEmpty }) => !isEmpty).map(({ isEmpty, sortedBy, ...row }) => row),
  };
}

function audiencesTable({ counted, census }: Figures, { places, lesson }: Choice, show: Show): FigureTable {
  const { words } = show;
  const rows = audienceKeys.map((audience) => {
    const heads = census && headsOf(census, places, { facet: 'audience', values: [audience] });
    const skill = skillOf(counted, places, lesson, [audience]);
    return {
      label: words.audience[audience],
      cells: [
        people(heads?.reached),
        people(heads?.active),
        people(heads?.finished),
        people(skill.finished),
        people(skill.right),
        { share: skill.share },
      ],
    };
  });
  return {
    id: 'audiences',
    caption: words.tables.audiences,
    columns: columnsOf(show, [
      'audience',
      'reached',
      'active',
      'finished',
      'skillFinished',
      'skillRight',
      'share',
    ]),
    rows,
  };
}

function facetTable(
  facet: Extract<Facet, 'language' | 'channel'>,
  { census }: Figures,
  { places }: Choice,
  show: Show,
): FigureTable {
  const { words } = show;
  const id = facet === 'language' ? 'languages' : 'channels';
  const rows = (census === undefined ? [] : valuesOf(census, facet)).map((value) => {
    const heads = census && headsOf(census, places, { facet, values: [value] });
    const label = facet === 'language' ? words.language[value] : words.channel[value];
    return {
      label: label ?? value,
      cells: [people(heads?.reached), people(heads?.active), people(heads?.finished)],
    };
  });
  return {
    id,
    caption: words.tables[id],
    columns: columnsOf(show, [facet, 'reached', 'active', 'finished']),
    rows,
  };
}

function lessonsTable({ course, counted }: Figures, choice: Choice, show: Show): FigureTable {
  const { words } = show;
  const rows = [...course.lessons.keys()].map((lesson) => {
    const skill = skillOf(counted, choice.places, lesson);
    return {
      label: `${lesson} ${outcomeOf(course, lesson, show.language)}`,
      href: addressOf({ unit: choice.unit.id, lesson }),
      isEmpty: skill.finished === 'few',
      cells: [
        people(skill.finished),
        people(skill.right),
        { share: skill.share },
        people(skill.delayed),
        people(skill.delayed_right),
        { share: skill.delayedShare },
      ],
    };
  });
  return {
    id: 'lessons',
    caption: words.tables.lessons,
    columns: columnsOf(show, [
      'lesson',
      'skillFinished',
      'skillRight',
      'share',
      'delayed',
      'delayedRight',
      'delayedShare',
    ]),
    rows: rows.filter(({ isEmpty }) => !isEmpty).map(({ isEmpty, ...row }) => row),
  };
}

function monthsTable({ counted, census, readAt }: Figures, { places }: Choice, show: Show): FigureTable {
  const { words } = show;
  const rows = (census === undefined ? [] : monthsUpTo(localMonth(readAt), shownMonths)).flatMap((month) => {
    if (census === undefined) return [];
    const it = monthOf(counted, census, places, month);
    const cells: Cell[] = [people(it.joined), people(it.finished), people(it.answered), { share: it.share }];
    return [{ label: show.month(month), cells, isEmpty: it.joined === 'few' && it.finished === 'few' }];
  });
  const from = rows.findIndex(({ isEmpty }) => !isEmpty);
  return {
    id: 'months',
    caption: words.tables.months,
    columns: columnsOf(show, ['month', 'joined', 'monthFinished', 'answered', 'monthShare']),
    rows: from < 0 ? [] : rows.slice(from).map(({ isEmpty, ...row }) => row),
  };
}

const shownMonths = 13;

/** The last months, the oldest first: `2025-12`, … `2026-11`. */
export function monthsUpTo(last: string, count: number): string[] {
  const end = Number(last.slice(0, 4)) * 12 + Number(last.slice(5)) - 1;
  return Array.from({ length: count }, (_, i) => {
    const at = end - count + 1 + i;
    return `${Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, '0')}`;
  });
}

/** The page for a place and a skill. */
export const addressOf = ({ unit, lesson }: { unit: string; lesson: string }): string =>
  `/admin/figures?${new URLSearchParams({ unit, lesson })}`;
