import type { Receive, Update } from '../channels/channel.ts';
import { advance } from '../core/advance.ts';
import { type Chat, chatKey } from '../core/chat.ts';
import { readTap } from '../core/choice-id.ts';
import type { Course } from '../core/course.ts';
import { nextDueAt } from '../core/due.ts';
import type { LearningRecord } from '../core/effect.ts';
import type { EventBody } from '../core/event.ts';
import type { Choice } from '../core/message.ts';
import { type Instant, minuteMs } from '../core/time.ts';
import { openIntake } from '../intake/receive.ts';
import type { Log } from '../log.ts';
import type { Store } from '../store/store.ts';
import { findWrong } from './check.ts';
import { faultyStore } from './faults.ts';
import { Random } from './random.ts';

export type Simulation = { seed: number; learners: number; rounds: number; faultShare: number };
export type Outcome = {
  updates: number;
  committed: number;
  duplicates: number;
  refused: number;
  records: number;
  wrong: string[];
};

type Life = { chat: Chat; shown: Choice[]; old: Choice[]; count: number };

/**
 * Learners on a virtual clock who tap, type, tap old buttons and have everything delivered twice or at once,
 * through the real intake over a real store on a bad day; then the weather clears, what was refused is handed
 * in again, and an independent check looks at what remains. The seed alone repeats it.
 */
export async function simulate(store: Store, course: Course, plan: Simulation, log: Log): Promise<Outcome> {
  const random = new Random(plan.seed);
  const weather = { share: plan.faultShare };
  let now: Instant = Date.UTC(2026, 10, 30, 1);
  const outcome: Outcome = { updates: 0, committed: 0, duplicates: 0, refused: 0, records: 0, wrong: [] };
  const intakes = [0, 1].map(() =>
    openSimulatedIntake(faultyStore(store, random, weather), course, () => now, log, random),
  );
  const lives = Array.from(
    { length: plan.learners },
    (_, place): Life => ({
      chat: { channel: 'simulation', bot: '-', user: `learner-${place}` },
      shown: [],
      old: [],
      count: 0,
    }),
  );
  const given = new Set<string>();
  const hand = async (update: Update): Promise<void> => {
    outcome.updates++;
    // Whatever is not taken is handed in again, as platforms do; twice at once now and then.
    for (let tries = 0; tries < 200; tries++) {
      const copies = random.chance(0.1) ? 2 : 1;
      const receive = random.pick(intakes) ?? intakes[0];
      if (receive === undefined) return;
      const receipts = await Promise.all(Array.from({ length: copies }, () => receive(update)));
      for (const { kind } of receipts) {
        if (kind === 'committed') outcome.committed++;
        else if (kind === 'duplicate') outcome.duplicates++;
        else outcome.refused++;
      }
      if (receipts.some(({ kind }) => kind === 'committed' || kind === 'duplicate')) return;
    }
    outcome.wrong.push(`an update was refused two hundred times: ${update.id}`);
  };
  for (let round = 0; round < plan.rounds; round++) {
    if (round === Math.floor((plan.rounds * 3) / 4)) weather.share = 0;
    now += random.below(20) * minuteMs;
    const updates = lives.flatMap((life) =>
      actsOf(life, random, given).map((body) => updateOf(life, body, now)),
    );
    await Promise.all(updates.map(hand));
    await readWhatWasSaid(store, lives);
  }
  const records = await recordsOf(store);
  outcome.records = records.length;
  outcome.wrong.push(...findWrong({ records, counters: await store.counters(''), answersGiven: given.size }));
  return outcome;
}

function openSimulatedIntake(
  store: Store,
  course: Course,
  clock: () => Instant,
  log: Log,
  random: Random,
): Receive {
  return openIntake({
    store,
    course: () => course,
    advance,
    nextDueAt,
    toArchiveRows: (record) => [
      {
        id: `${record.kind}:${record.learner}:${record.attempt}:${record.kind === 'answered' ? record.sequence : record.lesson}:${record.at}`,
        kind: 'attempt',
        learner: record.learner,
        at: record.at,
        body: JSON.stringify(record),
      },
    ],
    paperCode: (chat, generation) => ({ code: `${generation}`, hash: `${chatKey(chat)}#${generation}` }),
    newSeed: () => `seed-${random.below(1_000_000_000)}-${random.below(1_000_000_000)}`,
    redeliveryMs: () => 90_000_000,
    clock,
    log,
  }).receive;
}

/** What a learner does next: mostly the way on, sometimes an old button, a word, or two things at once. */
function actsOf(life: Life, random: Random, given: Set<string>): EventBody[] {
  if (life.count === 0) return [{ kind: 'chat_opened' }];
  const acts: EventBody[] = [];
  const times = random.chance(0.1) ? 2 : 1;
  for (let time = 0; time < times; time++) {
    const agree = life.shown.find((choice) => choice.id === 'consent-yes');
    const isOld = random.chance(0.1);
    const safe = life.shown.filter(
      (choice) => !['forget', 'forget-yes', 'consent-no', 'language'].includes(choice.id),
    );
    const choice =
      agree ?? (isOld ? random.pick(life.old) : random.chance(0.7) ? safe[0] : random.pick(safe));
    if (choice === undefined || random.chance(0.08)) {
      acts.push({
        kind: 'text_written',
        text: random.pick(['menu', 'tiếp', '1', 'b', 'không biết', 'chào']) ?? 'menu',
      });
      continue;
    }
    acts.push({ kind: 'choice_tapped', choice: choice.id });
  }
  for (const choice of life.shown) {
    const tap = readTap(choice.id);
    // Whichever of a question's buttons is tapped, the question can be answered once.
    if (tap?.kind === 'answer') given.add(`${life.chat.user}/${tap.attempt}/${tap.sequence}`);
  }
  return acts;
}

const updateOf = (life: Life, body: EventBody, now: Instant): Update => ({
  chat: life.chat,
  id: `u${++life.count}`,
  event: { ...body, at: now },
});

/** Empties the outbox, as a courier would, and shows each learner the newest buttons. */
async function readWhatWasSaid(store: Store, lives: Life[]): Promise<void> {
  const byChat = new Map(lives.map((life) => [chatKey(life.chat), life]));
  for (let partition = 0; partition < store.partitions; partition++) {
    const lease = await store.acquireLease(partition, 'simulation', minuteMs);
    if (lease === undefined) continue;
    for (;;) {
      const read = await store.workOutbox(lease, { read: { after: 0, limit: 500 } });
      const rows = read?.rows ?? [];
      if (rows.length === 0) break;
      for (const row of rows) {
        const life = byChat.get(chatKey(row.chat));
        if (life === undefined || row.outgoing.kind !== 'message') continue;
        life.old = [...life.old, ...life.shown].slice(-40);
        life.shown = row.outgoing.message.choices;
      }
      await store.workOutbox(lease, {
        settlements: rows.map((row) => ({ kind: 'done', sequence: row.sequence })),
      });
    }
    await store.releaseLease(lease);
  }
}

async function recordsOf(store: Store): Promise<LearningRecord[]> {
  const rows = [];
  for (let partition = 0; partition < store.partitions; partition++)
    rows.push(...(await store.archiveRows(partition, 1_000_000)).map(({ row }) => row));
  return rows.filter((row) => row.kind === 'attempt').map((row) => JSON.parse(row.body) as LearningRecord);
}
