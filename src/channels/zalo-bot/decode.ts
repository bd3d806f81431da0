import { z } from 'zod';
import type { EventBody, MediaKind } from '../../core/event.ts';
import type { Instant } from '../../core/time.ts';
import type { Decoded } from '../http/webhook.ts';
import { writtenEvent } from '../text/written-event.ts';

/** Only what the bot reads. `date` is in ms; ids are opaque. Source: Zalo Bot Platform, "Webhook". */
const message = z.object({
  chat: z.object({ id: z.string().min(1), chat_type: z.string().default('PRIVATE') }),
  message_id: z.string().min(1),
  date: z.coerce.number(),
  text: z.string().optional(),
  caption: z.string().optional(),
});
const event = z.object({ event_name: z.string(), message: message.optional() });
/** The platform wraps an event like an answer; other senders of the same events do not. */
const wrapped = z.object({ ok: z.literal(true), result: event });

const media: Record<string, MediaKind> = {
  'message.image.received': 'photo',
  'message.sticker.received': 'sticker',
  'message.voice.received': 'voice',
};

/**
 * An event in our words. Only private chats are served; unknown events are passed over.
 * @param now the time of receipt: no event may lie in the future
 */
export function decode(raw: unknown, bot: string, now: Instant): Decoded {
  const parsed = wrapped.safeParse(raw);
  const found = parsed.success ? parsed.data.result : event.safeParse(raw).data;
  if (found === undefined) return { kind: 'malformed' };
  const { event_name: name, message: it } = found;
  const body = it && bodyOf(name, it);
  if (it === undefined || body === undefined || it.chat.chat_type !== 'PRIVATE') return { kind: 'ignored' };
  return {
    kind: 'update',
    update: {
      chat: { channel: 'zalo-bot', bot, user: it.chat.id },
      id: it.message_id,
      event: { ...body, at: Math.min(it.date, now) },
    },
  };
}

function bodyOf(name: string, { text, caption }: z.infer<typeof message>): EventBody | undefined {
  if (name === 'message.text.received') return text === undefined ? undefined : writtenEvent(text);
  // By law: what children, people with a disability and people who cannot read send is hidden from bots.
  if (name === 'message.unsupported.received') return { kind: 'content_withheld' };
  const kind = media[name];
  if (kind === undefined) return undefined;
  return { kind: 'media_received', media: kind, ...(caption === undefined ? {} : { caption }) };
}
