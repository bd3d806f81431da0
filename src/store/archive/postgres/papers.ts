import type { Paper, PaperArchive } from '../paper-archive.ts';
import type { Postgres } from './connection.ts';

export function openPapers(db: Postgres): PaperArchive {
  return {
    async keepPaper(name, { at, body }) {
      await db.query(
        `INSERT INTO banhoc.papers AS known (name, at, body) VALUES ($1, $2, $3)
         ON CONFLICT (name) DO UPDATE SET at = excluded.at, body = excluded.body WHERE excluded.at >= known.at`,
        [name, at, body],
      );
    },
    async paper(name) {
      const [row] = await db.query<Paper>('SELECT at, body FROM banhoc.papers WHERE name = $1', [name]);
      return row;
    },
  };
}
