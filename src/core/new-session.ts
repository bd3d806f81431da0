import type { Language } from './course.ts';
import type { Learner, Session } from './session.ts';
import type { Instant } from './time.ts';

/** A chat at its first contact. @param seed at least 16 random characters, made by the shell */
export function newSession(seed: string, language: Language, now: Instant): Session {
  return {
    seed,
    language,
    openedAt: now,
    heardAt: now,
    latestAt: now,
    screen: { kind: 'greeting' },
    screenAt: now,
    learners: [newLearner(`${seed}-1`, now)],
    activeLearner: 0,
    codeGeneration: 0,
    isBlocked: false,
    hasPaperCode: false,
    muted: 0,
  };
}

/** A person of whom nothing is known yet. */
export function newLearner(id: string, now: Instant): Learner {
  return {
    id,
    createdAt: now,
    address: undefined,
    audience: undefined,
    wasAskedAudience: false,
    commune: undefined,
    wasAskedCommune: false,
    village: undefined,
    organisation: undefined,
    isUnder16: undefined,
    guardianAgreed: false,
    consent: undefined,
    wantsReminders: false,
    unansweredReminders: 0,
    remindedAt: 0,
    habit: undefined,
    place: { kind: 'nowhere' },
    lessonStartedAt: now,
    lessonOpenedAt: 0,
    attempt: undefined,
    attemptCount: 0,
    progress: {},
    held: [],
    isHelper: false,
    attendances: [],
    ladder: undefined,
    memories: undefined,
    placement: undefined,
    checks: [],
    inLife: [],
  };
}
