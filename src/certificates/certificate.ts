import { z } from 'zod';
import { languages } from '../core/course.ts';
import type { CertificateRecord } from '../core/effect.ts';

const shape = z.object({
  scope: z.union([
    z.object({ kind: z.literal('module'), module: z.number().int() }),
    z.object({ kind: z.literal('course') }),
  ]),
  /** How the module is called, or the course, in the person's language, when it was earned. */
  title: z.string(),
  /** Lessons that were finished for it, by number. */
  lessons: z.array(z.string()),
  /** Somebody helped: a different, honest certificate. */
  withHelp: z.boolean(),
  /** Only if the learner asked for it. */
  holder: z.string().optional(),
  language: z.enum(languages),
  /** Who ran the bot then; absent where no agency did. */
  operator: z.string().optional(),
});

/** What was earned. No more of the learner than they chose to show. */
export type Earned = z.infer<typeof shape>;

/** One certificate as the archive keeps it. */
export type Certificate = {
  /** 22 letters that nobody can guess; the certificate's address. */
  id: string;
  /** Counts all certificates of this bot, from 1; where its bit stands in the lists of the revoked. */
  place: number;
  issuedAt: number;
  revokedAt: number | undefined;
  earned: Earned;
};

export const earnedBy = (record: CertificateRecord, operator: string | undefined): Earned => ({
  scope: record.scope,
  title: record.title,
  lessons: record.lessons,
  withHelp: record.withHelp,
  ...(record.holder === undefined ? {} : { holder: record.holder }),
  language: record.language,
  ...(operator === undefined ? {} : { operator }),
});

export const writeEarned = (earned: Earned): string => JSON.stringify(earned);
/** @throws ZodError for what this program never wrote */
export const readEarned = (body: string): Earned => shape.parse(JSON.parse(body));

/** As an id looks: 128 bits in base64url. */
export const certificateId = /^[A-Za-z0-9_-]{22}$/;
