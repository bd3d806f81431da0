import type { Store } from '../store.ts';
import type { Database } from './database.ts';

/** Every wording a question ever had; the first body kept under a key stays. */
export function openItemVersions(db: Database): Pick<Store, 'keepItemVersions' | 'itemVersions'> {
  const keep = db.prepare('INSERT OR IGNORE INTO item_versions (key, body) VALUES (?, ?)');
  const all = db.prepare('SELECT key, body FROM item_versions ORDER BY key');
  return {
    keepItemVersions: (items) =>
      db.write(() => {
        for (const item of items) keep.run(item.key, item.body);
      }),
    itemVersions: () => db.read(() => all.all().map((row) => ({ ...row }) as { key: string; body: string })),
  };
}
