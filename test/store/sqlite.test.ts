import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSqliteStore } from '../../src/store/sqlite/sqlite-store.ts';
import { morning } from '../contracts/store/steps.ts';
import { storeContract } from '../contracts/store.ts';

storeContract('sqlite', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'banhoc-store-'));
  let now = morning;
  const store = openSqliteStore({ file: join(folder, 'store.db'), clock: () => now });
  return {
    store,
    async pass(ms) {
      now += ms;
    },
    async stop() {
      await store.close();
      rmSync(folder, { recursive: true });
    },
  };
});
