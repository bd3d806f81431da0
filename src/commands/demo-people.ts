import { type DemoPeople, mostDemoPeople } from '../channels/demo/demo-people.ts';
import { readConfig } from '../config.ts';
import { teachableCourse } from '../course-at-start.ts';
import { demoPeopleOf, hasDemo } from '../demo-at-start.ts';
import { openLog } from '../log.ts';
import { openDataDir, openStore } from '../main.ts';
import { Unusable } from '../unusable.ts';

/**
 * `banhoc broadcast demo-people <n>`: sees to it that there are so many simulated people, or with 0 that there are none;
 * beside a running service too, which needs to know nothing of it.
 * @returns the exit code
 */
export async function setDemoPeople(
  environment: NodeJS.ProcessEnv,
  wanted: number,
  { json }: { json?: true },
  out: (line: string) => void,
): Promise<number> {
  const config = readConfig(environment);
  if (!hasDemo(config)) {
    throw new Unusable(
      `OPERATOR_NAME: ${config.OPERATOR_NAME} answers for this bot, and beside its citizens nobody is simulated; try this where OPERATOR_NAME is not set`,
    );
  }
  if (wanted > mostDemoPeople) throw new Unusable(`expected at most ${mostDemoPeople} people, got ${wanted}`);
  openDataDir(config.DATA_DIR);
  const store = await openStore(config, 'command');
  try {
    const { course } = await teachableCourse(config);
    const people = demoPeopleOf({ store, course, log: openLog(config.LOG_LEVEL) });
    const count = await changed(people, wanted);
    await people.stop();
    out(json === true ? JSON.stringify({ simulatedPeople: count }) : `simulated people: ${count}`);
    return count >= wanted ? 0 : 1;
  } finally {
    await store.close();
  }
}

async function changed(people: DemoPeople, wanted: number): Promise<number> {
  if (wanted > 0) return people.make(wanted);
  await people.remove();
  return people.count();
}
