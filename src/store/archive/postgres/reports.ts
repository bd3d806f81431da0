import type { Instant } from '../../../core/time.ts';
import { claimMs, type Report, type ReportOutcome, type ReportQueue } from '../archive.ts';
import type { Postgres, Queries } from './connection.ts';

/** Reports waiting, delivered and refused. The body is kept and sent as the very bytes that came in. */
export function openReports(db: Postgres): ReportQueue {
  return {
    async dueReports(kind, now, limit) {
      // Rows that another sender is just taking are stepped over, so that senders share the work.
      const reports = await db.query<Report>(
        `UPDATE banhoc.reports r SET claimed_until = $2::bigint + $4::bigint
         FROM (
           SELECT id FROM banhoc.reports
           WHERE kind = $1 AND state = 'waiting' AND not_before_at <= $2 AND claimed_until <= $2
           ORDER BY at, id LIMIT $3 FOR UPDATE SKIP LOCKED
         ) AS due
         WHERE r.id = due.id
         RETURNING r.id, r.kind, r.body, r.at, r.tries`,
        [kind, now, limit, claimMs],
      );
      return reports.sort((one, other) => one.at - other.at || (one.id < other.id ? -1 : 1));
    },
    async settleReports(outcomes) {
      if (outcomes.length === 0) return;
      await db.write(async (inside) => {
        for (const outcome of outcomes) await settle(inside, outcome);
      });
    },
    async releaseReports(ids) {
      if (ids.length === 0) return;
      await db.query('UPDATE banhoc.reports SET claimed_until = 0 WHERE id = ANY($1)', [ids]);
    },
    async reportCounts(kind) {
      const rows = await db.query<{ state: string; n: number; oldest_at: Instant }>(
        'SELECT state, count(*) AS n, min(at) AS oldest_at FROM banhoc.reports WHERE kind = $1 GROUP BY state',
        [kind],
      );
      const of = (state: string) => rows.find((row) => row.state === state);
      const waiting = of('waiting');
      return {
        waiting: waiting?.n ?? 0,
        delivered: of('delivered')?.n ?? 0,
        refused: of('refused')?.n ?? 0,
        ...(waiting === undefined ? {} : { oldestWaitingAt: waiting.oldest_at }),
      };
    },
    refusedReports: (kind, limit) =>
      db.query(
        `SELECT id, kind, body, at, tries, coalesce(reason, '') AS reason FROM banhoc.reports
         WHERE kind = $1 AND state = 'refused' ORDER BY at, id LIMIT $2`,
        [kind, limit],
      ),
    madeReports: (kind, { from, before }, after, limit) =>
      db.query(
        `SELECT id, at, state FROM banhoc.reports
         WHERE kind = $1 AND at >= $2 AND at < $3 AND (at, id) > ($4, $5) ORDER BY at, id LIMIT $6`,
        [kind, from, before, after?.at ?? Number.MIN_SAFE_INTEGER, after?.id ?? '', limit],
      ),
    async retryRefused(kind, now) {
      const rows = await db.query(
        `UPDATE banhoc.reports SET state = 'waiting', not_before_at = $2, claimed_until = 0, reason = NULL
         WHERE kind = $1 AND state = 'refused' RETURNING 1`,
        [kind, now],
      );
      return rows.length;
    },
  };
}

async function settle({ query }: Queries, outcome: ReportOutcome): Promise<void> {
  switch (outcome.kind) {
    case 'delivered':
      // A delivered report stays delivered, whatever a second, slower sender believes.
      await query(
        `UPDATE banhoc.reports SET state = 'delivered', tries = tries + 1, reason = NULL WHERE id = $1`,
        [outcome.id],
      );
      return;
    case 'retry':
      await query(
        `UPDATE banhoc.reports SET tries = tries + 1, not_before_at = $2, claimed_until = 0
         WHERE id = $1 AND state = 'waiting'`,
        [outcome.id, outcome.notBeforeAt],
      );
      return;
    case 'refused':
      await query(
        `UPDATE banhoc.reports SET state = 'refused', tries = tries + 1, reason = $2
         WHERE id = $1 AND state = 'waiting'`,
        [outcome.id, outcome.reason],
      );
      return;
  }
}
