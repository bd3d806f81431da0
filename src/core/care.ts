import type { Message } from './message.ts';
import type { Session, UrgentTopic } from './session.ts';
import { activeLearner, wordsOf } from './turn.ts';

/** The authored card for an emergency: never graded, no model; the lesson goes on at a tap. */
export function careMessage(session: Session, topic: UrgentTopic): Message {
  const words = wordsOf(session.language);
  const hasBegun = activeLearner(session).place.kind !== 'nowhere';
  const choices = [
    { id: hasBegun ? 'resume' : 'menu', label: hasBegun ? words.resume : words.backToMenu },
    ...(topic === 'money' ? [{ id: 'suspicious', label: words.strangeMessage }] : []),
  ];
  switch (topic) {
    case 'money':
      return { heading: words.urgentMoneyHeading, text: words.urgentMoney, choices };
    case 'threat':
      return { heading: words.urgentThreatHeading, text: words.urgentThreat, choices };
    case 'self_harm':
      return { heading: words.urgentSelfHarmHeading, text: words.urgentSelfHarm, choices };
    case 'child':
      return { heading: words.urgentChildHeading, text: words.urgentChild, choices };
  }
}
