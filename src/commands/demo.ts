import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type Config, readConfig } from '../config.ts';
import { teachableCourse } from '../course-at-start.ts';
import { demoSeed, fill } from '../demo/fill.ts';
import { demoMarkOf, emptyDemoFolder, mustStandAlone, writeDemoMark } from '../demo/folder.ts';
import { openLog } from '../log.ts';
import { openArchive, openDataDir, openStore, serve } from '../main.ts';
import { deriveSecrets, rootSecret } from '../secrets.ts';
import { openRestoring } from '../store/restoring.ts';
import { Unusable } from '../unusable.ts';

/** Where simulated learners live unless DATA_DIR says otherwise: never where real ones might. */
const ownFolder = './data-demo';

export type DemoOptions = { learners: number; live?: true; json?: true };

/**
 * `banhoc demo`: fills an empty store of its own with simulated learners and says how to look at them; with `--live`
 * serves the console at once and lets them go on answering until it is stopped.
 * @returns the exit code
 */
export async function demonstrate(
  environment: NodeJS.ProcessEnv,
  { learners, live, json }: DemoOptions,
  out: (line: string) => void,
): Promise<number> {
  const DATA_DIR = environment.DATA_DIR?.trim() || ownFolder;
  const own = { ...environment, DATA_DIR };
  const config = readConfig(own);
  mustStandAlone(config);
  openDataDir(config.DATA_DIR);
  const startedAt = performance.now();
  const filled = await filledStore(config, learners);
  const seconds = Math.round((performance.now() - startedAt) / 100) / 10;
  const told = { dataDir: config.DATA_DIR, ...filled, seconds };
  if (json === true) out(JSON.stringify(told));
  else {
    out('DỮ LIỆU MÔ PHỎNG · SIMULATED DATA: no real person is in it.');
    out(
      filled.answers === undefined
        ? `${filled.learners} simulated learners are in ${config.DATA_DIR} already; to make them anew, delete that folder`
        : `${filled.learners} simulated learners, ${filled.answers} answers, in ${config.DATA_DIR}, after ${seconds} s`,
    );
  }
  if (live === true) return serve(own, 'all', out, { keepsAnswering: true });
  if (json !== true) {
    out(`look at them:       DATA_DIR=${config.DATA_DIR} npx banhoc start`);
    out('watch them learn:   npx banhoc demo --live');
    out('either prints a link that opens the console; its pages are under /admin');
  }
  return 0;
}

async function filledStore(
  config: Config,
  learners: number,
): Promise<{ learners: number; answers?: number }> {
  const dir = config.DATA_DIR;
  const mark = demoMarkOf(dir);
  if (mark?.filledAt !== undefined) return { learners: mark.learners };
  if (mark !== undefined) emptyDemoFolder(dir);
  else if (existsSync(join(dir, 'banhoc.db'))) await refuseLearners(config);
  const log = openLog(config.LOG_LEVEL);
  const store = await openStore(config, 'service');
  const archive = await openArchive(config, 'service');
  try {
    writeDemoMark(dir, { seed: demoSeed, learners });
    await openRestoring({ store, archive, log }).begin();
    const { course } = await teachableCourse(config, store);
    const { pseudonym } = deriveSecrets(rootSecret(config.BANHOC_SECRET, dir));
    const { answers } = await fill(
      { store, archive, course: course(), pseudonym },
      { seed: demoSeed, learners, now: Date.now() },
      () => undefined,
    );
    writeDemoMark(dir, { seed: demoSeed, learners, filledAt: Date.now() });
    return { learners, answers };
  } finally {
    await store.close();
    await archive.close();
  }
}

/** @throws Unusable when the folder's store knows anybody */
async function refuseLearners(config: Config): Promise<void> {
  const store = await openStore(config, 'command');
  try {
    const chats = await store.chatCount();
    if (chats === 0) return;
    throw new Unusable(
      `DATA_DIR: ${config.DATA_DIR} holds ${chats} chats that are not simulated; simulated learners stand alone. Leave DATA_DIR unset, or give an empty folder: DATA_DIR=${ownFolder} npx banhoc demo`,
    );
  } finally {
    await store.close();
  }
}
