import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { type Broadcast, newBroadcast } from '../../../src/broadcast/broadcast.ts';
import { noCounts, type RecipientState } from '../../../src/broadcast/states.ts';
import { type Chat, chatKey } from '../../../src/core/chat.ts';
import { decodeSession } from '../../../src/core/session-format.ts';
import { type Glance, glanceAt } from '../../../src/core/session-glance.ts';
import type { Candidate, WalkedChat, WalkedGlance } from '../../../src/store/broadcasts.ts';
import { MarkSheet } from '../../../src/store/mark-sheet.ts';
import type { Lease, Store } from '../../../src/store/store.ts';
import { leaseOf, rowsOf } from './outbox-work.ts';
import {
  commitNext,
  commitOne,
  loadOne,
  morning,
  neighbours,
  type StoreUnderTest,
  says,
  sessionNumbered,
  stepFor,
} from './steps.ts';

const shortMs = 20;
const id = 'tin-1';

export const draft = (name: string): Broadcast =>
  newBroadcast({
    id: name,
    unit: '38',
    author: 'an',
    createdAt: morning,
    texts: { vi: { text: 'Chào {ban}.' } },
    topic: 'scam',
  });

const seen = ({ learners, ...it }: Glance) => ({
  ...it,
  learners: learners.map(({ progress, progressIn, ...rest }) => ({
    ...rest,
    progress: progress(),
    ofSome: ['1.1', '4.2', '15.15', 'kho-1', '01.1', '4'].map(progressIn),
  })),
});

const sameChat = (one: Chat, other: Chat): boolean => chatKey(one) === chatKey(other);

/** What broadcasts stand on: a walk that misses nobody, and a ledger whose counts are its states. */
export function broadcastContract(open: () => StoreUnderTest): void {
  describe('broadcasts', () => {
    let store: Store;
    let pass: StoreUnderTest['pass'];
    let partition: number;
    let chats: Chat[];
    beforeEach(() => {
      ({ store, pass } = open());
      ({ partition, chats } = neighbours(store, 300));
    });

    async function arrive(...some: Chat[]): Promise<void> {
      await store.commit(
        partition,
        some.map((chat) => stepFor(chat, {})),
        morning,
      );
    }
    async function leave(chat: Chat): Promise<void> {
      await commitNext(store, chat, { session: undefined });
    }

    async function walked(
      limit: number,
      between: () => Promise<void> = async () => {},
    ): Promise<WalkedChat[]> {
      const found: WalkedChat[] = [];
      let walk: string | undefined = await store.beginWalk(partition);
      while (walk !== undefined) {
        const page = await store.walkChats(partition, walk, limit);
        found.push(...page.chats);
        walk = page.next;
        await between();
      }
      return found;
    }

    /** Writes the whole plan, `stateOf` deciding. @returns everybody in it */
    async function plan(
      lease: Lease,
      stateOf: (chat: WalkedChat) => RecipientState | undefined = () => 'waiting',
      name = id,
    ): Promise<Candidate[]> {
      await store.freeze(partition, name);
      const planned: Candidate[] = [];
      for (;;) {
        const due = (await store.ledger(partition, name))?.due;
        if (due === undefined) return planned;
        const page = await store.walkChats(partition, due, 64);
        const sheet = new MarkSheet();
        for (const it of page.chats) {
          const state = stateOf(it);
          if (state === undefined) continue;
          sheet.mark(it.number, state, 'xa');
          planned.push({ chat: it.chat, number: it.number, revision: it.revision, unit: 'xa' });
        }
        expect(await store.plan(lease, name, { walk: due, next: page.next, sheet })).toBe('planned');
      }
    }
    const counts = async (name = id) => (await store.ledger(partition, name))?.counts;
    const only = (some: Partial<Record<RecipientState, number>>) => ({ ...noCounts(), ...some });
    const begin = async (lease: Lease, ...some: Candidate[]) =>
      (await store.workLedger(lease, id, { begin: some }))?.begun;
    const waitingNow = async (name = id): Promise<number[]> => {
      const found: number[] = [];
      let walk: string | undefined = await store.beginWalk(partition);
      while (walk !== undefined) {
        const page = await store.walkChats(partition, walk, 64, name);
        found.push(...page.chats.map(({ number }) => number));
        walk = page.next;
      }
      return found.sort((one, other) => one - other);
    };

    it('a broadcast is changed by whoever saw its newest form, and by nobody else', async () => {
      expect(await store.putBroadcast(draft('a'), 0)).toBe(true);
      expect(await store.putBroadcast(draft('a'), 0)).toBe(false);
      expect(await store.putBroadcast({ ...draft('a'), revision: 2, unit: '40' }, 1)).toBe(true);
      expect(await store.putBroadcast({ ...draft('a'), revision: 2, unit: '41' }, 1)).toBe(false);
      await store.putBroadcast({ ...draft('b'), createdAt: morning + 1 }, 0);
      expect((await store.broadcasts()).map(({ id, unit }) => `${id} ${unit}`)).toEqual(['b 38', 'a 40']);
      await store.dropBroadcast('a');
      expect((await store.broadcasts()).map(({ id }) => id)).toEqual(['b']);
    });

    it('a walk meets each chat that was there at its beginning once, whoever comes and goes meanwhile', async () => {
      const [first, rest] = [chats.slice(0, 100), chats.slice(100)];
      await arrive(...first.slice(0, 50));
      await arrive(...first.slice(50));
      const numbers = await Promise.all(first.map(async (chat) => (await loadOne(store, chat))?.number));
      const found = await walked(32, async () => {
        await arrive(...rest.splice(0, 60));
      });
      expect(rest).toEqual([]);
      expect(found.map(({ number }) => number).sort((a, b) => a - b)).toEqual(numbers);
      for (const { chat, number, wire } of found) {
        const loaded = await loadOne(store, chat);
        expect(number).toBe(loaded?.number);
        expect(decodeSession(wire)).toEqual(loaded?.session);
      }
    });

    it('a glance at everybody meets whom the walk meets, with and without addresses', async () => {
      const [first, rest] = [chats.slice(0, 100), chats.slice(100)];
      const large = { ...sessionNumbered(1), seed: 'x'.repeat(2_000) };
      await commitOne(store, first[0] as Chat, { session: large });
      await arrive(...first.slice(1));
      const all = await walked(32);
      for (const withChats of [true, false]) {
        const glances: WalkedGlance[] = [];
        let walk: string | undefined = await store.beginWalk(partition);
        while (walk !== undefined) {
          const page = await store.walkGlances(partition, walk, 32, withChats);
          glances.push(...page.glances);
          walk = page.next;
          await arrive(...rest.splice(0, 50));
        }
        const met = glances.filter(({ number }) => all.some((it) => it.number === number));
        expect(met).toHaveLength(100);
        for (const { chat, number, wire } of met) {
          const whole = all.find((it) => it.number === number);
          expect(chat).toEqual(withChats ? whole?.chat : undefined);
          expect(seen(glanceAt(wire))).toEqual(seen(glanceAt(whole?.wire ?? [])));
        }
      }
      expect(rest).toEqual([]);
    });

    it('a session too large for its bucket is met whole', async () => {
      const large = { ...sessionNumbered(1), seed: 'x'.repeat(2_000) };
      const [chat] = chats as [Chat];
      await commitOne(store, chat, { session: large });
      const [found] = await walked(32);
      expect(decodeSession(found?.wire ?? [])).toEqual(large);
    });

    it('chats that are named are met without a walk, and of them those who wait', async () => {
      const large = { ...sessionNumbered(1), seed: 'x'.repeat(2_000) };
      await commitOne(store, chats[0] as Chat, { session: large });
      await arrive(...chats.slice(1, 40));
      const named = [chats[0], chats[7], chats[299], chats[30]] as Chat[];
      const all = await walked(32);
      const whole = named.flatMap((chat) => all.filter((it) => sameChat(it.chat, chat)));
      expect(whole).toHaveLength(3);
      expect(await store.lookUp(partition, named)).toEqual(whole);
      expect(await store.lookUp(partition, [])).toEqual([]);
      const lease = await leaseOf(store, partition, 'an');
      await plan(lease, ({ chat }) => (sameChat(chat, chats[7] as Chat) ? 'waiting' : 'holdout'));
      expect((await store.lookUp(partition, named, id)).map(({ chat }) => chat)).toEqual([chats[7]]);
    });

    it('the states of all are read at once', async () => {
      await arrive(...chats.slice(0, 90));
      const states = ['waiting', 'holdout', undefined] as const;
      expect(await store.ledgerStates(partition, id)).toBeUndefined();
      await plan(await leaseOf(store, partition, 'an'), ({ number }) => states[number % 3]);
      const found = await store.ledgerStates(partition, id);
      for (let number = 0; number < 90; number++) {
        expect(found?.(number)).toBe(states[number % 3] ?? 'outside');
      }
      expect(found?.(1_000_000)).toBe('outside');
    });

    it('who comes after an audience was frozen is not in it, though the plan is made later', async () => {
      await arrive(...chats.slice(0, 40));
      await store.freeze(partition, id);
      await arrive(...chats.slice(40, 140));
      await store.freeze(partition, id);
      const planned = await plan(await leaseOf(store, partition, 'an'));
      expect(planned).toHaveLength(40);
      expect(await counts()).toEqual(only({ waiting: 40 }));
      expect(await waitingNow()).toEqual(planned.map(({ number }) => number).sort((a, b) => a - b));
    });

    it('a page of the plan counts once, whoever writes it again', async () => {
      await arrive(...chats.slice(0, 60));
      const lease = await leaseOf(store, partition, 'an');
      await store.freeze(partition, id);
      const due = (await store.ledger(partition, id))?.due as string;
      const page = await store.walkChats(partition, due, 32);
      const sheet = new MarkSheet();
      for (const { number } of page.chats) sheet.mark(number, 'waiting', '');
      expect(await store.plan(lease, id, { walk: due, next: page.next ?? 'none', sheet })).toBe('planned');
      const before = await counts();
      expect(await store.plan(lease, id, { walk: due, next: page.next ?? 'none', sheet })).toBe('moved');
      const next = await leaseOf(store, partition, 'an');
      expect(await store.plan(lease, id, { walk: page.next ?? 'none', next: undefined, sheet })).toBe('lost');
      expect(next.fence).toBeGreaterThan(lease.fence);
      expect(await counts()).toEqual(before);
    });

    it('states are counted as a whole and by place', async () => {
      await arrive(...chats.slice(0, 30));
      const lease = await leaseOf(store, partition, 'an');
      await plan(lease, ({ number }) =>
        number % 3 === 0 ? 'holdout' : number % 3 === 1 ? 'waiting' : undefined,
      );
      expect(await counts()).toEqual(only({ holdout: 10, waiting: 10 }));
      expect(await store.countsByUnit(id)).toEqual({ xa: only({ holdout: 10, waiting: 10 }) });
      expect(await store.ledger(partition, 'another')).toBeUndefined();
      await store.dropBroadcast(id);
      expect(await store.ledger(partition, id)).toBeUndefined();
      expect(await store.countsByUnit(id)).toEqual({});
    });

    it('nobody is begun before the gate is open, nor after it was shut', async () => {
      await arrive(...chats.slice(0, 5));
      const lease = await leaseOf(store, partition, 'an');
      const [one, two] = (await plan(lease)) as [Candidate, Candidate];
      expect(await store.workLedger(lease, id, { begin: [one] })).toMatchObject({ isOpen: false, begun: [] });
      await store.setGate(partition, id, 3, true);
      expect(await begin(lease, one)).toEqual(['begun']);
      expect(await begin(lease, one)).toEqual(['not_waiting']);
      await store.setGate(partition, id, 4, false);
      // An older word, come late.
      await store.setGate(partition, id, 3, true);
      expect(await store.workLedger(lease, id, { begin: [two] })).toMatchObject({ isOpen: false, begun: [] });
      // What is on its way may still say how it ended.
      await store.workLedger(lease, id, { settle: [{ number: one.number, state: 'sent' }] });
      expect(await counts()).toEqual(only({ waiting: 4, sent: 1 }));
    });

    it('each end of a send is written once, and one that surely did not leave waits again', async () => {
      await arrive(...chats.slice(0, 6));
      const lease = await leaseOf(store, partition, 'an');
      const all = await plan(lease);
      await store.setGate(partition, id, 1, true);
      await begin(lease, ...all);
      expect(await counts()).toEqual(only({ sending: 6 }));
      const ends = ['sent', 'failed', 'unreachable', 'unknown', 'waiting'] as const;
      const settle = ends.map((state, place) => ({ number: (all[place] as Candidate).number, state }));
      for (let time = 0; time < 2; time++) await store.workLedger(lease, id, { settle });
      const after = { sent: 1, failed: 1, unreachable: 1, unknown: 1, waiting: 1, sending: 1 };
      expect(await counts()).toEqual(only(after));
      expect(await store.countsByUnit(id)).toEqual({ xa: only(after) });
      expect(await waitingNow()).toEqual([(all[4] as Candidate).number]);
      expect(await begin(lease, all[4] as Candidate)).toEqual(['begun']);
    });

    it('who has moved since they were looked at waits, who was forgotten is written off', async () => {
      await arrive(...chats.slice(0, 3));
      const lease = await leaseOf(store, partition, 'an');
      const all = await plan(lease);
      const [moved, gone, back] = all as [Candidate, Candidate, Candidate];
      await commitNext(store, moved.chat, {});
      await leave(gone.chat);
      await leave(back.chat);
      await arrive(back.chat);
      await store.setGate(partition, id, 1, true);
      expect(await begin(lease, moved, gone, back)).toEqual(['moved', 'erased', 'erased']);
      expect(await counts()).toEqual(only({ waiting: 1, erased: 2 }));
      const revision = (await walked(32)).find(({ number }) => number === moved.number)?.revision ?? 0;
      expect(await begin(lease, { ...moved, revision })).toEqual(['begun']);
    });

    it('who waits and is no chat any more is written off when a walk found nobody', async () => {
      await arrive(...chats.slice(0, 10));
      const lease = await leaseOf(store, partition, 'an');
      const all = await plan(lease);
      for (const it of all.slice(0, 4)) await leave(it.chat);
      await store.setGate(partition, id, 1, true);
      await begin(lease, ...all.slice(4));
      expect(await waitingNow()).toEqual([]);
      expect(await store.closeErased(lease, id, 0)).toBe(4);
      expect(await store.closeErased(lease, id, 0)).toBe(0);
      expect(await counts()).toEqual(only({ sending: 6, erased: 4 }));
    });

    it('nobody is written off who came to wait again since the walk began', async () => {
      await arrive(...chats.slice(0, 4));
      const lease = await leaseOf(store, partition, 'an');
      const all = await plan(lease);
      await store.setGate(partition, id, 1, true);
      await begin(lease, ...all);
      const returned = (await store.ledger(partition, id))?.returned ?? -1;
      expect(await waitingNow()).toEqual([]);
      const [first] = all as [Candidate];
      await store.workLedger(lease, id, { settle: [{ number: first.number, state: 'waiting' }] });
      expect(await store.closeErased(lease, id, returned)).toBe('moved');
      const next = await leaseOf(store, partition, 'an');
      expect(await store.closeErased(lease, id, returned + 1)).toBe('lost');
      expect(await store.takeOverLedger(next, id, 'waiting')).toBe(3);
      expect(await store.closeErased(next, id, returned + 1)).toBe('moved');
      expect(await counts()).toEqual(only({ waiting: 4 }));
    });

    it('a person is passed over for a reason, once', async () => {
      await arrive(...chats.slice(0, 3));
      const lease = await leaseOf(store, partition, 'an');
      const [one, two] = (await plan(lease)) as [Candidate, Candidate];
      const passed = [
        { number: one.number, state: 'opted_out' as const, unit: 'xa' },
        { number: two.number, state: 'unreachable' as const, unit: 'xa' },
      ];
      for (let time = 0; time < 2; time++) await store.workLedger(lease, id, { pass: passed });
      expect(await counts()).toEqual(only({ waiting: 1, opted_out: 1, unreachable: 1 }));
    });

    it('who had as many messages as a week allows is over budget, at the very moment of sending', async () => {
      await arrive(...chats.slice(0, 4));
      const lease = await leaseOf(store, partition, 'an');
      const all = await plan(lease, () => 'waiting', 'before');
      await plan(lease);
      for (const name of ['before', id]) await store.setGate(partition, name, 1, true);
      const [sent, refused, never, other] = all as [Candidate, Candidate, Candidate, Candidate];
      await store.workLedger(lease, 'before', { begin: [sent, refused] });
      await store.workLedger(lease, 'before', {
        settle: [
          { number: sent.number, state: 'sent' },
          { number: refused.number, state: 'failed' },
        ],
      });
      const budget = { most: 1, broadcasts: ['before', 'never-opened'] };
      const answer = await store.workLedger(lease, id, { begin: [sent, refused, never, other], budget });
      expect(answer?.begun).toEqual(['over_budget', 'begun', 'begun', 'begun']);
      expect(await counts()).toEqual(only({ over_budget: 1, sending: 3 }));
    });

    it('tells how many of some broadcasts count against each one, nobody being changed', async () => {
      await arrive(...chats.slice(0, 3));
      const lease = await leaseOf(store, partition, 'an');
      const [one, other, third] = (await plan(lease)) as [Candidate, Candidate, Candidate];
      await plan(lease, () => 'waiting', 'also');
      for (const name of [id, 'also']) await store.setGate(partition, name, 1, true);
      await store.workLedger(lease, id, { begin: [one, other] });
      await store.workLedger(lease, 'also', { begin: [one] });
      await store.workLedger(lease, id, { settle: [{ number: other.number, state: 'failed' }] });
      const numbers = [third.number, one.number, other.number, one.number];
      expect(await store.hadBy(partition, [id, 'also', 'never-opened'], numbers)).toEqual([0, 2, 0, 2]);
      expect(await store.hadBy(partition, [], numbers)).toEqual([0, 0, 0, 0]);
      expect(await store.hadBy(partition, [id], [])).toEqual([]);
    });

    it('pages spread over a walk meet some, early and late comers, and nobody twice', async () => {
      await arrive(...chats);
      const whole = await store.beginWalk(partition);
      const found: number[] = [];
      for (const walk of store.spreadWalk(whole, 2)) {
        const { chats: met } = await store.walkChats(partition, walk, 64);
        found.push(...met.map(({ number }) => number));
      }
      expect(found.length).toBeGreaterThan(40);
      expect(found.length).toBeLessThan(chats.length);
      expect(new Set(found).size).toBe(found.length);
      expect(Math.min(...found)).toBeLessThan(chats.length / 4);
      expect(Math.max(...found)).toBeGreaterThan(chats.length / 2);
    });

    it('whom a dead courier left half sent is unknown to the next, and only those', async () => {
      await arrive(...chats.slice(0, 5));
      const lease = await store.acquireLease(partition, 'an', shortMs);
      if (lease === undefined) throw new Error('a free lease was refused');
      const all = await plan(lease);
      await store.setGate(partition, id, 1, true);
      await begin(lease, ...all.slice(0, 3));
      await store.workLedger(lease, id, { settle: [{ number: all[0]?.number ?? 0, state: 'sent' }] });
      await pass(shortMs);
      const late = await store.workLedger(lease, id, { begin: all.slice(3) });
      expect(late).toMatchObject({ isRunning: false, begun: [] });
      const next = await leaseOf(store, partition, 'binh');
      expect(await store.workLedger(lease, id, { begin: all.slice(3) })).toBeUndefined();
      expect(await begin(next, all[3] as Candidate)).toEqual(['begun']);
      // How a send of the dead one ended is not the next one's to say.
      await store.workLedger(next, id, { settle: [{ number: all[1]?.number ?? 0, state: 'sent' }] });
      expect(await store.takeOverLedger(next, id, 'unknown')).toBe(2);
      expect(await store.takeOverLedger(next, id, 'unknown')).toBe(0);
      // The dead one speaks once more.
      expect(
        await store.workLedger(lease, id, { settle: [{ number: all[1]?.number ?? 0, state: 'sent' }] }),
      ).toBeUndefined();
      expect(await store.takeOverLedger(lease, id, 'unknown')).toBeUndefined();
      expect(await counts()).toEqual(only({ sent: 1, unknown: 2, sending: 1, waiting: 1 }));
    });

    it('where the official wants it so, the half sent wait again', async () => {
      await arrive(...chats.slice(0, 2));
      const lease = await leaseOf(store, partition, 'an');
      const all = await plan(lease);
      await store.setGate(partition, id, 1, true);
      await begin(lease, ...all);
      const next = await leaseOf(store, partition, 'an');
      expect(await store.takeOverLedger(next, id, 'waiting')).toBe(2);
      expect(await begin(next, ...all)).toEqual(['begun', 'begun']);
    });

    it('what is placed lies in the outbox in order, and is sent once it was read', async () => {
      await arrive(...chats.slice(0, 2));
      const lease = await leaseOf(store, partition, 'an');
      const [one] = (await plan(lease)) as [Candidate];
      await store.setGate(partition, id, 1, true);
      const place = { ...one, outgoing: says('tin') };
      for (const result of ['begun', 'not_waiting']) {
        expect((await store.workLedger(lease, id, { place: [place] }))?.placed).toEqual([result]);
      }
      await commitNext(store, one.chat, { outgoing: [{ id: 'later', outgoing: says('sau') }] });
      expect((await rowsOf(store, lease)).map((row) => row.id)).toEqual([
        `broadcast:${id}:${one.number}`,
        'later',
      ]);
      expect(await counts()).toEqual(only({ placed: 1, waiting: 1 }));
      for (let time = 0; time < 2; time++) {
        await store.noteRead(partition, id, { number: one.number, unit: 'xa' });
      }
      expect(await counts()).toEqual(only({ sent: 1, waiting: 1 }));
    });

    it('whatever happens in whatever order, counts are the states and nobody is begun twice', async () => {
      await arrive(...chats.slice(0, 24));
      const act = fc.record({
        kind: fc.constantFrom('begin', 'settle', 'pass', 'takeover', 'gate' as const),
        who: fc.nat(23),
        state: fc.constantFrom('sent', 'failed', 'unreachable', 'unknown', 'waiting' as const),
      });
      let run = 0;
      await fc.assert(
        fc.asyncProperty(fc.array(act, { maxLength: 60 }), async (acts) => {
          const name = `tin-${++run}`;
          let lease = await leaseOf(store, partition, 'an');
          const all = await plan(lease, () => 'waiting', name);
          await store.setGate(partition, name, 1, true);
          const truth = new Map<number, RecipientState>(all.map(({ number }) => [number, 'waiting']));
          const mine = new Set<number>();
          let revision = 1;
          let isOpen = true;
          for (const { kind, who, state } of acts) {
            const it = all[who] as Candidate;
            const was = truth.get(it.number);
            if (kind === 'gate') {
              isOpen = !isOpen;
              await store.setGate(partition, name, ++revision, isOpen);
            } else if (kind === 'takeover') {
              lease = await leaseOf(store, partition, 'an');
              expect(await store.takeOverLedger(lease, name, 'unknown')).toBe(mine.size);
              for (const number of mine) truth.set(number, 'unknown');
              mine.clear();
            } else if (kind === 'begin') {
              const answer = await store.workLedger(lease, name, { begin: [it] });
              expect(answer?.begun).toEqual(!isOpen ? [] : [was === 'waiting' ? 'begun' : 'not_waiting']);
              if (!isOpen || was !== 'waiting') continue;
              truth.set(it.number, 'sending');
              mine.add(it.number);
            } else if (kind === 'settle') {
              await store.workLedger(lease, name, { settle: [{ number: it.number, state }] });
              if (mine.delete(it.number)) truth.set(it.number, state);
            } else {
              await store.workLedger(lease, name, {
                pass: [{ number: it.number, state: 'opted_out', unit: 'xa' }],
              });
              if (was === 'waiting') truth.set(it.number, 'opted_out');
            }
          }
          const sums = noCounts();
          for (const state of truth.values()) sums[state]++;
          expect(await counts(name)).toEqual(sums);
          expect(await store.countsByUnit(name)).toEqual({ xa: sums });
          const waiting = [...truth].flatMap(([number, state]) => (state === 'waiting' ? [number] : []));
          expect(await waitingNow(name)).toEqual(waiting.sort((one, other) => one - other));
          await store.dropBroadcast(name);
        }),
        { numRuns: 15 },
      );
    });
  });
}
