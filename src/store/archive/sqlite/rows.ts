import type { Instant } from '../../../core/time.ts';
import type { Database } from '../../sqlite/database.ts';
import type { ArchiveRow } from '../../store.ts';
import type { RowArchive, RowsOfLearner } from '../archive.ts';
import { erasedChatOf } from '../erased-chat.ts';

/** Attempts and reports as they come in; an erasure takes them out again. */
export function openRows(db: Database): RowArchive {
  const bury = db.prepare('INSERT OR IGNORE INTO tombstones (learner, at) VALUES (?, ?)');
  const forget = ['attempts', 'reports', 'certificates'].map((table) =>
    db.prepare(`DELETE FROM ${table} WHERE learner = ?`),
  );
  const buryChat = db.prepare(
    'INSERT OR IGNORE INTO chat_tombstones (partition, number, at) VALUES (?, ?, ?)',
  );
  const forgetChat = db.prepare('DELETE FROM chats WHERE partition = ? AND number = ?');
  // Nothing is taken of who was erased.
  const addAttempt = db.prepare(
    `INSERT OR IGNORE INTO attempts (id, learner, at, body)
     SELECT ?1, ?2, ?3, ?4 WHERE NOT EXISTS (SELECT 1 FROM tombstones WHERE learner = ?2)`,
  );
  const addReport = db.prepare(
    `INSERT OR IGNORE INTO reports (id, kind, learner, at, body)
     SELECT ?1, ?2, ?3, ?4, ?5 WHERE NOT EXISTS (SELECT 1 FROM tombstones WHERE learner = ?3)`,
  );
  const addCertificate = db.prepare(
    `INSERT OR IGNORE INTO certificates (id, learner, at, body)
     SELECT ?1, ?2, ?3, ?4 WHERE NOT EXISTS (SELECT 1 FROM tombstones WHERE learner = ?2)`,
  );
  const page = db.prepare(
    'SELECT id, learner, at, body FROM attempts WHERE (at, id) > (?, ?) ORDER BY at, id LIMIT ?',
  );
  const attemptsOf = db.prepare('SELECT body FROM attempts WHERE learner = ? ORDER BY at, id');
  const reportsOf = db.prepare('SELECT kind, state, body FROM reports WHERE learner = ? ORDER BY at, id');
  const keepVersion = db.prepare('INSERT OR IGNORE INTO item_versions (key, body) VALUES (?, ?)');
  const versions = db.prepare('SELECT key, body FROM item_versions ORDER BY key');

  const add = (row: ArchiveRow): void => {
    switch (row.kind) {
      case 'erasure':
        bury.run(row.learner, row.at);
        for (const statement of forget) statement.run(row.learner);
        return;
      case 'chat_erased': {
        const { partition, number } = erasedChatOf(row);
        buryChat.run(partition, number, row.at);
        forgetChat.run(partition, number);
        return;
      }
      case 'attempt':
        addAttempt.run(row.id, row.learner, row.at, row.body);
        return;
      case 'certificate':
        addCertificate.run(row.id, row.learner, row.at, row.body);
        return;
      case 'statement':
      case 'webhook':
        addReport.run(row.id, row.kind, row.learner, row.at, row.body);
        return;
      case 'counters':
        throw new TypeError('a counters row goes to addCounters');
    }
  };

  return {
    append: (rows) =>
      db.write(() => {
        for (const row of rows) add(row);
      }),
    attempts: (after, limit) =>
      db.read(() => {
        const rows = page.all(after?.at ?? Number.MIN_SAFE_INTEGER, after?.id ?? '', limit);
        return (rows as { id: string; learner: string; at: Instant; body: string }[]).map((row) => ({
          ...row,
          kind: 'attempt',
        }));
      }),
    rowsOf: (learner) =>
      db.read(() => ({
        attempts: attemptsOf.all(learner).map(({ body }) => String(body)),
        reports: reportsOf.all(learner).map((row) => ({ ...row })) as RowsOfLearner['reports'],
      })),
    keepItemVersions: (items) =>
      db.write(() => {
        for (const { key, body } of items) keepVersion.run(key, body);
      }),
    itemVersions: () =>
      db.read(() => versions.all().map((row) => ({ ...row }) as { key: string; body: string })),
  };
}
