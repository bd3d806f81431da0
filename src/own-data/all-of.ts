import type { Chat } from '../core/chat.ts';
import type { Learner, Session } from '../core/session.ts';
import type { Instant } from '../core/time.ts';
import type { RowsOfLearner } from '../store/archive/archive.ts';
import type { KeptCertificate } from '../store/archive/certificate-archive.ts';

export type KeptOfLearner = RowsOfLearner & { certificates: KeptCertificate[]; pseudonym: string };

/**
 * All that is kept of a chat, for the person to take along. What stands for them inside and at the centre is named;
 * the session's seed, from which nothing of theirs follows, is left out.
 */
export function allOf(
  chat: Chat,
  session: Session,
  kept: ReadonlyMap<string, KeptOfLearner>,
  now: Instant,
): object {
  const { seed: _, learners, ...rest } = session;
  return {
    madeAt: new Date(now).toISOString(),
    about: 'All that Bạn Học Số keeps about this conversation. Moments are milliseconds since 1970, UTC.',
    channel: chat.channel,
    chat: chat.user,
    conversation: rest,
    learners: learners.map((learner) => ({ ...learner, ...keptOf(learner, kept) })),
  };
}

function keptOf(learner: Learner, kept: ReadonlyMap<string, KeptOfLearner>): object {
  const found = kept.get(learner.id);
  if (found === undefined) return {};
  return {
    nameAtTheCentre: found.pseudonym,
    answers: found.attempts.map(parsed),
    reports: found.reports.map(({ kind, state, body }) => ({ kind, state, report: parsed(body) })),
    certificates: found.certificates.map(({ id, at, revokedAt, body }) => ({
      id,
      at,
      revokedAt,
      earned: parsed(body),
    })),
  };
}

const parsed = (body: string): unknown => JSON.parse(body);
