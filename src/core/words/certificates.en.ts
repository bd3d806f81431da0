import type { certificatesVi } from './certificates.vi.ts';

export const certificatesEn: typeof certificatesVi = {
  certificateCourse: 'The whole course',
  certificateEarned: (what, address) =>
    `Well done: two weeks later you still know it. Here is your record of learning, ${what}:\n${address}`,
  certificateHelped: (what, address) =>
    `Here is your record of learning, ${what}. It says that somebody helped:\n${address}\nFor one that says you did it alone, do it again by yourself in a few days.`,
  certificateNext: (days) =>
    `Do it once more after ${days} days. If you still know it, you get a record of learning.`,
  certificatesLabel: 'My records of learning',
  certificatesHeading: 'Records of learning',
  certificatesText: (lines) =>
    `${lines}\n\nWhoever opens the link can see the record, but not your name. It is not the State’s confirmation on VNeID.`,
};
