import type { Person } from '../access/person.ts';
import { type Broadcast, change } from '../broadcast/broadcast.ts';
import { makeOfficialCode } from '../core/official-code.ts';
import { changeBroadcast } from '../store/broadcast-control.ts';
import { StoreUnavailable } from '../store/store.ts';
import { asRead, asSent } from './as-sent.ts';
import { askedFor } from './asked-for.ts';
import { type Counter, isRefused, refused } from './counter.ts';
import { type Counts, hasRecipients, mostRecipients } from './counts.ts';
import { isDoubtful, textRefusal } from './lint.ts';
import type { Caller, Office, Telling } from './office.ts';
import type { OfficeOptions } from './open-office.ts';

/** From a draft to what is sent, and stopping it: who decides, who is asked, who is told. */
export function openHandIn(
  { store, kept, archive, course, tell, clock, log }: OfficeOptions,
  counter: Counter,
  counts: Counts,
): Pick<Office, 'submit' | 'approve' | 'act'> {
  /** Whoever cannot be told just now finds it in the console. */
  async function tellPerson(person: Person | undefined, id: string, what: Telling): Promise<void> {
    if (person?.chat === undefined) return;
    try {
      await tell(person.chat, id, what);
    } catch (error) {
      log.warn({ err: error, broadcast: what.broadcast }, `an official was not told in chat: ${what.kind}`);
    }
  }

  async function askApproval(broadcast: Broadcast, people: Person[]): Promise<void> {
    const { id, revision, state, author, exceptionReason: reason } = broadcast;
    if (state.kind !== 'waiting_for_approval') return;
    const { why, recipients, asked } = state;
    const message = asRead(broadcast, 'vi', clock());
    const from = people.find((person) => person.id === author)?.name ?? '';
    for (const person of people.filter((it) => asked.includes(it.id))) {
      await tellPerson(person, `approval:${id}:${revision}`, {
        kind: 'approval_asked',
        broadcast: id,
        revision,
        author: from,
        why,
        recipients,
        reason,
        message,
      });
    }
  }

  async function tellAuthor(by: Caller, it: Broadcast, kind: 'approved' | 'sent_back'): Promise<void> {
    const { id, revision, author } = it;
    if (author === by.person.id) return;
    const person = (await archive.people()).find((one) => one.id === author);
    await tellPerson(person, `${kind}:${id}:${revision}`, { kind, broadcast: id, by: by.person.name });
  }

  return {
    async submit(by, seen) {
      const draft = await counter.theirs(by, seen.id, 'send_broadcast');
      if (isRefused(draft)) return draft;
      if (draft.revision !== seen.revision) return refused('stale');
      const no = textRefusal(draft, course(), by.language);
      if (no !== undefined) return no;
      if (await counter.isTooMuch(by, 'submit')) return refused('too_many');
      const [all, people] = await Promise.all([store.broadcasts(), archive.people()]);
      const taken = new Set((await kept.broadcasts()).map(({ code }) => code));
      const code = draft.code === '' ? makeOfficialCode(draft.id, taken) : draft.code;
      const ready = asSent(draft, course(), people, code);
      const submitted = {
        kind: 'submit' as const,
        at: clock(),
        isDoubtful: isDoubtful(draft, course()),
        asked: askedFor(people, draft, course().units).map(({ id }) => id),
      };
      // What is refused however many it is for is refused before a long count.
      const early = change(ready, { ...submitted, recipients: 0 });
      if (early.kind === 'refused') return early;
      const tally = await counts.audience(ready, all, 'submitting');
      if (!hasRecipients(tally)) return refused('empty_audience');
      const recipients = mostRecipients(tally);
      const changed = change(ready, { ...submitted, recipients });
      if (changed.kind === 'refused') return changed;
      await counter.note(by, 'submit', draft, String(recipients), draft.exceptionReason ?? '');
      if (!(await store.putBroadcast(changed.broadcast, draft.revision))) return refused('stale');
      await askApproval(changed.broadcast, people);
      return { kind: 'done', broadcast: changed.broadcast };
    },

    async approve(by, seen) {
      const waiting = await counter.theirs(by, seen.id, 'approve_broadcast');
      if (isRefused(waiting)) return waiting;
      if (waiting.revision !== seen.revision) return refused('stale');
      const changed = change(waiting, { kind: 'approve', by: by.person.id });
      if (changed.kind === 'refused') return changed;
      if (await counter.isTooMuch(by, 'approve')) return refused('too_many');
      const recipients = waiting.state.kind === 'waiting_for_approval' ? waiting.state.recipients : 0;
      await counter.note(by, 'approve', waiting, String(recipients), waiting.exceptionReason ?? '');
      if (!(await store.putBroadcast(changed.broadcast, waiting.revision))) return refused('stale');
      await tellAuthor(by, changed.broadcast, 'approved');
      return { kind: 'done', broadcast: changed.broadcast };
    },

    async act(by, id, kind) {
      const found = await counter.theirs(
        by,
        id,
        kind === 'send_back' ? 'approve_broadcast' : 'send_broadcast',
      );
      if (isRefused(found)) return found;
      // What lets it go on is in the log before it does.
      if (kind === 'resume') await counter.note(by, kind, found);
      const changed = await changeBroadcast(
        store,
        id,
        kind === 'send_back' || kind === 'resume' ? { kind } : { kind, by: by.person.id, at: clock() },
      );
      if (changed.kind !== 'changed') return changed;
      if (kind !== 'resume') await noteStopped(by, kind, changed.broadcast);
      if (kind === 'send_back') await tellAuthor(by, changed.broadcast, 'sent_back');
      return { kind: 'done', broadcast: changed.broadcast };
    },
  };

  /** What stops something is done also while the log is away. */
  async function noteStopped(
    by: Caller,
    kind: 'send_back' | 'pause' | 'cancel',
    broadcast: Broadcast,
  ): Promise<void> {
    try {
      await counter.note(by, kind, broadcast);
    } catch (error) {
      if (!(error instanceof StoreUnavailable)) throw error;
      const about = { err: error, broadcast: broadcast.id, by: by.person.id };
      log.error(about, `ALARM: done, and not in the audit log: ${kind}`);
    }
  }
}
