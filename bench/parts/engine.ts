import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startRedis } from '../../test/fixtures/redis-server.ts';
import type { EngineRun } from '../engine/engine.ts';
import { runEngine } from '../engine/run-engine.ts';
import { number, show, spread } from '../measure/spread.ts';
import { table } from '../measure/table.ts';
import type { Settings } from '../settings.ts';
import type { Part } from './part.ts';

/** Engine and store without HTTP and without sending: what is left when the network costs nothing. */
export const engine: Part = {
  name: 'engine',
  title: 'Engine and store alone: real course and group commit, 512 learners at once, no HTTP, no sending',
  async run(settings, { tell, print }) {
    const kinds = [
      { name: 'Redis, no AOF', run: () => onRedis(false, settings), runs: [] as EngineRun[] },
      {
        name: 'Redis, appendfsync always',
        run: () => onRedis(true, settings),
        runs: [] as EngineRun[],
      },
      {
        name: 'embedded SQLite, synchronous=FULL',
        run: () => embedded(settings),
        runs: [] as EngineRun[],
      },
    ];
    for (let round = 1; round <= settings.rounds; round++) {
      for (const kind of kinds) {
        const one = await kind.run();
        kind.runs.push(one);
        tell(`round ${round}/${settings.rounds}, ${kind.name}: ${Math.round(one.updatesPerSecond)}/s`);
      }
    }
    const [first] = kinds;
    print(
      table(
        ['store', 'updates/s on one Node core', 'against the first', 'CPU µs/update of the Node core'],
        kinds.map(({ name, runs }) => {
          const share = spread(
            runs.map(
              (run, round) => run.updatesPerSecond / (first?.runs[round]?.updatesPerSecond ?? Number.NaN),
            ),
          );
          return [
            name,
            show(spread(runs.map((run) => run.updatesPerSecond))),
            `${number(share.median)}×`,
            show(spread(runs.map((run) => run.cpuMicros))),
          ];
        }),
      ),
    );
    return kinds.map(({ name, runs }) => ({ name, runs }));
  },
};

async function onRedis(appendonly: boolean, { seconds, warmUpSeconds }: Settings): Promise<EngineRun> {
  const server = await startRedis({ appendonly });
  try {
    return await runEngine(server.url, seconds, warmUpSeconds);
  } finally {
    await server.stop();
  }
}

async function embedded({ seconds, warmUpSeconds }: Settings): Promise<EngineRun> {
  const folder = mkdtempSync(join(tmpdir(), 'banhoc-bench-'));
  try {
    return await runEngine(join(folder, 'store.db'), seconds, warmUpSeconds);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
