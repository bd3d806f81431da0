import { Packr } from 'msgpackr';
import { type Broadcast, newestFirst } from '../../broadcast/broadcast.ts';
import { budgetStates, type Counts, codeOf, noCounts, recipientStates } from '../../broadcast/states.ts';
import { type Chat, chatKey } from '../../core/chat.ts';
import type { Begun, BroadcastLedger, LedgerAnswer, LedgerWork } from '../broadcasts.ts';
import type { MarkSheet } from '../mark-sheet.ts';
import type { Lease, OutboxRow, OutgoingRow } from '../store.ts';
import { type Connection, reached } from './connection.ts';
import { fieldOf } from './field.ts';
import { broadcastsKey, prefixOf } from './keys.ts';
import { allStates, statesIn } from './ledger-states.ts';
import type { Replication } from './replication.ts';
import { openWalks } from './walks.ts';

const packr = new Packr({ useRecords: false });
const results: readonly Begun[] = ['begun', 'moved', 'not_waiting', 'erased', 'over_budget'];

type Argument = string | number | Buffer;
type WorkAnswer = number | [isRunning: number, isOpen: number, placed: (number | string)[], begun: number[]];

/** Broadcasts in Redis, by two scripts: `walk.lua` and `ledger.lua`. */
export function openLedger(
  redis: Connection,
  partitions: number,
  offsetMs: () => number,
  replication: Replication,
  tellRows: (partition: number, rows: OutboxRow[]) => void,
): BroadcastLedger {
  const run = (partition: number, verb: string, id: string, ...argv: Argument[]): Promise<unknown> =>
    reached(() => {
      const prefix = prefixOf(partition);
      return redis.banhocLedger(`${prefix}meta`, prefix, offsetMs(), verb, id, ...argv);
    });
  const everywhere = Array.from({ length: partitions }, (_, partition) => partition);
  const heldRun = async (lease: Lease, verb: string, id: string, ...argv: Argument[]): Promise<number> =>
    Number(await run(lease.partition, verb, id, lease.owner, lease.fence, ...argv));

  return {
    putBroadcast: (broadcast, base) =>
      reached(async () => {
        const body = JSON.stringify(broadcast);
        return (await redis.banhocBroadcasts(broadcastsKey, broadcast.id, base, body)) === 1;
      }),
    broadcasts: () =>
      reached(async () =>
        (await redis.hvals(broadcastsKey)).map((body) => JSON.parse(body) as Broadcast).sort(newestFirst),
      ),
    async dropBroadcast(id) {
      // The record last: who was cut off in the midst is found by it.
      await Promise.all(everywhere.map((partition) => run(partition, 'drop', id)));
      await reached(() => redis.hdel(broadcastsKey, id));
    },

    ...openWalks(redis),

    async freeze(partition, id) {
      await run(partition, 'freeze', id);
    },
    async ledger(partition, id) {
      const [due, open, returned, ...counts] = (await run(partition, 'standing', id)) as (string | null)[];
      if (due === undefined || due === null) return undefined;
      return {
        due: due === '' ? undefined : due,
        isOpen: open === '1',
        returned: Number(returned ?? 0),
        counts: countsOf(counts),
      };
    },
    ledgerStates: (partition, id) => reached(() => allStates(redis, partition, id)),
    hadBy: (partition, broadcasts, numbers) =>
      reached(async () => {
        const had = numbers.map(() => 0);
        await Promise.all(
          broadcasts.map(async (id) => {
            for (const [place, state] of await statesIn(redis, partition, id, numbers)) {
              if (budgetCodes.has(state)) had[place] = (had[place] ?? 0) + 1;
            }
          }),
        );
        return had;
      }),
    async countsByUnit(id) {
      const sums: Record<string, Counts> = {};
      for (const found of await Promise.all(everywhere.map((partition) => run(partition, 'units', id)))) {
        const list = found as string[];
        for (let at = 0; at + 1 < list.length; at += 2) {
          const counts = countsOf((list[at + 1] ?? '').split(','));
          const unit = list[at] ?? '';
          const sum = sums[unit] ?? noCounts();
          for (const state of recipientStates) sum[state] += counts[state];
          sums[unit] = sum;
        }
      }
      return sums;
    },

    async plan(lease, id, { walk, next, sheet }) {
      const answer = await heldRun(lease, 'plan', id, walk, next ?? '', ...packedSheet(sheet));
      return answer === 1 ? 'planned' : answer === 0 ? 'lost' : 'moved';
    },
    async setGate(partition, id, revision, isOpen) {
      await run(partition, 'gate', id, revision, isOpen ? 1 : 0);
    },

    async workLedger(lease, id, work) {
      const { partition, owner, fence } = lease;
      const argv = [prefixOf(partition), offsetMs(), 'work', id, owner, fence, ...packedWork(id, work)];
      // Whoever is about to be sent to must be known even if this primary is lost the next moment.
      const answer = (await replication.run('ledger', partition, ...argv)) as WorkAnswer;
      if (typeof answer === 'number') return undefined;
      return answered(partition, id, work, answer, tellRows);
    },
    async takeOverLedger(lease, id, to) {
      const over = await heldRun(lease, 'over', id, codeOf(to));
      return over < 0 ? undefined : over;
    },
    async closeErased(lease, id, returned) {
      const gone = await heldRun(lease, 'erased', id, returned);
      return gone === -1 ? 'lost' : gone === -2 ? 'moved' : gone;
    },
    async noteRead(partition, id, { number, unit }) {
      await run(partition, 'read', id, number, unit);
    },
  };
}

const budgetCodes: ReadonlySet<number> = new Set(budgetStates.map(codeOf));

/** From the first state that counts. */
function countsOf(values: (string | null)[]): Counts {
  const counts = noCounts();
  for (const [place, state] of recipientStates.slice(1).entries()) counts[state] = Number(values[place] ?? 0);
  return counts;
}

/** As ledger.lua reads it. */
function packedSheet(sheet: MarkSheet): [places: Buffer, chunks: Buffer] {
  const sums = [...sheet.counted()].flat();
  return [packr.pack([[...sheet.chunks.keys()], sums]) as Buffer, Buffer.concat([...sheet.chunks.values()])];
}

function packedWork(
  id: string,
  { settle = [], pass = [], place = [], begin = [], budget }: LedgerWork,
): [work: Buffer, fields: Buffer] {
  const fields: Buffer[] = [];
  const field = (chat: Chat): number => {
    const bytes = fieldOf(chat);
    fields.push(bytes);
    return bytes.length;
  };
  const work = packr.pack([
    budget?.most ?? -1,
    budget?.broadcasts ?? [],
    settle.flatMap(({ number, state }) => [number, codeOf(state)]),
    pass.flatMap(({ number, state, unit }) => [number, codeOf(state), unit]),
    place.flatMap((it) => [
      it.number,
      field(it.chat),
      it.revision,
      it.unit,
      JSON.stringify(rowOf(id, it)),
      chatKey(it.chat),
    ]),
    begin.flatMap(({ number, chat, revision, unit }) => [number, field(chat), revision, unit]),
  ]) as Buffer;
  return [work, Buffer.concat(fields)];
}

type Placed = NonNullable<LedgerWork['place']>[number];
const rowOf = (id: string, { outgoing, number }: Placed): OutgoingRow => ({
  id: `broadcast:${id}:${number}`,
  outgoing,
});

function answered(
  partition: number,
  id: string,
  { place = [] }: LedgerWork,
  [isRunning, isOpen, placed, begun]: Exclude<WorkAnswer, number>,
  tellRows: (partition: number, rows: OutboxRow[]) => void,
): LedgerAnswer {
  const rows: OutboxRow[] = [];
  const placedResults = place.flatMap((it, at): Begun[] => {
    const result = placed[at * 2];
    if (result === undefined) return [];
    const sequence = Number(placed[at * 2 + 1]);
    if (sequence > 0) rows.push({ ...rowOf(id, it), sequence, chat: it.chat, attempts: 0, unknowns: 0 });
    return [resultOf(Number(result))];
  });
  if (rows.length > 0) tellRows(partition, rows);
  return {
    isRunning: isRunning === 1,
    isOpen: isOpen === 1,
    placed: placedResults,
    begun: begun.map((result) => resultOf(Number(result))),
  };
}

const resultOf = (code: number): Begun => results[code] ?? 'not_waiting';
