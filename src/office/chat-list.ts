import { rightsOf } from '../access/may.ts';
import type { Broadcast } from '../broadcast/broadcast.ts';
import { writeTap } from '../core/choice-id.ts';
import type { Message } from '../core/message.ts';
import { dayMs, type Instant } from '../core/time.ts';
import { deedButton } from './chat-deed.ts';
import type { Turn } from './in-chat.ts';
import { numberIn } from './outlook-words.ts';
import { titleOf } from './standing-words.ts';

/** More buttons than this are a wall. */
const mostListed = 5;
/** What is over stays in the list for so long. */
const rememberedMs = 7 * dayMs;

/** What waits for somebody comes before what goes by itself, and what is over last. */
const order: Broadcast['state']['kind'][] = [
  'waiting_for_approval',
  'running',
  'planning',
  'paused',
  'stopped',
  'draft',
  'scheduled',
  'done',
];

/** What runs and what waits, one button each. */
export function listMessage(
  broadcasts: Broadcast[],
  { words, language, caller: { person } }: Turn,
  now: Instant,
): Message {
  const isListed = ({ state }: Broadcast): boolean =>
    order.includes(state.kind) &&
    (state.kind !== 'done' && state.kind !== 'stopped' ? true : state.at > now - rememberedMs);
  const listed = broadcasts
    .filter(isListed)
    .sort((one, other) => order.indexOf(one.state.kind) - order.indexOf(other.state.kind));
  const mayWrite = rightsOf(person).includes('send_broadcast');
  const left = listed.length - mostListed;
  const none = mayWrite ? words.listNone : words.listReader;
  return {
    heading: words.listHeading,
    text: [
      listed.length === 0 ? none : words.list,
      ...(left > 0 ? [words.more(numberIn(language, left))] : []),
    ].join('\n'),
    choices: [
      ...listed
        .slice(0, mostListed)
        .map((it) =>
          deedButton(
            { kind: 'show', id: it.id },
            words.listLabel(titleOf(it, words), words.states[it.state.kind]),
          ),
        ),
      ...(mayWrite ? [deedButton({ kind: 'begin', page: 0 }, words.compose)] : []),
      { id: writeTap({ kind: 'plain', tap: 'resume' }), label: words.learnOn },
    ],
  };
}
