import { z } from 'zod';
import { type Unit, type UnitKind, unitKinds } from '../core/course.ts';
import { fold } from '../core/fold.ts';
import { csvRows } from './csv.ts';
import { errorAt, type LessonProblem } from './problem.ts';
import { parseYaml, said, text } from './yaml-text.ts';

/** The province of the list; its number in the national catalogue (QĐ 19/2025/QĐ-TTg). */
export const province: Unit = {
  id: '38',
  kind: 'province',
  name: 'Thanh Hóa',
  fullName: 'tỉnh Thanh Hóa',
  searchKeys: ['thanh hoa', 'tinh thanh hoa'],
};

type ReadUnits = { units: Unit[]; problems: LessonProblem[] };

const columns = ['code', 'name', 'type', 'ascii', 'alt_name', 'former_districts'];

/** Reads `units.csv`, the communes: code,name,type,ascii,alt_name,former_districts. */
export function readCommunes(file: string, source: string): ReadUnits {
  const [head, ...rows] = csvRows(source);
  if (head === undefined || head.cells.join() !== columns.join()) {
    const problem = errorAt(
      { file, line: 1 },
      'units-csv',
      'The first line does not name the columns',
      `Write ${columns.join()} there.`,
    );
    return { units: [], problems: [problem] };
  }
  const units: Unit[] = [];
  const problems: LessonProblem[] = [];
  for (const { cells, line } of rows) {
    const [code = '', name = '', type = '', , otherName = '', formerly = ''] = cells;
    if (cells.length !== columns.length || !/^\d{5}$/.test(code) || name === '' || type === '') {
      const hint = 'For example: 14758,Hàm Rồng,phường,ham rong,,Thành Phố Thanh Hóa';
      problems.push(errorAt({ file, line }, 'units-csv', 'This line is not a commune', hint));
    } else {
      const fullName = `${type} ${name}`;
      const searchKeys = [name, otherName, fullName].filter((key) => key !== '').map(fold);
      units.push({
        id: code,
        kind: 'commune',
        name,
        fullName,
        ...(formerly === '' ? {} : { formerly }),
        parent: province.id,
        searchKeys: [...new Set(searchKeys)],
      });
    }
  }
  return { units, problems };
}

/** Kinds a place may add for itself, and what each may belong to. */
const parentKinds: Record<Exclude<UnitKind, 'province' | 'commune'>, readonly UnitKind[]> = {
  village: ['commune'],
  school: ['commune', 'province'],
  class: ['school'],
  office: ['commune', 'province', 'office'],
  enterprise: ['commune', 'province'],
  cooperative: ['commune', 'province'],
};
const localKinds = unitKinds.filter((kind) => kind !== 'province' && kind !== 'commune');

const localUnits = z.array(
  z.object({
    id: text('an id').regex(/^[a-z0-9_]{1,24}$/, 'expected at most 24 of a-z 0-9 _'),
    kind: z.enum(localKinds, { error: ({ input }) => said(`one of ${localKinds.join(', ')}`, input) }),
    name: text('a name'),
    full_name: text('a full name').optional(),
    formerly: text('a former name').optional(),
    parent: text('the id of the place it belongs to'),
  }),
  { error: ({ input }) => said('a list of units', input) },
);

/** Reads `units-local.yaml`: the villages, schools, classes, offices and enterprises a commune added itself. */
export function readLocalUnits(file: string, source: string, known: readonly Unit[]): ReadUnits {
  const read = parseYaml({ file, text: source, firstLine: 1, examples: {} }, localUnits);
  const problems = [...read.problems];
  const units = new Map(known.map((unit) => [unit.id, unit]));
  const added: Unit[] = [];
  for (const [index, row] of (read.value ?? []).entries()) {
    const place = { file, line: read.lineOf([index, 'id']) };
    const parent = units.get(row.parent);
    if (units.has(row.id)) {
      problems.push(errorAt(place, 'units-local', `The id ${row.id} is taken`, 'Choose another.'));
    } else if (parent === undefined || !parentKinds[row.kind].includes(parent.kind)) {
      const found = parent === undefined ? `"${row.parent}", which is not above it` : `a ${parent.kind}`;
      const message = `${row.id}: a ${row.kind} belongs to ${parentKinds[row.kind].join(' or ')}, found ${found}`;
      const hint = 'Name the parent by its id (a commune’s is its 5-digit code) and list it first.';
      problems.push(errorAt(place, 'units-local', message, hint));
    } else {
      const unit = localUnit(row);
      units.set(unit.id, unit);
      added.push(unit);
    }
  }
  return { units: added, problems };
}

function localUnit(row: z.infer<typeof localUnits>[number]): Unit {
  const fullName = row.full_name ?? row.name;
  return {
    id: row.id,
    kind: row.kind,
    name: row.name,
    fullName,
    ...(row.formerly === undefined ? {} : { formerly: row.formerly }),
    parent: row.parent,
    searchKeys: [...new Set([fold(row.name), fold(fullName)])],
  };
}
