import type { LearningRecord } from '../core/effect.ts';

/** What a run left behind, as read back from the store. */
export type Remains = {
  records: LearningRecord[];
  counters: Record<string, number>;
  /** Taps a learner made on an answer that was then on screen: each must be graded once. */
  answersGiven: number;
};

/**
 * Looks at a run from outside, by other means than the engine used. @returns what is wrong, in sentences
 */
export function findWrong({ records, counters, answersGiven }: Remains): string[] {
  const wrong: string[] = [];
  const answers = records.filter((record) => record.kind === 'answered');
  const names = answers.map(
    (record) => `${record.learner} attempt ${record.attempt} place ${record.sequence}`,
  );
  for (const [place, name] of names.entries()) {
    if (names.indexOf(name) !== place) wrong.push(`recorded twice: ${name}`);
  }
  for (const record of answers) {
    if (record.isRight !== (record.option === record.key))
      wrong.push(`mis-graded: ${record.learner} ${record.item}`);
    if (!record.options.some((option) => option.id === record.option)) {
      wrong.push(`an option that was not offered: ${record.item} ${record.option}`);
    }
  }
  for (const quiz of records.filter((record) => record.kind === 'quiz_finished')) {
    const own = answers.filter(
      (it) => it.learner === quiz.learner && it.attempt === quiz.attempt && !it.isSlip,
    );
    const right = own.filter((it) => it.isRight).length;
    if (right !== quiz.right || own.length !== quiz.asked) {
      wrong.push(
        `${quiz.learner} attempt ${quiz.attempt}: ${quiz.right}/${quiz.asked} reported, ${right}/${own.length} answered`,
      );
    }
  }
  const sumOf = (letter: string): number =>
    Object.entries(counters).reduce((sum, [key, n]) => (key.startsWith(`${letter}/`) ? sum + n : sum), 0);
  const finished = records.filter((record) => record.kind === 'quiz_finished').length;
  if (sumOf('H') !== finished)
    wrong.push(`the totals count ${sumOf('H')} finished quizzes, the records ${finished}`);
  const counted = answers.filter((record) => !record.isSlip).length;
  // Answers of attempts still open at the end are in the counters and not yet in the records.
  if (sumOf('I') < counted) wrong.push(`the counters hold ${sumOf('I')} responses, the records ${counted}`);
  if (sumOf('I') + answers.filter((it) => it.isSlip).length > answersGiven) {
    wrong.push(`the counters hold ${sumOf('I')} responses, learners gave only ${answersGiven}`);
  }
  return wrong;
}
