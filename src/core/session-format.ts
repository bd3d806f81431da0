import { addresses } from './address.ts';
import { decodeAttempt, encodeAttempt } from './attempt-format.ts';
import { audiences, languages } from './course.ts';
import { type Ladder, ladderOf } from './ladder-state.ts';
import { decodeProgress, encodeProgress } from './progress-format.ts';
import { readSetCode, setCode } from './question-set.ts';
import { decodeResults, encodeResults } from './results-format.ts';
import { scamKinds } from './scam/kind.ts';
import { tiers } from './scam/tier.ts';
import { reasonList } from './scam-signs.ts';
import type { Attendance, CardPlace, Consent, InLife, Learner, Place, Screen, Session } from './session.ts';
import { lessonOfPlace, lifeAnswers, placeKinds, scamAnswers, screenKinds } from './session.ts';
import { decodeFirstFormat } from './session-format-1.ts';
import { fromSecondFormat } from './session-format-2.ts';
import { type Instant, minuteMs } from './time.ts';
import { lessonCode, lessonOf, orNull, orUndefined, type Wire, withoutEnd } from './wire.ts';

/**
 * The session as a positional array, the form stores keep. The first element is the format's number; a reader
 * refuses one it does not know. Small on purpose, four million of these lie in memory: moments count back from
 * the session's latest one, kinds are places in their lists, versions are numbers, a lesson is one number,
 * the usual id of a learner is not written. New fields go to the end of their array, so that older
 * records read as undefined there.
 */
export const sessionFormat = 3;

export class UnknownSessionFormat extends Error {
  override name = 'UnknownSessionFormat';
}

const indexOf = <T>(list: readonly T[], value: T | undefined): number =>
  value === undefined ? -1 : list.indexOf(value);

export function encodeSession(session: Session): Wire {
  const { latestAt, seed } = session;
  const wire: Wire = [
    sessionFormat,
    seed,
    (session.isBlocked ? 1 : 0) |
      (session.hasPaperCode ? 2 : 0) |
      (languages.indexOf(session.language) << languageBits),
    Math.floor(latestAt / minuteMs),
    latestAt % minuteMs,
    latestAt - session.openedAt,
    encodeScreen(session.screen),
    latestAt - session.screenAt,
    latestAt - session.heardAt,
    session.activeLearner,
    session.codeGeneration,
    session.learners.map((learner, place) => encodeLearner(learner, place, session)),
  ];
  if (session.muted !== 0) wire.push(session.muted);
  return wire;
}

/** @throws UnknownSessionFormat when a newer process wrote it */
export function decodeSession(wire: Wire): Session {
  if (wire[0] === 1) return decodeFirstFormat(wire);
  if (wire[0] === 2) return decodeSession(fromSecondFormat(wire));
  if (wire[0] !== sessionFormat) {
    throw new UnknownSessionFormat(
      `session format ${String(wire[0])} is not ${sessionFormat}: a newer version of the bot wrote this record`,
    );
  }
  const flags = wire[2] as number;
  const latestAt = (wire[3] as number) * minuteMs + (wire[4] as number);
  const session: Session = {
    seed: wire[1] as string,
    language: languages[flags >> languageBits] ?? 'vi',
    latestAt,
    openedAt: latestAt - (wire[5] as number),
    heardAt: latestAt - (wire[8] as number),
    screen: decodeScreen(wire[6] as number | Wire),
    screenAt: latestAt - (wire[7] as number),
    learners: [],
    activeLearner: wire[9] as number,
    codeGeneration: wire[10] as number,
    isBlocked: (flags & 1) !== 0,
    hasPaperCode: (flags & 2) !== 0,
    muted: (wire[12] ?? 0) as number,
  };
  session.learners = (wire[11] as Wire[]).map((learner, place) => decodeLearner(learner, place, session));
  return session;
}

function encodeScreen(screen: Screen): number | Wire {
  const kind = screenKinds.indexOf(screen.kind);
  switch (screen.kind) {
    case 'address':
      return [kind, screen.isFull ? 1 : 0];
    case 'lessons':
      return [kind, screen.module];
    case 'commune_choice':
      return [kind, screen.units];
    case 'urgent':
      return [kind, screen.topic];
    case 'scam': {
      const { tier, scam, reasons, answer } = screen;
      const marks = [
        tiers.indexOf(tier),
        scamKinds.indexOf(scam),
        reasons.map((it) => reasonList.indexOf(it)),
      ];
      return answer === undefined ? [kind, marks] : [kind, [...marks, scamAnswers.indexOf(answer)]];
    }
    case 'office':
      return screen.awaits === undefined ? kind : [kind, screen.awaits];
    case 'found':
      return [kind, screen.cards.flatMap(({ lesson, card }) => [lessonCode(lesson), card])];
    case 'no_lesson':
      return [kind, screen.times];
    case 'life':
    case 'life_obstacle':
      return [kind, lessonCode(screen.lesson)];
    case 'practise_screen':
      return [kind, withoutEnd([screen.screen, screen.version, screen.openedAt, orNull(screen.chosen)])];
    case 'round':
      return [kind, [screen.week, screen.version, screen.openedAt, screen.players, screen.said]];
    default:
      return kind;
  }
}

function decodeScreen(wire: number | Wire): Screen {
  const [index, detail] = typeof wire === 'number' ? [wire] : wire;
  const kind = screenKinds[index as number] ?? 'menu';
  switch (kind) {
    case 'address':
      return { kind, isFull: detail === 1 };
    case 'lessons':
      return { kind, module: detail as number };
    case 'commune_choice':
      return { kind, units: detail as string[] };
    case 'urgent':
      return { kind, topic: detail as Extract<Screen, { kind: 'urgent' }>['topic'] };
    case 'office':
      return detail === undefined ? { kind } : { kind, awaits: detail as string };
    case 'found':
      return { kind, cards: decodeCards(detail as (number | string)[]) };
    case 'no_lesson':
      return { kind, times: detail as number };
    case 'life':
    case 'life_obstacle':
      return { kind, lesson: lessonOf(detail as number | string) };
    case 'scam':
      return decodeDesk(detail as Wire);
    case 'practise_screen': {
      const [screen, version, openedAt, chosen] = detail as [string, string, number, number | undefined];
      return { kind, screen, version, openedAt, ...(chosen === undefined ? {} : { chosen }) };
    }
    case 'round': {
      const [week, version, openedAt, players, said] = detail as [number, string, number, 1 | 2, string];
      return { kind, week, version, openedAt, players, said };
    }
    default:
      return { kind };
  }
}

function decodeDesk([tier, scam, reasons, answer]: Wire): Screen {
  return {
    kind: 'scam',
    tier: tiers[tier as number] ?? 'not_clear',
    scam: scamKinds[scam as number] ?? 'other',
    reasons: (reasons as number[]).flatMap((place) => reasonList[place] ?? []),
    ...(answer === undefined ? {} : { answer: scamAnswers[answer as number] ?? 'none' }),
  };
}

const decodeCards = (wire: readonly (number | string)[]): CardPlace[] =>
  wire.flatMap((lesson, at) =>
    at % 2 === 0 ? [{ lesson: lessonOf(lesson), card: wire[at + 1] as number }] : [],
  );

/** As `newSession` and the house's profiles give them. */
const usualId = (seed: string, index: number): string => `${seed}-${index + 1}`;

type Base = Pick<Session, 'seed' | 'latestAt' | 'openedAt' | 'heardAt'>;

/** Yes and no of the chat stand below it: room for two more. */
export const languageBits = 4;

function encodeLearner(learner: Learner, index: number, base: Base): Wire {
  const { seed, latestAt, openedAt } = base;
  const { place, attempt, consent, habit } = learner;
  return withoutEnd([
    learner.id === usualId(seed, index) ? 0 : learner.id,
    learner.createdAt - openedAt,
    (learner.wasAskedAudience ? 1 : 0) |
      (learner.wasAskedCommune ? 2 : 0) |
      (learner.guardianAgreed ? 4 : 0) |
      (learner.wantsReminders ? 8 : 0) |
      (learner.isHelper ? 16 : 0) |
      ((learner.isUnder16 === undefined ? 0 : learner.isUnder16 ? 1 : 2) << 5),
    addressCode(learner.address),
    indexOf(audiences, learner.audience),
    asNumber(learner.commune),
    consent === undefined ? null : encodeConsent(consent, openedAt),
    (habit?.sureness ?? 0) | (learner.unansweredReminders << surenessBits),
    learner.remindedAt === 0 ? 0 : latestAt - learner.remindedAt + 1,
    placeKinds.indexOf(place.kind),
    placeCode(place),
    placeDetail(place),
    latestAt - learner.lessonStartedAt,
    learner.attemptCount,
    habit?.halfHour ?? 0,
    openedCode(learner.lessonOpenedAt, base.heardAt),
    encodeProgress(learner.progress, openedAt),
    orNull(learner.village),
    asNumber(learner.organisation),
    attempt === undefined ? null : encodeAttempt(attempt, latestAt),
    learner.held.length === 0 ? null : learner.held,
    learner.attendances.length === 0 ? null : learner.attendances.map(encodeAttendance),
    orNull(learner.memories),
    encodeResults(learner),
    encodeInLife(learner.inLife),
    encodeLadder(ladderOf(learner)),
  ]);
}

/** Lesson, day, and times with the answer (0 for none) in one number: three numbers a lesson, one after the other. */
const encodeInLife = (asked: readonly InLife[]): Wire | null =>
  asked.length === 0
    ? null
    : asked.flatMap(({ lesson, times, day, answer }) => [
        lessonCode(lesson),
        day,
        times * 4 + indexOf(lifeAnswers, answer) + 1,
      ]);
function decodeInLife(wire: unknown): InLife[] {
  const numbers = (wire ?? []) as (number | string)[];
  return Array.from({ length: numbers.length / 3 }, (_, place) => {
    const [lesson = 0, day = 0, code = 0] = numbers.slice(place * 3, place * 3 + 3);
    return {
      lesson: lessonOf(lesson),
      times: Number(code) >> 2,
      day: Number(day),
      answer: lifeAnswers[(Number(code) & 3) - 1],
    };
  });
}

function decodeLearner(wire: Wire, index: number, { seed, latestAt, openedAt, heardAt }: Base): Learner {
  const flags = wire[2] as number;
  const under16 = (flags >> 5) & 3;
  const patience = wire[7] as number;
  const sureness = patience & ((1 << surenessBits) - 1);
  const reminded = wire[8] as number;
  const [consent, attempt] = [wire[6] ?? undefined, wire[19] ?? undefined];
  return {
    id: typeof wire[0] === 'string' ? wire[0] : usualId(seed, index),
    createdAt: openedAt + (wire[1] as number),
    address: addressOf(wire[3] as number | string),
    audience: audiences[wire[4] as number],
    wasAskedAudience: (flags & 1) !== 0,
    wasAskedCommune: (flags & 2) !== 0,
    guardianAgreed: (flags & 4) !== 0,
    wantsReminders: (flags & 8) !== 0,
    isHelper: (flags & 16) !== 0,
    isUnder16: under16 === 0 ? undefined : under16 === 1,
    commune: asText(wire[5]),
    village: orUndefined(wire[17]),
    organisation: asText(wire[18]),
    consent: consent === undefined ? undefined : decodeConsent(consent as Wire, openedAt),
    unansweredReminders: patience >> surenessBits,
    remindedAt: reminded === 0 ? 0 : latestAt - reminded + 1,
    habit: sureness === 0 ? undefined : { halfHour: wire[14] as number, sureness },
    place: decodePlace(wire[9] as number, wire[10] as number | string, wire[11] as number),
    lessonStartedAt: latestAt - (wire[12] as number),
    lessonOpenedAt: openedAtOf(wire[15] as number, heardAt),
    attemptCount: wire[13] as number,
    attempt: attempt === undefined ? undefined : decodeAttempt(attempt as Wire, latestAt),
    progress: decodeProgress(progressWire(wire), openedAt),
    held: (wire[20] ?? []) as Learner['held'],
    attendances: ((wire[21] ?? []) as Wire[]).map(decodeAttendance),
    memories: asBytes(wire[22]),
    ...decodeResults(wire[23]),
    inLife: decodeInLife(wire[24]),
    ladder: decodeLadder((wire[25] ?? undefined) as Wire | undefined),
  };
}

const encodeLadder = (it: Ladder | undefined): Wire | null =>
  it === undefined
    ? null
    : [it.attempt, it.sequence, it.rung * 2 + (it.isOpen ? 1 : 0), it.removed.join(''), it.tried.join('')];
const decodeLadder = (wire: Wire | undefined): Ladder | undefined =>
  wire === undefined
    ? undefined
    : {
        attempt: wire[0] as number,
        sequence: wire[1] as number,
        rung: (wire[2] as number) >> 1,
        isOpen: ((wire[2] as number) & 1) === 1,
        removed: [...(wire[3] as string)],
        tried: [...(wire[4] as string)],
      };

/** A copy of its own: what a driver gives is a piece of its whole answer. */
const asBytes = (bytes: unknown): Uint8Array | undefined =>
  bytes instanceof Uint8Array ? new Uint8Array(bytes) : undefined;

/** How sure a habit is stands below the unanswered reminders: 0 to 3. */
const surenessBits = 2;

/** Whole minutes back from when the chat was last heard, from 1; 0 for never. A lesson is opened by being heard. */
const openedCode = (lessonOpenedAt: Instant, heardAt: Instant): number =>
  lessonOpenedAt === 0 ? 0 : Math.floor(heardAt / minuteMs) - Math.floor(lessonOpenedAt / minuteMs) + 1;
export const openedAtOf = (code: number, heardAt: Instant): Instant =>
  code === 0 ? 0 : (Math.floor(heardAt / minuteMs) - code + 1) * minuteMs;

const encodeAttendance = (it: Attendance): Wire => [
  it.event,
  orNull(it.point),
  (it.hasStarted ? 1 : 0) | (it.hasFinished ? 2 : 0),
];
const decodeAttendance = ([event, point, flags]: Wire): Attendance => ({
  event: event as string,
  point: orUndefined(point),
  hasStarted: ((flags as number) & 1) !== 0,
  hasFinished: ((flags as number) & 2) !== 0,
});

const encodeConsent = (consent: Consent, openedAt: Instant): Wire => [
  consent.isGiven ? consent.version : -consent.version,
  consent.at - openedAt,
];
const decodeConsent = ([version, at]: Wire, openedAt: Instant): Consent => ({
  version: Math.abs(version as number),
  at: openedAt + (at as number),
  isGiven: (version as number) > 0,
});

/** What the place is in: a lesson or a set. */
const placeCode = (place: Place): number | string => {
  if (place.kind === 'set_result') return setCode(place.set);
  const lesson = lessonOfPlace(place);
  return lesson === undefined ? 0 : lessonCode(lesson);
};

/** The card, or right and asked of a set's result. */
function placeDetail(place: Place): number {
  if (place.kind === 'card') return place.card;
  return place.kind === 'set_result' ? place.right * resultStep + place.asked : 0;
}
/** No set asks so many questions. */
const resultStep = 64;

export function decodePlace(index: number, code: number | string, detail: number): Place {
  const kind = placeKinds[index] ?? 'nowhere';
  switch (kind) {
    case 'nowhere':
    case 'set':
      return { kind };
    case 'card':
      return { kind, lesson: lessonOf(code), card: detail };
    case 'task':
    case 'question':
    case 'feedback':
    case 'finished':
      return { kind, lesson: lessonOf(code) };
    case 'set_result':
      return {
        kind,
        set: readSetCode(String(code)) ?? { kind: 'review' },
        right: Math.floor(detail / resultStep),
        asked: detail % resultStep,
      };
  }
}

/** Ids that are numbers are kept as such: `14797` in three bytes. */
function asNumber(text: string | undefined): number | string | null {
  if (text === undefined) return null;
  return /^[1-9]\d{0,8}$/.test(text) ? Number(text) : text;
}
export const asText = (code: unknown): string | undefined =>
  code === null || code === undefined ? undefined : String(code);

function addressCode(address: string | undefined): number | string {
  if (address === undefined) return -1;
  const index = (addresses as readonly string[]).indexOf(address);
  return index < 0 ? address : index;
}
const addressOf = (code: number | string): string | undefined =>
  typeof code === 'string' ? code : addresses[code];

export const progressWire = (learner: Wire): Parameters<typeof decodeProgress>[0] =>
  (learner[16] ?? null) as Parameters<typeof decodeProgress>[0];
