import type { AttemptTable } from './attempts.ts';
import type { AttemptsFile, FileAttempt } from './attempts-file.ts';
import { type Fraction, isLess } from './fraction.ts';

/** Which attempts of a file are looked at, and how many of how many that is. */
export type Chosen = { table: AttemptTable; rule: ChoiceRule; of: number };
export type ChoiceRule =
  | { kind: 'every' }
  | { kind: 'of_kind'; wanted: string }
  | { kind: 'of_learner'; wanted: 'first' | 'last' | 'highest' };

/** Why none could be chosen. */
export type NoChoice =
  | { kind: 'no_such_kind'; wanted: string; found: string[] }
  | { kind: 'needs_learner'; wanted: string }
  | { kind: 'needs_kind'; wanted: string };

const ofLearner = ['first', 'last', 'highest'] as const;
const isOfLearner = (wanted: string): wanted is (typeof ofLearner)[number] =>
  (ofLearner as readonly string[]).includes(wanted);

/**
 * The attempts that count, as Moodle lets a teacher choose: the first of each learner unless told otherwise.
 *
 * With a `kind` column, `first` (the default) and any other kind mean the attempts whose every row says so, and
 * of several `first` of one learner the earliest. Without one, `first`, `last` and `highest` go by the learner
 * and the order of the file; of equally high ones the earliest counts. `all`, and a file that names neither,
 * take every attempt but those of kind `abandoned`: Moodle looks at finished ones only.
 */
export function chooseAttempts(file: AttemptsFile, wanted: string | undefined): Chosen | NoChoice {
  const { has, items, attempts } = file;
  const chosen = (list: readonly FileAttempt[], rule: ChoiceRule): Chosen => ({
    table: { items, attempts: list.map(({ answers }) => answers) },
    rule,
    of: attempts.length,
  });
  const finished = attempts.filter(({ kinds }) => !kinds.has('abandoned'));
  const want = wanted ?? (has.kind || has.learner ? 'first' : 'all');
  if (want === 'all') return chosen(finished, { kind: 'every' });
  const found = [...new Set(attempts.flatMap(({ kinds }) => [...kinds]))]
    .filter((kind) => kind !== '')
    .sort();
  if (has.kind && (found.includes(want) || !isOfLearner(want) || want === 'first')) {
    const own = attempts.filter(({ kinds }) => kinds.size === 1 && kinds.has(want));
    if (own.length === 0) return { kind: 'no_such_kind', wanted: want, found };
    return chosen(want === 'first' ? eachOnce(own, (before) => before) : own, {
      kind: 'of_kind',
      wanted: want,
    });
  }
  if (!isOfLearner(want)) return { kind: 'needs_kind', wanted: want };
  if (!has.learner) return { kind: 'needs_learner', wanted: want };
  const rule = { first: earlier, last: later, highest: higher }[want];
  return chosen(eachOnce(finished, rule), { kind: 'of_learner', wanted: want });
}

type Better = (before: FileAttempt, now: FileAttempt) => FileAttempt;
const earlier: Better = (before) => before;
const later: Better = (_, now) => now;
const higher: Better = (before, now) => (isLess(totalOf(before), totalOf(now)) ? now : before);

/** One attempt of each learner; of those nobody is named for, each stays. In the order of the file. */
function eachOnce(attempts: readonly FileAttempt[], better: Better): FileAttempt[] {
  const best = new Map<string, FileAttempt>();
  for (const attempt of attempts) {
    if (attempt.learner === undefined) continue;
    const before = best.get(attempt.learner);
    best.set(attempt.learner, before === undefined ? attempt : better(before, attempt));
  }
  return attempts.filter((attempt) => attempt.learner === undefined || best.get(attempt.learner) === attempt);
}

const totalOf = ({ answers }: FileAttempt): Fraction =>
  answers.reduce<Fraction>(
    (sum, answer) =>
      answer === undefined
        ? sum
        : {
            over: sum.over * answer.mark.under + answer.mark.over * sum.under,
            under: sum.under * answer.mark.under,
          },
    { over: 0n, under: 1n },
  );
