import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Course, EventPoint, PublicEvent } from '../../src/core/course.ts';
import { writeJoinCode } from '../../src/core/join-code.ts';
import { loadCourse } from '../../src/course/load.ts';
import { Random } from '../../src/simulation/random.ts';

/** The launch as the movement had it: so many people at so many points, half of them in the first fifth of the time. */
export const launchMorning = { learners: 52_000, points: 1_018, minutes: 10 };

/** One who comes: when, by which point's link, and whether they tap it twice. */
export type Arrival = { chat: number; atMs: number; point: string; code: string; tapsLinkAgain: boolean };

export type LaunchDay = {
  course: Course;
  event: PublicEvent;
  /** A copy of the lessons with the event's file; removed by `remove`. */
  lessonsDir: string;
  remove(): void;
};

const lessons = fileURLToPath(new URL('../../lessons', import.meta.url));
const eventId = 'khaimac26';

/** Lays the day's points out over the real communes and writes them where the bot under test reads them. */
export async function layOut(points = launchMorning.points): Promise<LaunchDay> {
  const lessonsDir = mkdtempSync(join(tmpdir(), 'banhoc-launch-'));
  cpSync(lessons, lessonsDir, { recursive: true });
  const { course: real } = await loadCourse(lessons);
  const communes = [...real.units.values()].filter(({ kind }) => kind === 'commune');
  const rows = Array.from({ length: points }, (_, place): EventPoint => {
    const id = String(place + 1).padStart(4, '0');
    return { id, name: `Nhà văn hóa ${id}`, unit: communes[place % communes.length]?.id ?? '38' };
  });
  mkdirSync(join(lessonsDir, 'events'), { recursive: true });
  writeFileSync(
    join(lessonsDir, 'events', `${eventId}.csv`),
    [
      'point,name,unit',
      '-,VÍ DỤ: lễ phát động,38',
      ...rows.map(({ id, name, unit }) => `${id},${name},${unit}`),
    ].join('\n'),
  );
  const { course } = await loadCourse(lessonsDir);
  const event = course.events.get(eventId);
  if (event === undefined) throw new Error('the event of the launch could not be read');
  return { course, event, lessonsDir, remove: () => rmSync(lessonsDir, { recursive: true, force: true }) };
}

/** Half of all arrive in the first fifth of the time, the others evenly after; every twentieth taps the link twice. */
export function arrivals(event: PublicEvent, learners: number, minutes: number, seed: number): Arrival[] {
  const random = new Random(seed);
  const points = [...event.points.values()];
  const wholeMs = minutes * 60_000;
  return Array.from({ length: learners }, (_, place) => {
    const isEarly = place < learners / 2;
    const atMs = isEarly ? random.next() * 0.2 * wholeMs : (0.2 + random.next() * 0.8) * wholeMs;
    const point = points[random.below(points.length)];
    if (point === undefined) throw new Error('an event without points');
    const code = writeJoinCode({ unit: point.unit, event: event.id, point: point.id });
    return { chat: 10_000_000 + place, atMs, point: point.id, code, tapsLinkAgain: place % 20 === 0 };
  });
}
