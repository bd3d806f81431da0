import { mayReport } from '../core/completion.ts';
import { notSaid } from '../core/counters.ts';
import { localMonth } from '../core/local-calendar.ts';
import type { Learner, Session } from '../core/session.ts';
import { dayMs, type Instant } from '../core/time.ts';

/** Whoever has begun a lesson or come back to one within this time is active. */
export const activeDays = 30;

/** What is known of a group of learners, in people. */
export const headFigures = ['reached', 'active', 'finished', 'sharing'] as const;
export type HeadFigure = (typeof headFigures)[number];
/** In the order of `headFigures`. `finished`: one lesson at least; `sharing`: with others on one chat. */
export type Heads = readonly [reached: number, active: number, finished: number, sharing: number];

/** By what the learners of a place are told apart; each by itself, never two together. */
export const facets = ['audience', 'language', 'channel'] as const;
export type Facet = (typeof facets)[number];

/**
 * Everybody who has agreed to be counted, at one moment, by place: `-` for those who named none. An organisation's
 * learners stand under it and under their commune.
 */
export type Census = {
  takenAt: Instant;
  /** By `<unit>/<facet>/<value>`. */
  heads: Record<string, Heads>;
  /** People by `<unit>/joined/<month>`, `<unit>/finished/<month>`: who came then, who finished a lesson then for the first time. */
  months: Record<string, number>;
  /** When the first lesson of all was finished, to the hour. */
  firstFinishedAt: Instant | undefined;
};

/** Counts people one chat after the other, in any order; merging is adding. */
export function startCensus(now: Instant): {
  look(chat: { channel: string }, session: Session): void;
  end(): Census;
} {
  const heads = new Map<string, [number, number, number, number]>();
  const months = new Map<string, number>();
  let firstFinishedAt: Instant | undefined;

  const countLearner = (learner: Learner, session: Session, channel: string): void => {
    const finishedAt = Object.values(learner.progress).flatMap((it) => it.completedAt ?? []);
    const places = [learner.commune ?? notSaid, learner.organisation].filter((it) => it !== undefined);
    const added: Heads = [
      1,
      now - learner.lessonOpenedAt <= activeDays * dayMs ? 1 : 0,
      finishedAt.length > 0 ? 1 : 0,
      session.learners.length > 1 ? 1 : 0,
    ];
    const values: Record<Facet, string> = {
      audience: learner.audience ?? notSaid,
      language: session.language,
      channel,
    };
    const finishedIn = new Set(finishedAt.map(localMonth));
    for (const at of finishedAt) firstFinishedAt = Math.min(firstFinishedAt ?? at, at);
    for (const unit of places) {
      for (const facet of facets) addTo(`${unit}/${facet}/${values[facet]}`, added);
      addMonth(`${unit}/joined/${localMonth(learner.createdAt)}`);
      for (const month of finishedIn) addMonth(`${unit}/finished/${month}`);
    }
  };
  const addTo = (key: string, added: Heads): void => {
    const sum = heads.get(key);
    if (sum === undefined) heads.set(key, [...added]);
    else for (const place of [0, 1, 2, 3] as const) sum[place] += added[place];
  };
  const addMonth = (key: string): void => void months.set(key, (months.get(key) ?? 0) + 1);

  return {
    look({ channel }, session) {
      for (const learner of session.learners) if (mayReport(learner)) countLearner(learner, session, channel);
    },
    end: () => ({
      takenAt: now,
      heads: Object.fromEntries(heads),
      months: Object.fromEntries(months),
      firstFinishedAt,
    }),
  };
}
