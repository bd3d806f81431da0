import { join } from 'node:path';
import { fileCopy } from '../../../src/channels/zalo-oa/kept-tokens.ts';
import { openTokens } from '../../../src/channels/zalo-oa/tokens.ts';
import { openSqliteStore } from '../../../src/store/sqlite/sqlite-store.ts';

/** A process of its own that opens an account's tokens, tells the one it would call with, and may be killed on its way. */
const {
  DATA_DIR = '',
  ROOT = '',
  NOW = '0',
  DIE = '',
  APP_ID = '',
  APP_SECRET = '',
  OA_ID = '',
} = process.env;

const die = (): never => {
  process.kill(process.pid, 'SIGKILL');
  throw new Error('still alive');
};
const store = await openSqliteStore({
  file: join(DATA_DIR, 'banhoc.db'),
  role: 'service',
  begins: 'at once',
});
const copy = fileCopy(join(DATA_DIR, 'zalo-oa.json'));
const silent = { debug() {}, info() {}, warn() {}, error() {} };
const tokens = openTokens({
  oaId: OA_ID,
  app: { appId: APP_ID, appSecret: APP_SECRET, oauthRoot: ROOT },
  first: 'refresh-0',
  notes: {
    note: store.note,
    keepNote: (name, text, before) =>
      DIE === 'before the store' && !text.includes('underWayAt') ? die() : store.keepNote(name, text, before),
  },
  copy: {
    read: copy.read,
    write: (it) => (DIE === 'before the copy' ? die() : copy.write(it)),
  },
  lock: { acquire: async () => true, release: async () => {} },
  clock: () => Number(NOW),
  wait: async () => {},
  log: silent,
});
await tokens.open();
const access = await tokens.access();
process.stdout.write(JSON.stringify({ access, trouble: tokens.trouble() ?? null }));
await store.close();
