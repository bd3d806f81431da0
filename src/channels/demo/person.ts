import { hash32 } from '../../core/chance.ts';
import type { Chat } from '../../core/chat.ts';
import { simulatedChannel } from '../../core/chat.ts';
import { type Audience, audiences, type Course, type Language, type Unit } from '../../core/course.ts';

/** Who a simulated person is, from nothing but the seed and their number. */
export type DemoPerson = {
  chat: Chat;
  language: Language;
  audience: Audience;
  commune: string | undefined;
  /** Lessons to the end. */
  lessons: number;
  /** Stops in the midst of one more. */
  isMidLesson: boolean;
  /** How long ago they were last here. */
  daysAgo: number;
};

export const demoBot = '-';
const prefix = 'gia-lap-';

/** Plain in every list and log: `gia-lap-17` is nobody. */
export const demoChat = (number: number): Chat => ({
  channel: simulatedChannel,
  bot: demoBot,
  user: `${prefix}${number}`,
});

/** 0..1, the same for the same words. */
export const drawn = (seed: string, what: string): number => hash32(`${seed}:${what}`) / 2 ** 32;

/** Some 30 of 100 never began, most did a little long ago, few are at it: as people are. */
export function personOf(seed: string, number: number, course: Course): DemoPerson {
  const draw = (what: string): number => drawn(seed, `${number}:${what}`);
  const communes = communesOf(course);
  const effort = draw('effort');
  return {
    chat: demoChat(number),
    language: draw('language') < 0.06 ? 'en' : 'vi',
    audience: pick(['citizen', 'citizen', 'citizen', ...audiences] as const, draw('audience')),
    commune: draw('says where') < 0.04 ? undefined : pick(communes, draw('commune'))?.id,
    lessons: effort < 0.3 ? 0 : effort < 0.75 ? 1 : effort < 0.92 ? 2 : 3,
    isMidLesson: effort >= 0.15 && draw('midst') < 0.35,
    daysAgo: Math.floor(draw('silence') ** 2 * 60),
  };
}

const pick = <T>(list: readonly T[], share: number): T => list[Math.floor(share * list.length)] as T;

const known = new WeakMap<Course['units'], Unit[]>();
function communesOf({ units }: Course): Unit[] {
  const found = known.get(units) ?? [...units.values()].filter(({ kind }) => kind === 'commune');
  known.set(units, found);
  return found;
}
