import type { Instant } from '../../../core/time.ts';
import type { Database } from '../../sqlite/database.ts';
import {
  claimMs,
  type MadeReport,
  type Report,
  type ReportKind,
  type ReportOutcome,
  type ReportQueue,
} from '../archive.ts';

type Row = Report & { reason: string | null };

/** Reports waiting, delivered and refused. The body is kept and sent as the very bytes that came in. */
export function openReports(db: Database): ReportQueue {
  /** Where those lie that this process has taken; no index knows reports by id alone. */
  const places = new Map<string, number>();
  const find = db.prepare('SELECT place FROM reports WHERE id = ?');
  const due = db.prepare(
    `SELECT place, id, kind, body, at, tries FROM reports
     WHERE kind = ?1 AND state = 'waiting' AND not_before_at <= ?2 AND claimed_until <= ?2
     ORDER BY at, id LIMIT ?3`,
  );
  const claim = db.prepare('UPDATE reports SET claimed_until = ? WHERE place = ?');
  // A delivered report stays delivered, whatever a second, slower sender believes.
  const delivered = db.prepare(
    `UPDATE reports SET state = 'delivered', tries = tries + 1, reason = NULL WHERE place = ?`,
  );
  const retry = db.prepare(
    `UPDATE reports SET tries = tries + 1, not_before_at = ?, claimed_until = 0 WHERE place = ? AND state = 'waiting'`,
  );
  const refused = db.prepare(
    `UPDATE reports SET state = 'refused', tries = tries + 1, reason = ? WHERE place = ? AND state = 'waiting'`,
  );
  const counts = db.prepare(
    'SELECT state, count(*) AS n, min(at) AS oldest_at FROM reports WHERE kind = ? GROUP BY state',
  );
  const listRefused = db.prepare(
    `SELECT id, kind, body, at, tries, reason FROM reports
     WHERE kind = ? AND state = 'refused' ORDER BY at, id LIMIT ?`,
  );
  const made = db.prepare(
    `SELECT id, at, state FROM reports
     WHERE kind = ? AND at >= ? AND at < ? AND (at, id) > (?, ?) ORDER BY at, id LIMIT ?`,
  );
  const requeue = db.prepare(
    `UPDATE reports SET state = 'waiting', not_before_at = ?, claimed_until = 0, reason = NULL WHERE kind = ? AND state = 'refused'`,
  );

  /** Takes a report's place out of hand; one that was never taken here is looked for, however long that takes. */
  const placeOf = (id: string): number => {
    const place = places.get(id) ?? Number(find.get(id)?.place ?? 0);
    places.delete(id);
    return place;
  };
  const settle = (outcome: ReportOutcome): void => {
    const place = placeOf(outcome.id);
    switch (outcome.kind) {
      case 'delivered':
        delivered.run(place);
        return;
      case 'retry':
        retry.run(outcome.notBeforeAt, place);
        return;
      case 'refused':
        refused.run(outcome.reason, place);
        return;
    }
  };

  return {
    async dueReports(kind, now, limit) {
      // A look each second must cost the disk nothing while there is nothing to send.
      if (await db.read(() => due.get(kind, now, 1) === undefined)) return [];
      return db.write(() => {
        const rows = due.all(kind, now, limit) as (Report & { place: number })[];
        return rows.map(({ place, ...report }) => {
          claim.run(now + claimMs, place);
          places.set(report.id, place);
          return report;
        });
      });
    },
    releaseReports: (ids) =>
      db.write(() => {
        for (const id of ids) claim.run(0, placeOf(id));
      }),
    settleReports: (outcomes) =>
      db.write(() => {
        for (const outcome of outcomes) settle(outcome);
      }),
    reportCounts: (kind: ReportKind) =>
      db.read(() => {
        const rows = counts.all(kind) as { state: string; n: number; oldest_at: Instant }[];
        const of = (state: string) => rows.find((row) => row.state === state);
        const waiting = of('waiting');
        return {
          waiting: waiting?.n ?? 0,
          delivered: of('delivered')?.n ?? 0,
          refused: of('refused')?.n ?? 0,
          ...(waiting === undefined ? {} : { oldestWaitingAt: waiting.oldest_at }),
        };
      }),
    refusedReports: (kind, limit) =>
      db.read(() =>
        (listRefused.all(kind, limit) as Row[]).map((row) => ({ ...row, reason: row.reason ?? '' })),
      ),
    madeReports: (kind, { from, before }, after, limit) =>
      db.read(() =>
        made
          .all(kind, from, before, after?.at ?? Number.MIN_SAFE_INTEGER, after?.id ?? '', limit)
          .map((row) => ({ ...row }) as MadeReport),
      ),
    retryRefused: (kind, now) => db.write(() => Number(requeue.run(now, kind).changes)),
  };
}
