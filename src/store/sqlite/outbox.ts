import { parseChatKey } from '../../core/chat.ts';
import type { Outgoing } from '../../core/effect.ts';
import type { Instant } from '../../core/time.ts';
import type { OutboxAnswer, OutboxRow, OutboxWork, Settlement, Store } from '../store.ts';
import type { Database } from './database.ts';
import { openLeaseCheck } from './leases.ts';

type Row = {
  sequence: number;
  address: string;
  id: string;
  outgoing: string;
  expires_at: Instant | null;
  not_before_at: Instant;
  attempts: number;
  unknowns: number;
  is_sending: number;
};

/** The couriers' side of the outbox. What many sends want at the same moment is one transaction. */
export function openOutbox(
  db: Database,
  clock: () => Instant,
): Pick<Store, 'workOutbox' | 'outboxSize' | 'present'> {
  const holds = openLeaseCheck(db, clock);
  const remove = db.prepare('DELETE FROM outbox WHERE sequence = ?');
  const tryAgain = db.prepare(
    `UPDATE outbox SET is_sending = 0, not_before_at = ?, unknowns = unknowns + ?, attempts = max(0, attempts - ?)
     WHERE sequence = ?`,
  );
  const begin = db.prepare(
    'UPDATE outbox SET attempts = ? + 1, unknowns = ?, is_sending = 1, not_before_at = 0 WHERE sequence = ?',
  );
  const find = db.prepare('SELECT * FROM outbox WHERE sequence = ?');
  const read = db.prepare(
    'SELECT * FROM outbox WHERE sequence > ? AND sequence <= ? ORDER BY sequence LIMIT ?',
  );
  const size = db.prepare('SELECT count(*) AS n FROM outbox');

  const settle = (it: Settlement): void => {
    if (it.kind === 'done') remove.run(it.sequence);
    else tryAgain.run(it.notBeforeAt, it.unknown ? 1 : 0, it.uncounted ? 1 : 0, it.sequence);
  };

  const readOn = (wanted: OutboxWork['read'], fence: number): Omit<OutboxAnswer, 'isRunning' | 'gone'> => {
    if (wanted === undefined) return { rows: [], readThrough: 0, hasMore: false };
    const { after, through, limit } = wanted;
    const found = read.all(after, through ?? Number.MAX_SAFE_INTEGER, limit) as Row[];
    const last = found.at(-1)?.sequence ?? after;
    const hasMore = found.length === limit;
    return {
      rows: found.flatMap((row) => toOutboxRow(row, fence)),
      readThrough: hasMore ? last : (through ?? last),
      hasMore,
    };
  };

  return {
    workOutbox(lease, work) {
      const { settlements = [], begin: begins = [], fetch = [] } = work;
      // A look that changes nothing must cost the disk nothing.
      const inOne = settlements.length + begins.length > 0 ? db.write : db.read;
      return inOne(() => {
        if (!holds(lease, 'latest')) return undefined;
        for (const settlement of settlements) settle(settlement);
        const isRunning = holds(lease, 'running');
        const gone = (isRunning ? begins : [])
          .filter((row) => begin.run(row.attempts, row.unknowns, row.sequence).changes === 0)
          .map((row) => row.sequence);
        const fetched = fetch.flatMap((sequence) => (find.get(sequence) as Row | undefined) ?? []);
        const { rows, readThrough, hasMore } = readOn(work.read, lease.fence);
        return {
          isRunning,
          gone,
          rows: [...fetched.flatMap((row) => toOutboxRow(row, lease.fence)), ...rows],
          readThrough,
          hasMore,
        };
      });
    },
    outboxSize: () => db.read(() => Number(size.get()?.n)),
    /** One service process at a time: see service-lock.ts. */
    present: async () => 1,
  };
}

/**
 * `is_sending` is minus the fence where a row was begun by its commit: whoever reads it under that fence has come to it
 * only now, and it has never left.
 */
function toOutboxRow(row: Row, fence: number): OutboxRow[] {
  const isBegun = row.is_sending !== 0 && row.is_sending !== -fence;
  const chat = parseChatKey(row.address);
  if (chat === undefined) return [];
  return [
    {
      sequence: row.sequence,
      id: row.id,
      chat,
      outgoing: JSON.parse(row.outgoing) as Outgoing,
      // A row found half sent was begun by a holder that did not live to say how it ended.
      unknowns: row.unknowns + (isBegun ? 1 : 0),
      attempts: row.is_sending === -fence ? 0 : row.attempts,
      ...(row.expires_at === null ? {} : { expiresAt: row.expires_at }),
      ...(row.not_before_at === 0 ? {} : { notBeforeAt: row.not_before_at }),
    },
  ];
}
