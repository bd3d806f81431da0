import { setImmediate } from 'node:timers/promises';
import { z } from 'zod';
import { dayMs, hourMs, type Instant } from '../../core/time.ts';
import type { Log } from '../../log.ts';
import { type FirstAnswer, type LongerScaleFigures, longerScale } from '../../stats/longer-scale.ts';
import type { RowArchive } from '../../store/archive/archive.ts';

export type LongerScale = {
  at: Instant;
  answers: number;
  isCut: boolean;
  byItem: ReadonlyMap<string, LongerScaleFigures>;
};

export type LongerScaleWork = {
  /** What was worked out last; undefined until it has been, for the first time. Whoever asks has it begun when it is old. */
  last(): LongerScale | undefined;
  /** For tests: what is under way. */
  done(): Promise<void>;
};

/** Two windows of 30 days. */
const lookBackMs = 60 * dayMs;
const freshMs = 12 * hourMs;
const pageSize = 500;
/** So many answers are a scale for a whole course, and fit beside everything else. */
const mostAnswers = 400_000;

const answerSchema = z.object({
  learner: z.string(),
  item: z.string(),
  isRight: z.boolean(),
  isSlip: z.boolean(),
  attemptKind: z.string(),
  at: z.number(),
});

/**
 * The longer scale needs who answered what, which no counter has: it reads the raw first answers of two months, in
 * the background, at most twice a day and only when somebody looks at a question. Nothing of it is kept but the sums.
 */
export function openLongerScaleWork({
  answers,
  clock,
  log,
}: {
  answers: Pick<RowArchive, 'attempts'>;
  clock(): Instant;
  log: Pick<Log, 'warn'>;
}): LongerScaleWork {
  let kept: LongerScale | undefined;
  let working: Promise<void> | undefined;
  let triedAt = Number.NEGATIVE_INFINITY;

  async function work(): Promise<void> {
    const startedAt = clock();
    const found: FirstAnswer[] = [];
    let after: { at: Instant; id: string } | undefined = { at: startedAt - lookBackMs, id: '' };
    while (after !== undefined && found.length < mostAnswers) {
      const rows = await answers.attempts(after, pageSize);
      for (const { body } of rows) {
        const read = answerSchema.safeParse(JSON.parse(body));
        if (read.success && read.data.attemptKind === 'first' && !read.data.isSlip) found.push(read.data);
      }
      const last = rows.at(-1);
      after = rows.length < pageSize || last === undefined ? undefined : { at: last.at, id: last.id };
      await setImmediate();
    }
    const figures = longerScale(found);
    kept = {
      at: startedAt,
      answers: found.length,
      isCut: after !== undefined,
      byItem: new Map(figures.map((it) => [it.item, it])),
    };
  }

  return {
    last() {
      const isOld = kept === undefined || clock() - kept.at > freshMs;
      if (isOld && working === undefined && clock() - triedAt > freshMs / 100) {
        triedAt = clock();
        working = work()
          .catch((error: unknown) =>
            log.warn({ err: error }, 'the longer scale could not be worked out; it is tried again'),
          )
          .finally(() => {
            working = undefined;
          });
      }
      return kept;
    },
    done: async () => working,
  };
}
