import { may } from '../../access/may.ts';
import type { Person } from '../../access/person.ts';
import type { AudienceFilter, ProgressFilter } from '../../broadcast/audience.ts';
import type { BroadcastText } from '../../broadcast/broadcast.ts';
import { audiences, type Course, languages } from '../../core/course.ts';
import { localOffsetMs } from '../../core/local-calendar.ts';
import type { Instant } from '../../core/time.ts';
import { isTopic } from '../../core/topics.ts';
import type { Wish } from '../../office/office.ts';
import type { Mistake } from '../words/composing.vi.ts';
import { findPlace, placeName } from './places.ts';

/** Names of the form's fields; several of a kind carry a number or a value behind `_`. */
export type WishField =
  | 'vi_heading'
  | 'vi_text'
  | 'en_heading'
  | 'en_text'
  | 'topic'
  | 'place'
  | 'progress'
  | 'lesson'
  | 'when'
  | 'at'
  | 'repeats'
  | 'holdout'
  | 'crosses_quiet'
  | 'crosses_cap'
  | 'reason'
  | 'repeats_unknown';

/** What the form holds, as the browser sends it; shown again as it was, whatever is wrong with it. */
export type Fields = Record<string, string>;
export type FieldMistake = { field: WishField; why: Mistake; names?: string[] };

/** Letters of one language's text; every channel takes so many. */
export const longestText = 2_000;
export const longestHeading = 80;
export const longestReason = 500;
/** Places that one broadcast may name on the form. */
export const mostPlaces = 8;
export const silentDays = 14;
/** Of a hundred. */
export const holdoutPercents = [0, 5, 10, 20];

/**
 * The form as a wish. What could not be read is left at its usual value and named, so that a form half filled can
 * still be looked at.
 * @param unit the office it comes from
 * @param now a time before it is refused
 */
export function readWish(
  fields: Fields,
  unit: string,
  { person, course, now }: { person: Person; course: Course; now: Instant },
): { wish: Wish; mistakes: FieldMistake[] } {
  const mistakes: FieldMistake[] = [];
  const wrong = (field: WishField, why: Mistake, names?: string[]): undefined => {
    mistakes.push(names === undefined ? { field, why } : { field, why, names });
    return undefined;
  };
  const text = (field: WishField): string => (fields[field] ?? '').replaceAll('\r\n', '\n').trim();
  const isOn = (field: string): boolean => fields[field] !== undefined;

  const vi = readText('vi');
  if (vi === undefined) wrong('vi_text', 'text_missing');
  const en = readText('en');
  const topic = isTopic(text('topic')) ? text('topic') : 'learning';
  const [crossesQuietHours, crossesWeeklyCap] = [isOn('crosses_quiet'), isOn('crosses_cap')];
  const reason = text('reason').slice(0, longestReason);
  if (crossesQuietHours || crossesWeeklyCap) {
    if (topic !== 'danger') wrong('topic', 'danger_only');
    if (reason === '') wrong('reason', 'reason_missing');
  }
  const percent = Number(text('holdout'));
  const repeats = text('repeats');
  const wish: Wish = {
    unit,
    texts: { vi: vi ?? { text: '' }, ...(en === undefined ? {} : { en }) },
    topic: isTopic(topic) ? topic : 'learning',
    audience: readAudience(),
    scheduledAt: text('when') === 'later' ? readTime() : undefined,
    repeats: repeats === 'weekly' || repeats === 'monthly' ? repeats : 'no',
    holdoutShare: holdoutPercents.includes(percent) ? percent / 100 : 0,
    crossesQuietHours,
    crossesWeeklyCap,
    exceptionReason: reason === '' ? undefined : reason,
    repeatsUnknown: isOn('repeats_unknown'),
  };
  // As they stand on the page.
  mistakes.sort((one, other) => onPage.indexOf(one.field) - onPage.indexOf(other.field));
  return { wish, mistakes };

  function readText(language: 'vi' | 'en'): BroadcastText | undefined {
    const [heading, body] = [text(`${language}_heading`), text(`${language}_text`)];
    if (body.length > longestText) wrong(`${language}_text`, 'text_long');
    if (body === '') return undefined;
    return {
      ...(heading === '' ? {} : { heading: heading.slice(0, longestHeading) }),
      text: body.slice(0, longestText),
    };
  }
  function readAudience(): AudienceFilter {
    const kinds = audiences.filter((kind) => isOn(`audience_${kind}`));
    const spoken = languages.filter((language) => isOn(`language_${language}`));
    const channels = Object.keys(fields).flatMap(
      (field) => /^channel_([a-z-]{1,20})$/.exec(field)?.[1] ?? [],
    );
    const progress = readProgress();
    const units = readPlaces();
    return {
      ...(units === undefined ? {} : { units }),
      ...(kinds.length === 0 ? {} : { audiences: kinds }),
      ...(progress === undefined ? {} : { progress }),
      ...(spoken.length === 0 ? {} : { languages: spoken }),
      ...(channels.length === 0 ? {} : { channels }),
    };
  }
  /** No place named: all of one's own unit; of the highest unit also those who never said where they live. */
  function readPlaces(): string[] | undefined {
    const found = new Set<string>();
    for (const typed of placesTyped(fields)) {
      const place = findPlace(course.units, typed, (id) => may(person, 'send_broadcast', id, course.units));
      if (place.kind === 'found') found.add(place.unit.id);
      if (place.kind === 'unknown') wrong('place', 'place_unknown', [typed]);
      if (place.kind === 'foreign') wrong('place', 'place_foreign', [typed]);
      if (place.kind === 'several') wrong('place', 'place_several', place.names);
    }
    if (found.size > 0) return [...found];
    return course.units.get(unit)?.parent === undefined ? undefined : [unit];
  }
  function readProgress(): ProgressFilter | undefined {
    const lesson = course.lessons.has(text('lesson')) ? text('lesson') : undefined;
    switch (text('progress')) {
      case 'not_started':
        return { kind: 'not_started' };
      case 'unfinished':
        return { kind: 'unfinished' };
      case 'silent':
        return { kind: 'silent', days: silentDays };
      case 'failed':
        return lesson === undefined ? wrong('lesson', 'lesson_missing') : { kind: 'failed', lesson };
      case 'completed':
        return lesson === undefined ? wrong('lesson', 'lesson_missing') : { kind: 'completed', lesson };
      default:
        return undefined;
    }
  }
  function readTime(): Instant | undefined {
    const at = /^\d{4}-\d\d-\d\dT\d\d:\d\d/.exec(text('at'))?.[0];
    const instant = at === undefined ? Number.NaN : Date.parse(`${at}:00Z`) - localOffsetMs;
    if (Number.isNaN(instant)) return wrong('at', 'time_missing');
    return instant < now ? wrong('at', 'time_past') : instant;
  }
}

const onPage: WishField[] = ['vi_text', 'en_text', 'topic', 'place', 'lesson', 'at', 'reason'];

/** What was typed into the fields for places, those left empty passed over. */
export const placesTyped = (fields: Fields): string[] =>
  Array.from({ length: mostPlaces }, (_, place) => (fields[`place_${place}`] ?? '').trim()).filter(
    (typed) => typed !== '',
  );

/** A moment as the field for day and time writes it, by the province's clock. */
export const localTime = (at: Instant): string => new Date(at + localOffsetMs).toISOString().slice(0, 16);

/** A wish as the form shows it. */
export function fieldsOf(wish: Partial<Wish> & Pick<Wish, 'texts' | 'audience'>, course: Course): Fields {
  const { texts, audience } = wish;
  const { progress } = audience;
  const isWhole = audience.units?.length === 1 && audience.units[0] === wish.unit;
  const places = isWhole ? [] : (audience.units ?? []);
  const on = (name: string, is: boolean | undefined): [string, string][] =>
    is === true ? [[name, 'on']] : [];
  return Object.fromEntries<string>([
    ['vi_heading', texts.vi.heading ?? ''],
    ['vi_text', texts.vi.text],
    ['en_heading', texts.en?.heading ?? ''],
    ['en_text', texts.en?.text ?? ''],
    ['topic', wish.topic ?? 'learning'],
    ...places.map((id, place): [string, string] => [`place_${place}`, nameOf(id)]),
    ...(audience.audiences ?? []).flatMap((kind) => on(`audience_${kind}`, true)),
    ['progress', progress?.kind ?? ''],
    ['lesson', progress !== undefined && 'lesson' in progress ? (progress.lesson ?? '') : ''],
    ...(audience.languages ?? []).flatMap((language) => on(`language_${language}`, true)),
    ...(audience.channels ?? []).flatMap((channel) => on(`channel_${channel}`, true)),
    ['when', wish.scheduledAt === undefined ? 'soon' : 'later'],
    ['at', wish.scheduledAt === undefined ? '' : localTime(wish.scheduledAt)],
    ['repeats', wish.repeats ?? 'no'],
    ['holdout', String(Math.round((wish.holdoutShare ?? 0) * 100))],
    ...on('crosses_quiet', wish.crossesQuietHours),
    ...on('crosses_cap', wish.crossesWeeklyCap),
    ['reason', wish.exceptionReason ?? ''],
    ...on('repeats_unknown', wish.repeatsUnknown),
  ]);
  function nameOf(id: string): string {
    const unit = course.units.get(id);
    return unit === undefined ? id : placeName(course.units, unit);
  }
}
