import { Redis } from 'ioredis';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Channel } from '../../src/channels/channel.ts';
import { channelsOf } from '../../src/channels/channel.ts';
import { readOfficialCode } from '../../src/core/official-code.ts';
import { hourMs, minuteMs } from '../../src/core/time.ts';
import { Broadcaster } from '../../src/delivery/broadcaster.ts';
import { Courier } from '../../src/delivery/courier.ts';
import { ownPace, type Pace } from '../../src/delivery/governor.ts';
import { openLog } from '../../src/log.ts';
import { openRedisStore } from '../../src/store/redis/redis-store.ts';
import type { Store } from '../../src/store/store.ts';
import { platform } from '../delivery/platform.ts';
import { done, noon, openTestOffice, type TestOffice, wish } from '../fixtures/office.ts';
import { noRedis, type RunningRedis, startRedis } from '../fixtures/redis-server.ts';
import { smallCourse } from '../fixtures/small-course.ts';
import { temporaryStore } from '../fixtures/temporary-store.ts';

let server: RunningRedis | undefined;
beforeAll(async () => {
  if (noRedis === undefined) server = await startRedis();
});
afterAll(() => server?.stop());

const stores = {
  embedded: async (clock: { now: number }) => temporaryStore(() => clock.now),
  redis: async () => {
    const url = server?.url ?? '';
    const cleaner = new Redis(url);
    await cleaner.flushall();
    await cleaner.quit();
    const store = await openRedisStore({ url, partitions: 4 });
    return { store, remove: () => store.close() };
  },
};

describe.each(Object.keys(stores) as (keyof typeof stores)[])('a broadcast’s whole life: %s', (kind) => {
  const skipped = kind === 'redis' && noRedis !== undefined;
  const clock = { now: noon };
  let it: TestOffice;
  let store: Store;
  let remove: () => Promise<void>;
  beforeEach(async () => {
    if (skipped) return;
    clock.now = noon;
    ({ store, remove } = await stores[kind](clock));
    it = openTestOffice({ store, clock });
  });
  afterEach(async () => {
    if (!skipped) await remove();
  });

  function team(channel: Channel, pace: Pace = ownPace) {
    const shared = {
      store,
      channels: channelsOf([channel]),
      receive: async () => ({ kind: 'committed' as const }),
      clock: () => clock.now,
      log: openLog('silent'),
    };
    const broadcaster: Broadcaster = new Broadcaster({
      ...shared,
      course: () => smallCourse(),
      governorOf: (name, bot) => courier.governorOf(name, bot),
    });
    const courier: Courier = new Courier({
      ...shared,
      paceOf: () => pace,
      owner: 'courier',
      companion: broadcaster,
    });
    return async (looks = 8): Promise<void> => {
      await courier.sweep();
      for (let look = 0; look < looks; look++) {
        await broadcaster.look();
        await broadcaster.idle();
      }
      await courier.idle();
    };
  }

  test.skipIf(skipped)('written, tried, handed in, approved, paused, gone on with, done', async () => {
    const { office, by } = it;
    await it.crowd(60);
    await it.crowd(7, '15715');
    await it.learner('an', { audience: 'official', commune: undefined });
    await it.learner('binh', { audience: 'official', commune: undefined });
    const { channel, sent } = platform(undefined, 'telegram');
    const work = team(channel);
    const danger = wish({
      topic: 'danger',
      texts: { vi: { text: 'Nước sông đang lên. Bà con lên nhà văn hóa xã ngay.' } },
      crossesQuietHours: true,
      exceptionReason: 'Nước sông Lèn vượt báo động 3',
    });
    clock.now = noon + 10 * hourMs;

    const draft = done(await office.write(by('an'), danger));
    expect(await office.look(by('an'), danger)).toMatchObject({
      audience: { total: 60, atOnce: 60, estimate: undefined },
      needsSecond: 'exception',
    });
    expect(await office.tryOn(by('an'), draft.id, 'colleagues')).toEqual({ kind: 'tried', sentTo: 3 });
    await work();
    // One of the three has a chat by name only.
    expect(sent.map((line) => line.split(':')[0]).sort()).toEqual(['an', 'binh']);
    expect(sent[0]).toContain('Tin thử');
    // Whoever asks about a try is told of no message.
    expect(readOfficialCode(sent[0] ?? '')?.kind).not.toBe('code');

    const submitted = done(await office.submit(by('an'), draft));
    expect(it.told).toMatchObject([
      {
        chat: 'telegram:-:binh',
        what: {
          kind: 'approval_asked',
          broadcast: draft.id,
          revision: submitted.revision,
          why: 'exception',
          recipients: 60,
          reason: 'Nước sông Lèn vượt báo động 3',
        },
      },
    ]);
    await work();
    expect(sent).toHaveLength(2);
    expect(await office.standing(by('xem'), draft.id)).toMatchObject({
      asked: [{ name: 'Người binh', hasChat: true }],
      progress: { recipients: 0 },
    });

    expect(await office.approve(by('an'), submitted)).toEqual({ kind: 'refused', why: 'own_approval' });
    done(await office.approve(by('binh'), submitted));
    expect(it.told.at(-1)).toMatchObject({
      chat: 'telegram:-:an',
      what: { kind: 'approved', by: 'Người binh' },
    });
    await work();
    expect(sent).toHaveLength(62);
    expect(new Set(sent).size).toBe(62);
    expect(sent.at(-1)).toContain('Từ: UBND xã Nga An');
    const code = (await office.find(by('an'), draft.id))?.code ?? '';
    expect(readOfficialCode(code)).toEqual({ kind: 'code', code });
    expect(sent.at(-1)).toContain(`Mã tin: ${code}`);
    const { progress, byUnit, broadcast } = (await office.standing(by('an'), draft.id)) ?? {};
    expect(broadcast?.state.kind).toBe('done');
    expect(progress).toMatchObject({ recipients: 60, sent: 60, waiting: 0 });
    expect(byUnit).toMatchObject([{ unit: '16012', progress: { sent: 60 } }]);
    expect(it.deeds.map(({ by: who, note }) => `${who}: ${note}`)).toEqual([
      'an: write',
      'an: try, 3',
      'an: submit, 60, Nước sông Lèn vượt báo động 3',
      'binh: approve, 60, Nước sông Lèn vượt báo động 3',
    ]);
    expect(
      it.deeds.every(({ did, to, unit }) => did === 'broadcast' && to === draft.id && unit === '16012'),
    ).toBe(true);
  });

  test.skipIf(skipped)('paused nobody more is sent to; how far it is is told by place', async () => {
    const { office, by } = it;
    await it.crowd(30);
    await it.crowd(30, '15715');
    const draft = await it.written('tinh', { unit: '38' });
    done(await office.submit(by('tinh'), draft));
    let left = 20;
    const { channel, sent } = platform(async () => {
      if (--left === 0) done(await office.act(by('tinh'), draft.id, 'pause'));
      return { kind: 'delivered' };
    }, 'telegram');
    const work = team(channel, { ...ownPace, sendsAtOnce: 2 });
    await work();
    expect(sent.length).toBeLessThan(40);
    const paused = await office.standing(by('tinh'), draft.id);
    expect(paused?.broadcast.state).toEqual({ kind: 'paused', by: 'tinh', at: noon });
    expect(paused?.progress).toMatchObject({ recipients: 60, sent: sent.length });
    expect(paused?.expectedAt).toBeUndefined();
    done(await office.act(by('tinh'), draft.id, 'resume'));
    await work();
    expect(new Set(sent).size).toBe(60);
    expect(sent).toHaveLength(60);
    const over = await office.standing(by('tinh'), draft.id);
    expect(over?.byUnit.map(({ unit, progress }) => `${unit} ${progress.sent}`).sort()).toEqual([
      '15715 30',
      '16012 30',
    ]);
    expect(await office.act(by('tinh'), draft.id, 'cancel')).toEqual({ kind: 'refused', why: 'not_now' });
  });

  test.skipIf(skipped)(
    'a fourth message in a week is counted before and left out when it is sent',
    async () => {
      const { office, by } = it;
      await it.crowd(5);
      const { channel, sent } = platform(undefined, 'telegram');
      const work = team(channel);
      for (let time = 0; time < 3; time++) {
        done(await office.submit(by('an'), await it.written('an')));
        await work();
        clock.now += minuteMs;
      }
      await it.learner('new');
      expect(sent).toHaveLength(15);
      expect(await office.look(by('an'), wish())).toMatchObject({
        audience: { total: 6, overBudget: 5, atOnce: 1 },
      });
      const fourth = await it.written('an');
      done(await office.submit(by('an'), fourth));
      await work();
      expect(sent).toHaveLength(16);
      expect((await office.standing(by('an'), fourth.id))?.progress).toMatchObject({
        sent: 1,
        skipped: { overBudget: 5 },
      });
    },
  );
});
