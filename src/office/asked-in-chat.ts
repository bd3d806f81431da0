import { askingChannel } from '../channels/asking.ts';
import type { Channel } from '../channels/channel.ts';
import type { Instant } from '../core/time.ts';
import type { Log } from '../log.ts';
import type { OfficeInChat } from './in-chat.ts';

/** A channel whose chats may ask the office. */
export const askingOffice = (
  channel: Channel,
  { office, clock, log }: { office: OfficeInChat; clock(): Instant; log: Log },
): Channel =>
  askingChannel(
    channel,
    {
      kind: 'ask_office',
      name: 'office',
      answer: (chat, { question, language }) => office.answer(chat, question, language),
      away: ({ language }) => office.away(language),
    },
    { clock, log },
  );
