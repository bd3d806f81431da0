import { readConfig } from '../config.ts';
import type { Audience } from '../core/course.ts';
import { writeJoinCode } from '../core/join-code.ts';
import { teachableCourse } from '../course-at-start.ts';
import { deriveSecrets, readSecret } from '../secrets.ts';
import { Unusable } from '../unusable.ts';
import { eventOf, linksOf } from './join.ts';

type Out = (text: string) => void;

export type EventLinksOptions = { audience?: Audience; telegram?: string; json?: true };

/** Prints the join link of each point, one line a point, for whoever prints the QR codes. */
export async function printEventLinks(
  environment: NodeJS.ProcessEnv,
  id: string,
  { audience, telegram, json }: EventLinksOptions,
  out: Out,
): Promise<number> {
  const config = readConfig(environment);
  const course = (await teachableCourse(config)).course();
  const event = eventOf(course, id);
  const rows = [...event.points.values()].map((point) => {
    const code = writeJoinCode({
      unit: point.unit,
      ...(audience === undefined ? {} : { audience }),
      event: id,
      point: point.id,
    });
    const unit = course.units.get(point.unit);
    return {
      point: point.id,
      name: point.name,
      place: unit?.fullName ?? point.unit,
      code,
      ...linksOf(code, config.publicUrl, telegram),
    };
  });
  if (json === true) {
    out(JSON.stringify({ event: id, name: event.name, points: rows }, null, 2));
    return 0;
  }
  out(['point', 'name', 'place', 'code', 'web', ...(telegram === undefined ? [] : ['telegram'])].join());
  for (const row of rows) out(Object.values(row).map(csvCell).join());
  return 0;
}

/** Prints the link that opens an event's board. Its key is as good as a password for these figures, and for nothing else. */
export async function printBoardLink(
  environment: NodeJS.ProcessEnv,
  id: string,
  asJson: boolean,
  out: Out,
): Promise<number> {
  const config = readConfig(environment);
  const event = eventOf((await teachableCourse(config)).course(), id);
  const secret = config.BANHOC_SECRET ?? readSecret(config.DATA_DIR);
  if (secret === undefined) {
    throw new Unusable(
      `BANHOC_SECRET: not set, and there is none in ${config.DATA_DIR} yet; start the service once, or give the one it runs with`,
    );
  }
  const board = `${config.publicUrl}/admin/events/${id}?key=${deriveSecrets(secret).boardKey(id)}`;
  out(asJson ? JSON.stringify({ event: id, name: event.name, board }, null, 2) : board);
  return 0;
}

/** A cell that a spreadsheet reads back as it was. */
const csvCell = (text: string): string => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
