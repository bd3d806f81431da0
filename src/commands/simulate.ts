import { join } from 'node:path';
import { readConfig } from '../config.ts';
import { teachableCourse } from '../course-at-start.ts';
import { keysInFiles } from '../simulation/checker/answer-sheet.ts';
import { type Outcome, type Plan, type Progress, simulate } from '../simulation/simulate.ts';
import { stopwatch } from '../simulation/virtual-wall.ts';

/** The command that repeats a run. */
export const commandOf = (plan: Plan): string =>
  `npx banhoc simulate --seed ${plan.seed} --store ${plan.store} --learners ${plan.learners} --updates ${plan.updates} --kills ${plan.kills} --restarts ${plan.restarts} --faults ${plan.faults} --processes ${plan.processes}`;

/**
 * Runs learners on a virtual clock, with faults, over a real store that is thrown away, and prints what an
 * independent checker found. @returns 1 when anything is wrong
 */
export async function simulateInTerminal(
  environment: NodeJS.ProcessEnv,
  { isJson, ...plan }: Plan & { isJson: boolean },
  out: (text: string) => void,
): Promise<number> {
  const config = readConfig(environment);
  const { course } = await teachableCourse(config);
  if (!isJson) {
    out(`seed ${plan.seed}; repeat with: ${commandOf(plan)}`);
    if (plan.store === 'redis')
      out('(over Redis the faults repeat as far as its timing allows; over SQLite the whole run does)');
  }
  let sinceTold = stopwatch();
  const onProgress = (progress: Progress): void => {
    if (isJson || sinceTold() < 5_000) return;
    sinceTold = stopwatch();
    out(progressLine(progress));
  };
  const outcome = await simulate(plan, course(), { keys: keysInFiles(join(config.LESSONS_DIR)), onProgress });
  if (isJson) out(JSON.stringify({ plan, command: commandOf(plan), ...outcome }));
  else for (const line of outcomeLines(outcome)) out(line);
  return outcome.wrong.length === 0 ? 0 : 1;
}

/** Complaints of one kind that are printed. */
const examplesPerKind = 5;

const whole = (value: number): string => Math.round(value).toLocaleString('en');

const progressLine = ({ phase, updates, kills, restarts, wrong }: Progress): string =>
  `  ${phase}: ${whole(updates)} updates, ${whole(kills)} kills, ${whole(restarts)} restarts, ${wrong} wrong, ${whole(process.memoryUsage().rss / 2 ** 20)} MB`;

function outcomeLines(outcome: Outcome): string[] {
  const { updates, tookMs, wrong } = outcome;
  const seconds = tookMs / 1_000;
  return [
    `${whole(updates)} updates from ${whole(outcome.learnersDone)} learners, delivered ${whole(outcome.deliveries)} times; ${whole(outcome.messages)} messages, ${whole(outcome.answers)} answers graded and reported`,
    `${whole(outcome.kills)} kills, ${whole(outcome.restarts)} restarts of the store, ${whole(outcome.virtualHours)} virtual hours in ${seconds.toFixed(1)} s (${whole(updates / seconds)} updates/s); trace ${outcome.trace}`,
    `${whole(outcome.blindAnswers)} answers were typed while their question was on its way (allowed)`,
    ...(wrong.length === 0
      ? ['nothing lost, nothing counted twice, nothing mis-graded, everything in order, all drained']
      : wrongLines(outcome)),
  ];
}

/** How many of each kind, the commonest first, each with a few that can be followed. */
function wrongLines({ wrong, wrongCounts }: Outcome): string[] {
  const kinds = Object.entries(wrongCounts).sort(([, one], [, other]) => other - one);
  const all = kinds.reduce((sum, [, count]) => sum + count, 0);
  return [
    ...kinds.flatMap(([kind, count]) => [
      `WRONG: ${kind}: ${whole(count)}`,
      ...wrong
        .filter((it) => it.kind === kind)
        .slice(0, examplesPerKind)
        .map(({ who, detail }) => `  ${who}: ${detail}`),
    ]),
    `${whole(all)} things are wrong`,
  ];
}
