import { execFileSync } from 'node:child_process';
import { cpus } from 'node:os';
import { loadCourse } from '../src/course/load.ts';
import { openRedisStore } from '../src/store/redis/redis-store.ts';
import { openSqliteStore } from '../src/store/sqlite/sqlite-store.ts';
import { startRedis } from '../test/fixtures/redis-server.ts';
import { inFolder, measureEngine } from './engine.ts';

const seconds = Number(process.env.BENCH_SECONDS ?? 4);
const rounds = 3;
const lessons = new URL('../lessons', import.meta.url).pathname;
const print = (line: string): void => void process.stdout.write(`${line}\n`);

/** The middle of the rounds, with the lowest and highest: the machine drifts, one number would hide it. */
function summary(values: number[]): string {
  const sorted = [...values].sort((a, b) => a - b);
  const whole = (value: number | undefined): string => Math.round(value ?? 0).toLocaleString('en');
  return `${whole(sorted[Math.floor(sorted.length / 2)])} [${whole(sorted[0])}–${whole(sorted.at(-1))}]`;
}

const { course } = await loadCourse(lessons);
const embedded: number[] = [];
const redis: number[] = [];
print(
  `Node ${process.versions.node}, ${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}; ${rounds} rounds of ${seconds} s, in turn`,
);
print('Updates a second through the engine and group commit, one Node process, without HTTP and sending:');
for (let round = 0; round < rounds; round++) {
  await inFolder(async (folder) => {
    const store = openSqliteStore({ file: `${folder}/store.db` });
    embedded.push((await measureEngine(store, course, seconds)).updatesPerSecond);
    await store.close();
  });
  const server = await startRedis();
  const store = await openRedisStore({ url: server.url });
  redis.push((await measureEngine(store, course, seconds)).updatesPerSecond);
  await store.close();
  await server.stop();
}
print(`  embedded SQLite, synchronous=FULL   ${summary(embedded)}`);
print(`  Redis on the other core, no AOF     ${summary(redis)}`);
const started = performance.now();
execFileSync(process.execPath, [new URL('../bin/banhoc.mjs', import.meta.url).pathname, '--help'], {
  stdio: 'ignore',
});
print(`Start of the program (--help): ${Math.round(performance.now() - started)} ms`);
