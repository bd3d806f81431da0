import { expect } from 'vitest';
import type { Central } from '../../src/central/central.ts';
import type { Learner } from './learner.ts';

type Told = {
  actor: { account: { name: string } };
  verb: { id: string };
  object: {
    definition: {
      description?: Record<string, string>;
      choices?: { id: string; description: Record<string, string> }[];
    };
  };
  result: { response?: string };
};

/**
 * Compares what people know they answered with what the centre was told: each lesson once and whole, each
 * answer the one that was given, by whom it was given, and nothing else.
 * @param othersCount lessons learned by people who keep no list of their own
 */
export async function expectEachOnce(central: Central, learners: Learner[], othersCount = 0): Promise<void> {
  const people = learners.length + othersCount;
  await expect.poll(() => central.book.size, { timeout: 20_000, interval: 100 }).toBe(people * 5);
  const told = Map.groupBy(
    central.book.all() as unknown as Told[],
    (statement) => statement.actor.account.name,
  );
  expect(told.size).toBe(people);
  const stems = new Set<string>();
  const answers = [...told.values()].map((statements) => {
    const verbs = statements.map(({ verb }) => verb.id.split('/').at(-1));
    expect(verbs.filter((verb) => verb === 'answered')).toHaveLength(3);
    expect(verbs.filter((verb) => verb === 'completed')).toHaveLength(1);
    expect(verbs.filter((verb) => verb === 'passed' || verb === 'failed')).toHaveLength(1);
    return statements.flatMap(({ object: { definition }, result }) => {
      const chosen = definition.choices?.find(({ id }) => id === result.response);
      if (chosen === undefined) return [];
      const stem = wordsOf(definition.description);
      stems.add(stem);
      return [`${stem} → ${wordsOf(chosen.description)}`];
    });
  });
  const known = new Set(answers.map((list) => JSON.stringify(list.sort())));
  const given = learners.map((learner) =>
    learner.given.map(({ screen, label }) => {
      const stem = [...stems].find((candidate) => screen.includes(candidate));
      return `${stem} → ${label}`;
    }),
  );
  for (const list of given) expect(known).toContain(JSON.stringify(list.sort()));
  if (othersCount === 0) {
    const sorted = (lists: string[][]): string[] => lists.map((list) => JSON.stringify(list)).sort();
    expect(sorted(answers)).toEqual(sorted(given));
  }
}

const wordsOf = (map: Record<string, string> | undefined): string => Object.values(map ?? {})[0] ?? '';

/** Refusals said when to come back. */
export function expectPoliteRefusals(learners: Learner[]): void {
  for (const { status, retryAfter } of learners.flatMap((learner) => learner.refusals)) {
    expect(status).toBe(503);
    expect(Number(retryAfter)).toBeGreaterThanOrEqual(1);
  }
}
