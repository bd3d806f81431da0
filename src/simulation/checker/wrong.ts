/** Everything the checker can find, by name. */
export const wrongKinds = [
  'answer lost',
  'answer doubled',
  'answer mis-graded',
  'answer counted to another question',
  'answer counted without consent',
  'message lost',
  'message nobody committed',
  'messages out of order',
  'message repeated',
  'report lost',
  'report doubled',
  'report differs',
  'counters differ',
  'record lost in the archive',
  'update given up',
  'learner left without an end',
  'not drained',
  'alarm',
] as const;
export type WrongKind = (typeof wrongKinds)[number];

/** `who` is the learner's name in the simulation. */
export type Wrong = { kind: WrongKind; who: string; detail: string };
