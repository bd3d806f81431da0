import type { Database } from '../../sqlite/database.ts';
import { type CertificateArchive, certificateOfRow } from '../certificate-archive.ts';

export function openCertificates(db: Database): CertificateArchive {
  const columns = 'id, place, at, body, revoked_at, reason';
  const find = db.prepare(`SELECT ${columns} FROM certificates WHERE id = ?`);
  const own = db.prepare(`SELECT ${columns} FROM certificates WHERE learner = ? ORDER BY place`);
  const newest = db.prepare(`SELECT ${columns} FROM certificates ORDER BY place DESC LIMIT ?`);
  const revoke = db.prepare(
    'UPDATE certificates SET revoked_at = ?, reason = ? WHERE id = ? AND revoked_at IS NULL',
  );
  const revoked = db.prepare(
    'SELECT place FROM certificates WHERE place BETWEEN ? AND ? AND revoked_at IS NOT NULL ORDER BY place',
  );
  return {
    findCertificate: (id) =>
      db.read(() => {
        const row = find.get(id);
        return row === undefined ? undefined : certificateOfRow(row);
      }),
    certificatesOf: (learner) => db.read(() => own.all(learner).map(certificateOfRow)),
    certificates: (limit) => db.read(() => newest.all(limit).map(certificateOfRow)),
    revokeCertificate: (id, reason, now) => db.write(() => revoke.run(now, reason, id).changes === 1),
    revokedPlaces: (first, last) => db.read(() => revoked.all(first, last).map(({ place }) => Number(place))),
  };
}
