import { leaveAttempt, openQuestion } from './attempt.ts';
import { writeTap } from './choice-id.ts';
import { tellAtEvent, tellWay } from './completion.ts';
import { type Course, findLesson, type Lesson, type LessonId } from './course.ts';
import type { Choice, Message } from './message.ts';
import { pathOf } from './placement.ts';
import { newAttempt } from './quiz.ts';
import type { Place, Session, TaskAnswer } from './session.ts';
import type { Instant } from './time.ts';
import { activeLearner, follow, type Turn, withLearner, wordsOf } from './turn.ts';

/** Opens a lesson at its first card. An attempt left open elsewhere is closed as abandoned. */
export function openLesson(course: Course, session: Session, lesson: Lesson, now: Instant): Turn {
  return follow(leaveAttempt(course, session, now), (left) => {
    const { progress } = activeLearner(left);
    const before = progress[lesson.id];
    const started = before ?? {
      attempts: 0,
      completedAt: undefined,
      completedVersion: undefined,
      lastRight: 0,
      lastAsked: 0,
      task: undefined,
    };
    const opened = withLearner(left, {
      place: { kind: 'card', lesson: lesson.id, card: 0 },
      lessonStartedAt: now,
      progress: { ...progress, [lesson.id]: started },
    });
    return follow(tellAtEvent(opened, 'started'), (told) => tellWay(told, lesson, 'opened'));
  });
}

/** Goes from a card to the next one, or to the practical task. */
export function nextCard(session: Session, lesson: Lesson, card: number, now: Instant): Turn {
  const place: Place =
    card + 1 < lesson.cards.length
      ? { kind: 'card', lesson: lesson.id, card: card + 1 }
      : { kind: 'task', lesson: lesson.id };
  const afterMs = now - session.screenAt;
  return tellWay(withLearner(session, { place }), lesson, { card, afterMs });
}

/** Keeps what the person says about the task: self-reported, never part of a score. */
export function keepTaskAnswer(session: Session, lesson: LessonId, answer: TaskAnswer): Session {
  const { progress } = activeLearner(session);
  const before = progress[lesson];
  if (before === undefined) return session;
  return withLearner(session, { progress: { ...progress, [lesson]: { ...before, task: answer } } });
}

/** Begins the quiz: a new attempt with its first question. */
export function openQuiz(course: Course, session: Session, lesson: Lesson, now: Instant): Turn {
  const left = follow(leaveAttempt(course, session, now), (it) => tellWay(it, lesson, 'task'));
  return follow(left, (told) => {
    const learner = activeLearner(told);
    const before = learner.progress[lesson.id];
    const attempt = newAttempt(learner, lesson, now);
    const counted = withLearner(told, {
      attemptCount: attempt.number,
      progress:
        before === undefined
          ? learner.progress
          : { ...learner.progress, [lesson.id]: { ...before, attempts: before.attempts + 1 } },
    });
    return openQuestion(course, withLearner(counted, { attempt }), now);
  });
}

/** The lesson to offer next: along the learner's path, first the ones not yet finished. */
export function nextLesson(course: Course, session: Session): Lesson | undefined {
  const { progress } = activeLearner(session);
  const path = pathOf(course, session);
  const all = [...path, ...[...course.lessons.keys()].filter((id) => !path.includes(id))];
  const open = all.filter((id) => course.lessons.has(id) && progress[id]?.completedAt === undefined);
  // In the person's own language as long as there is one; a lesson in another language is better than none.
  const next = open.find((id) => course.lessons.get(id)?.[session.language] !== undefined) ?? open[0];
  return next === undefined ? undefined : findLesson(course, next, session.language);
}

export const isFinishedOnce = (session: Session): boolean =>
  Object.values(activeLearner(session).progress).some((it) => it.completedAt !== undefined);

export function cardMessage(session: Session, lesson: Lesson, card: number): Message | undefined {
  const words = wordsOf(session.language);
  const shown = lesson.cards[card];
  if (shown === undefined) return undefined;
  return {
    heading: words.cardHeading(shown.title, card + 1, lesson.cards.length),
    text: shown.text,
    choices: [
      {
        id: writeTap({ kind: 'next_card', learner: session.activeLearner, lesson: lesson.id, card }),
        label: words.next,
      },
    ],
    ...(shown.picture === undefined ? {} : { picture: shown.picture }),
    ...(shown.voice === undefined ? {} : { voice: shown.voice }),
    readable: true,
  };
}

export function taskMessage(session: Session, lesson: Lesson): Message {
  const words = wordsOf(session.language);
  const choice = (answer: TaskAnswer, label: string): Choice => ({
    id: writeTap({ kind: 'task', learner: session.activeLearner, lesson: lesson.id, answer }),
    label,
  });
  return {
    heading: words.taskHeading,
    text: lesson.task,
    choices: [
      choice('done', words.taskDone),
      choice('later', words.taskLater),
      choice('cannot', words.taskCannot),
    ],
    readable: true,
  };
}
