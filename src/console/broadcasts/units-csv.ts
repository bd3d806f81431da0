import type { Progress } from '../../broadcast/states.ts';
import type { Standing } from '../../office/office.ts';
import { unitRows } from '../../office/shown-places.ts';
import { csvCell } from '../exports/csv.ts';
import type { Show } from './show.ts';

/**
 * The table by place for a spreadsheet: UTF-8 with its mark, without which Excel garbles Vietnamese, comma-separated,
 * CRLF (RFC 4180). Small places are merged as on the page.
 */
export function unitsCsv(byUnit: Standing['byUnit'], { words, unit, number }: Show): string {
  const { file } = words.units;
  const { shown, merged } = unitRows(byUnit);
  const row = (code: string, name: string, it: Progress): (string | number)[] => [
    code,
    name,
    it.recipients,
    it.sent,
    it.waiting + it.sending,
    it.atNextVisit,
    it.failed,
    it.unreachable,
    it.unknown,
    it.skipped.optedOut,
    it.skipped.overBudget,
    it.skipped.holdout,
    it.skipped.erased,
  ];
  const rows = [
    Object.values(file),
    ...shown.map(({ unit: id, progress }) => row(id, id === '' ? words.units.noPlace : unit(id), progress)),
    ...(merged === undefined ? [] : [row('', words.units.small(number(merged.places)), merged.progress)]),
  ];
  return `\ufeff${rows.map((cells) => cells.map(csvCell).join(',')).join('\r\n')}\r\n`;
}
