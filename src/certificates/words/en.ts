import type { Earned } from '../certificate.ts';
import type { CertificateWords } from './vi.ts';

const what = ({ scope, title }: Earned): string =>
  scope.kind === 'course' ? 'the whole course' : `part ${scope.module}: ${title}`;

/** What certificates say, in English. */
export const en: CertificateWords = {
  language: 'en',
  name: 'Bạn Học Số',
  noAgency: 'Bạn Học Số (trial, run by no agency)',
  title: (earned) =>
    earned.withHelp ? `Has learned ${what(earned)}, with help` : `Has learned and knows ${what(earned)}`,
  description: ({ lessons }) => `The learner has finished ${lessons.length} lessons: ${lessons.join(', ')}.`,
  criteria: ({ withHelp }) =>
    withHelp
      ? 'Finished every lesson and answered at least 80% of this part’s mixed questions rightly, with help.'
      : 'Finished every lesson, answered at least 80% of this part’s mixed questions rightly and alone, and did so again at least 14 days later.',
  heading: 'Record of learning',
  holder: (name) => `Learner: ${name}`,
  noHolder: 'The learner chose to show no name here.',
  issuedOn: (day) => `Recorded on ${day}`,
  issuedBy: (name) => `Recorded by: ${name}`,
  valid: 'This record is valid',
  revoked: (day) => `This record was withdrawn on ${day}`,
  notState:
    'This is what a learning assistant has recorded. It is not the State’s confirmation on VNeID and does not replace it.',
  howMade: 'What it takes',
  lessons: 'Lessons',
  download: 'Get the signed file (Open Badges 3.0)',
  picture: 'Get the picture',
  scan: 'Scan to check',
  missing: 'There is nothing at this address. Look at each letter again, or scan the code again.',
  tooMany: 'Too many questions from this device. Try again in a minute.',
  away: 'It cannot be checked just now. Try again in a few minutes.',
  day: (at, timeZone) =>
    new Intl.DateTimeFormat('en-GB', { timeZone, day: 'numeric', month: 'long', year: 'numeric' }).format(at),
};
