import { Redis } from 'ioredis';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Channel } from '../../src/channels/channel.ts';
import { channelsOf } from '../../src/channels/channel.ts';
import { newSession } from '../../src/core/new-session.ts';
import { Courier, type CourierOptions } from '../../src/delivery/courier.ts';
import { ownPace } from '../../src/delivery/governor.ts';
import { openLog } from '../../src/log.ts';
import { openRedisStore } from '../../src/store/redis/redis-store.ts';
import type { Store, Version } from '../../src/store/store.ts';
import { noRedis, type RunningRedis, startRedis } from '../fixtures/redis-server.ts';
import { platform } from './platform.ts';

const partitions = 8;
/** Where no lease is meant to run out, not even on a machine that stands still for a while. */
const patient = { leaseMs: 120_000 };
const eventually = <T>(read: () => T) => expect.poll(read, { timeout: 20_000 });

describe.skipIf(noRedis !== undefined)(
  `couriers side by side${noRedis === undefined ? '' : ` (${noRedis})`}`,
  () => {
    let server: RunningRedis;
    let stores: Store[] = [];
    let offset = 0;
    const versions = new Map<string, Version>();
    beforeAll(async () => {
      server = await startRedis();
    });
    afterAll(() => server.stop());
    beforeEach(async () => {
      offset = 0;
      versions.clear();
      const cleaner = new Redis(server.url);
      await cleaner.flushall();
      await cleaner.quit();
    });
    afterEach(async () => {
      await Promise.all(stores.map((store) => store.close()));
      stores = [];
    });

    async function openOne(): Promise<Store> {
      const store = await openRedisStore({ url: server.url, partitions, offsetMs: () => offset });
      stores.push(store);
      return store;
    }

    /** Each with a connection of its own, as in processes of their own. */
    async function courierOf(
      owner: string,
      channel: Channel,
      over: Partial<CourierOptions> = {},
    ): Promise<Courier> {
      return new Courier({
        store: await openOne(),
        channels: channelsOf([channel]),
        paceOf: () => ownPace,
        receive: async () => ({ kind: 'committed' }),
        clock: () => Date.now() + offset,
        log: openLog('silent'),
        owner,
        ...over,
      });
    }

    async function say(store: Store, user: string, ...texts: string[]): Promise<void> {
      const chat = { channel: 'web', bot: '-', user };
      const [loaded] = await store.load([{ chat, updates: [] }]);
      const outgoing = texts.map((text) => ({
        id: `${user}:${text}`,
        outgoing: { kind: 'message' as const, message: { text, choices: [] } },
      }));
      const step = {
        chat,
        base: loaded?.version,
        updates: [],
        redeliveryMs: 0,
        session: newSession('seed-for-the-courier', 'vi', 0),
        timerAt: undefined,
        outgoing,
        counters: {},
        archive: [],
      };
      expect(await store.commit(store.partitionOf(chat), [step], Date.now())).toEqual(['committed']);
    }

    const held = (...couriers: Courier[]) => couriers.map((courier) => courier.partitions.length);
    /** Everybody has looked around twice: once to give back, once to take. */
    async function settleDown(...couriers: Courier[]): Promise<void> {
      for (let round = 0; round < 2; round++) {
        for (const courier of couriers) {
          await courier.sweep();
          await courier.idle();
        }
      }
    }

    test('share the partitions evenly, however many come and go', async () => {
      const { channel } = platform();
      const [one, two, three] = await Promise.all(
        ['one', 'two', 'three'].map((it) => courierOf(it, channel, patient)),
      );
      if (!one || !two || !three) throw new Error('a courier is missing');
      await settleDown(one);
      expect(held(one)).toEqual([8]);
      await settleDown(one, two);
      expect(held(one, two)).toEqual([4, 4]);
      await settleDown(one, two, three);
      expect(Math.max(...held(one, two, three))).toBeLessThanOrEqual(3);
      const all = [one, two, three].flatMap((courier) => courier.partitions);
      expect([...all].sort()).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
      await one.stop();
      await settleDown(two, three);
      expect(held(two, three)).toEqual([4, 4]);
    });

    test('within a lease and one round after a courier fell silent, the other has all of it', async () => {
      const { channel, sent } = platform();
      const silent = platform(() => new Promise(() => {}));
      const [dead, heir] = [await courierOf('dead', silent.channel), await courierOf('heir', channel)];
      const users = Array.from({ length: 40 }, (_, place) => `u${place}`);
      const [store] = stores;
      if (store === undefined) throw new Error('no store');
      await dead.sweep();
      await heir.sweep();
      for (const user of users) await say(store, user, '1', '2');
      await dead.sweep();
      await eventually(() => silent.sent.length).toBeGreaterThan(0);
      offset = 4_000;
      await heir.sweep();
      await heir.idle();
      expect(heir.partitions).toHaveLength(partitions);
      expect(sent).toHaveLength(2 * users.length);
      for (const user of users)
        expect(sent.filter((line) => line.startsWith(`${user}:`))).toEqual([`${user}:1`, `${user}:2`]);
      expect(await store.outboxSize()).toBe(0);
    });

    test('handing over while people are being written to loses nothing, repeats nothing, keeps the order', async () => {
      const { channel, sent } = platform(async () => {
        await new Promise((resolve) => setTimeout(resolve, 1 + (sent.length % 7)));
        return { kind: 'delivered' };
      });
      const store = await openOne();
      const users = Array.from({ length: 60 }, (_, place) => `u${place}`);
      const texts = Array.from({ length: 20 }, (_, place) => String(place));
      const talk = Promise.all(
        users.map(async (user) => {
          for (const text of texts) await say(store, user, text);
        }),
      );
      const [one, two, three] = await Promise.all(
        ['one', 'two', 'three'].map((it) => courierOf(it, channel, { ...patient, sweepMs: 10 })),
      );
      if (!one || !two || !three) throw new Error('a courier is missing');
      one.start();
      await eventually(() => sent.length).toBeGreaterThan(50);
      two.start();
      await eventually(() => two.partitions.length).toBe(4);
      three.start();
      await eventually(() => three.partitions.length).toBeGreaterThan(0);
      await one.stop();
      await talk;
      await eventually(() => store.outboxSize()).toBe(0);
      await Promise.all([two.stop(), three.stop()]);
      expect(sent).toHaveLength(users.length * texts.length);
      for (const user of users)
        expect(sent.filter((line) => line.startsWith(`${user}:`))).toEqual(
          texts.map((text) => `${user}:${text}`),
        );
    });
  },
);
