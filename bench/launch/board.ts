import { setTimeout as pause } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import type { Course, PublicEvent } from '../../src/core/course.ts';
import {
  type EventFigures,
  eventFigures,
  type Figures,
  type ShownPlace,
  shownFigures,
} from '../../src/stats/event-figures.ts';
import type { Crowd } from './crowd.ts';
import { answersOf, rightAnswers } from './truth.ts';

/** A hall's projector: asks for the board again and again as its page does. */
export function watchBoard(url: string): {
  stop(): Promise<{ looks: number; failures: number; slowestMs: number }>;
} {
  const seen = { looks: 0, failures: 0, slowestMs: 0 };
  const stopping = new AbortController();
  const watching = (async () => {
    while (!stopping.signal.aborted) {
      const askedAt = performance.now();
      const isWell = await fetch(url).then(
        async (answer) => (await answer.text()).includes('</html>') && answer.ok,
        () => false,
      );
      seen.looks += 1;
      if (!isWell) seen.failures += 1;
      seen.slowestMs = Math.max(seen.slowestMs, performance.now() - askedAt);
      // Ends early when told to stop.
      await pause(3_000, undefined, { signal: stopping.signal }).catch((error: unknown) => {
        if (!stopping.signal.aborted) throw error;
      });
    }
  })();
  return {
    async stop() {
      stopping.abort();
      await watching;
      return seen;
    },
  };
}

/** What the board must show by point; 'unknown' where someone was left before the end, who may have joined or not. */
export type Truth = Map<string, Required<Figures> | 'unknown'>;

export function trueFigures(crowd: Crowd, course: Course): Truth {
  const right = rightAnswers(course);
  const truth: Truth = new Map();
  for (const visitor of crowd.visitors) {
    const { point } = visitor.arrival;
    const at = truth.get(point) ?? { joined: 0, started: 0, finished: 0, answered: 0, right: 0 };
    truth.set(point, visitor.wasLeft ? 'unknown' : at);
    if (visitor.wasLeft || at === 'unknown') continue;
    at.joined += 1;
    const answers = answersOf(visitor);
    at.started += 1;
    at.finished += 1;
    at.answered += answers.length;
    at.right += answers.filter((answer) => right.has(answer)).length;
  }
  return truth;
}

export type BoardCheck = { total: Figures; pointsWrong: number; firstWrong?: string; notCompared: number };

/**
 * Reads what was counted until it agrees with the truth, or has had half a minute to; then the board, which shows the
 * same in tens and nothing of fewer than ten people.
 * @param counted exact sums of the event's counters
 */
export async function checkBoard(
  url: string,
  day: { course: Course; event: PublicEvent },
  counted: () => Promise<Record<string, number>>,
  truth: Truth,
): Promise<BoardCheck> {
  const endAt = performance.now() + 30_000;
  const notCompared = [...truth.values()].filter((at) => at === 'unknown').length;
  for (;;) {
    const exact = eventFigures(day.course, day.event, await counted());
    const wrong = exact.communes
      .flatMap(({ at }) => at)
      .filter(({ id, figures }) => !isSame(figures, truth.get(id)))
      .map(
        ({ id, figures }) => `${id}: ${JSON.stringify(figures)}, expected ${JSON.stringify(truth.get(id))}`,
      );
    if (Object.keys(exact.elsewhere).length > 0) wrong.push(`elsewhere: ${JSON.stringify(exact.elsewhere)}`);
    wrong.push(...(await shownOtherwise(url, exact)));
    const [firstWrong] = wrong;
    if (firstWrong === undefined) return { total: exact.figures, pointsWrong: 0, notCompared };
    if (performance.now() > endAt)
      return { total: exact.figures, pointsWrong: wrong.length, firstWrong, notCompared };
    await pause(1_000);
  }
}

/** Points that the board shows as anything but what was counted there. */
async function shownOtherwise(url: string, exact: EventFigures): Promise<string[]> {
  const answer = await fetch(url, { headers: { accept: 'application/json' } });
  if (!answer.ok) throw new Error(`the board answered ${answer.status}: ${await answer.text()}`);
  const board = (await answer.json()) as { communes: ShownPlace[] };
  const shown = new Map(board.communes.flatMap(({ at = [] }) => at).map(({ id, figures }) => [id, figures]));
  return exact.communes
    .flatMap(({ at }) => at)
    .map(({ id, figures }) => ({ id, is: shown.get(id), should: shownFigures(figures) }))
    .filter(({ is, should }) => !isDeepStrictEqual(is, should))
    .map(({ id, is, should }) => `${id} shown as ${JSON.stringify(is)}, not ${JSON.stringify(should)}`);
}

const names = ['joined', 'started', 'finished', 'answered', 'right'] as const;
const isSame = (shown: Figures, truth: Figures | 'unknown' | undefined): boolean =>
  truth === 'unknown' || names.every((name) => (shown[name] ?? 0) === (truth?.[name] ?? 0));
