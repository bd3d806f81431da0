import { audiences, languages } from './course.ts';
import { decodeProgress, findProgress } from './progress-format.ts';
import { type Learner, type LessonProgress, lessonOfPlace, type Place, type Session } from './session.ts';
import {
  asText,
  decodePlace,
  decodeSession,
  languageBits,
  openedAtOf,
  progressWire,
  sessionFormat,
} from './session-format.ts';
import { type Instant, minuteMs } from './time.ts';
import type { Wire } from './wire.ts';

/** What of a session decides whether a message is for this chat. */
export type Glance = {
  language: Session['language'];
  isBlocked: boolean;
  heardAt: Instant;
  muted: Session['muted'];
  activeLearner: number;
  learners: LearnerGlance[];
};

export type LearnerGlance = Pick<Learner, 'audience' | 'commune' | 'organisation' | 'lessonOpenedAt'> & {
  /** In whose midst the learner stands: begun and not finished. */
  lesson: string | undefined;
  /** Worked out only when asked: most filters never look. */
  progress(): Learner['progress'];
  /** The same as `progress()[lesson]`, for less. */
  progressIn(lesson: string): LessonProgress | undefined;
};

const lessonUnderWay = (place: Place): string | undefined =>
  place.kind === 'finished' ? undefined : lessonOfPlace(place);

export const glanceOf = (session: Session): Glance => ({
  language: session.language,
  isBlocked: session.isBlocked,
  heardAt: session.heardAt,
  muted: session.muted,
  activeLearner: session.activeLearner,
  learners: session.learners.map((learner) => ({
    audience: learner.audience,
    commune: learner.commune,
    organisation: learner.organisation,
    lessonOpenedAt: learner.lessonOpenedAt,
    lesson: lessonUnderWay(learner.place),
    progress: () => learner.progress,
    progressIn: (lesson) => learner.progress[lesson],
  })),
});

/** What `glanceAt` reads of the array and of each learner in it: who has only bytes need decode no more. */
export const glancePlaces = {
  session: [0, 2, 3, 4, 5, 8, 9, 11, 12],
  learners: 11,
  learner: [4, 5, 9, 10, 15, 16, 18],
} as const;

/**
 * The same as `glanceOf(decodeSession(wire))` at a fraction of its cost: millions are looked at while a broadcast is
 * planned. @throws UnknownSessionFormat when a newer process wrote it
 */
export function glanceAt(wire: Wire): Glance {
  if (wire[0] !== sessionFormat) return glanceOf(decodeSession(wire));
  const flags = wire[2] as number;
  const latestAt = (wire[3] as number) * minuteMs + (wire[4] as number);
  const heardAt = latestAt - (wire[8] as number);
  return {
    language: languages[flags >> languageBits] ?? 'vi',
    isBlocked: (flags & 1) !== 0,
    heardAt,
    muted: (wire[12] ?? 0) as number,
    activeLearner: wire[9] as number,
    learners: (wire[11] as Wire[]).map((learner) =>
      glanceAtLearner(learner, { heardAt, openedAt: latestAt - (wire[5] as number) }),
    ),
  };
}

const glanceAtLearner = (
  wire: Wire,
  { heardAt, openedAt }: Pick<Session, 'heardAt' | 'openedAt'>,
): LearnerGlance => ({
  audience: audiences[wire[4] as number],
  commune: asText(wire[5]),
  organisation: asText(wire[18]),
  lessonOpenedAt: openedAtOf(wire[15] as number, heardAt),
  lesson: lessonUnderWay(decodePlace(wire[9] as number, wire[10] as number | string, 0)),
  progress: () => decodeProgress(progressWire(wire), openedAt),
  progressIn: (lesson) => findProgress(progressWire(wire), lesson, openedAt),
});
