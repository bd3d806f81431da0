import type { Context } from 'hono';
import type { ConsoleSession } from '../access/console-session.ts';
import type { Deed } from '../access/deed.ts';
import type { Desk } from '../access/desk.ts';
import type { Action } from '../access/may.ts';
import type { Person } from '../access/person.ts';
import type { Course } from '../core/course.ts';
import type { Instant } from '../core/time.ts';
import type { LessonDesk } from '../course/desk/lesson-desk.ts';
import type { Log } from '../log.ts';
import type { ChannelTerms } from '../office/channel-terms.ts';
import type { Office } from '../office/office.ts';
import type { NodeBindings } from '../pages/page-headers.ts';
import type { Census } from '../stats/census.ts';
import type { RowArchive } from '../store/archive/archive.ts';
import type { PaperArchive } from '../store/archive/paper-archive.ts';
import type { PeopleArchive } from '../store/archive/people-archive.ts';
import type { Store } from '../store/store.ts';
import type { Counted } from './counted/counted.ts';
import type { DemoDesk } from './demo-desk.ts';
import type { Frame, Markup } from './layout.ts';
import type { ReportDesk } from './reports/report-desk.ts';
import type { Transport } from './transport.ts';

export type ConsoleOptions = {
  store: Pick<Store, 'counters' | 'tally'>;
  /** Raw answers, for what no counter can tell. */
  answers: Pick<RowArchive, 'attempts'>;
  /** What is on its way to the centre. */
  reports: ReportDesk;
  /** What has been counted, for every page that shows figures. */
  counted: Counted;
  log: Pick<Log, 'warn'>;
  archive: PeopleArchive & PaperArchive;
  /** How many people there are of which kind; undefined while they are counted for the first time. */
  peopleCount(): Promise<Census | undefined>;
  desk: Desk;
  /** All that is done with broadcasts. */
  office: Office;
  /** Where lessons are written and published. */
  lessonDesk: LessonDesk;
  /** What each channel of this service lets through, and for how much. */
  terms(): ChannelTerms[];
  /** Undefined where an agency answers for the bot. */
  demo: DemoDesk | undefined;
  course(): Course;
  /** Everybody in this store is simulated: every page, export and picture says so. */
  isSimulated: boolean;
  boardKey(event: string): string;
  /** How people reach the service. */
  publicUrl(): string;
  /** Whether there is a bot on Telegram, and how its links call it: known once Telegram has answered, and only to those that ask it. */
  telegram(): { kind: 'off' } | { kind: 'unnamed' } | { kind: 'named'; name: string };
  /** What is wrong with a channel, or will soon be, each in a sentence. */
  channelTroubles?(): Promise<string[]>;
  /** Proxies in front, as TRUST_PROXY. */
  trustProxy: number;
  clock(): Instant;
  /** Tells a chat (`chatKey`) that somebody came in by its link. @param id names this telling */
  tellEntered(chat: string, id: string): Promise<void>;
  /** Names whoever comes in; as the desk's. */
  newToken(): string;
  /** 43 letters of chance, 256 bits: the id of a session. */
  newSessionId(): string;
};

/** Whoever is signed in, and by which session. */
export type Visitor = { person: Person; session: ConsoleSession; id: string };

export type ConsoleEnv = {
  Bindings: NodeBindings;
  Variables: {
    transport: Transport;
    /** Undefined on the few pages that are open to all. */
    visitor: Visitor | undefined;
    /** What a form sent, once its token was found right. */
    form: Record<string, string>;
  };
};
export type Ctx = Context<ConsoleEnv>;

export type Status = 200 | 400 | 401 | 403 | 404 | 409 | 413 | 429 | 503;

/** What the pages of the console share. */
export type Console = ConsoleOptions & {
  /** Of `counted`. */
  book: Counted['book'];
  frame(c: Ctx): Frame;
  show(c: Ctx, page: Markup, status?: Status): Response | Promise<Response>;
  /** A page that says why not, by its name in the words. */
  refuse(c: Ctx, why: keyof Frame['words']['refused'], status: Status): Response | Promise<Response>;
  /** The visitor, if they may do this there. */
  allowed(c: Ctx, action: Action, unit: string): Visitor | undefined;
  /** Back to a page of the console after a form. */
  goTo(c: Ctx, path: string): Response;
  deed(c: Ctx, did: Deed['did'], about: Pick<Deed, 'to' | 'unit'> & { note?: string }): Deed;
  /** Notes that somebody looked at this page; once in a while, however often it renews itself. */
  looked(c: Ctx, unit: string): Promise<void>;
};
