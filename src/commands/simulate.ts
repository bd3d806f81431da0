import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig } from '../config.ts';
import { teachableCourse } from '../course-at-start.ts';
import { openLog } from '../log.ts';
import { simulate } from '../simulation/simulate.ts';
import { openSqliteStore } from '../store/sqlite/sqlite-store.ts';

/** Runs learners on a virtual clock, with faults, over a store that is thrown away. @returns 1 when anything is wrong */
export async function simulateInTerminal(
  environment: NodeJS.ProcessEnv,
  options: { seed: number; learners: number; rounds: number; faults: number },
  out: (text: string) => void,
): Promise<number> {
  const { course } = await teachableCourse(readConfig(environment));
  const { seed, learners, rounds, faults } = options;
  out(
    `seed ${seed}; repeat with: npx banhoc simulate --seed ${seed} --learners ${learners} --rounds ${rounds} --faults ${faults}`,
  );
  const folder = mkdtempSync(join(tmpdir(), 'banhoc-simulate-'));
  const store = openSqliteStore({ file: join(folder, 'store.db') });
  try {
    const outcome = await simulate(
      store,
      course(),
      { seed, learners, rounds, faultShare: faults },
      openLog('silent'),
    );
    out(
      `${outcome.updates} updates: ${outcome.committed} committed, ${outcome.duplicates} known already, ${outcome.refused} refused and handed in again; ${outcome.records} records`,
    );
    for (const sentence of outcome.wrong.slice(0, 20)) out(`WRONG: ${sentence}`);
    out(
      outcome.wrong.length === 0
        ? 'nothing lost, nothing counted twice, nothing mis-graded'
        : `${outcome.wrong.length} things are wrong`,
    );
    return outcome.wrong.length === 0 ? 0 : 1;
  } finally {
    await store.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
