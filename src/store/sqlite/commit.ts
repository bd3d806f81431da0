import { chatKey } from '../../core/chat.ts';
import type { Instant } from '../../core/time.ts';
import { nextRecord, readVersion } from '../record.ts';
import { checkSteps } from '../step-check.ts';
import type { Step, StepResult, Store } from '../store.ts';
import type { Database } from './database.ts';
import { openEraser } from './erasure.ts';

/**
 * One call, one transaction. Each step first makes its compare-and-set; only when that holds is anything
 * else of it written, so a stale step leaves no trace.
 * @param sweep housekeeping that rides in the transaction
 * @param tellRows called after a commit that added rows
 */
export function openCommit(db: Database, sweep: () => void, tellRows: () => void): Pick<Store, 'commit'> {
  const nextNumber = db.prepare("SELECT value FROM meta WHERE key = 'next_number'");
  const addToMeta = db.prepare('UPDATE meta SET value = value + ? WHERE key = ?');
  const insert = db.prepare(
    'INSERT INTO chats (number, address, revision, record, timer_at) VALUES (?, ?, ?, ?, ?) ON CONFLICT (address) DO NOTHING',
  );
  const update = db.prepare(
    'UPDATE chats SET revision = ?, record = ?, timer_at = ? WHERE number = ? AND revision = ? AND address = ?',
  );
  const dropExpired = db.prepare('DELETE FROM spilled WHERE number = ? AND expires_at <= ?');
  const spill = db.prepare('INSERT OR REPLACE INTO spilled (number, hash, expires_at) VALUES (?, ?, ?)');
  const addRow = db.prepare(
    `INSERT INTO outbox (address, id, outgoing, expires_at, not_before_at)
     VALUES (?1, ?2, ?3, ?4, coalesce((SELECT max(not_before_at) FROM outbox WHERE address = ?1), 0))`,
  );
  const addCount = db.prepare(
    'INSERT INTO counters (key, n) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET n = n + excluded.n',
  );
  const addArchiveRow = db.prepare(
    'INSERT OR IGNORE INTO archive_rows (id, kind, learner, at, body) VALUES (?, ?, ?, ?, ?)',
  );
  const dropCodes = db.prepare('DELETE FROM codes WHERE address = ?');
  const addCode = db.prepare('INSERT OR REPLACE INTO codes (hash, address) VALUES (?, ?)');
  const erase = openEraser(db);

  /** The compare-and-set. @returns by how much the number of chats changed, or 'stale' */
  const save = (step: Step, address: string, now: Instant): 'stale' | number => {
    const { session, base } = step;
    const head = base === undefined ? undefined : readVersion(base);
    if (session === undefined) return erase(address, head);
    const number = head?.number ?? Number(nextNumber.get()?.value);
    const { bytes, revision, spilled } = nextRecord(head, number, { ...step, session }, now);
    const timerAt = step.timerAt ?? null;
    const { changes } =
      head === undefined
        ? insert.run(number, address, revision, bytes, timerAt)
        : update.run(revision, bytes, timerAt, number, head.revision, address);
    if (changes === 0) return 'stale';
    if (head === undefined) addToMeta.run(1, 'next_number');
    if (head !== undefined && head.spilledUntilAt > 0) dropExpired.run(number, now);
    for (const it of spilled) spill.run(number, it.hash, it.expiresAt);
    return head === undefined ? 1 : 0;
  };

  const writeRest = (step: Step, address: string): void => {
    for (const row of step.outgoing) {
      addRow.run(address, row.id, JSON.stringify(row.outgoing), row.expiresAt ?? null);
    }
    for (const row of step.archive) addArchiveRow.run(row.id, row.kind, row.learner, row.at, row.body);
    if (step.codeHash !== undefined && step.session !== undefined) {
      dropCodes.run(address);
      addCode.run(step.codeHash, address);
    }
  };

  return {
    async commit(_partition, steps, now) {
      checkSteps(steps);
      let hasRows = false;
      const results = await db.write(() => {
        let newChats = 0;
        const sums = new Map<string, number>();
        const outcomes = steps.map((step): StepResult => {
          const address = chatKey(step.chat);
          const saved = save(step, address, now);
          if (saved === 'stale') return 'stale';
          newChats += saved;
          writeRest(step, address);
          hasRows ||= step.outgoing.length > 0;
          for (const [key, by] of Object.entries(step.counters)) sums.set(key, (sums.get(key) ?? 0) + by);
          return 'committed';
        });
        for (const [key, by] of sums) addCount.run(key, by);
        if (newChats !== 0) addToMeta.run(newChats, 'chats');
        sweep();
        return outcomes;
      });
      if (hasRows) tellRows();
      return results;
    },
  };
}
