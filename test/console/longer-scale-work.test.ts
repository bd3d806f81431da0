import { expect, test } from 'vitest';
import { openLongerScaleWork } from '../../src/console/questions/longer-scale-work.ts';
import { dayMs, hourMs } from '../../src/core/time.ts';
import type { ArchiveRow } from '../../src/store/store.ts';

const now = 100 * dayMs;
/** Forty learners met twelve questions; whoever is able is right at all but the last, which is the other way round. */
const rows: ArchiveRow[] = Array.from({ length: 40 }, (_, learner) =>
  Array.from({ length: 12 }, (_, item): ArchiveRow => {
    const isAble = learner % 2 === 0;
    const body = {
      learner: `l${learner}`,
      item: `q${item}`,
      isRight: item === 11 ? !isAble : isAble || (learner + item) % 5 === 0,
      isSlip: false,
      attemptKind: 'first',
      at: now - 10 * dayMs,
    };
    return {
      id: `${learner}-${item}`.padStart(8, '0'),
      kind: 'attempt',
      learner: body.learner,
      at: body.at,
      body: JSON.stringify(body),
    };
  }),
).flat();
const ordered = rows.sort((one, other) => (one.id < other.id ? -1 : 1));

test('is worked out behind the page that asks, once, from first answers of two months alone', async () => {
  let reads = 0;
  const repetition = {
    ...ordered[0],
    id: 'zz',
    body: (ordered[0]?.body ?? '').replace('"first"', '"later"'),
  } as ArchiveRow;
  const scale = openLongerScaleWork({
    answers: {
      async attempts(after, limit) {
        reads++;
        expect(after?.at).toBeGreaterThanOrEqual(now - 60 * dayMs);
        return [...ordered, repetition].filter(({ id }) => id > (after?.id ?? '')).slice(0, limit);
      },
    },
    clock: () => now,
    log: { warn: (fields) => expect.unreachable(JSON.stringify(fields)) },
  });
  expect(scale.last()).toBeUndefined();
  await scale.done();
  const found = scale.last();
  expect(found).toMatchObject({ answers: 480, isCut: false, at: now });
  expect(found?.byItem.get('q0')).toMatchObject({ n: 40, meanOthers: 11 });
  expect(found?.byItem.get('q0')?.discriminationIndex).toBeGreaterThan(60);
  expect(found?.byItem.get('q11')?.discriminationIndex).toBeLessThan(-60);
  const before = reads;
  scale.last();
  await scale.done();
  expect(reads).toBe(before);
});

test('an archive that is away costs the scale, not the page, and is asked again later', async () => {
  let at = now;
  let tries = 0;
  const scale = openLongerScaleWork({
    answers: {
      async attempts() {
        tries++;
        throw new Error('away');
      },
    },
    clock: () => at,
    log: { warn: () => undefined },
  });
  expect(scale.last()).toBeUndefined();
  await scale.done();
  scale.last();
  await scale.done();
  expect(tries).toBe(1);
  at += hourMs;
  scale.last();
  await scale.done();
  expect(tries).toBe(2);
});
