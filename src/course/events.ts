import { basename } from 'node:path';
import { noPoint } from '../core/counters.ts';
import type { EventPoint, PublicEvent, Unit } from '../core/course.ts';
import { eventIdPattern, pointIdPattern } from '../core/join-code.ts';
import { csvRows } from './csv.ts';
import { errorAt, type LessonProblem } from './problem.ts';

type ReadEvent = { event: PublicEvent | undefined; problems: LessonProblem[] };

const columns = ['point', 'name', 'unit'];
const rule = 'event';
const examples = {
  event: '-,Ngày hội học số 2026,38',
  point: '012,Nhà văn hóa thôn 3,15772',
};

/**
 * Reads `events/<id>.csv`, a public event and its points: point,name,unit. The line whose point is `-` names
 * the event itself and who holds it.
 */
export function readEvent(file: string, source: string, units: ReadonlyMap<string, Unit>): ReadEvent {
  const problems: LessonProblem[] = [];
  const wrong = (line: number, message: string, hint: string): void =>
    void problems.push(errorAt({ file, line }, rule, message, hint));

  const id = basename(file, '.csv');
  if (!eventIdPattern.test(id)) {
    wrong(
      1,
      `"${id}" cannot be an event’s id`,
      'Name the file with at most 16 of a-z 0-9 _, for example ngayhoi26.csv.',
    );
  }
  const [head, ...rows] = csvRows(source);
  if (head === undefined || head.cells.join() !== columns.join()) {
    wrong(1, 'The first line does not name the columns', `Write ${columns.join()} there.`);
    return { event: undefined, problems };
  }
  const points = new Map<string, EventPoint>();
  let self: EventPoint | undefined;
  for (const { cells, line } of rows) {
    const [point = '', name = '', unit = ''] = cells;
    if (cells.length !== columns.length || name === '') {
      wrong(line, 'This line is not a point', `For example: ${examples.point}`);
    } else if (!units.has(unit)) {
      const hint = 'Communes go by their 5-digit code in units.csv, others by their id in units-local.yaml.';
      wrong(line, `There is no unit "${unit}"`, hint);
    } else if (point === noPoint) {
      if (self !== undefined) wrong(line, 'The event is named twice', 'Keep one line whose point is "-".');
      self ??= { id, name, unit };
    } else if (!pointIdPattern.test(point)) {
      wrong(
        line,
        `"${point}" cannot be a point’s id`,
        `Use at most 12 of a-z 0-9 _, for example: ${examples.point}`,
      );
    } else if (points.has(point)) {
      wrong(line, `The point ${point} is taken`, 'Choose another.');
    } else {
      points.set(point, { id: point, name, unit });
    }
  }
  if (self === undefined && problems.length === 0) {
    wrong(1, 'The event has no name', `Add a line whose point is "-", for example: ${examples.event}`);
  }
  const isSound = self !== undefined && problems.length === 0;
  return { event: isSound && self !== undefined ? { ...self, points } : undefined, problems };
}
