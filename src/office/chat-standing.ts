import { rightsOf } from '../access/may.ts';
import type { Choice, Message } from '../core/message.ts';
import { quoted } from './chat-compose.ts';
import { deedButton } from './chat-deed.ts';
import type { Turn } from './in-chat.ts';
import type { Standing } from './office.ts';
import type { Reading } from './outlook-words.ts';
import { standingInWords, titleOf } from './standing-words.ts';

/** How a broadcast stands, with the text where somebody is to decide on it, and the few things that can be done now. */
export function standingMessage(
  standing: Standing,
  turn: Turn,
  reading: Reading & { nameOf(person: string): string },
): Message {
  const { broadcast } = standing;
  const { words } = turn;
  const lines = standingInWords(standing, reading).join('\n');
  const title = `${words.titled(titleOf(broadcast, words))}: ${words.states[broadcast.state.kind]}`;
  const isToRead = broadcast.state.kind === 'waiting_for_approval' || broadcast.state.kind === 'draft';
  const { heading, text } = broadcast.texts.vi;
  const read = quoted({ ...(heading === undefined ? {} : { heading }), text, choices: [] });
  return {
    heading: title,
    text: isToRead ? [read, lines].filter((part) => part !== '').join('\n\n') : lines,
    choices: [...choicesFor(standing, turn), deedButton({ kind: 'list' }, words.toList)],
  };
}

function choicesFor({ broadcast: { id, revision, state, author } }: Standing, turn: Turn): Choice[] {
  const { words, caller } = turn;
  const rights = rightsOf(caller.person);
  const button = (kind: 'pause' | 'resume' | 'back' | 'ask_cancel' | 'show', label: string): Choice =>
    deedButton({ kind, id }, label);
  const approve = deedButton({ kind: 'approve', seen: { id, revision } }, words.approve);
  const isOwn = author === caller.person.id;
  if (!rights.includes('send_broadcast')) return [button('show', words.refresh)];
  switch (state.kind) {
    case 'waiting_for_approval':
      return isOwn
        ? [button('back', words.takeBack), button('ask_cancel', words.cancel)]
        : [approve, button('back', words.sendBack)];
    case 'scheduled':
      return [button('show', words.refresh), button('ask_cancel', words.cancel)];
    case 'planning':
    case 'running':
      return [
        button('show', words.refresh),
        button('pause', words.pause),
        button('ask_cancel', words.cancel),
      ];
    case 'paused':
      return [button('resume', words.resume), button('ask_cancel', words.cancel)];
    case 'draft':
    case 'done':
    case 'cancelled':
    case 'stopped':
      return [];
  }
}
