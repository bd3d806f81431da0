/** Nobody writes these any more. */
type Wire = unknown[];

/**
 * A session of the second format as the third has it: there the language stands two bits higher among the flags,
 * unanswered reminders too, and before a learner's progress stand the habit and when a lesson was last opened. Of
 * that the second format knows nothing: such a learner reads as one who never opened a lesson.
 */
export function fromSecondFormat(wire: Wire): Wire {
  const flags = wire[2] as number;
  const third = [...wire];
  third[0] = 3;
  third[2] = (flags & 3) | ((flags >> 2) << 4);
  third[11] = (wire[11] as Wire[]).map(learnerFromSecond);
  return third;
}

function learnerFromSecond(wire: Wire): Wire {
  const third = [...wire.slice(0, 14), 0, 0, ...wire.slice(14)];
  third[7] = (wire[7] as number) << 2;
  return third;
}
