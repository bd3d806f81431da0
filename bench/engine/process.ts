import { loadCourse } from '../../src/course/load.ts';
import { openRedisStore } from '../../src/store/redis/redis-store.ts';
import { openSqliteStore } from '../../src/store/sqlite/sqlite-store.ts';
import { measureEngine } from './engine.ts';

/**
 * The engine alone in a process of its own, so that it has a core of its own:
 * `node process.ts <store> <seconds> <seconds of warming up>` where <store> is `redis://…` or a file.
 * Prints what it did as JSON.
 */
const [, , address = '', seconds = '4', warmUpSeconds = '2'] = process.argv;
const { course } = await loadCourse(new URL('../../lessons', import.meta.url).pathname);
const store = address.startsWith('redis:')
  ? await openRedisStore({ url: address })
  : openSqliteStore({ file: address });
const run = await measureEngine(store, course, {
  seconds: Number(seconds),
  warmUpSeconds: Number(warmUpSeconds),
});
await store.close();
process.stdout.write(JSON.stringify(run));
