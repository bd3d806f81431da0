import { type Chat, chatKey, isSimulated, parseChatKey } from '../core/chat.ts';
import type { Audience, Language, LessonId, Unit } from '../core/course.ts';
import { passShare } from '../core/quiz.ts';
import type { Glance, LearnerGlance } from '../core/session-glance.ts';
import { dayMs, type Instant } from '../core/time.ts';
import { unitsIn } from '../core/unit-tree.ts';
import type { Broadcast } from './broadcast.ts';

/** Whom a broadcast is for; what is not named does not matter. All that is named must hold, for one learner of the chat. */
export type AudienceFilter = {
  /** Places and organisations, with all that lies within them. */
  units?: string[];
  audiences?: Audience[];
  progress?: ProgressFilter;
  languages?: Language[];
  channels?: string[];
  /** These chats alone, by `chatKey`: for tries. */
  chats?: string[];
};

export type ProgressFilter =
  | { kind: 'not_started' }
  /** Begun, not finished: that lesson, or any. */
  | { kind: 'unfinished'; lesson?: LessonId }
  | { kind: 'completed'; lesson: LessonId }
  /** Answered to the end and not passed. */
  | { kind: 'failed'; lesson: LessonId }
  /** Nothing heard from the chat for so long. */
  | { kind: 'silent'; days: number };

/** A chat whose address was not looked at is in no audience that asks for it. */
export type IsInAudience = (chat: Chat | undefined, glance: Glance) => boolean;

/**
 * The filter as a question to one chat. Worked out once, asked millions of times.
 * @param at the moment at which the audience is frozen
 */
export function audienceOf(
  filter: AudienceFilter,
  units: ReadonlyMap<string, Unit>,
  at: Instant,
): IsInAudience {
  const { audiences, progress } = filter;
  const [channels, languages, chats] = [setOf(filter.channels), setOf(filter.languages), setOf(filter.chats)];
  const within = setOf(filter.units?.flatMap((unit) => [unit, ...unitsIn(units, unit)]));
  const isThere = ({ commune, organisation }: LearnerGlance): boolean =>
    within === undefined ||
    (commune !== undefined && within.has(commune)) ||
    (organisation !== undefined && within.has(organisation));
  const isOfKind = ({ audience }: LearnerGlance): boolean =>
    audiences === undefined || (audience !== undefined && audiences.includes(audience));
  return (chat, glance) => {
    if (channels !== undefined && (chat === undefined || !channels.has(chat.channel))) return false;
    if (languages !== undefined && !languages.has(glance.language)) return false;
    if (chats !== undefined && (chat === undefined || !chats.has(chatKey(chat)))) return false;
    if (progress?.kind === 'silent' && glance.heardAt > at - progress.days * dayMs) return false;
    return glance.learners.some(
      (learner) => isThere(learner) && isOfKind(learner) && hasProgress(learner, progress),
    );
  };
}

/** The audience of a broadcast: nobody outside its reach, whatever its filter says. Where everybody is reached there are no simulated people. */
export function audienceOfBroadcast(
  { audience, reach, testers }: Pick<Broadcast, 'audience' | 'reach' | 'testers'>,
  units: ReadonlyMap<string, Unit>,
  at: Instant,
): IsInAudience {
  const isWanted = audienceOf(audience, units, at);
  if (reach === 'everyone') return isWanted;
  const known = new Set(testers);
  return (chat, glance) =>
    chat !== undefined && (isSimulated(chat) || known.has(chatKey(chat))) && isWanted(chat, glance);
}

/** Where it names its chats, nobody else need be looked at. */
export const chatsNamed = ({ audience: { chats } }: Pick<Broadcast, 'audience'>): Chat[] | undefined =>
  chats?.flatMap((key) => parseChatKey(key) ?? []);

/** Whether who is in it depends on addresses: reading them doubles the cost of looking through millions. */
export const asksForChat = ({ audience, reach }: Pick<Broadcast, 'audience' | 'reach'>): boolean =>
  reach !== 'everyone' || audience.channels !== undefined || audience.chats !== undefined;

const setOf = <T>(list: T[] | undefined): ReadonlySet<T> | undefined =>
  list === undefined ? undefined : new Set(list);

function hasProgress(learner: LearnerGlance, filter: ProgressFilter | undefined): boolean {
  if (filter === undefined || filter.kind === 'silent') return true;
  switch (filter.kind) {
    case 'not_started':
      return learner.lesson === undefined && Object.keys(learner.progress()).length === 0;
    case 'unfinished': {
      if (filter.lesson !== undefined) {
        const it = learner.progressIn(filter.lesson);
        return (learner.lesson === filter.lesson || it !== undefined) && it?.completedAt === undefined;
      }
      const progress = learner.progress();
      const isOpen = (lesson: LessonId): boolean => progress[lesson]?.completedAt === undefined;
      return (learner.lesson !== undefined && isOpen(learner.lesson)) || Object.keys(progress).some(isOpen);
    }
    case 'completed':
      return learner.progressIn(filter.lesson)?.completedAt !== undefined;
    case 'failed': {
      const it = learner.progressIn(filter.lesson);
      return it !== undefined && it.lastAsked > 0 && it.lastRight < it.lastAsked * passShare;
    }
  }
}

/** Under which place a chat is counted: where its present learner lives, or belongs. */
export const unitOf = ({ learners, activeLearner }: Glance): string => {
  const learner = learners[activeLearner] ?? learners[0];
  return learner?.commune ?? learner?.organisation ?? '';
};
