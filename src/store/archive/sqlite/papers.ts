import type { Database } from '../../sqlite/database.ts';
import type { Paper, PaperArchive } from '../paper-archive.ts';

export function openPapers(db: Database): PaperArchive {
  const keep = db.prepare(
    `INSERT INTO papers (name, at, body) VALUES (?, ?, ?)
     ON CONFLICT (name) DO UPDATE SET at = excluded.at, body = excluded.body WHERE excluded.at >= papers.at`,
  );
  const find = db.prepare('SELECT at, body FROM papers WHERE name = ?');
  return {
    keepPaper: (name, { at, body }) =>
      db.write(() => {
        keep.run(name, at, body);
      }),
    paper: (name) =>
      db.read(() => {
        const row = find.get(name);
        return row === undefined ? undefined : ({ ...row } as Paper);
      }),
  };
}
