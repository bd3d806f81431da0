import { roundCounter, roundMessageCounter } from '../counters.ts';
import type { Course } from '../course.ts';
import type { Session } from '../session.ts';
import { show, showAgain } from '../show.ts';
import { type Instant, secondMs } from '../time.ts';
import { type Turn, wordsOf } from '../turn.ts';
import { weekNumber } from './draw.ts';
import { isRight, messagesOf, type Round, type RoundAnswer } from './round-message.ts';

export function startRound(course: Course, session: Session, players: 1 | 2, now: Instant): Turn {
  const { practise } = course;
  if (practise === undefined || practise.messages.length === 0)
    return show(course, session, { kind: 'practise' }, now);
  const round: Round = {
    kind: 'round',
    week: weekNumber(now),
    version: practise.messagesVersion,
    openedAt: Math.floor(now / secondMs),
    players,
    said: '',
  };
  return show(course, session, round, now);
}

/** The first answer to each message of this round counts; taps of older rounds and messages have passed. */
export function answerRound(
  course: Course,
  session: Session,
  tap: { openedAt: number; number: number; answer: RoundAnswer },
  now: Instant,
): Turn {
  const words = wordsOf(session.language);
  const round = session.screen;
  if (round.kind !== 'round' || round.openedAt !== tap.openedAt)
    return showAgain(course, session, words.roundPassed);
  const messages = messagesOf(course, round);
  if (messages === undefined) return show(course, session, { kind: 'practise' }, now, words.roundRenewed);
  const message = messages[tap.number - 1];
  if (message === undefined || tap.number !== round.said.length + 1)
    return showAgain(course, session, words.roundAnswered);
  const said = round.said + tap.answer;
  const right = isRight(message, tap.answer);
  const verdict = right ? words.roundRight(message.isScam) : words.roundWrong(message.isScam);
  const lead = `${verdict} ${message.why[session.language]}`;
  const turn = show(course, session, { ...round, said }, now, lead);
  const counted = [roundMessageCounter(message.id, round.version, right)];
  if (said.length === messages.length) counted.push(roundCounter(round.week, round.players));
  return {
    ...turn,
    effects: [...turn.effects, ...counted.map((key) => ({ kind: 'count' as const, key, by: 1 }))],
  };
}
