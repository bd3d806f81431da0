import { certifiedModules } from './certificate.ts';
import { hasFinishedAll, hasPassedCheck, resultOf } from './checks.ts';
import { writeTap } from './choice-id.ts';
import { type Course, findLesson } from './course.ts';
import { isFinishedOnce, nextLesson } from './lesson.ts';
import type { Choice, Message } from './message.ts';
import { checkChoice, checkOn, type NextStep, nextStep, stepChoice, whyStep } from './next-step.ts';
import { placementOffer } from './placement-offer.ts';
import { practiseChoice } from './practise/practise-menu.ts';
import { wholeCourse } from './question-set.ts';
import { lessonOfPlace, type Session } from './session.ts';
import { activeLearner, wordsOf } from './turn.ts';

/** Everything a person can turn to, at most ten buttons; the best next step comes first, with its reason. */
export function menuMessage(course: Course, session: Session): Message {
  const words = wordsOf(session.language);
  const step = bestStep(course, session);
  const choices: Choice[] = [
    ...ways(session, step),
    { id: 'modules', label: words.menuLessons },
    ...practiseChoice(course, session),
    { id: 'suspicious', label: words.strangeMessage },
    { id: 'progress', label: words.menuProgress },
    { id: 'reminders', label: words.menuSettings },
    { id: 'data', label: words.menuData },
    { id: 'language', label: words.menuLanguage },
    { id: 'help', label: words.menuHelp },
  ];
  return {
    heading: words.menuHeading,
    text: step === undefined ? words.menu : `${whyStep(session, step)}\n${words.menu}`,
    choices: course.lessons.size === 0 ? choices.slice(2) : choices,
  };
}

/** None before the first lesson, nor among questions that wait for their answer. */
function bestStep(course: Course, session: Session): NextStep | undefined {
  const { attempt, place } = activeLearner(session);
  return place.kind === 'nowhere' || attempt !== undefined ? undefined : nextStep(course, session);
}

/** The best step, and back to where the learner is. */
function ways(session: Session, step: NextStep | undefined): Choice[] {
  const words = wordsOf(session.language);
  const { place, consent } = activeLearner(session);
  if (place.kind === 'nowhere') return [{ id: 'start', label: words.menuStart }];
  const back: Choice = { id: 'resume', label: words.menuLearn };
  const isBack = step?.kind === 'unfinished' && step.lesson.id === lessonOfPlace(place);
  if (step === undefined || isBack) return [back];
  // Whoever has not answered the notice yet is led back to it.
  return step.kind === 'next' && consent !== undefined
    ? [stepChoice(session, step)]
    : [...(step.kind === 'next' ? [] : [stepChoice(session, step)]), back];
}

/** The modules; and what is about all of them: finding one's own path, and checking the whole. */
export function modulesMessage(course: Course, session: Session): Message {
  const words = wordsOf(session.language);
  const learner = activeLearner(session);
  const hasAll = hasFinishedAll(course, learner, wholeCourse);
  const { questions } = hasAll ? checkOn(course, session, wholeCourse) : { questions: 0 };
  return {
    heading: words.modulesHeading,
    text: words.modules,
    choices: [
      ...course.modules.map((module) => ({
        id: writeTap({ kind: 'module', module: module.number }),
        label: module.title[session.language],
      })),
      ...placementOffer(course, session),
      ...(hasAll ? [checkChoice(session, wholeCourse, questions)] : []),
      { id: 'menu', label: words.backToMenu },
    ],
  };
}

/** The lessons of one module. */
export function lessonsMessage(course: Course, session: Session, screen: { module: number }): Message {
  const words = wordsOf(session.language);
  const { progress } = activeLearner(session);
  const module = course.modules.find((candidate) => candidate.number === screen.module);
  const choices = [...course.lessons.keys()]
    .map((id) => findLesson(course, id, session.language))
    .filter((lesson) => lesson !== undefined && lesson.module === screen.module)
    .flatMap((lesson) => {
      if (lesson === undefined) return [];
      const mark = progress[lesson.id]?.completedAt === undefined ? '' : '✓ ';
      return [{ id: writeTap({ kind: 'lesson', lesson: lesson.id }), label: `${mark}${lesson.title}` }];
    });
  return {
    heading: module?.title[session.language] ?? words.modulesHeading,
    text: words.lessonsText,
    choices: [
      ...choices,
      ...checkOf(course, session, screen.module),
      { id: 'modules', label: words.menuLessons },
    ],
  };
}

/** Of a module that is learned: its mixed check. */
function checkOf(course: Course, session: Session, module: number): Choice[] {
  const learner = activeLearner(session);
  if (!hasFinishedAll(course, learner, module)) return [];
  const choice = checkChoice(session, module, checkOn(course, session, module).questions);
  return [hasPassedCheck(resultOf(learner, module)) ? { ...choice, label: `✓ ${choice.label}` } : choice];
}

/** What was finished, and how it went. */
export function progressMessage(course: Course, session: Session): Message {
  const words = wordsOf(session.language);
  const { progress } = activeLearner(session);
  const done = Object.entries(progress).filter(([, it]) => it.completedAt !== undefined);
  const lines = done.flatMap(([id, it]) => {
    const lesson = findLesson(course, id, session.language);
    return lesson === undefined ? [] : [words.progressLine(lesson.title, it.lastRight, it.lastAsked)];
  });
  const next = nextLesson(course, session);
  const choices: Choice[] = next === undefined ? [] : [{ id: 'learn', label: words.menuLearn }];
  const papers: Choice[] =
    certifiedModules(activeLearner(session)).length === 0
      ? []
      : [{ id: 'certificates', label: words.certificatesLabel }];
  return {
    heading: words.progressHeading,
    text: isFinishedOnce(session)
      ? [words.progressCount(lines.length, course.lessons.size), ...lines].join('\n')
      : words.progressNone,
    choices: [...choices, ...papers, { id: 'menu', label: words.backToMenu }],
  };
}
