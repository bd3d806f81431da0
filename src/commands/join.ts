import { readConfig } from '../config.ts';
import type { Audience } from '../core/course.ts';
import { writeJoinCode } from '../core/join-code.ts';
import { teachableCourse } from '../course-at-start.ts';
import { Unusable } from '../unusable.ts';

/** Prints the links that answer "who" and "where" for whoever opens them; put them in a QR code or a message. */
export async function printJoinLinks(
  environment: NodeJS.ProcessEnv,
  unit: string,
  audience: Audience | undefined,
  out: (text: string) => void,
): Promise<number> {
  const config = readConfig(environment);
  const { course } = await teachableCourse(config);
  const known = course().units.get(unit);
  if (known === undefined) {
    throw new Unusable(
      `no unit "${unit}"; communes go by their national code, for example: banhoc join 14797`,
    );
  }
  const code = writeJoinCode({ unit, ...(audience === undefined ? {} : { audience }) });
  out(`${known.fullName}${audience === undefined ? '' : `, ${audience}`}`);
  out(`${config.publicUrl}/?j=${code}`);
  if (config.TELEGRAM_BOT_TOKEN !== undefined) out(`https://t.me/<name of the bot>?start=${code}`);
  return 0;
}
