import { writeTap } from '../core/choice-id.ts';
import type { Message } from '../core/message.ts';
import type { Session } from '../core/session.ts';
import { inTheirWords, wordsOf } from '../core/turn.ts';
import type { Broadcast } from './broadcast.ts';

/** The broadcast as one person reads it: in their language and form of address, with the one tap that stops its topic. */
export function broadcastMessage(broadcast: Broadcast, session: Session): Message {
  const text = broadcast.texts[session.language] ?? broadcast.texts.vi;
  const words = wordsOf(session.language);
  return inTheirWords(session, {
    ...text,
    choices: [
      { id: writeTap({ kind: 'plain', tap: 'resume' }), label: words.menuLearn },
      { id: writeTap({ kind: 'mute', topic: broadcast.topic }), label: words.muteTopic },
    ],
  });
}
