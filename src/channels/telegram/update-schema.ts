import { z } from 'zod';

/** Only what the bot reads; whatever else Telegram adds is let through unseen. */
const sender = z.object({ id: z.number(), language_code: z.string().optional() });
const chat = z.object({ id: z.number(), type: z.string() });

const message = z.looseObject({
  chat,
  date: z.number(),
  from: sender.optional(),
  text: z.string().optional(),
  caption: z.string().optional(),
  /** Whose message it was first; who that is, is not read. */
  forward_origin: z.unknown().optional(),
});

/** `message` is absent for a button under an inline result, and keeps only chat and id when it is too old. */
const callbackQuery = z.object({
  id: z.string(),
  from: sender,
  message: z.object({ message_id: z.number(), chat }).optional(),
  data: z.string().optional(),
});

const membership = z.object({
  chat,
  date: z.number(),
  new_chat_member: z.object({ status: z.string() }),
});

/** One entry of `getUpdates` and the body of a webhook call. Source: Bot API, "Update". */
export const updateSchema = z.object({
  update_id: z.int(),
  message: message.optional(),
  callback_query: callbackQuery.optional(),
  my_chat_member: membership.optional(),
});

export type TelegramUpdate = z.infer<typeof updateSchema>;
export type TelegramMessage = z.infer<typeof message>;

/** The kinds we ask Telegram for: what it does not send, it need not keep for us. */
export const allowedUpdates = ['message', 'callback_query', 'my_chat_member'] as const;
