import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { EventBody, MediaKind } from '../../core/event.ts';
import type { Instant } from '../../core/time.ts';
import type { Decoded } from '../http/webhook.ts';
import { writtenEvent } from '../text/written-event.ts';
import type { TapPayloads } from './tap-payload.ts';

/** Only what the bot reads; ids and times are strings above 2^53. Source: Zalo Official Account, "Webhook". */
const event = z.object({
  event_name: z.string(),
  timestamp: z.coerce.number(),
  sender: z.object({ id: z.string() }).optional(),
  recipient: z.object({ id: z.string() }).optional(),
  follower: z.object({ id: z.string() }).optional(),
  oa_id: z.string().optional(),
  message: z.object({ msg_id: z.string().optional(), text: z.string().optional() }).optional(),
});
type Event = z.infer<typeof event>;

const media: Record<string, MediaKind> = {
  user_send_image: 'photo',
  user_send_gif: 'photo',
  user_send_audio: 'voice',
  user_send_video: 'video',
  user_send_sticker: 'sticker',
  user_send_location: 'location',
  user_send_business_card: 'contact',
  user_send_file: 'document',
  user_send_link: 'other',
};

export type DecodeOptions = {
  /** The Official Account's id: what is for another, or from us, is passed over. */
  oaId: string;
  payloads: TapPayloads;
  /** The time of receipt: no event may lie in the future. */
  now: Instant;
  /** Older than this, an event was signed once and is brought again by somebody else. */
  replayMs: number;
};

/** An event in our words. Echoes of what we sent, receipts, groups and unknown events are passed over. */
export function decode(raw: unknown, options: DecodeOptions): Decoded {
  const parsed = event.safeParse(raw);
  if (!parsed.success) return { kind: 'malformed' };
  const it = parsed.data;
  const { oaId, now, replayMs } = options;
  const user = it.follower?.id ?? it.sender?.id;
  if (user === undefined || now - it.timestamp > replayMs) return { kind: 'ignored' };
  if ((it.oa_id ?? it.recipient?.id) !== oaId) return { kind: 'ignored' };
  const body = bodyOf(it, user, options.payloads);
  if (body === undefined) return { kind: 'ignored' };
  const id = it.message?.msg_id ?? idOf(it, user);
  return {
    kind: 'update',
    update: {
      chat: { channel: 'zalo-oa', bot: oaId, user },
      id,
      event: { ...body, at: Math.min(it.timestamp, now) },
    },
  };
}

function bodyOf(
  { event_name: name, message }: Event,
  user: string,
  payloads: TapPayloads,
): EventBody | undefined {
  if (name === 'user_send_text') {
    // By law the text of some people is hidden from bots.
    if (message?.text === undefined || message.text === '') return { kind: 'content_withheld' };
    const choice = payloads.read(user, message.text);
    return choice === undefined ? writtenEvent(message.text) : { kind: 'choice_tapped', choice };
  }
  if (name === 'follow') return { kind: 'chat_opened', language: 'vi' };
  if (name === 'unfollow') return { kind: 'chat_blocked' };
  const kind = media[name];
  return kind === undefined ? undefined : { kind: 'media_received', media: kind };
}

/** Events without a message have no id of their own; brought again they are the same in these. */
const idOf = ({ event_name: name, timestamp }: Event, user: string): string =>
  createHash('sha256').update(`${name}:${user}:${timestamp}`).digest('base64url').slice(0, 22);
