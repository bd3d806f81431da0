import { writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { parseArgs } from 'node:util';
import { launchFlags, launchWith } from './launch.ts';
import { botCore, canPin, driverCore, pinDriver } from './measure/cores.ts';
import { broadcast } from './parts/broadcast.ts';
import { ceiling } from './parts/ceiling.ts';
import { channels } from './parts/channels.ts';
import { consolePages } from './parts/console.ts';
import { engine } from './parts/engine.ts';
import { latency } from './parts/latency.ts';
import { loop, slowApi } from './parts/loop.ts';
import { memory } from './parts/memory.ts';
import type { Part } from './parts/part.ts';
import { review } from './parts/review.ts';
import { safety } from './parts/safety.ts';
import { search } from './parts/search.ts';
import { soak } from './parts/soak.ts';
import { start } from './parts/start.ts';
import { stats } from './parts/stats.ts';
import { talk } from './parts/talk.ts';
import { timers } from './parts/timers.ts';
import { two } from './parts/two.ts';
import { readSettings } from './settings.ts';

const parts: Part[] = [
  talk,
  loop,
  slowApi,
  latency,
  safety,
  engine,
  ceiling,
  timers,
  two,
  start,
  stats,
  consolePages,
  memory,
  broadcast,
  search,
  review,
  channels,
  soak,
];
const byDefault = ['loop', 'slow-api', 'latency', 'safety', 'engine'];
parts.push(launchWith(() => values));

const print = (text: string): void => void process.stdout.write(`${text}\n`);
const tell = (line: string): void => void process.stderr.write(`  ${line}\n`);

const usage = `npm run bench -- [part …] [--json file]

Without a part: ${byDefault.join(', ')}. All parts:
${parts.map(({ name, title }) => `  ${name.padEnd(10)} ${title}`).join('\n')}

BENCH_SECONDS, BENCH_WARM_UP_SECONDS, BENCH_ROUNDS, BENCH_KILLS, BENCH_TIMERS, BENCH_SOAK_MINUTES set lengths.
launch takes --minutes, --learners, --points, --pause from-to (seconds), --processes.
How to read the result: docs/benchmark.md`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { json: { type: 'string' }, help: { type: 'boolean' }, ...launchFlags },
});
const unknown = positionals.filter((name) => !parts.some((part) => part.name === name));
if (values.help === true || unknown.length > 0) {
  if (unknown.length > 0) print(`no such part: ${unknown.join(', ')}\n`);
  print(usage);
  process.exit(unknown.length > 0 ? 1 : 0);
}

const settings = readSettings();
pinDriver();
const wanted = positionals.length > 0 ? positionals : byDefault;
const machine = {
  node: process.versions.node,
  cpu: `${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}`,
  memoryGb: Math.round(totalmem() / 2 ** 30),
  pinned: canPin
    ? `bot on core ${botCore}; driver, Bot API stub and Redis on core ${driverCore}`
    : 'processes are not bound to cores here: figures per core are not to be had',
};
print(`Node ${machine.node}, ${machine.cpu}, ${machine.memoryGb} GB; ${machine.pinned}`);
print(
  `${settings.rounds} rounds of ${settings.seconds} s after ${settings.warmUpSeconds} s of warming up, bots in turn; median [lowest–highest]`,
);
const results: Record<string, unknown> = {};
for (const part of parts) {
  if (!wanted.includes(part.name)) continue;
  print(`\n## ${part.title}\n`);
  results[part.name] = await part.run(settings, { tell, print: (text) => print(`${text}\n`) });
}
if (values.json !== undefined) {
  writeFileSync(values.json, `${JSON.stringify({ machine, settings, results }, undefined, 1)}\n`);
}
