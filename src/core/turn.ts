import { addressed } from './address.ts';
import type { Course, Language } from './course.ts';
import type { Effect } from './effect.ts';
import type { Message } from './message.ts';
import type { Learner, Session } from './session.ts';
import { en } from './words/en.ts';
import { vi, type Words } from './words/vi.ts';

/** A session and what should follow so far; steps of one answer are chained through it. */
export type Turn = { session: Session; effects: Effect[] };

export const begin = (session: Session): Turn => ({ session, effects: [] });

/** Goes on from a turn: the next step sees the new session, effects add up. */
export function follow(turn: Turn, next: (session: Session) => Turn): Turn {
  const { session, effects } = next(turn.session);
  return { session, effects: [...turn.effects, ...effects] };
}

export const wordsOf = (language: Language): Words => (language === 'vi' ? vi : en);

/** The person who is learning now. A session always has one. */
export function activeLearner(session: Session): Learner {
  const learner = session.learners[session.activeLearner] ?? session.learners[0];
  if (learner === undefined) throw new Error('a session without learners: decodeSession must never give one');
  return learner;
}

/** The session with its active learner changed. */
export function withLearner(session: Session, change: Partial<Learner>): Session {
  const changed = { ...activeLearner(session), ...change };
  if (session.learners.length === 1) return { ...session, learners: [changed] };
  const learners = session.learners.map((learner, place) =>
    place === session.activeLearner ? changed : learner,
  );
  return { ...session, learners };
}

/** Before they have chosen: pupils are "em", everyone else is left to the neutral form. */
const defaultAddress = (session: Session): string | undefined =>
  activeLearner(session).audience === 'student' ? 'em' : undefined;

/** A message in the person's form of address. */
export function inTheirWords(session: Session, message: Message): Message {
  const { address = defaultAddress(session) } = activeLearner(session);
  const put = (text: string): string => addressed(text, address, session.language);
  return {
    ...message,
    ...(message.heading === undefined ? {} : { heading: put(message.heading) }),
    text: put(message.text),
    choices: message.choices.map((choice) => ({ id: choice.id, label: put(choice.label) })),
  };
}

/** Who runs the bot, or that nobody official does; first screens say it. */
export function operatorLine(course: Course, words: Words): string {
  return course.operator === undefined ? words.trial : words.runBy(course.operator.name);
}
