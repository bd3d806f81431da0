import { type Action, may } from '../access/may.ts';
import type { Person } from '../access/person.ts';
import { audienceOfBroadcast } from '../broadcast/audience.ts';
import {
  type Broadcast,
  budgetedWith,
  change,
  isOfThisWeek,
  newBroadcast,
  secondPersonFor,
} from '../broadcast/broadcast.ts';
import { broadcastMessage } from '../broadcast/message.ts';
import { type QuietHours, usualQuietHours } from '../broadcast/quiet-hours.ts';
import { sumOf } from '../broadcast/states.ts';
import { parseChatKey } from '../core/chat.ts';
import type { Course, Language } from '../core/course.ts';
import { newSession } from '../core/new-session.ts';
import { dayMs, type Instant, minuteMs } from '../core/time.ts';
import type { Log } from '../log.ts';
import type { PeopleArchive } from '../store/archive/people-archive.ts';
import { changeBroadcast } from '../store/broadcast-control.ts';
import { type Store, StoreUnavailable } from '../store/store.ts';
import { askedFor, testersOf, triedOn } from './asked-for.ts';
import type { ChannelTerms } from './channel-terms.ts';
import { type CountedStore, countAudience, type Tally } from './count-audience.ts';
import type {
  Answer,
  Caller,
  Office,
  OfficeAct,
  Outlook,
  Refused,
  Seen,
  Tell,
  TextProblem,
  Tried,
  Wish,
} from './office.ts';
import { outlookOf } from './outlook.ts';
import { standingOf } from './standing.ts';
import { isPossible, isWithinOffice, wished } from './wish.ts';

export type OfficeOptions = {
  store: CountedStore &
    Pick<
      Store,
      'broadcasts' | 'putBroadcast' | 'dropBroadcast' | 'setGate' | 'freeze' | 'countsByUnit' | 'tally'
    >;
  archive: Pick<PeopleArchive, 'people' | 'addDeeds'>;
  course(): Course;
  /** Of every channel that a process of this service sends by. */
  terms(): ChannelTerms[];
  tell: Tell;
  clock(): Instant;
  /** 128 bits of chance, as 32 hex digits. */
  newToken(): string;
  log: Log;
  quietHours?: QuietHours;
};

/** Chats looked at while somebody composes, some two seconds; and before it is handed in, some ten. */
const lookedAt = { composing: 120_000, submitting: 600_000 };
/** A count is told again for so long: whoever writes looks again with every line. */
const countedMs = minuteMs;
const mostCounts = 200;

/** What one person may do in ten minutes; to pause and to cancel is never too often. */
const limits = { look: 300, write: 120, try: 10, submit: 30, approve: 60 } as const;
const limitWindowMs = 10 * minuteMs;

type Deed = 'write' | 'try' | 'submit' | 'approve' | OfficeAct;

/** The office over the stores that a service has. */
export function openOffice(options: OfficeOptions): Office {
  const { store, archive, course, clock, log, newToken, tell, quietHours = usualQuietHours } = options;
  const count = openCount(options);

  const mayDo = ({ person }: Caller, action: Action, unit: string): boolean =>
    may(person, action, unit, course().units);
  const isTooMuch = async ({ person }: Caller, what: keyof typeof limits): Promise<boolean> =>
    (await store.tally(`office:${what}:${person.id}`, limitWindowMs)) > limits[what];
  const refused = (why: Extract<Refused, { kind: 'refused' }>['why']): Refused => ({ kind: 'refused', why });

  /** The broadcast, if the caller may do this with it. Who may not even see it is told that there is none. */
  async function theirs(by: Caller, id: string, action: Action): Promise<Broadcast | Refused> {
    const found = (await store.broadcasts()).find((broadcast) => broadcast.id === id);
    if (found === undefined) return { kind: 'missing' };
    if (mayDo(by, action, found.unit)) return found;
    return mayDo(by, 'see_broadcasts', found.unit) ? refused('right') : { kind: 'missing' };
  }
  const isRefused = (it: Broadcast | Refused): it is Refused => 'kind' in it;

  /** Nothing is done that is not in the log; `detail` is a number of people, and a reason. */
  async function note(by: Caller, did: Deed, { id, unit }: Broadcast, ...detail: string[]): Promise<void> {
    const line = [did, ...detail].filter((part) => part !== '').join(', ');
    await archive.addDeeds([
      { at: clock(), by: by.person.id, did: 'broadcast', to: id, unit, note: line, from: by.from },
    ]);
  }

  /** A wish as the broadcast it would be. */
  function imagined(by: Caller, wish: Wish): Broadcast {
    return newBroadcast({
      id: 'xem-truoc',
      author: by.person.id,
      createdAt: clock(),
      ...wished(wish, course().units),
    });
  }

  /** Whoever is named nowhere is reached by nobody's bot. */
  function reached(broadcast: Broadcast, people: Person[]): Broadcast {
    const isOfAgency = course().operator !== undefined;
    return {
      ...broadcast,
      reach: isOfAgency ? 'everyone' : 'test_accounts',
      testers: isOfAgency ? [] : testersOf(people),
      code: isOfAgency ? codeOf(broadcast.id) : '',
    };
  }

  function refusalOf(by: Caller, wish: Wish): Refused | undefined {
    const { units } = course();
    if (!mayDo(by, 'send_broadcast', wish.unit) || !isWithinOffice(wish, units)) return refused('right');
    const channels = new Set(options.terms().map(({ name }) => name));
    return isPossible(wish, { course: course(), channels, now: clock() }) ? undefined : refused('wish');
  }

  const recipientsOf = ({ total, optedOut, unreachable }: Tally): number => total - optedOut - unreachable;
  /** Where not everybody was looked at, as many as there may well be. */
  const mostRecipients = (tally: Tally): number => recipientsOf(tally) + (tally.estimate?.margin ?? 0);

  /** Recipients of others who wait now. */
  async function waitingAhead(all: Broadcast[], id: string): Promise<number> {
    const others = all.filter(
      ({ id: other, state }) => other !== id && (state.kind === 'running' || state.kind === 'planning'),
    );
    const counts = await Promise.all(others.map((other) => store.countsByUnit(other.id)));
    return sumOf(counts.flatMap((units) => Object.values(units))).waiting;
  }

  async function look(by: Caller, wish: Wish): Promise<Outlook | Refused> {
    const no = refusalOf(by, wish);
    if (no !== undefined) return no;
    if (await isTooMuch(by, 'look')) return refused('too_many');
    const [all, people] = await Promise.all([store.broadcasts(), archive.people()]);
    const broadcast = reached(imagined(by, wish), people);
    const tally = await count(broadcast, all, lookedAt.composing);
    const problems = problemsIn(broadcast);
    const now = clock();
    const isDoubtful = problems.some(({ weight }) => weight === 'doubt');
    const { audience, forecast, costs } = outlookOf(tally, {
      startAt: Math.max(now, wish.scheduledAt ?? now),
      quiet: wish.crossesQuietHours ? undefined : quietHours,
      holdoutShare: wish.holdoutShare,
      ahead: await waitingAhead(all, broadcast.id),
      terms: options.terms(),
    });
    return {
      problems,
      previews: previewsOf(broadcast, options.terms(), now),
      audience,
      forecast,
      costs,
      needsSecond: secondPersonFor(broadcast, mostRecipients(tally), isDoubtful),
      loudspeaker: broadcast.texts.vi.text,
    };
  }

  async function write(by: Caller, wish: Wish, seen?: Seen): Promise<Answer> {
    const no = refusalOf(by, wish);
    if (no !== undefined) return no;
    const before = seen === undefined ? undefined : await theirs(by, seen.id, 'send_broadcast');
    if (before !== undefined && isRefused(before)) return before;
    if (before !== undefined && before.revision !== seen?.revision) return refused('stale');
    if (before !== undefined && before.state.kind !== 'draft') return refused('not_now');
    if (await isTooMuch(by, 'write')) return refused('too_many');
    const fields = wished(wish, course().units);
    const draft =
      before === undefined
        ? newBroadcast({ id: newId(), author: by.person.id, createdAt: clock(), ...fields })
        : { ...before, ...fields, author: by.person.id, revision: before.revision + 1 };
    await note(by, 'write', draft);
    if (!(await store.putBroadcast(draft, before?.revision ?? 0))) return refused('stale');
    return { kind: 'done', broadcast: draft };
  }

  const newId = (): string => `tb-${newToken().slice(0, 10)}`;

  async function tryOn(by: Caller, id: string, whom: 'oneself' | 'colleagues'): Promise<Tried | Refused> {
    const draft = await theirs(by, id, 'send_broadcast');
    if (isRefused(draft)) return draft;
    const no = textRefusal(draft);
    if (no !== undefined) return no;
    const people = await archive.people();
    const chats = triedOn(people, by.person, draft.unit, course().units, whom);
    if (chats.length === 0) return refused('no_chat');
    if (await isTooMuch(by, 'try')) return refused('too_many');
    const now = clock();
    const trial = newBroadcast({
      ...reached(draft, people),
      id: newId(),
      revision: 1,
      tryOf: draft.id,
      author: by.person.id,
      createdAt: now,
      audience: { chats },
      scheduledAt: undefined,
      repeats: 'no',
      holdoutShare: 0,
      weeklyCap: undefined,
      crossesQuietHours: true,
      exceptionReason: undefined,
      state: { kind: 'scheduled' },
    });
    await note(by, 'try', draft, String(chats.length));
    await store.putBroadcast(trial, 0);
    await forgetTries(now);
    return { kind: 'tried', sentTo: chats.length };
  }

  /** Tries are looked back on by nobody. */
  async function forgetTries(now: Instant): Promise<void> {
    const old = (await store.broadcasts()).filter(
      (it) => it.tryOf !== undefined && it.createdAt < now - 7 * dayMs && !isOfThisWeek(it, now),
    );
    for (const { id } of old) await store.dropBroadcast(id);
  }

  function textRefusal(broadcast: Broadcast): Refused | undefined {
    const problems = problemsIn(broadcast).filter(({ weight }) => weight === 'refused');
    return problems.length === 0 ? undefined : { kind: 'refused', why: 'text', problems };
  }

  async function submit(by: Caller, seen: Seen): Promise<Answer> {
    const draft = await theirs(by, seen.id, 'send_broadcast');
    if (isRefused(draft)) return draft;
    if (draft.revision !== seen.revision) return refused('stale');
    const no = textRefusal(draft);
    if (no !== undefined) return no;
    if (await isTooMuch(by, 'submit')) return refused('too_many');
    const [all, people] = await Promise.all([store.broadcasts(), archive.people()]);
    const ready = reached(draft, people);
    const at = clock();
    const submitted = (recipients: number) => ({
      kind: 'submit' as const,
      at,
      recipients,
      isDoubtful: problemsIn(draft).some(({ weight }) => weight === 'doubt'),
      asked: askedFor(people, draft, course().units).map(({ id }) => id),
    });
    // What is refused however many it is for is refused before a long count.
    const early = change(ready, submitted(0));
    if (early.kind === 'refused') return early;
    const tally = await count(ready, all, lookedAt.submitting, 'anew');
    if (recipientsOf(tally) === 0) return refused('empty_audience');
    const recipients = mostRecipients(tally);
    const changed = change(ready, submitted(recipients));
    if (changed.kind === 'refused') return changed;
    await note(by, 'submit', draft, String(recipients), draft.exceptionReason ?? '');
    if (!(await store.putBroadcast(changed.broadcast, draft.revision))) return refused('stale');
    await askApproval(changed.broadcast, people);
    return { kind: 'done', broadcast: changed.broadcast };
  }

  async function askApproval(broadcast: Broadcast, people: Person[]): Promise<void> {
    const { id, revision, state, author, exceptionReason: reason } = broadcast;
    if (state.kind !== 'waiting_for_approval') return;
    const { why, recipients, asked } = state;
    const what = {
      kind: 'approval_asked' as const,
      broadcast: id,
      revision,
      author: nameOf(people, author),
      why,
      recipients,
      reason,
      message: read(broadcast, 'vi', clock()),
    };
    for (const person of people.filter((it) => asked.includes(it.id))) {
      await tellPerson(person, `approval:${id}:${revision}`, what);
    }
  }

  /** Whoever cannot be told just now finds it in the console. */
  async function tellPerson(
    person: Person | undefined,
    id: string,
    what: Parameters<Tell>[2],
  ): Promise<void> {
    if (person?.chat === undefined) return;
    try {
      await tell(person.chat, id, what);
    } catch (error) {
      log.warn({ err: error, broadcast: what.broadcast }, `an official was not told in chat: ${what.kind}`);
    }
  }

  async function approve(by: Caller, seen: Seen): Promise<Answer> {
    const waiting = await theirs(by, seen.id, 'approve_broadcast');
    if (isRefused(waiting)) return waiting;
    if (waiting.revision !== seen.revision) return refused('stale');
    const changed = change(waiting, { kind: 'approve', by: by.person.id });
    if (changed.kind === 'refused') return changed;
    if (await isTooMuch(by, 'approve')) return refused('too_many');
    const recipients = waiting.state.kind === 'waiting_for_approval' ? waiting.state.recipients : 0;
    await note(by, 'approve', waiting, String(recipients), waiting.exceptionReason ?? '');
    if (!(await store.putBroadcast(changed.broadcast, waiting.revision))) return refused('stale');
    await tellAuthor(by, changed.broadcast, 'approved');
    return { kind: 'done', broadcast: changed.broadcast };
  }

  async function tellAuthor(
    by: Caller,
    { id, revision, author }: Broadcast,
    kind: 'approved' | 'sent_back',
  ): Promise<void> {
    if (author === by.person.id) return;
    const person = (await archive.people()).find((it) => it.id === author);
    await tellPerson(person, `${kind}:${id}:${revision}`, { kind, broadcast: id, by: by.person.name });
  }

  async function act(by: Caller, id: string, kind: OfficeAct): Promise<Answer> {
    const found = await theirs(by, id, kind === 'send_back' ? 'approve_broadcast' : 'send_broadcast');
    if (isRefused(found)) return found;
    const told = { by: by.person.id, at: clock() };
    const changed = await changeBroadcast(
      store,
      id,
      kind === 'send_back' || kind === 'resume' ? { kind } : { kind, ...told },
    );
    if (changed.kind !== 'changed') return changed;
    // What stops something is done also while the log is away.
    await note(by, kind, changed.broadcast).catch((error: unknown) => {
      if (!(error instanceof StoreUnavailable)) throw error;
      log.error({ err: error, broadcast: id, by: by.person.id }, `ALARM: not in the audit log: ${kind}`);
    });
    if (kind === 'send_back') await tellAuthor(by, changed.broadcast, 'sent_back');
    return { kind: 'done', broadcast: changed.broadcast };
  }

  return {
    async beginnings({ person }) {
      const from = clock() - 31 * dayMs;
      const sent = (await store.broadcasts()).filter(
        ({ unit, startedAt, tryOf }) =>
          unit === person.unit && tryOf === undefined && startedAt !== undefined && startedAt >= from,
      );
      if (!mayDo({ person, from: '' }, 'send_broadcast', person.unit)) return [];
      return sent.map(({ id, texts, topic, audience }) => ({
        id,
        from: 'last_month' as const,
        title: texts.vi.heading ?? firstWords(texts.vi.text),
        wish: { texts, topic, audience },
      }));
    },
    list: async (by) =>
      (await store.broadcasts()).filter(
        (it) => it.tryOf === undefined && mayDo(by, 'see_broadcasts', it.unit),
      ),
    async find(by, id) {
      const found = await theirs(by, id, 'see_broadcasts');
      return isRefused(found) ? undefined : found;
    },
    look,
    write,
    tryOn,
    submit,
    approve,
    act,
    async standing(by, id) {
      const broadcast = await theirs(by, id, 'see_broadcasts');
      if (isRefused(broadcast)) return undefined;
      const [counts, people, all] = await Promise.all([
        store.countsByUnit(id),
        archive.people(),
        store.broadcasts(),
      ]);
      return standingOf(broadcast, {
        counts,
        people,
        ahead: await waitingAhead(all, id),
        terms: options.terms(),
        partitions: store.partitions,
        quiet: quietHours,
        now: clock(),
      });
    },
  };
}

/** Counts audiences, the same one once a minute. */
function openCount({ store, course, terms, clock }: OfficeOptions) {
  const known = new Map<string, { at: Instant; tally: Promise<Tally> }>();
  return (broadcast: Broadcast, all: Broadcast[], most: number, how?: 'anew'): Promise<Tally> => {
    const { audience, reach, testers, topic, weeklyCap } = broadcast;
    const at = clock();
    const key = JSON.stringify([audience, reach, testers, topic, weeklyCap, most]);
    const before = known.get(key);
    if (how !== 'anew' && before !== undefined && at - before.at < countedMs) return before.tally;
    const byName = new Map(terms().map((it) => [it.name, it]));
    const question = {
      isIn: audienceOfBroadcast(broadcast, course().units, at),
      topic,
      budget:
        weeklyCap === undefined
          ? undefined
          : { most: weeklyCap, broadcasts: budgetedWith(broadcast, all, at) },
      chats: audience.chats?.flatMap((chat) => parseChatKey(chat) ?? []),
      terms: byName,
      at,
    };
    const tally = countAudience(store, question, most);
    if (known.size >= mostCounts) known.clear();
    known.set(key, { at, tally });
    tally.catch(() => known.delete(key));
    return tally;
  };
}

const nameOf = (people: Person[], id: string): string =>
  people.find((person) => person.id === id)?.name ?? '';

const firstWords = (text: string): string => text.split(/\s+/).slice(0, 8).join(' ');

/** As somebody reads it of whom nothing is known. */
const read = (broadcast: Broadcast, language: Language, now: Instant) =>
  broadcastMessage(broadcast, newSession('xem-truoc-xem-truoc', language, now));

function previewsOf(broadcast: Broadcast, terms: ChannelTerms[], now: Instant): Outlook['previews'] {
  const { channels, languages } = broadcast.audience;
  return terms
    .filter(({ name }) => channels === undefined || channels.includes(name))
    .flatMap(({ name }) =>
      (Object.keys(broadcast.texts) as Language[])
        .filter((language) => languages === undefined || languages.includes(language))
        .map((language) => {
          const message = read(broadcast, language, now);
          const characters = [...(message.heading ?? ''), ...message.text].length;
          return { channel: name, language, message, characters };
        }),
    );
}

const problemsIn = (_broadcast: Broadcast): TextProblem[] => [];
const codeOf = (id: string): string => id;
