import { loadCourse } from '../../src/course/load.ts';
import { openRedisStore } from '../../src/store/redis/redis-store.ts';
import { openSqliteStore } from '../../src/store/sqlite/sqlite-store.ts';
import { learnersAtOnce, measureEngine } from './engine.ts';

/**
 * The engine alone in a process of its own, so that it has a core of its own: `node process.ts <store> <seconds>`
 * where <store> is `redis://…` or a file. Prints what it did as JSON.
 */
const [, , address = '', seconds = '4'] = process.argv;
const { course } = await loadCourse(new URL('../../lessons', import.meta.url).pathname);
const store = address.startsWith('redis:')
  ? await openRedisStore({ url: address })
  : openSqliteStore({ file: address });
const before = process.cpuUsage();
const { updatesPerSecond, updates } = await measureEngine(store, course, Number(seconds));
const handled = updates + learnersAtOnce;
const { user, system } = process.cpuUsage(before);
await store.close();
process.stdout.write(
  JSON.stringify({ updatesPerSecond, updates, handled, cpuMicros: (user + system) / handled }),
);
