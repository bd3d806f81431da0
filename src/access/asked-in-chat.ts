import { askingChannel } from '../channels/asking.ts';
import type { Channel } from '../channels/channel.ts';
import type { Instant } from '../core/time.ts';
import type { Log } from '../log.ts';
import type { Desk } from './desk.ts';

/** A channel whose chats may ask the desk. */
export const askingDesk = (
  channel: Channel,
  { desk, clock, log }: { desk: Pick<Desk, 'answer'>; clock(): Instant; log: Log },
): Channel =>
  askingChannel(
    channel,
    {
      kind: 'ask_access',
      name: 'access',
      answer: async (chat, { question }) => ({
        kind: 'access_answered',
        answer: await desk.answer(chat, question),
      }),
      away: () => ({ kind: 'access_answered', answer: { kind: 'refused', reason: 'away' } }),
    },
    { clock, log },
  );
