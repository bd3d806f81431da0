import { localOffsetMs } from './local-calendar.ts';
import { dayMs, type Instant, minuteMs } from './time.ts';

/** When in the day a person usually comes, as far as their visits say. */
export type Habit = {
  /** Local half hour of the day, 0..47: 39 is 19:30 to 20:00. */
  halfHour: number;
  /** 1 is a first guess; from 2 on it is relied on; 3 survives a visit at another time. */
  sureness: number;
};

export const halfHourMs = 30 * minuteMs;
const halfHoursADay = dayMs / halfHourMs;
const surest = 3;
const reliedOnFrom = 2;
/** Visits so near to the habit confirm it. */
const nearHalfHours = 2;

export const localHalfHour = (at: Instant): number =>
  Math.floor((((at + localOffsetMs) % dayMs) + dayMs) / halfHourMs) % halfHoursADay;

/**
 * The habit after one more visit: near ones confirm it and draw it half an hour towards themselves, others shake it,
 * and what is shaken off gives way to the newest. A majority vote with one candidate (Boyer and Moore) on the clock's
 * circle: single odd visits change nothing, a new way of life is learned in a few, and it is one small number.
 */
export function habitAfter(habit: Habit | undefined, visitAt: Instant): Habit {
  const seen = localHalfHour(visitAt);
  if (habit === undefined) return { halfHour: seen, sureness: 1 };
  const { halfHour, sureness } = habit;
  const away = halfHoursApart(halfHour, seen);
  if (Math.abs(away) > nearHalfHours) {
    return sureness === 1 ? { halfHour: seen, sureness: 1 } : { halfHour, sureness: sureness - 1 };
  }
  return {
    halfHour: (halfHour + Math.sign(away) + halfHoursADay) % halfHoursADay,
    sureness: Math.min(sureness + 1, surest),
  };
}

/** The short way round the clock from one half hour to another, -24..23. */
function halfHoursApart(from: number, to: number): number {
  const half = halfHoursADay / 2;
  return ((to - from + half + halfHoursADay) % halfHoursADay) - half;
}

/** The half hour to rely on, or undefined while it is only a guess. */
export const knownHalfHour = (habit: Habit | undefined): number | undefined =>
  habit === undefined || habit.sureness < reliedOnFrom ? undefined : habit.halfHour;
