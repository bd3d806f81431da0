import { Packr } from 'msgpackr';
import { parseChatKey } from '../../core/chat.ts';
import type { OutboxRow, OutboxWork, OutgoingRow, Store } from '../store.ts';
import type { Calls } from './calls.ts';
import { type Connection, reached } from './connection.ts';
import { prefixOf, workersKey } from './keys.ts';
import type { Replication } from './replication.ts';

const packr = new Packr({ useRecords: false });

type Answer = [
  isRunning: number,
  gone: number[],
  rows: (string | number)[],
  readThrough: number,
  more: number,
];

/**
 * Leases and the outbox, by one script; time is Redis's own.
 * @param holders under which name this process holds which partition: its commits need publish no hint there
 */
export function openCouriers(
  redis: Connection,
  offsetMs: () => number,
  holders: Map<number, string>,
  replication: Replication,
  calls: Calls,
): Pick<Store, 'acquireLease' | 'renewLease' | 'releaseLease' | 'workOutbox' | 'present'> {
  const run = (
    partition: number,
    verb: string,
    ...argv: (string | number | Buffer)[]
  ): Promise<number | Answer> =>
    reached(() => {
      const prefix = prefixOf(partition);
      return redis.banhocOutbox(`${prefix}meta`, prefix, offsetMs(), verb, ...argv) as Promise<
        number | Answer
      >;
    });
  return {
    async acquireLease(partition, owner, leaseMs) {
      const fence = Number(await run(partition, 'acquire', owner, leaseMs));
      if (fence === 0) return undefined;
      holders.set(partition, owner);
      return { partition, owner, fence };
    },
    renewLease: async ({ partition, owner, fence }, leaseMs) =>
      (await run(partition, 'renew', owner, fence, leaseMs)) === 1,
    async releaseLease({ partition, owner, fence }) {
      if (holders.get(partition) === owner) holders.delete(partition);
      await run(partition, 'release', owner, fence);
    },
    async workOutbox({ partition, owner, fence }, work) {
      const { after = '', through = '', limit = 0 } = work.read ?? {};
      const argv = ['work', owner, fence, after, through, limit, packed(work)] as const;
      // What was seen cannot be taken back: a row is shown only once a replica has it, or after a failover its
      // sequence would be given again to words that the page takes for seen. And what is settled stays settled, or the
      // row would lie there until another holder sends it once more.
      const mustOutlive = (work.begin?.length ?? 0) + (work.settlements?.length ?? 0) > 0;
      const answer = mustOutlive
        ? ((await replication.run('outbox', partition, prefixOf(partition), offsetMs(), ...argv)) as
            | number
            | Answer)
        : ((await reached(() =>
            calls.run('outbox', partition, [prefixOf(partition), offsetMs(), ...argv]),
          )) as number | Answer);
      if (typeof answer === 'number') return undefined;
      const [isRunning, gone, found, readThrough, more] = answer;
      return {
        isRunning: isRunning === 1,
        gone,
        rows: rowsOf(found, fence),
        readThrough,
        hasMore: more === 1,
      };
    },
    present: (owner, ttlMs) => reached(() => redis.banhocWorkers(workersKey, offsetMs(), owner, ttlMs)),
  };
}

/** As outbox.lua reads it. */
function packed({ settlements = [], begin = [], fetch = [] }: OutboxWork): Buffer {
  const done: string[] = [];
  const tried: (string | number)[] = [];
  for (const it of settlements) {
    if (it.kind === 'done') done.push(String(it.sequence));
    else {
      tried.push(String(it.sequence), String(it.notBeforeAt), it.unknown ? 1 : 0, it.uncounted ? 1 : 0);
    }
  }
  const first: string[] = [];
  const again: string[] = [];
  for (const { sequence, attempts, unknowns } of begin) {
    if (attempts === 0 && unknowns === 0) first.push(String(sequence));
    else again.push(String(sequence), `${attempts + 1}:${unknowns}:1:0`);
  }
  return packr.pack([done, tried, first, again, fetch.map(String)]) as Buffer;
}

function rowsOf(found: (string | number)[], fence: number): OutboxRow[] {
  const rows: OutboxRow[] = [];
  for (let place = 0; place < found.length; place += 3) {
    const row = toRow(Number(found[place]), String(found[place + 1]), String(found[place + 2]), fence);
    if (row !== undefined) rows.push(row);
  }
  return rows;
}

/** @param fence of whoever reads: what its own commits have begun, and it comes to only now, has never left */
function toRow(sequence: number, value: string, begun: string, fence: number): OutboxRow | undefined {
  // JSON holds no line break; an address may.
  const end = value.indexOf('\n');
  const chat = parseChatKey(value.slice(end + 1));
  if (chat === undefined) return undefined;
  const { id, outgoing, expiresAt } = JSON.parse(value.slice(0, end)) as OutgoingRow;
  const row: OutboxRow = { sequence, id, chat, outgoing, unknowns: 0, attempts: 0 };
  if (expiresAt !== undefined) row.expiresAt = expiresAt;
  if (begun !== '') {
    const [attempts, unknowns, sending = '0', notBeforeAt] = begun.split(':');
    if (sending === `c${fence}`) return row;
    row.attempts = Number(attempts);
    // A row found half sent was begun by a holder that did not live to say how it ended.
    row.unknowns = Number(unknowns) + (sending === '0' ? 0 : 1);
    if (Number(notBeforeAt) > 0) row.notBeforeAt = Number(notBeforeAt);
  }
  return row;
}
