import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Update } from '../../src/channels/channel.ts';
import { advance } from '../../src/core/advance.ts';
import { nextDueAt } from '../../src/core/due.ts';
import type { EventBody } from '../../src/core/event.ts';
import { type IntakeOptions, openIntake } from '../../src/intake/receive.ts';
import { openLog } from '../../src/log.ts';
import { type Store, StoreUnavailable } from '../../src/store/store.ts';
import { smallCourse } from '../fixtures/small-course.ts';
import { temporaryStore } from '../fixtures/temporary-store.ts';

let { store, remove } = temporaryStore();
let now = Date.UTC(2026, 10, 30);
const chat = { channel: 'web', bot: '-', user: 'ba-lan' };
const course = smallCourse();
let logged: string[] = [];

beforeEach(() => {
  ({ store, remove } = temporaryStore(() => now));
  logged = [];
});
afterEach(() => remove());

function intake(over: Partial<IntakeOptions> = {}) {
  return openIntake({
    store,
    course: () => course,
    advance,
    nextDueAt,
    toArchiveRows: () => [],
    paperCode: (_, generation) => ({ code: `CODE-${generation}`, hash: `hash-${generation}` }),
    newSeed: () => 'a-seed-for-the-intake',
    redeliveryMs: () => 90_000_000,
    clock: () => ++now,
    log: openLog('warn', { write: (line) => void logged.push(line) }),
    ...over,
  });
}
let count = 0;
const update = (event: EventBody, id = `u${++count}`, user = chat.user): Update => ({
  chat: { ...chat, user },
  id,
  event: { ...event, at: now },
});
const open = (user?: string) => update({ kind: 'chat_opened' }, undefined, user);
const tap = (choice: string, id?: string) => update({ kind: 'choice_tapped', choice }, id);

async function rows(from: Store = store) {
  const lease = await from.acquireLease(0, 'test', 4_000);
  if (lease === undefined) throw new Error('the lease is held by another');
  const found = await from.workOutbox(lease, { read: { after: 0, limit: 1_000 } });
  await from.releaseLease(lease);
  return found?.rows ?? [];
}
const session = async () => (await store.load([{ chat, updates: [] }]))[0]?.session;

describe('a batch of several partitions', () => {
  test('a partition that fails gives back its own updates; the others are saved', async () => {
    const shared: Store = {
      ...store,
      partitionOf: ({ user }) => (user === 'ba-lan' ? 1 : 2),
      commit: async (partition, steps, at) => {
        if (partition === 2) throw new TypeError('a step this store cannot read');
        return store.commit(0, steps, at);
      },
    };
    const { receive } = intake({ store: shared });
    const [lan, minh] = await Promise.all([receive(open('ba-lan')), receive(open('ong-minh'))]);
    expect(lan).toEqual({ kind: 'committed' });
    expect(minh).toMatchObject({ kind: 'try_later' });
    expect(logged).toHaveLength(1);
  });
});

describe('one update, one atomic commit', () => {
  test('session, outgoing message and update id are there together', async () => {
    const { receive } = intake();
    expect(await receive(open())).toEqual({ kind: 'committed' });
    expect((await session())?.screen).toEqual({ kind: 'greeting' });
    expect(await rows()).toHaveLength(1);
  });

  test('the same update delivered twice, together or later, is answered once', async () => {
    const { receive } = intake();
    await receive(open());
    const both = await Promise.all([receive(tap('start', 'twice')), receive(tap('start', 'twice'))]);
    expect(both.map((receipt) => receipt.kind).sort()).toEqual(['committed', 'duplicate']);
    expect(await receive(tap('start', 'twice'))).toEqual({ kind: 'duplicate' });
    expect(await rows()).toHaveLength(2);
  });

  test('two processes racing on one person lose nothing and grade nothing twice', async () => {
    const [one, other] = [intake(), intake()];
    await one.receive(open());
    const sent = Array.from({ length: 40 }, (_, place) =>
      (place % 2 === 0 ? one : other).receive(
        update({ kind: 'text_written', text: place % 3 ? 'menu' : 'tiến độ' }),
      ),
    );
    const receipts = await Promise.all(sent);
    expect(new Set(receipts.map((receipt) => receipt.kind))).toEqual(new Set(['committed']));
    expect(await rows()).toHaveLength(41);
  });

  test('twenty queued texts that answer nothing get one reply', async () => {
    const { receive } = intake();
    await receive(open());
    await Promise.all(
      Array.from({ length: 20 }, () => receive(update({ kind: 'text_written', text: 'con mèo' }))),
    );
    const all = await rows();
    expect(all.filter(({ outgoing }) => outgoing.kind === 'message').length).toBeLessThanOrEqual(2);
    // What the authors should hear of is noted, and not twenty times.
    expect(all.length).toBeLessThanOrEqual(5);
  });
});

describe('a store in trouble', () => {
  const failing = (method: keyof Store, times: number, after = false): Store =>
    new Proxy(store, {
      get(target, key) {
        const real = Reflect.get(target, key);
        if (key !== method) return real;
        return async (...given: unknown[]) => {
          if (times-- > 0) {
            if (after) await real.apply(target, given);
            throw new StoreUnavailable('the plug was pulled');
          }
          return real.apply(target, given);
        };
      },
    });

  test('away before the commit: nothing is acknowledged, and the repeat is taken', async () => {
    const { receive } = intake({ store: failing('load', 1) });
    const first = open();
    expect((await receive(first)).kind).toBe('try_later');
    expect(await session()).toBeUndefined();
    expect((await receive(first)).kind).toBe('committed');
  });

  test('a commit whose answer was lost is found again and not repeated', async () => {
    const { receive } = intake({ store: failing('commit', 1, true) });
    expect((await receive(open())).kind).toBe('committed');
    expect(await rows()).toHaveLength(1);
  });

  test('a commit that never arrived is folded and tried anew', async () => {
    const { receive } = intake({ store: failing('commit', 1) });
    expect((await receive(open())).kind).toBe('committed');
    expect(await rows()).toHaveLength(1);
  });

  test('a full mailbox says so instead of forgetting', async () => {
    const { receive } = intake({ mailboxLimit: 2 });
    const receipts = await Promise.all([open('a'), open('b'), open('c')].map((one) => receive(one)));
    expect(receipts.map((receipt) => receipt.kind)).toEqual(['committed', 'committed', 'try_later']);
  });
});

describe('an update the engine cannot handle', () => {
  const poisoned: IntakeOptions['advance'] = (given, before, event, at) => {
    if (event.kind === 'text_written' && event.text === 'xyzzy') throw new Error('cannot be handled');
    return advance(given, before, event, at);
  };

  test('fails alone: others, and the same person’s other updates, are answered', async () => {
    const { receive } = intake({ advance: poisoned });
    await receive(open());
    const [bad, good, other] = await Promise.all([
      receive(update({ kind: 'text_written', text: 'xyzzy' })),
      receive(update({ kind: 'text_written', text: 'menu' })),
      receive(open('ong-ba')),
    ]);
    expect(bad?.kind).toBe('try_later');
    expect(good?.kind).toBe('committed');
    expect(other?.kind).toBe('committed');
  });

  test('after five failures rests in the dead-letter list, with an alarm that holds none of its words', async () => {
    const { receive } = intake({ advance: poisoned });
    const bad = update({ kind: 'text_written', text: 'xyzzy' }, 'bad');
    const kinds = [];
    for (let round = 0; round < 5; round++) kinds.push((await receive(bad)).kind);
    expect(kinds).toEqual(['try_later', 'try_later', 'try_later', 'try_later', 'dead_letter']);
    expect(await store.deadLetters()).toMatchObject([{ update: 'bad' }]);
    expect(logged.join('')).toContain('ALARM');
    expect(logged.join('')).not.toContain('xyzzy');
  });
});

describe('a chat that is gone', () => {
  test('is not made anew by its own timer or by news of a block', async () => {
    const { receive } = intake();
    await receive(update({ kind: 'timer_due', dueAt: now }));
    await receive(update({ kind: 'delivery_refused', reason: 'blocked' }));
    expect(await store.chatCount()).toBe(0);
  });

  test('is erased whole, and what the same person sends in the same breath opens a new one', async () => {
    const { receive } = intake();
    await receive(open());
    await receive(tap('forget'));
    const [gone, again] = await Promise.all([receive(tap('forget-yes')), receive(tap('start'))]);
    expect([gone?.kind, again?.kind]).toEqual(['committed', 'committed']);
    expect((await session())?.learners[0]?.place.kind).toBe('card');
    const archived = await store.archiveRows(0, 10);
    expect(archived.map(({ row }) => row.kind)).toEqual(expect.arrayContaining(['erasure', 'chat_erased']));
  });
});
