import { type CertificateArchive, certificateOfRow } from '../certificate-archive.ts';
import type { Postgres } from './connection.ts';

export function openCertificates(db: Postgres): CertificateArchive {
  const columns = 'id, place, at, body, revoked_at, reason';
  return {
    async findCertificate(id) {
      const [row] = await db.query(`SELECT ${columns} FROM banhoc.certificates WHERE id = $1`, [id]);
      return row === undefined ? undefined : certificateOfRow(row);
    },
    async certificatesOf(learner) {
      const rows = await db.query(
        `SELECT ${columns} FROM banhoc.certificates WHERE learner = $1 ORDER BY place`,
        [learner],
      );
      return rows.map(certificateOfRow);
    },
    async certificates(limit) {
      const rows = await db.query(`SELECT ${columns} FROM banhoc.certificates ORDER BY place DESC LIMIT $1`, [
        limit,
      ]);
      return rows.map(certificateOfRow);
    },
    async revokeCertificate(id, reason, now) {
      const rows = await db.query(
        'UPDATE banhoc.certificates SET revoked_at = $1, reason = $2 WHERE id = $3 AND revoked_at IS NULL RETURNING place',
        [now, reason, id],
      );
      return rows.length === 1;
    },
    async revokedPlaces(first, last) {
      const rows = await db.query<{ place: number }>(
        'SELECT place FROM banhoc.certificates WHERE place BETWEEN $1 AND $2 AND revoked_at IS NOT NULL ORDER BY place',
        [first, last],
      );
      return rows.map(({ place }) => place);
    },
  };
}
