import { readConfig } from '../config.ts';
import type { Audience, Course, PublicEvent } from '../core/course.ts';
import { writeJoinCode } from '../core/join-code.ts';
import { teachableCourse } from '../course-at-start.ts';
import { Unusable } from '../unusable.ts';

export type JoinOptions = {
  audience?: Audience;
  event?: string;
  point?: string;
  /** The bot's name on Telegram, with or without its @. */
  telegram?: string;
  json?: true;
};

/** Prints the links that answer "who" and "where" for whoever opens them; put them in a QR code or a message. */
export async function printJoinLinks(
  environment: NodeJS.ProcessEnv,
  unit: string,
  options: JoinOptions,
  out: (text: string) => void,
): Promise<number> {
  const config = readConfig(environment);
  const course = (await teachableCourse(config)).course();
  const known = course.units.get(unit);
  if (known === undefined) {
    throw new Unusable(
      `no unit "${unit}"; communes go by their national code, for example: banhoc join 14797`,
    );
  }
  const { audience, event, point } = options;
  const named = pointOf(course, event, point);
  const code = writeJoinCode({
    unit,
    ...(audience === undefined ? {} : { audience }),
    ...(event === undefined ? {} : { event }),
    ...(point === undefined ? {} : { point }),
  });
  const links = linksOf(code, config.publicUrl, options.telegram);
  if (options.json === true) {
    out(JSON.stringify({ unit, name: known.fullName, audience, event, point, code, ...links }, null, 2));
    return 0;
  }
  out(
    [known.fullName, audience, named.event?.name, named.point]
      .filter((part) => part !== undefined)
      .join(', '),
  );
  out(links.web);
  if (links.telegram !== undefined) out(links.telegram);
  else if (config.bots.some(({ channel }) => channel === 'telegram'))
    out(`https://t.me/<name of the bot>?start=${code}`);
  return 0;
}

/** The two addresses that hand a join code to the bot. */
export function linksOf(
  code: string,
  publicUrl: string,
  telegram: string | undefined,
): { web: string; telegram?: string } {
  const web = `${publicUrl}/?j=${code}`;
  if (telegram === undefined) return { web };
  const name = telegram.replace(/^@/, '');
  if (!/^[A-Za-z0-9_]{5,32}$/.test(name)) {
    throw new Unusable(
      `--telegram: expected the bot's name, got "${telegram}"; for example --telegram banhocso_bot`,
    );
  }
  return { web, telegram: `https://t.me/${name}?start=${code}` };
}

/** The event of that id. @throws Unusable naming those there are */
export function eventOf(course: Course, id: string): PublicEvent {
  const event = course.events.get(id);
  if (event !== undefined) return event;
  const ids = [...course.events.keys()].join(', ');
  const there = ids === '' ? 'there is none yet' : `there are: ${ids}`;
  throw new Unusable(`no event "${id}"; ${there}. Events are files like lessons/events/ngayhoi26.csv`);
}

function pointOf(
  course: Course,
  id: string | undefined,
  point: string | undefined,
): { event?: PublicEvent; point?: string } {
  if (id === undefined) {
    if (point !== undefined)
      throw new Unusable('--point: goes with --event, for example --event ngayhoi26 --point 012');
    return {};
  }
  const event = eventOf(course, id);
  if (point === undefined) return { event };
  const known = event.points.get(point);
  if (known === undefined) {
    const [first = 'none'] = event.points.keys();
    throw new Unusable(
      `no point "${point}" in the event ${id}; it has ${event.points.size}, the first is ${first}`,
    );
  }
  return { event, point: known.name };
}
