import { chatKey } from '../../core/chat.ts';
import type { Instant } from '../../core/time.ts';
import { writeArchiveRow } from '../archive-row-format.ts';
import { idBytesOf } from '../recent-updates.ts';
import { nextRecord, readVersion, stateOf } from '../record.ts';
import { checkSteps } from '../step-check.ts';
import type { OutboxRow, Step, StepResult, Store } from '../store.ts';
import { openEpoch } from './chats.ts';
import type { Database } from './database.ts';
import { isOfEpoch, openEraser } from './erasure.ts';
import { openLeaseCheck } from './leases.ts';

/**
 * One call, one transaction. Each step first makes its compare-and-set; only when that holds is anything
 * else of it written, so a stale step leaves no trace.
 * @param sweep housekeeping that rides in the transaction
 * @param tellRows called after a commit that added rows
 */
export function openCommit(
  db: Database,
  clock: () => Instant,
  sweep: () => void,
  tellRows: (rows: OutboxRow[]) => void,
): Pick<Store, 'commit' | 'barrier'> {
  const nextNumber = db.prepare("SELECT value FROM meta WHERE key = 'next_number'");
  const addToMeta = db.prepare('UPDATE meta SET value = value + ? WHERE key = ?');
  const insert = db.prepare(
    'INSERT INTO chats (number, address, revision, record, timer_at) VALUES (?, ?, ?, ?, ?) ON CONFLICT (address) DO NOTHING',
  );
  const update = db.prepare(
    `UPDATE chats SET revision = ?, record = ?, timer_at = ? WHERE number = ? AND revision = ? AND address = ?
     AND ${isOfEpoch}`,
  );
  const dropExpired = db.prepare('DELETE FROM spilled WHERE number = ? AND expires_at <= ?');
  const spill = db.prepare('INSERT OR REPLACE INTO spilled (number, hash, expires_at) VALUES (?, ?, ?)');
  const addRow = db.prepare(
    'INSERT INTO outbox (address, id, outgoing, expires_at, not_before_at, attempts, is_sending) VALUES (?, ?, ?, ?, 0, ?, ?)',
  );
  const addCount = db.prepare(
    'INSERT INTO counters (key, n) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET n = n + excluded.n',
  );
  const addArchiveRow = db.prepare('INSERT INTO archive_rows (row) VALUES (?)');
  const addChanged = db.prepare('INSERT OR IGNORE INTO changed (number) VALUES (?)');
  const readEpoch = openEpoch(db);
  const dropCodes = db.prepare('DELETE FROM codes WHERE address = ?');
  const addCode = db.prepare('INSERT OR REPLACE INTO codes (hash, address) VALUES (?, ?)');
  const erase = openEraser(db);
  const holds = openLeaseCheck(db, clock);

  /** The compare-and-set. @returns by how much the number of chats changed, or 'stale' */
  const save = (step: Step, address: string, epoch: number, now: Instant): 'stale' | number => {
    const { session } = step;
    const claim = step.base === undefined ? { absentIn: epoch } : readVersion(step.base);
    if ('absentIn' in claim && claim.absentIn !== epoch) return 'stale';
    const head = 'head' in claim ? claim.head : undefined;
    if (session === undefined) return erase(address, head);
    const number = head?.number ?? Number(nextNumber.get()?.value);
    const next = nextRecord(head, { ...step, session }, { epoch, number }, now);
    const bytes = Buffer.concat([next.head, next.body]);
    const timerAt = step.timerAt ?? null;
    const { changes } =
      head === undefined
        ? insert.run(number, address, next.revision, bytes, timerAt)
        : update.run(next.revision, bytes, timerAt, number, head.revision, address, stateOf(head));
    if (changes === 0) return 'stale';
    addChanged.run(number);
    if (head === undefined) addToMeta.run(1, 'next_number');
    if (head !== undefined && head.spilledUntilAt > 0) dropExpired.run(number, now);
    for (const it of next.spilled) spill.run(number, idBytesOf(it.id), it.expiresAt);
    return head === undefined ? 1 : 0;
  };

  /** @param begun places of the rows that begin at once  @param fence under which they do */
  const writeRest = (
    step: Step,
    address: string,
    begun: number[],
    fence: number,
    added: OutboxRow[],
  ): void => {
    for (const [place, row] of step.outgoing.entries()) {
      const isBegun = begun.includes(place);
      const { lastInsertRowid } = addRow.run(
        address,
        row.id,
        JSON.stringify(row.outgoing),
        row.expiresAt ?? null,
        isBegun ? 1 : 0,
        isBegun ? -fence : 0,
      );
      const { chat } = step;
      const sequence = Number(lastInsertRowid);
      added.push({
        ...row,
        sequence,
        chat,
        attempts: 0,
        unknowns: 0,
        ...(isBegun ? { isBegun: true } : {}),
      });
    }
    for (const row of step.archive) addArchiveRow.run(writeArchiveRow(row));
    if (step.codeHash !== undefined && step.session !== undefined) {
      dropCodes.run(address);
      addCode.run(step.codeHash, address);
    }
  };

  /** What a commit adds to the counters, kept for the archive's own sums. */
  const addSums = (sums: Map<string, number>, now: Instant): void => {
    if (sums.size === 0) return;
    const delta: Record<string, string> = {};
    for (const [key, by] of sums) {
      addCount.run(key, by);
      delta[key] = String(by);
    }
    const row = { id: 'counters', kind: 'counters', learner: '', at: now, body: JSON.stringify(delta) };
    addArchiveRow.run(JSON.stringify(row));
  };

  return {
    async commit(_partition, steps, now, beginning) {
      checkSteps(steps);
      let added: OutboxRow[] = [];
      const results = await db.write(() => {
        const epoch = readEpoch();
        added = [];
        let newChats = 0;
        const sums = new Map<string, number>();
        const begun = beginning !== undefined && holds(beginning.lease, 'running') ? beginning : undefined;
        const outcomes = steps.map((step, place): StepResult => {
          const address = chatKey(step.chat);
          const saved = save(step, address, epoch, now);
          if (saved === 'stale') return 'stale';
          newChats += saved;
          writeRest(step, address, begun?.rows[place] ?? [], begun?.lease.fence ?? 0, added);
          for (const [key, by] of Object.entries(step.counters)) sums.set(key, (sums.get(key) ?? 0) + by);
          return 'committed';
        });
        addSums(sums, now);
        if (newChats !== 0) addToMeta.run(newChats, 'chats');
        sweep();
        return outcomes;
      });
      if (added.length > 0) tellRows(added);
      return results;
    },
    barrier: async () => {},
  };
}
