import { parseChatKey } from '../../core/chat.ts';
import type { Lease, OutboxRow, OutgoingRow, Store } from '../store.ts';
import { type Connection, reached } from './connection.ts';
import { prefixOf } from './keys.ts';

/** Leases and the outbox, by one script; time is Redis's own. */
export function openCouriers(
  redis: Connection,
  offsetMs: () => number,
): Pick<Store, 'acquireLease' | 'renewLease' | 'releaseLease' | 'dueRows' | 'beginSending' | 'settle'> {
  const run = (partition: number, verb: string, ...argv: (string | number)[]): Promise<number | string[]> =>
    reached(() => {
      const prefix = prefixOf(partition);
      return redis.banhocOutbox(`${prefix}meta`, prefix, offsetMs(), verb, ...argv);
    });
  const under = (lease: Lease, verb: string, ...argv: (string | number)[]) =>
    run(lease.partition, verb, lease.owner, lease.fence, ...argv);
  return {
    async acquireLease(partition, owner, leaseMs) {
      const fence = Number(await run(partition, 'acquire', owner, leaseMs));
      return fence === 0 ? undefined : { partition, owner, fence };
    },
    renewLease: async (lease, leaseMs) => (await under(lease, 'renew', leaseMs)) === 1,
    async releaseLease(lease) {
      await under(lease, 'release');
    },
    async dueRows(lease, now, limit) {
      const found = await under(lease, 'due', now, limit);
      if (!Array.isArray(found)) return [];
      return Array.from({ length: found.length / 5 }, (_, place) =>
        found.slice(place * 5, place * 5 + 5),
      ).flatMap(toRow);
    },
    beginSending: async (lease, sequences) => (await under(lease, 'begin', ...sequences)) === 1,
    async settle(lease, settlements) {
      const argv = settlements.flatMap((it): (string | number)[] =>
        it.kind === 'done'
          ? ['done', it.sequence]
          : ['retry', it.sequence, it.notBeforeAt, it.unknown ? 1 : 0],
      );
      return (await under(lease, 'settle', ...argv)) === 1;
    },
  };
}

function toRow([sequence, address = '', body = '{}', attempts, unknowns]: string[]): OutboxRow[] {
  const chat = parseChatKey(address);
  if (chat === undefined) return [];
  const row = JSON.parse(body) as OutgoingRow;
  return [
    { ...row, sequence: Number(sequence), chat, attempts: Number(attempts), unknowns: Number(unknowns) },
  ];
}
