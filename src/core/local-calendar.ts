import { dayMs, hourMs, type Instant, minuteMs } from './time.ts';

/** Hours east of Greenwich of the movement's calendar; Viet Nam keeps no summer time. */
export const localOffsetMs = 7 * hourMs;

/** A day of the local calendar; `month` from 1. */
export type LocalDate = { year: number; month: number; day: number };

export const localDay = (at: Instant): number => Math.floor((at + localOffsetMs) / dayMs);
/** When a local day, counted from 1970, begins. */
export const midnightOf = (day: number): Instant => day * dayMs - localOffsetMs;

/** The local day of a moment. Source of the arithmetic: Hinnant, "chrono-compatible date algorithms", civil_from_days. */
export function localDateOf(at: Instant): LocalDate {
  const days = localDay(at) + 719_468;
  const era = Math.floor(days / 146_097);
  const dayOfEra = days - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1_460) +
      Math.floor(dayOfEra / 36_524) -
      Math.floor(dayOfEra / 146_096)) /
      365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const fromMarch = Math.floor((5 * dayOfYear + 2) / 153);
  const month = fromMarch < 10 ? fromMarch + 3 : fromMarch - 9;
  return {
    year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
    month,
    day: dayOfYear - Math.floor((153 * fromMarch + 2) / 5) + 1,
  };
}

/**
 * The first of a month, in local days since 1970; months may run on beyond 12 or below 1. Source: as above,
 * days_from_civil.
 */
export function firstOfMonth(year: number, month: number): number {
  const civilYear = year + Math.floor((month - 1) / 12);
  const inYear = ((((month - 1) % 12) + 12) % 12) + 1;
  const from = inYear <= 2 ? civilYear - 1 : civilYear;
  const era = Math.floor(from / 400);
  const yearOfEra = from - era * 400;
  const dayOfYear = Math.floor((153 * (inYear > 2 ? inYear - 3 : inYear + 9) + 2) / 5);
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}

/** The local day of a date. */
export const dayOf = (year: number, month: number, day: number): number =>
  firstOfMonth(year, month) + day - 1;

/** 0 is Sunday. Day 0 was a Thursday. */
export const weekdayOf = (day: number): number => (((day + 4) % 7) + 7) % 7;

const padded = (part: number): string => String(part).padStart(2, '0');

/** `2026-11`. */
export function localMonth(at: Instant): string {
  const { year, month } = localDateOf(at);
  return `${year}-${padded(month)}`;
}

/** `20261125`. */
export function compactDate(at: Instant): string {
  const { year, month, day } = localDateOf(at);
  return `${year}${padded(month)}${padded(day)}`;
}

/** The Monday of a moment's local week, `20261130`. */
export const localWeek = (at: Instant): string => {
  const day = localDay(at);
  return compactDate(midnightOf(day - ((weekdayOf(day) + 6) % 7)));
};

/** Local ms after midnight as a clock shows them: `19:30`. */
export const clockTime = (inDayMs: number): string =>
  `${Math.floor(inDayMs / hourMs)}:${padded(Math.floor((inDayMs % hourMs) / minuteMs))}`;
