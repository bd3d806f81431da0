import type { Person } from '../access/person.ts';
import type { AudienceFilter } from '../broadcast/audience.ts';
import type { Broadcast, BroadcastText, Refusal, Repeats, SecondPerson } from '../broadcast/broadcast.ts';
import type { Forecast } from '../broadcast/forecast.ts';
import type { Reaction } from '../broadcast/reaction.ts';
import type { Progress } from '../broadcast/states.ts';
import type { TextProblem } from '../broadcast/text-problem.ts';
import type { Language } from '../core/course.ts';
import type { Message } from '../core/message.ts';
import type { Instant } from '../core/time.ts';
import type { Topic } from '../core/topics.ts';

export type { TextProblem } from '../broadcast/text-problem.ts';

/**
 * All that officials do with broadcasts, wherever they do it from: the console, a chat, a terminal. Each call looks
 * at the right of whoever calls and each deed goes into the audit log with it; what somebody may not see is not told
 * from what does not exist.
 */
export interface Office {
  /** What one can begin from: the ready messages, and what this person's unit sent in the last month. */
  beginnings(by: Caller): Promise<Beginning[]>;
  /** Of the units this person may see, the newest first. */
  list(by: Caller): Promise<Broadcast[]>;
  find(by: Caller, id: string): Promise<Broadcast | undefined>;

  /** Looks at a wish without keeping anything: what is wrong with the text, whom it reaches, when, and for how much. */
  look(by: Caller, wish: Wish): Promise<Outlook | Refused>;
  /** Keeps a wish as a draft; `seen` is the draft that it changes. */
  write(by: Caller, wish: Wish, seen?: Seen): Promise<Answer>;
  /** Sends a draft to oneself, or to 20 colleagues of the unit, marked as a try, at any hour, counted for nobody. */
  tryOn(by: Caller, id: string, whom: 'oneself' | 'colleagues'): Promise<Tried | Refused>;
  /** Hands a draft in: it is scheduled, or waits for a second person, who is told in chat. `stale` if it was changed since. */
  submit(by: Caller, seen: Seen): Promise<Answer>;
  /** Approves what was looked at, and nothing else: `stale` if it was sent back and changed since. */
  approve(by: Caller, seen: Seen): Promise<Answer>;
  act(by: Caller, id: string, act: OfficeAct): Promise<Answer>;

  /** How it stands, read in the same time however many it is for. */
  standing(by: Caller, id: string): Promise<Standing | undefined>;
}

/**
 * Who calls, and where from: the client's address, a channel, `terminal`. What the linter finds is said in their language;
 * in Vietnamese unless they choose another.
 */
export type Caller = { person: Person; from: string; language?: Language };

/** A broadcast in the form in which somebody looked at it. */
export type Seen = Pick<Broadcast, 'id' | 'revision'>;

export type OfficeAct = 'send_back' | 'pause' | 'resume' | 'cancel';

/**
 * What the office tells a chat (`chatKey`) of somebody who was let in. How it looks there, and its buttons, are the chat's.
 * @param id names this telling: said again it is told once
 */
export type Tell = (chat: string, id: string, what: Telling) => Promise<void>;
export type Telling =
  /** To whoever may approve: `revision` is what `approve` takes, `message` what citizens would read. */
  | {
      kind: 'approval_asked';
      broadcast: string;
      revision: number;
      /** By name; may be empty. */
      author: string;
      why: SecondPerson;
      recipients: number;
      reason: string | undefined;
      message: Message;
    }
  /** To whoever wrote it; `by` is a name and may be empty. */
  | { kind: 'approved' | 'sent_back'; broadcast: string; by: string };

export type Beginning = {
  id: string;
  from: 'ready' | 'last_month';
  title: string;
  wish: Pick<Wish, 'texts' | 'topic' | 'audience'>;
};

/** What an official decides; all else follows from the rules. */
export type Wish = {
  /** The office it comes from. */
  unit: string;
  texts: { vi: BroadcastText } & Partial<Record<Language, BroadcastText>>;
  topic: Topic;
  /**
   * Its units lie within the sending office's. Without units: the office's and all below it; for the one at the top
   * everybody, those too who have not said where they live.
   */
  audience: Omit<AudienceFilter, 'chats'>;
  /** Undefined: as soon as it may. */
  scheduledAt: Instant | undefined;
  repeats: Repeats;
  /** 0..0.5 of the audience, to see what the message changes. */
  holdoutShare: number;
  crossesQuietHours: boolean;
  crossesWeeklyCap: boolean;
  exceptionReason: string | undefined;
  repeatsUnknown: boolean;
};

export type Outlook = {
  problems: TextProblem[];
  /** As each channel will show it: what a person reads, whole. */
  previews: { channel: string; language: Language; message: Message; characters: number }[];
  audience: AudienceCount;
  /** One line a stretch of sending, and when the last has left. */
  forecast: Forecast;
  costs: ChannelCost[];
  /** Whether a second person must look at it, and why. */
  needsSecond: SecondPerson | undefined;
  /** The same text for the village loudspeaker, some thirty seconds long, for those no message reaches. */
  loudspeaker: string;
};

/** Disjoint: all but `byChannel` add up to `total`. */
export type AudienceCount = {
  /** Undefined when everybody was looked at. */
  estimate: Estimate | undefined;
  total: number;
  /** Now, or when quiet time is over. */
  atOnce: number;
  /** On the web: at their next visit. */
  atNextVisit: number;
  unreachable: number;
  optedOut: number;
  /** Had as many messages of officials in seven days as anybody may have. */
  overBudget: number;
  /** Drawn by lot when it starts: this many, about. */
  holdout: number;
  /** Of those sent to at once or found at the next visit. */
  byChannel: Record<string, number>;
};

/** The figures are scaled up from those looked at, spread evenly over all chats. */
export type Estimate = {
  looked: number;
  chats: number;
  /** `total` lies within so many of the truth, 95 times of 100. */
  margin: number;
};

export type ChannelCost = {
  channel: string;
  recipients: number;
  /** What the channel lets through a second, its quota counted. */
  perSecond: number;
  finishedAt: Instant | undefined;
  /** Why not all of them can be sent to; undefined where they can. */
  impossible: Impossible | undefined;
  vnd: number;
};

export type Impossible =
  /** The channel lets only so many through in a month. */
  | { kind: 'quota'; most: number }
  /** The bot may have only so many people. */
  | { kind: 'people'; most: number }
  /** Not within a year at its rate. */
  | { kind: 'too_slow' };

export type Answer = { kind: 'done'; broadcast: Broadcast } | Refused;
export type Tried = { kind: 'tried'; sentTo: number };
export type Refused =
  | {
      kind: 'refused';
      why: Refusal | OfficeRefusal;
      /** With `text`: what the linter refuses. */
      problems?: TextProblem[];
    }
  | { kind: 'missing' };

export type OfficeRefusal =
  | 'right'
  /** Somebody changed it meanwhile: look again. */
  | 'stale'
  | 'text'
  /** Something in the wish that no form offers: a share, a time, a lesson, a channel that is none. */
  | 'wish'
  | 'empty_audience'
  /** Nobody to try it on has a chat bound to them. */
  | 'no_chat'
  | 'too_many';

export type Standing = {
  broadcast: Broadcast;
  progress: Progress;
  byUnit: { unit: string; progress: Progress }[];
  /** Resting now because of the hour or the day, and until when. */
  restsUntil: Instant | undefined;
  /** When the last will have been sent at the present rate; undefined when nothing is sent. */
  expectedAt: Instant | undefined;
  /** Who was asked to approve, by name, and whether they have a chat to be asked in. */
  asked: { name: string; hasChat: boolean }[];
  reaction: Reaction | undefined;
};
