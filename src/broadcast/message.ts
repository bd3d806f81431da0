import { writeTap } from '../core/choice-id.ts';
import type { Message } from '../core/message.ts';
import type { Session } from '../core/session.ts';
import { inTheirWords, wordsOf } from '../core/turn.ts';
import type { Broadcast } from './broadcast.ts';

/**
 * The broadcast as one person reads it: in their language and form of address, whom it comes from above it, how to stop
 * such messages and by which code to ask whether it is real below it, and the one tap that stops its topic.
 */
export function broadcastMessage(broadcast: Broadcast, session: Session): Message {
  const { sender, code, reach, tryOf, topic } = broadcast;
  const { heading, text } = broadcast.texts[session.language] ?? broadcast.texts.vi;
  const words = wordsOf(session.language);
  const isTrial = reach === 'test_accounts';
  const above = [
    ...(tryOf === undefined ? [] : [words.broadcastTry]),
    ...(isTrial ? [words.trial] : []),
    ...(sender === '' ? [] : [words.broadcastFrom(sender)]),
  ];
  // Nobody answers for a trial: there is nothing to confirm.
  const below = [words.broadcastStop, ...(isTrial || code === '' ? [] : [words.broadcastCode(code)])];
  return inTheirWords(session, {
    ...(heading === undefined ? {} : { heading }),
    text: [...above, text, '', ...below].join('\n'),
    choices: [
      { id: writeTap({ kind: 'plain', tap: 'resume' }), label: words.menuLearn },
      { id: writeTap({ kind: 'mute', topic }), label: words.muteTopic },
    ],
  });
}
