import { isSimulated } from '../core/chat.ts';
import type { Language } from '../core/course.ts';
import { localDay, midnightOf } from '../core/local-calendar.ts';
import { dayMs, type Instant } from '../core/time.ts';
import type { Topic } from '../core/topics.ts';
import type { AudienceFilter } from './audience.ts';

export type BroadcastText = { heading?: string; text: string };

/** One message of officials to many people: what it says, to whom, when, and who answers for it. */
export type Broadcast = {
  /** At most 24 of `a-z 0-9 -`; unique for ever. */
  id: string;
  /** Rises with each change; whoever changes it names the one they saw. */
  revision: number;
  /** The office it comes from. */
  unit: string;
  author: string;
  createdAt: Instant;
  /** In Vietnamese, and where there is one in the person's own language. `{ban}` is their form of address. */
  texts: { vi: BroadcastText } & Partial<Record<Language, BroadcastText>>;
  topic: Topic;
  audience: AudienceFilter;
  /** Replies to citizens always go first; `reply` is for public danger alone. */
  lane: 'bulk' | 'reply';
  /** Not before; undefined for as soon as it may. */
  scheduledAt: Instant | undefined;
  /** 0..1 of the audience, drawn by lot, receive nothing, to see what the message changes. */
  holdoutShare: number;
  /** Who had as many messages of officials in seven days is left out; undefined: no one is. */
  weeklyCap: number | undefined;
  crossesQuietHours: boolean;
  /** Why quiet hours or the weekly cap are crossed; a second person has seen it. */
  exceptionReason: string | undefined;
  /** Whose send was cut off is sent it again, at the risk that it comes twice. */
  repeatsUnknown: boolean;
  approvedBy: string | undefined;
  startedAt: Instant | undefined;
  /** Sent again by itself, as a new broadcast each time. */
  repeats: Repeats;
  /** When the first of its series was due: a month without a 31st must not move those after it. */
  seriesFrom: Instant | undefined;
  /** The draft that this tries out on colleagues: at any hour, counted against nobody's week. */
  tryOf: string | undefined;
  /** How the office is called where people read whom it comes from: `UBND xã Đồng Tiến`. */
  sender: string;
  /** `test_accounts`: simulated people and the chats of those let into the console, all marked as a trial. */
  reach: 'everyone' | 'test_accounts';
  /** With `test_accounts`: the chats of those let in when it was handed in, by `chatKey`. */
  testers: string[];
  /** By this, and by its text, anybody can ask the bot whether it really came from here. */
  code: string;
  state: BroadcastState;
  /** Long over: its ledgers are on their way out of the store, what became of everybody is in the archive. */
  archivedAt: Instant | undefined;
  /** What people did afterwards, one entry a partition that was measured. */
  reactions: Record<string, PartitionReaction>;
};

/** Opened a lesson between the first send and 72 hours after the last: those written to, and those left out by lot. */
export type PartitionReaction = { at: Instant; written: Reacted; leftOut: Reacted };
export type Reacted = { n: number; reacted: number };

export type Repeats = 'no' | 'weekly' | 'monthly';

/** What whoever writes one decides; all else is as it is at first. */
export type BroadcastWish = Pick<Broadcast, 'id' | 'unit' | 'author' | 'createdAt' | 'texts' | 'topic'> &
  Partial<Broadcast>;

/** A draft for everybody, by the usual rules. */
export const newBroadcast = (wish: BroadcastWish): Broadcast => ({
  revision: 1,
  audience: {},
  lane: 'bulk',
  scheduledAt: undefined,
  holdoutShare: 0,
  weeklyCap: usualWeeklyCap,
  crossesQuietHours: false,
  exceptionReason: undefined,
  repeatsUnknown: false,
  approvedBy: undefined,
  startedAt: undefined,
  repeats: 'no',
  seriesFrom: undefined,
  tryOf: undefined,
  sender: '',
  reach: 'everyone',
  testers: [],
  code: '',
  state: { kind: 'draft' },
  archivedAt: undefined,
  reactions: {},
  ...wish,
});

export type BroadcastState =
  | { kind: 'draft' }
  /** `asked`: persons' ids. */
  | { kind: 'waiting_for_approval'; askedAt: Instant; why: SecondPerson; recipients: number; asked: string[] }
  | { kind: 'scheduled' }
  /** The audience is frozen and is being written into the ledger. */
  | { kind: 'planning' }
  | { kind: 'running' }
  | { kind: 'paused'; by: string; at: Instant }
  | { kind: 'done'; at: Instant }
  | { kind: 'cancelled'; by: string; at: Instant }
  | { kind: 'stopped'; reason: StopReason; detail: string; at: Instant };

/** Why a second person must look at it: for how many it is, what it crosses, or words that are in doubt. */
export type SecondPerson = 'size' | 'exception' | 'doubt';

export type StopReason = 'content_refused' | 'channel_down';

export type BroadcastAct =
  /** `asked`: who will be told, should a second person be needed. */
  | { kind: 'submit'; at: Instant; recipients: number; isDoubtful: boolean; asked: string[] }
  | { kind: 'approve'; by: string }
  | { kind: 'send_back' }
  | { kind: 'start'; at: Instant }
  | { kind: 'planned' }
  | { kind: 'pause'; by: string; at: Instant }
  | { kind: 'resume' }
  | { kind: 'finish'; at: Instant }
  | { kind: 'cancel'; by: string; at: Instant }
  | { kind: 'stop'; reason: StopReason; detail: string; at: Instant };

/** Why an act is refused; what is said about it is the console's. */
export type Refusal =
  | 'not_now'
  | 'own_approval'
  | 'reason_missing'
  | 'danger_only'
  /** It crosses quiet hours or the weekly cap, which is for one danger, once. */
  | 'repeats_exception';

/** Messages of officials to one person in seven days. */
export const usualWeeklyCap = 3;
/** Above so many recipients a second person looks at it. */
export const approvalAbove = 1_000;
/** After so many refusals of our own text the rest would be refused as well. */
export const contentErrorsAllowed = 3;

const isOver = ({ kind }: BroadcastState): boolean => ['done', 'cancelled', 'stopped'].includes(kind);
/** Crosses what protects people's rest. */
export const isException = (it: Broadcast): boolean =>
  it.crossesQuietHours || it.weeklyCap === undefined || it.lane === 'reply';

/** Whether a second person must look at it before it is sent, and why. */
export function secondPersonFor(
  broadcast: Broadcast,
  recipients: number,
  isDoubtful: boolean,
): SecondPerson | undefined {
  if (isException(broadcast)) return 'exception';
  if (isDoubtful) return 'doubt';
  return recipients > approvalAbove ? 'size' : undefined;
}

/** What an act makes of a broadcast, one revision on; or why it may not. */
export function change(
  broadcast: Broadcast,
  act: BroadcastAct,
): { kind: 'changed'; broadcast: Broadcast } | { kind: 'refused'; why: Refusal } {
  const why = refusalOf(broadcast, act);
  if (why !== undefined) return { kind: 'refused', why };
  const next = { ...broadcast, ...changeBy(broadcast, act), revision: broadcast.revision + 1 };
  return { kind: 'changed', broadcast: next };
}

function refusalOf(broadcast: Broadcast, act: BroadcastAct): Refusal | undefined {
  const { kind } = broadcast.state;
  const only = (...kinds: BroadcastState['kind'][]): Refusal | undefined =>
    kinds.includes(kind) ? undefined : 'not_now';
  switch (act.kind) {
    case 'submit':
      if (kind !== 'draft') return 'not_now';
      if (!isException(broadcast)) return undefined;
      if (broadcast.topic !== 'danger') return 'danger_only';
      if (broadcast.repeats !== 'no') return 'repeats_exception';
      return (broadcast.exceptionReason ?? '').trim() === '' ? 'reason_missing' : undefined;
    case 'approve':
      return act.by === broadcast.author ? 'own_approval' : only('waiting_for_approval');
    case 'send_back':
      return only('waiting_for_approval', 'scheduled');
    case 'start':
      if (broadcast.scheduledAt !== undefined && act.at < broadcast.scheduledAt) return 'not_now';
      return only('scheduled');
    case 'planned':
      return only('planning');
    case 'pause':
      return only('planning', 'running');
    case 'resume':
      return only('paused');
    case 'finish':
      return only('running');
    case 'stop':
      return only('planning', 'running', 'paused');
    case 'cancel':
      return isOver(broadcast.state) ? 'not_now' : undefined;
  }
}

function changeBy(broadcast: Broadcast, act: BroadcastAct): Partial<Broadcast> {
  switch (act.kind) {
    case 'submit': {
      const { at: askedAt, recipients, isDoubtful, asked } = act;
      const why = secondPersonFor(broadcast, recipients, isDoubtful);
      if (why === undefined) return { state: { kind: 'scheduled' } };
      return { state: { kind: 'waiting_for_approval', askedAt, why, recipients, asked } };
    }
    case 'approve':
      return { state: { kind: 'scheduled' }, approvedBy: act.by };
    case 'send_back':
      return { state: { kind: 'draft' }, approvedBy: undefined };
    case 'start':
      return { state: { kind: 'planning' }, startedAt: act.at };
    case 'planned':
      return { state: { kind: 'running' } };
    case 'pause':
      return { state: { kind: 'paused', by: act.by, at: act.at } };
    // What of the plan is missing is made first; a plan that is whole is found to be so at once.
    case 'resume':
      return { state: { kind: 'planning' } };
    case 'finish':
      return { state: { kind: 'done', at: act.at } };
    case 'cancel':
      return { state: { kind: 'cancelled', by: act.by, at: act.at } };
    case 'stop':
      return { state: { kind: 'stopped', reason: act.reason, detail: act.detail, at: act.at } };
  }
}

/** When the last was sent, about; undefined while it goes on. */
export const overAt = ({ state }: Pick<Broadcast, 'state'>): Instant | undefined =>
  state.kind === 'done' || state.kind === 'cancelled' || state.kind === 'stopped' ? state.at : undefined;

/** Begun, and not over for more than a week: its ledger still counts against people's week, and is looked after. */
export const isOfThisWeek = (broadcast: Pick<Broadcast, 'state' | 'startedAt'>, now: Instant): boolean =>
  broadcast.startedAt !== undefined && (overAt(broadcast) ?? now) > now - 7 * dayMs;

/**
 * Sent to anybody on this local day, as far as its own state says: the ledger knows who was sent to and not when, so one
 * that runs for days is of each of them.
 */
export const isOfToday = (broadcast: Pick<Broadcast, 'state' | 'startedAt'>, now: Instant): boolean =>
  broadcast.startedAt !== undefined && (overAt(broadcast) ?? now) >= midnightOf(localDay(now));

/** Whether quiet time holds it up. A try goes to those who wait for it, and simulated people do not sleep. */
export const restsAtNight = ({ crossesQuietHours, tryOf, audience }: Broadcast): boolean =>
  !crossesQuietHours && tryOf === undefined && !isForSimulated(audience);

/** Named as their channel alone: where people who are there may be among the recipients, night is night. */
const isForSimulated = ({ channels = [] }: AudienceFilter): boolean =>
  channels.length > 0 && channels.every((channel) => isSimulated({ channel }));

export const newestFirst = (one: Broadcast, other: Broadcast): number =>
  other.createdAt - one.createdAt || (one.id < other.id ? -1 : 1);

/** What a person's week may hold beside this one; undefined where nobody counts. */
export const budgetOf = (
  broadcast: Broadcast,
  all: Broadcast[],
  now: Instant,
): { most: number; broadcasts: string[] } | undefined =>
  broadcast.weeklyCap === undefined || broadcast.tryOf !== undefined
    ? undefined
    : { most: broadcast.weeklyCap, broadcasts: budgetedWith(broadcast, all, now) };

/** Whether somebody may be sent to now, by its own state. */
export const isSending = ({ state }: Broadcast): boolean => state.kind === 'running';

/**
 * The other broadcasts that count against a person's week: those that sent at any time in it. The ledger says who was
 * sent to and not when, so one that runs for days counts until seven days after its end: rather too few than too many.
 */
export function budgetedWith(broadcast: Broadcast, all: Broadcast[], now: Instant): string[] {
  return all
    .filter((other) => other.id !== broadcast.id && other.tryOf === undefined && isOfThisWeek(other, now))
    .map(({ id }) => id);
}
