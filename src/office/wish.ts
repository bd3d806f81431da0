import type { AudienceFilter } from '../broadcast/audience.ts';
import { type Broadcast, usualWeeklyCap } from '../broadcast/broadcast.ts';
import { audiences, type Course, languages, type Unit } from '../core/course.ts';
import { dayMs, type Instant } from '../core/time.ts';
import { topics } from '../core/topics.ts';
import { wordsOf } from '../core/turn.ts';
import { liesIn } from '../core/unit-tree.ts';
import type { Wish } from './office.ts';

/** What of a broadcast a wish decides. */
export type Wished = Pick<
  Broadcast,
  | 'unit'
  | 'sender'
  | 'texts'
  | 'topic'
  | 'audience'
  | 'scheduledAt'
  | 'repeats'
  | 'holdoutShare'
  | 'crossesQuietHours'
  | 'weeklyCap'
  | 'exceptionReason'
  | 'repeatsUnknown'
>;

/** A wish as the record holds it: its audience within the office's places, its office by name. */
export function wished(wish: Wish, units: Course['units']): Wished {
  const office = units.get(wish.unit);
  return {
    unit: wish.unit,
    sender: office === undefined ? '' : senderOf(office),
    texts: wish.texts,
    topic: wish.topic,
    audience: withinOffice(wish, office),
    scheduledAt: wish.scheduledAt,
    repeats: wish.repeats,
    holdoutShare: wish.holdoutShare,
    crossesQuietHours: wish.crossesQuietHours,
    weeklyCap: wish.crossesWeeklyCap ? undefined : usualWeeklyCap,
    exceptionReason: wish.exceptionReason,
    repeatsUnknown: wish.repeatsUnknown,
  };
}

/** By the usual rules, for all of an office's own place, as soon as it may. */
export const newWish = (unit: Wish['unit'], texts: Wish['texts']): Wish => ({
  unit,
  texts,
  topic: 'learning',
  audience: {},
  scheduledAt: undefined,
  repeats: 'no',
  holdoutShare: 0,
  crossesQuietHours: false,
  crossesWeeklyCap: false,
  exceptionReason: undefined,
  repeatsUnknown: false,
});

/** A draft as the wish it was written from, to be changed. */
export function wishOf(broadcast: Broadcast): Wish {
  const { unit, texts, topic, scheduledAt, repeats, holdoutShare } = broadcast;
  const { chats: _chats, ...audience } = broadcast.audience;
  return {
    unit,
    texts,
    topic,
    audience,
    scheduledAt,
    repeats,
    holdoutShare,
    crossesQuietHours: broadcast.crossesQuietHours,
    crossesWeeklyCap: broadcast.weeklyCap === undefined,
    exceptionReason: broadcast.exceptionReason,
    repeatsUnknown: broadcast.repeatsUnknown,
  };
}

/** Nobody may name chats; whoever has said no place is reached by the office at the top alone. */
function withinOffice({ audience, unit }: Wish, office: Unit | undefined): AudienceFilter {
  const { units, audiences, progress, languages, channels } = audience;
  const within = units ?? (office?.parent === undefined ? undefined : [unit]);
  return {
    ...(within === undefined ? {} : { units: within }),
    ...(audiences === undefined ? {} : { audiences }),
    ...(progress === undefined ? {} : { progress }),
    ...(languages === undefined ? {} : { languages }),
    ...(channels === undefined ? {} : { channels }),
  };
}

/** How an office signs. Its name is Vietnamese in every language. */
export function senderOf({ kind, fullName }: Unit): string {
  const isPlace = kind === 'province' || kind === 'commune';
  return isPlace
    ? wordsOf('vi').peoplesCommittee(fullName)
    : fullName.charAt(0).toUpperCase() + fullName.slice(1);
}

/** Whether all places that an audience names lie within the office it comes from. */
export const isWithinOffice = ({ audience, unit }: Wish, units: Course['units']): boolean =>
  units.has(unit) && (audience.units ?? []).every((place) => liesIn(units, place, unit));

const longestText = 4_000;
const longestHeading = 200;
const longestReason = 1_000;
const furthestMs = 366 * dayMs;

/** Whether a wish could be carried out at all; what no form offers is refused whole. */
export function isPossible(
  { texts, topic, audience, scheduledAt, repeats, holdoutShare, exceptionReason }: Wish,
  { course, channels, now }: { course: Course; channels: ReadonlySet<string>; now: Instant },
): boolean {
  const { progress } = audience;
  const isSome = <T>(list: T[] | undefined, isKnown: (it: T) => boolean): boolean =>
    list === undefined || (list.length > 0 && list.every(isKnown));
  const isLesson = (lesson: string | undefined): boolean =>
    lesson === undefined || course.lessons.has(lesson);
  return (
    Object.entries(texts).every(
      ([language, { heading = '', text }]) =>
        languages.some((known) => known === language) &&
        heading.length <= longestHeading &&
        text.length <= longestText,
    ) &&
    topics.includes(topic) &&
    ['no', 'weekly', 'monthly'].includes(repeats) &&
    holdoutShare >= 0 &&
    holdoutShare <= 0.5 &&
    (exceptionReason ?? '').length <= longestReason &&
    (scheduledAt === undefined || Math.abs(scheduledAt - now) <= furthestMs) &&
    isSome(audience.units, (unit) => course.units.has(unit)) &&
    isSome(audience.audiences, (kind) => audiences.includes(kind)) &&
    isSome(audience.languages, (language) => languages.includes(language)) &&
    isSome(audience.channels, (channel) => channels.has(channel)) &&
    (progress === undefined ||
      (progress.kind === 'silent'
        ? Number.isInteger(progress.days) && progress.days >= 1 && progress.days <= 366
        : progress.kind === 'not_started' || isLesson(progress.lesson)))
  );
}
