import { writeTap } from '../choice-id.ts';
import type { Course } from '../course.ts';
import type { Message } from '../message.ts';
import type { Screen, Session } from '../session.ts';
import { wordsOf } from '../turn.ts';
import { drawnFor } from './draw.ts';
import type { RoundMessage } from './practise.ts';
import { practiseMessage } from './practise-menu.ts';

/** "Real or scam?": ten messages, for one or for two who take turns on one phone. No clock, no ranking. */

export type Round = Screen & { kind: 'round' };
/** What somebody said of a message: `l` for a scam (lừa), `t` for real (thật). */
export type RoundAnswer = 'l' | 't';

/** The ten as this round drew them; undefined when the messages were edited since. */
export function messagesOf(course: Course, round: Round): RoundMessage[] | undefined {
  const { practise } = course;
  return practise === undefined || practise.messagesVersion !== round.version
    ? undefined
    : drawnFor(round.week, practise.messages);
}

export const isRight = ({ isScam }: RoundMessage, answer: string | undefined): boolean =>
  answer === (isScam ? 'l' : 't');

export function roundMessage(course: Course, session: Session, round: Round): Message {
  const words = wordsOf(session.language);
  const messages = messagesOf(course, round);
  if (messages === undefined) return practiseMessage(course, session, words.roundRenewed);
  const number = round.said.length + 1;
  const message = messages[number - 1];
  if (message === undefined) return resultMessage(session, round, messages);
  const { openedAt } = round;
  const tap = (answer: RoundAnswer): string => writeTap({ kind: 'round_answer', openedAt, number, answer });
  const turn = round.players === 2 ? words.roundTurn(round.said.length % 2) : undefined;
  return {
    heading: words.roundHeading(number, messages.length, turn),
    text: words.roundMessage(message.text[session.language]),
    choices: [
      { id: tap('t'), label: words.roundReal },
      { id: tap('l'), label: words.roundScam },
      { id: 'resume', label: words.practiseLeave },
    ],
  };
}

/** How many were told, and the one thing to remember of those that were not. */
function resultMessage(
  session: Session,
  { players, said }: Round,
  messages: readonly RoundMessage[],
): Message {
  const words = wordsOf(session.language);
  const marks = messages.map((message, at) => isRight(message, said[at]));
  const of = (player: number): { right: number; asked: number } => {
    const own = marks.filter((_, at) => players === 1 || at % 2 === player);
    return { right: own.filter(Boolean).length, asked: own.length };
  };
  const score = players === 1 ? words.roundScore(of(0)) : words.roundScores(of(0), of(1));
  const missed = messages.filter((_, at) => marks[at] === false);
  const remember = missed.some(({ isScam }) => isScam)
    ? words.roundRememberScam
    : missed.length > 0
      ? words.roundRememberReal
      : words.roundRememberAll;
  return {
    heading: words.roundDone,
    text: [score, remember, words.roundNextWeek].join('\n'),
    choices: [
      { id: 'practise', label: words.practiseMore },
      { id: 'resume', label: words.resume },
    ],
  };
}
