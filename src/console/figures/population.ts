import type { Course, Unit } from '../../core/course.ts';
import { csvRows } from '../../course/csv.ts';
import type { Paper, PaperArchive } from '../../store/archive/paper-archive.ts';
import { csvCell } from '../exports/csv.ts';

export const populationGroups = ['adults', 'pupils', 'officials', 'workers'] as const;
export type PopulationGroup = (typeof populationGroups)[number];
type Row = Partial<Record<PopulationGroup, number>>;

/** People of places, as the province knows them, by the places' codes. */
export type Population = { rows: Record<string, Row>; keptAt: number };

/** What is wrong with a table, by its line. */
export type PopulationProblem =
  | { kind: 'no_column'; column: string }
  | { kind: 'unknown'; line: number; code: string }
  | { kind: 'foreign'; line: number; code: string }
  | { kind: 'twice'; line: number; code: string }
  | { kind: 'not_number'; line: number; column: PopulationGroup; value: string };

/**
 * Reads a table as the template has it. Commas, semicolons or tabs; thousands may be parted by points or spaces.
 * @param isOwn whether whoever gives it may do so for a place
 * @returns all that is wrong at once; nothing is to be kept then
 */
export function readPopulation(
  text: string,
  units: ReadonlyMap<string, Unit>,
  isOwn: (unit: string) => boolean,
): { rows: Record<string, Row> } | { problems: PopulationProblem[] } {
  const [head, ...lines] = csvRows(withCommas(text));
  const names = head?.cells.map((cell) => cell.replace(/^\ufeff/, '').toLowerCase()) ?? [];
  const problems: PopulationProblem[] = [];
  for (const column of ['code', 'adults'])
    if (!names.includes(column)) problems.push({ kind: 'no_column', column });
  if (problems.length > 0) return { problems };
  const rows: Record<string, Row> = {};
  for (const { line, cells } of lines) {
    const of = (name: string): string => cells[names.indexOf(name)] ?? '';
    // Spreadsheets take a code for a number, and some put an apostrophe before it.
    const code = of('code').replace(/^'/, '');
    if (!units.has(code)) problems.push({ kind: 'unknown', line, code });
    else if (!isOwn(code)) problems.push({ kind: 'foreign', line, code });
    else if (rows[code] !== undefined) problems.push({ kind: 'twice', line, code });
    else {
      const row: Row = {};
      for (const group of populationGroups) {
        const value = of(group).trim();
        if (value === '') continue;
        const digits = value.replace(/(?<=\d)[.\s\u00a0](?=\d{3}(\D|$))/g, '');
        if (/^\d{1,9}$/.test(digits)) row[group] = Number(digits);
        else problems.push({ kind: 'not_number', line, column: group, value });
      }
      rows[code] = row;
    }
  }
  return problems.length > 0 ? { problems } : { rows };
}

/** As a spreadsheet gives it: of semicolons and tabs commas are made, unless there are commas to part cells already. */
function withCommas(text: string): string {
  const [first = ''] = text.split('\n', 1);
  const parting = [',', ';', '\t'].find((sign) => first.includes(sign)) ?? ',';
  return parting === ',' ? text : text.replaceAll(',', ' ').replaceAll(parting, ',');
}

/** The table to fill in: the communes of a unit, or the unit itself. */
export function populationTemplate({ units }: Pick<Course, 'units'>, places: readonly string[]): string {
  const rows = places.flatMap((id) => {
    const unit = units.get(id);
    return unit === undefined ? [] : [[id, unit.fullName, '', '', '', ''].map(csvCell).join(',')];
  });
  return `\ufeff${[['code', 'name', ...populationGroups].join(','), ...rows].join('\r\n')}\r\n`;
}

const paperName = 'population';

export async function keptPopulation(papers: PaperArchive): Promise<Population | undefined> {
  const paper = await papers.paper(paperName);
  return paper && { rows: JSON.parse(paper.body) as Population['rows'], keptAt: paper.at };
}

/** Puts the rows beside those that other places gave. */
export async function keepPopulation(
  papers: PaperArchive,
  rows: Population['rows'],
  at: Paper['at'],
): Promise<void> {
  const before = (await keptPopulation(papers))?.rows ?? {};
  await papers.keepPaper(paperName, { at, body: JSON.stringify({ ...before, ...rows }) });
}

/** People of a unit: its own row, or the sum of its places where every one of them has one. */
export function populationOf(
  population: Population | undefined,
  unit: string,
  places: readonly string[],
  group: PopulationGroup,
): number | undefined {
  const own = population?.rows[unit]?.[group];
  if (own !== undefined) return own;
  const parts = places.filter((place) => place !== '-').map((place) => population?.rows[place]?.[group]);
  let sum = 0;
  for (const part of parts) {
    if (part === undefined) return undefined;
    sum += part;
  }
  return parts.length === 0 ? undefined : sum;
}
