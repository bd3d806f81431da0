import type { Acknowledgement, Update } from '../channels/channel.ts';
import { type Chat, isSimulated } from '../core/chat.ts';
import type { Course, Language } from '../core/course.ts';
import type { Effect, EffectId, LearningRecord, Outgoing } from '../core/effect.ts';
import type { Event } from '../core/event.ts';
import { foldSays } from '../core/fold-says.ts';
import type { Message } from '../core/message.ts';
import { newSession } from '../core/new-session.ts';
import { isRepeatSafe } from '../core/repeat-safe.ts';
import type { Session } from '../core/session.ts';
import { hourMs, type Instant, minuteMs, secondMs } from '../core/time.ts';
import type { Absent, ArchiveRow, Loaded, OutgoingRow, Step } from '../store/store.ts';

/** What the intake is given to turn events into steps; all of it pure or deterministic. */
export type StepMaker = {
  course(): Course;
  advance(
    course: Course,
    session: Session,
    event: Event,
    now: Instant,
  ): { session: Session; effects: Effect[] };
  nextDueAt(course: Course, session: Session): Instant | undefined;
  /** Archive rows of a learning record: the raw attempt, statements, webhook payloads. */
  toArchiveRows(record: LearningRecord, chat: Chat): ArchiveRow[];
  paperCode(chat: Chat, generation: number): { code: string; hash: string };
  /** The address of a learner's certificate of a name; absent where none lies anywhere. */
  certificateUrl?: (learner: string, name: string) => string;
  /** Where the person may fetch what is kept of their chat, for a while; absent where there is no such place. */
  dataUrl?: (chat: Chat, now: Instant) => string;
  newSeed(): string;
  redeliveryMs(channel: string): number;
  /** How long after somebody wrote a channel carries what they did not ask for; undefined: ever. */
  unaskedWithinMs?(channel: string): number | undefined;
  /** Where the web chat is. */
  webUrl?(): string;
  /** The archive row by which a chat's record is forgotten there for ever. */
  erasureOf(chat: Chat, number: number, now: Instant): ArchiveRow;
};

/** The update that made `advance` throw: its chat is handled without it, and it is counted against. */
export class PoisonUpdate extends Error {
  override name = 'PoisonUpdate';
  readonly update: Update;
  constructor(update: Update, cause: unknown) {
    super(`update ${update.id} of ${update.chat.channel} cannot be handled`, { cause });
    this.update = update;
  }
}

const tapAckMs = 150 * secondMs;
const markMs = hourMs;
const askMs = 10 * minuteMs;
/** Whoever asked has gone on by then. */
const tutorMs = 30 * secondMs;

/** One chat's step, and what goes back the way its updates came. */
export type MadeStep = {
  step: Step;
  /** How many updates it holds. */
  taken: number;
  /** By update id. */
  acknowledgements: ReadonlyMap<string, Acknowledgement>;
};

/**
 * Folds one chat's updates, in order, into the one step that is committed for them all.
 * An update after an erasure in the same batch is left for the next one: it meets a new chat.
 * @throws PoisonUpdate when `advance` threw
 */
export function makeStep(
  maker: StepMaker,
  chat: Chat,
  loaded: Loaded | Absent,
  updates: Update[],
  now: Instant,
): MadeStep {
  const course = withWindow(maker.course(), maker.unaskedWithinMs?.(chat.channel));
  const first = updates[0]?.event;
  const language = first?.kind === 'chat_opened' ? (first.language ?? 'vi') : 'vi';
  let session = loaded.session ?? newSession(maker.newSeed(), language, now);
  const effects: { id: EffectId; effect: Effect; at: Instant }[] = [];
  const acknowledgements = new Map<string, Acknowledgement>();
  let taken = 0;
  let isErased = false;
  for (const update of updates) {
    const turn = advanced(maker, course, session, update, now);
    session = turn.session;
    for (const [index, effect] of turn.effects.entries()) {
      if (effect.kind === 'acknowledge_tap' && update.carriesAcknowledgement === true) {
        acknowledgements.set(update.id, effect);
      } else effects.push({ id: `${update.id}:${index}`, effect, at: update.event.at });
    }
    taken++;
    isErased = turn.effects.some((effect) => effect.kind === 'erase');
    if (isErased) break;
  }
  const step: Step = {
    chat,
    base: loaded.version,
    updates: updates.slice(0, taken).map(({ id, event }) => ({
      id,
      at: event.at,
      ...(isRepeatSafe(event) ? { isRepeatSafe: true } : {}),
    })),
    redeliveryMs: maker.redeliveryMs(chat.channel),
    session: isErased ? undefined : session,
    timerAt: isErased ? undefined : maker.nextDueAt(course, session),
    outgoing: [],
    counters: {},
    archive: [],
  };
  carryOut(maker, step, foldSays(effects), now);
  if (isErased && loaded.session !== undefined) step.archive.push(maker.erasureOf(chat, loaded.number, now));
  return { step, taken, acknowledgements };
}

function advanced(maker: StepMaker, course: Course, session: Session, update: Update, now: Instant) {
  try {
    return maker.advance(course, session, update.event, Math.max(now, session.latestAt));
  } catch (error) {
    throw new PoisonUpdate(update, error);
  }
}

/**
 * Writes each effect into the step where the store will find it. All figures, boards, attempts, statements and reports
 * follow from what is counted and recorded here, so here, and only here, simulated people are kept out of them.
 */
function carryOut(
  maker: StepMaker,
  step: Step,
  effects: { id: EffectId; effect: Effect; at: Instant }[],
  now: Instant,
): void {
  const put: Record<string, string> = {};
  for (const { effect } of effects) {
    if (effect.kind === 'issue_code') {
      const issued = maker.paperCode(step.chat, effect.generation);
      step.codeHash = issued.hash;
      put.code = issued.code;
    } else if (effect.kind === 'open_data') {
      put.data = maker.dataUrl?.(step.chat, now) ?? '';
    }
  }
  for (const { id, effect, at } of effects) {
    switch (effect.kind) {
      case 'say':
        step.outgoing.push(
          row(
            id,
            spoken(
              withAddress(filledIn(maker, effect.message, put), maker.webUrl),
              step.session?.language ?? 'vi',
            ),
            effect.expiresAt,
          ),
        );
        break;
      case 'acknowledge_tap':
        step.outgoing.push(row(id, effect, at + tapAckMs));
        break;
      case 'mark_choice':
        step.outgoing.push(row(id, effect, at + markMs));
        break;
      case 'ask_access':
      case 'ask_office':
        step.outgoing.push(row(id, effect, at + askMs));
        break;
      case 'note_question':
        if (isSimulated(step.chat)) break;
        step.outgoing.push(row(id, effect, at + markMs));
        break;
      case 'ask_tutor':
        step.outgoing.push(row(id, effect, at + tutorMs));
        break;
      case 'count':
        if (isSimulated(step.chat)) break;
        step.counters[effect.key] = (step.counters[effect.key] ?? 0) + effect.by;
        break;
      case 'record':
        if (isSimulated(step.chat)) break;
        step.archive.push(...maker.toArchiveRows(effect.record, step.chat));
        break;
      case 'erase':
        for (const learner of effect.learners) {
          step.archive.push({ id: `erasure:${learner}`, kind: 'erasure', learner, at: now, body: '' });
        }
        break;
      case 'issue_code':
      case 'open_data':
        break;
    }
  }
}

const row = (id: EffectId, outgoing: Outgoing, expiresAt?: Instant): OutgoingRow => ({
  id,
  outgoing,
  ...(expiresAt === undefined ? {} : { expiresAt }),
});

/** What only the shell knows, in its place in the text: `{code}`, `{data}`, `{certificate:module-4:…}`. */
function filledIn<T extends { text: string }>(maker: StepMaker, message: T, put: Record<string, string>): T {
  if (!message.text.includes('{')) return message;
  const text = Object.keys(put)
    .reduce((so, name) => so.replaceAll(`{${name}}`, put[name] ?? ''), message.text)
    .replace(
      /\{certificate:([a-z0-9-]+):([^{}]+)\}/g,
      (_, name: string, learner: string) => maker.certificateUrl?.(learner, name) ?? '',
    );
  return { ...message, text };
}
/** Named in hardly any message, so it is looked for before anything is copied. */
const withAddress = <T extends { text: string }>(message: T, webUrl: (() => string) | undefined): T =>
  message.text.includes('{web}')
    ? { ...message, text: message.text.replaceAll('{web}', webUrl?.() ?? 'web') }
    : message;

const windowed = new WeakMap<Course, Map<number, Course>>();

/** The course as chats of a channel with a window meet it; made once for each. */
function withWindow(course: Course, unaskedWithinMs: number | undefined): Course {
  if (unaskedWithinMs === undefined) return course;
  const known = windowed.get(course) ?? new Map<number, Course>();
  if (known.size === 0) windowed.set(course, known);
  const found = known.get(unaskedWithinMs) ?? { ...course, unaskedWithinMs };
  known.set(unaskedWithinMs, found);
  return found;
}

const spoken = (message: Message, language: Language): Outgoing => ({
  kind: 'message',
  message,
  ...(language === 'vi' ? {} : { language }),
});
