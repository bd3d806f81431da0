import type { Chat } from '../core/chat.ts';
import { type Audience, audiences, type Course, type Language } from '../core/course.ts';
import { dayMs } from '../core/time.ts';
import { drawn, normal } from './abilities.ts';

/** Who a simulated learner is, from nothing but the seed and their number. */
export type DemoLearner = {
  chat: Chat;
  /** Of all their draws. */
  seed: string;
  language: Language;
  audience: Audience;
  commune: string | undefined;
  /** Whether they let their learning be counted. */
  agrees: boolean;
  /** Learns with somebody beside. */
  isHelped: boolean;
  /** Standard deviations from the average. */
  ability: number;
  /** Lessons to begin. */
  lessons: number;
  /** How long ago they came first. */
  arrivedAgoMs: number;
};

/** On how many days back they came: so the console has months to show. */
const daysBack = 75;

/** People as a movement meets them: many do a little, some do all; they come on weekdays and in their communes. */
export function demoLearner(seed: string, number: number, course: Course): DemoLearner {
  const own = `${seed}:${number}`;
  const draw = (what: string): number => drawn(own, what);
  const effort = draw('effort');
  const lessons = course.lessons.size;
  const audience = pick(['citizen', 'citizen', 'citizen', ...audiences] as const, draw('audience'));
  return {
    chat: {
      channel: pick(['telegram', 'telegram', 'zalo', 'zalo', 'web'] as const, draw('channel')),
      bot: 'mo-phong',
      user: `mo-phong-${number}`,
    },
    seed: own,
    language: draw('language') < 0.04 ? 'en' : 'vi',
    audience,
    commune: draw('says where') < 0.06 ? undefined : communeOf(course, draw('commune')),
    agrees: draw('agrees') < 0.97,
    isHelped: draw('helped') < 0.08,
    // Officials come with more practice; elders and citizens with all there is.
    ability: normal(own, 'ability') + (audience === 'official' ? 0.5 : 0),
    lessons: effort < 0.12 ? 1 : effort > 0.96 ? lessons : 1 + Math.floor((effort * effort * lessons) / 1.9),
    arrivedAgoMs: Math.floor((2 + draw('arrived') ** 1.5 * daysBack) * dayMs),
  };
}

const pick = <const T>(list: readonly T[], share: number): T => list[Math.floor(share * list.length)] as T;

const known = new WeakMap<Course['units'], string[]>();
/** The first communes of the list are the towns, where more people live. */
function communeOf({ units }: Course, share: number): string | undefined {
  const communes =
    known.get(units) ?? [...units.values()].filter(({ kind }) => kind === 'commune').map(({ id }) => id);
  known.set(units, communes);
  return communes[Math.floor(share ** 1.8 * communes.length)];
}
