import type { Chat } from '../../core/chat.ts';
import type { Language } from '../../core/course.ts';
import type { EventBody, MediaKind } from '../../core/event.ts';
import { type Instant, secondMs } from '../../core/time.ts';
import type { Update } from '../channel.ts';
import { type TelegramMessage, type TelegramUpdate, updateSchema } from './update-schema.ts';

export type Decoded =
  | { kind: 'update'; updateId: number; update: Update }
  /** Well formed, but nothing for us: a group, an edit, a kind we do not know. Acknowledge it. */
  | { kind: 'ignored'; updateId: number }
  | { kind: 'malformed' };

/**
 * Telegram's update in our words. Only private chats are served.
 * @param now the time of receipt: buttons carry no time of their own, and no event may lie in the future
 */
export function decode(raw: unknown, bot: string, now: Instant): Decoded {
  const parsed = updateSchema.safeParse(raw);
  if (!parsed.success) return { kind: 'malformed' };
  const updateId = parsed.data.update_id;
  const heard = hear(parsed.data);
  if (heard === undefined || heard.chat.type !== 'private') return { kind: 'ignored', updateId };
  const chat: Chat = { channel: 'telegram', bot, user: String(heard.chat.id) };
  const at = heard.date === undefined ? now : Math.min(heard.date * secondMs, now);
  return {
    kind: 'update',
    updateId,
    update: { chat, id: String(updateId), event: { ...heard.event, at } },
  };
}

type Heard = { chat: { id: number; type: string }; date: number | undefined; event: EventBody };

function hear(update: TelegramUpdate): Heard | undefined {
  if (update.message !== undefined) {
    const event = messageEvent(update.message);
    return event && { chat: update.message.chat, date: update.message.date, event };
  }
  if (update.callback_query !== undefined) {
    const { id, message, data } = update.callback_query;
    if (message === undefined || data === undefined) return undefined;
    const event: EventBody = {
      kind: 'choice_tapped',
      choice: data,
      tap: id,
      message: String(message.message_id),
    };
    return { chat: message.chat, date: undefined, event };
  }
  if (update.my_chat_member !== undefined) {
    const { chat, date, new_chat_member } = update.my_chat_member;
    if (new_chat_member.status === 'kicked') return { chat, date, event: { kind: 'chat_blocked' } };
    if (new_chat_member.status === 'member') return { chat, date, event: { kind: 'chat_unblocked' } };
  }
  return undefined;
}

function messageEvent(message: TelegramMessage): EventBody | undefined {
  const forwarded = message.forward_origin === undefined ? {} : { isForwarded: true as const };
  if (message.text !== undefined) {
    // A forwarded /start was meant for somebody else's bot.
    return message.forward_origin === undefined
      ? textEvent(message.text, message.from?.language_code)
      : { kind: 'text_written', text: message.text, ...forwarded };
  }
  const media = mediaKinds.find(([field]) => message[field] !== undefined)?.[1];
  if (media === undefined) return undefined;
  return {
    kind: 'media_received',
    media,
    ...(message.caption === undefined ? {} : { caption: message.caption }),
    ...forwarded,
  };
}

/** `/start`, which Telegram also sends for a first visit and for a link `t.me/<bot>?start=<code>`. */
const startCommand = /^\/start(?:@\w+)?(?:\s+(\S+))?\s*$/;
const addressedCommand = /^(\/\w+)@\w+/;

function textEvent(text: string, languageCode: string | undefined): EventBody {
  const start = startCommand.exec(text);
  if (start === null) return { kind: 'text_written', text: text.replace(addressedCommand, '$1') };
  const join = start[1];
  return {
    kind: 'chat_opened',
    language: languageOf(languageCode),
    ...(join === undefined ? {} : { join }),
  };
}

/** Vietnamese unless the person's app surely speaks another language. */
const languageOf = (code: string | undefined): Language =>
  code === undefined || code === '' || code.toLowerCase().startsWith('vi') ? 'vi' : 'en';

/** A venue also carries a location and an animation also a document: the first match names it. */
const mediaKinds: [field: string, media: MediaKind][] = [
  ['photo', 'photo'],
  ['live_photo', 'photo'],
  ['voice', 'voice'],
  ['audio', 'voice'],
  ['video', 'video'],
  ['video_note', 'video'],
  ['animation', 'video'],
  ['sticker', 'sticker'],
  ['document', 'document'],
  ['venue', 'location'],
  ['location', 'location'],
  ['contact', 'contact'],
  ['poll', 'other'],
  ['dice', 'other'],
  ['story', 'other'],
  ['game', 'other'],
  ['checklist', 'other'],
  ['paid_media', 'other'],
];
