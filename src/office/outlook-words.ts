import type { AudienceFilter } from '../broadcast/audience.ts';
import type { Forecast, Stretch } from '../broadcast/forecast.ts';
import type { Course, Language } from '../core/course.ts';
import { type Instant, minuteMs } from '../core/time.ts';
import { wordsOf } from '../core/turn.ts';
import type { Outlook, Wish } from './office.ts';
import { clockTime, partOfToday, timeInWords } from './plain-time.ts';
import type { ChatWords } from './words/chat-vi.ts';

/** Who reads it, when, and of what place they know the names. */
export type Reading = {
  words: ChatWords;
  language: Language;
  course: Pick<Course, 'units' | 'quietDays'>;
  now: Instant;
};

export const numberIn = (language: Language, value: number): string =>
  value.toLocaleString(language === 'vi' ? 'vi-VN' : 'en-GB');

/** Whom it reaches, when, what it costs and what it still needs: one line a thought. */
export function outlookInWords(
  outlook: Outlook,
  wish: Pick<Wish, 'unit' | 'audience'>,
  reading: Reading,
): string[] {
  const { words, language, now } = reading;
  const { audience, forecast, costs, needsSecond } = outlook;
  const number = (value: number): string => numberIn(language, value);
  const isEstimate = audience.estimate !== undefined;
  const about = (value: number): string => (isEstimate ? words.about(number(value)) : number(value));
  const some = (value: number, say: (count: string) => string): string[] =>
    value > 0 ? [say(number(value))] : [];
  const isLater = (forecast.stretches[0]?.from ?? now) - now >= minuteMs;
  const whom = whomInWords(wish, reading);
  if (audience.total === 0) return [words.forNobody(whom)];
  const reached = [
    ...some(audience.atOnce, isLater ? words.atItsTime : words.atOnce),
    ...some(audience.atNextVisit, words.atNextVisit),
    ...some(audience.unreachable, words.unreachable),
  ];
  const left = [
    ...some(audience.overBudget, words.overBudget),
    ...some(audience.optedOut, words.optedOut),
    ...some(audience.holdout, words.holdout),
  ];
  const vnd = costs.reduce((sum, cost) => sum + cost.vnd, 0);
  return [
    words.forWhom(words.people(about(audience.total)), whom),
    ...(reached.length === 0 ? [] : [sentence(reached.join(' · '))]),
    ...timesInWords(forecast, now, words, language),
    ...(left.length === 0 ? [] : [words.notSent(left.join(', '))]),
    ...costs
      .filter(({ impossible }) => impossible !== undefined)
      .map(({ channel }) => words.impossible(channel)),
    ...some(vnd, words.cost),
    ...(needsSecond === undefined ? [] : [words.second[needsSecond]]),
  ];
}

/** `mọi người trong xã Nga An`. */
export function whomInWords({ unit, audience }: Pick<Wish, 'unit' | 'audience'>, reading: Reading): string {
  const { words, course, language } = reading;
  const nameOf = (id: string): string => course.units.get(id)?.fullName ?? id;
  const [only = unit, ...others] = audience.units ?? [];
  const place = nameOf(only);
  const progress = progressInWords(audience, words, language);
  const everybody =
    others.length === 0
      ? words.whom.everybody(place)
      : words.whom.places(numberIn(language, others.length + 1));
  const whom = progress === undefined ? everybody : words.whom.in(progress, place);
  const kinds = kindsInWords(audience, language);
  return kinds === undefined ? whom : words.whom.ofKinds(whom, kinds);
}

/** `“Cán bộ, viên chức”`; undefined where it is for all kinds of people. */
export const kindsInWords = (
  { audiences }: Pick<AudienceFilter, 'audiences'>,
  language: Language,
): string | undefined =>
  audiences?.map((audience) => `“${wordsOf(language).audiences[audience]}”`).join(', ');

function progressInWords(
  { progress }: Pick<AudienceFilter, 'progress'>,
  { whom }: ChatWords,
  language: Language,
): string | undefined {
  switch (progress?.kind) {
    case undefined:
      return undefined;
    case 'not_started':
    case 'unfinished':
      return whom[progress.kind];
    case 'completed':
    case 'failed':
      return whom[progress.kind](progress.lesson);
    case 'silent':
      return whom.silent(numberIn(language, progress.days));
  }
}

const mostStretches = 2;

/** `Tối nay 1.240 người trước 20:45, 3.100 người từ 06:30 mai.` */
function timesInWords(
  { stretches, finishedAt }: Forecast,
  now: Instant,
  words: ChatWords,
  language: Language,
): string[] {
  const inWords = ({ from, until, recipients }: Stretch): string => {
    const count = words.people(numberIn(language, recipients));
    if (from - now >= minuteMs) return words.laterStretch(count, timeInWords(from, now, words));
    // A whole minute is said, and it must not be over before the last has left.
    return words.firstStretch(
      partOfToday(from, words),
      count,
      clockTime(Math.ceil(until / minuteMs) * minuteMs),
    );
  };
  if (stretches.length === 0) return [];
  const parts = stretches.slice(0, mostStretches).map(inWords);
  if (stretches.length > mostStretches && finishedAt !== undefined)
    parts.push(words.allUntil(timeInWords(finishedAt, now, words)));
  return [sentence(parts.join(', '))];
}

export const sentence = (text: string): string =>
  `${text.charAt(0).toLocaleUpperCase('vi')}${text.slice(1)}.`;
