import { writeTap } from './choice-id.ts';
import { type Course, findLesson, type Lesson } from './course.ts';
import { nextLesson } from './lesson.ts';
import type { Choice, Message } from './message.ts';
import { nextStep, stepChoice, whyStep } from './next-step.ts';
import { placementOffer } from './placement-offer.ts';
import { practiseOffer } from './practise/practise-offer.ts';
import type { Session } from './session.ts';
import { activeLearner, wordsOf } from './turn.ts';

/** Whoever has begun more lessons than so many has found their way. */
const lessonsBeforePlacement = 3;

/** What was learned, the score, and the next step with its reason where that is not simply the next lesson. */
export function finishedMessage(course: Course, session: Session, lesson: Lesson): Message {
  const words = wordsOf(session.language);
  const step = nextStep(course, session);
  const why = step === undefined || step.kind === 'next' ? undefined : whyStep(session, step);
  return {
    heading: words.finishedHeading,
    text: finishedText(session, lesson, why),
    choices: finishedChoices(course, session, lesson),
  };
}

/** Only the ways on from a finished lesson, for when its result was shown just before. */
export function nextStepMessage(course: Course, session: Session): Message | undefined {
  const { place } = activeLearner(session);
  const lesson = place.kind === 'finished' ? findLesson(course, place.lesson, session.language) : undefined;
  if (lesson === undefined) return undefined;
  const step = nextStep(course, session);
  const text = step === undefined ? wordsOf(session.language).nextStep : whyStep(session, step);
  return { text, choices: finishedChoices(course, session, lesson) };
}

/** @param why what to do next and why; else whoever missed a question is encouraged to practise */
export function finishedText(session: Session, lesson: Lesson, why?: string): string {
  const words = wordsOf(session.language);
  const progress = activeLearner(session).progress[lesson.id];
  const { right, asked } =
    progress === undefined
      ? { right: 0, asked: 0 }
      : { right: progress.lastRight, asked: progress.lastAsked };
  const outcome = lesson.outcome.charAt(0).toLocaleLowerCase('vi') + lesson.outcome.slice(1);
  const lines = [words.finished(outcome, right, asked), words.remember(lesson.remember)];
  if (why !== undefined) lines.push(why);
  else if (right < asked) lines.push(words.encourage);
  return lines.join('\n');
}

/** The best next step first; the next lesson and practising again stay in reach. */
function finishedChoices(course: Course, session: Session, lesson: Lesson): Choice[] {
  const words = wordsOf(session.language);
  const step = nextStep(course, session);
  const next = nextLesson(course, session);
  const choices: Choice[] = step === undefined ? [] : [stepChoice(session, step)];
  const offer = (id: string, label: string): void => {
    if (choices.every((choice) => choice.id !== id)) choices.push({ id, label });
  };
  if (next !== undefined && next.id !== lesson.id) {
    offer(writeTap({ kind: 'lesson', lesson: next.id }), words.nextLesson(next.title));
  }
  const { placement, progress } = activeLearner(session);
  // Offered in the beginning, never forced; later it is found among the modules.
  if (placement === undefined && Object.keys(progress).length <= lessonsBeforePlacement) {
    for (const { id, label } of placementOffer(course, session)) offer(id, label);
  }
  for (const { id, label } of practiseOffer(course, session, lesson.id)) offer(id, label);
  offer(writeTap({ kind: 'lesson', lesson: lesson.id }), words.practiseAgain);
  offer('menu', words.backToMenu);
  return choices;
}
