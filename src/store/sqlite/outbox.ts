import { parseChatKey } from '../../core/chat.ts';
import type { Outgoing } from '../../core/effect.ts';
import type { Instant } from '../../core/time.ts';
import type { OutboxRow, Settlement, Store } from '../store.ts';
import type { Database } from './database.ts';
import { openLeaseCheck } from './leases.ts';

type Row = {
  sequence: number;
  address: string;
  id: string;
  outgoing: string;
  expires_at: Instant | null;
  attempts: number;
  unknowns: number;
  is_sending: number;
};

/** The couriers' side of the outbox. A chat's rows share one `not_before_at`, so they wait and go together. */
export function openOutbox(
  db: Database,
  clock: () => Instant,
): Pick<Store, 'dueRows' | 'beginSending' | 'settle' | 'outboxSize'> {
  const holds = openLeaseCheck(db, clock);
  const waited = db.prepare('SELECT 1 FROM outbox WHERE not_before_at > 0 AND not_before_at <= ? LIMIT 1');
  const release = db.prepare(
    'UPDATE outbox SET not_before_at = 0 WHERE not_before_at > 0 AND not_before_at <= ?',
  );
  const ready = db.prepare('SELECT * FROM outbox WHERE not_before_at = 0 ORDER BY sequence LIMIT ?');
  const begin = db.prepare(
    'UPDATE outbox SET attempts = attempts + 1, unknowns = unknowns + is_sending, is_sending = 1 WHERE sequence = ?',
  );
  const remove = db.prepare('DELETE FROM outbox WHERE sequence = ?');
  const end = db.prepare(
    'UPDATE outbox SET is_sending = 0, unknowns = unknowns + ? WHERE sequence = ? RETURNING address',
  );
  const holdBack = db.prepare('UPDATE outbox SET not_before_at = ? WHERE address = ?');
  const size = db.prepare('SELECT count(*) AS n FROM outbox');

  const apply = (it: Settlement): void => {
    if (it.kind === 'done') {
      remove.run(it.sequence);
      return;
    }
    const row = end.get(it.unknown ? 1 : 0, it.sequence) as { address: string } | undefined;
    // The chat may have been erased meanwhile.
    if (row !== undefined) holdBack.run(Math.max(1, it.notBeforeAt), row.address);
  };

  return {
    async dueRows(lease, now, limit) {
      // A write only when somebody's wait is over: the sweep each second must cost the disk nothing.
      if (await db.read(() => waited.get(now) !== undefined)) await db.write(() => release.run(now));
      return db.read(() => (holds(lease, 'latest') ? (ready.all(limit) as Row[]).flatMap(toOutboxRow) : []));
    },
    beginSending: (lease, sequences) =>
      db.write(() => {
        if (!holds(lease, 'running')) return false;
        for (const sequence of sequences) begin.run(sequence);
        return true;
      }),
    settle: (lease, settlements) =>
      db.write(() => {
        if (!holds(lease, 'latest')) return false;
        for (const settlement of settlements) apply(settlement);
        return true;
      }),
    outboxSize: () => db.read(() => Number(size.get()?.n)),
  };
}

function toOutboxRow(row: Row): OutboxRow[] {
  const chat = parseChatKey(row.address);
  if (chat === undefined) return [];
  return [
    {
      sequence: row.sequence,
      id: row.id,
      chat,
      outgoing: JSON.parse(row.outgoing) as Outgoing,
      // A row found half sent was begun by a holder that did not live to say how it ended.
      unknowns: row.unknowns + row.is_sending,
      attempts: row.attempts,
      ...(row.expires_at === null ? {} : { expiresAt: row.expires_at }),
    },
  ];
}
