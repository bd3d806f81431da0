import { z } from 'zod';
import { type Params, Upload } from './call-body.ts';
import { type Account, type Button, type Keyboard, messageOf, type Posted } from './conversation.ts';
import type { FakeBot } from './fake-bot.ts';
import { type Entity, parseHtml } from './html.ts';
import { badRequest } from './refusal.ts';

/** Forms carry everything as text; JSON does not. */
const number = z.coerce.number();
const flag = z.preprocess(
  (value) => (value === 'true' ? true : value === 'false' ? false : value),
  z.boolean(),
);
const json = <T extends z.ZodType>(schema: T) =>
  z.preprocess((value) => (typeof value === 'string' ? JSON.parse(value) : value), schema);

const button = z.strictObject({
  text: z.string(),
  callback_data: z.string().optional(),
  url: z.url().optional(),
});
const markup = json(z.strictObject({ inline_keyboard: z.array(z.array(button)) }));
const sending = {
  chat_id: number,
  parse_mode: z.string().optional(),
  reply_markup: markup.optional(),
  disable_notification: flag.optional(),
  protect_content: flag.optional(),
};
const editing = {
  chat_id: number,
  message_id: number,
  reply_markup: markup.optional(),
};
const preview = json(z.looseObject({ is_disabled: z.boolean().optional() }));
const commands = json(z.array(z.strictObject({ command: z.string(), description: z.string() })));
const names = json(z.array(z.string()));

const lengths = { text: 4096, caption: 1024, buttons: 100, callbackBytes: 64, note: 200 };

type Method = (bot: FakeBot, params: Params, gone: AbortSignal) => unknown;

/** A method with its parameters checked: one that the Bot API does not know is a mistake of ours. */
const method =
  <T extends z.ZodRawShape>(
    shape: T,
    run: (bot: FakeBot, params: z.output<z.ZodObject<T>>, gone: AbortSignal) => unknown,
  ): Method =>
  (bot, params, gone) => {
    const parsed = z.strictObject(shape).safeParse(params);
    if (parsed.success) return run(bot, parsed.data as z.output<z.ZodObject<T>>, gone);
    const [issue] = parsed.error.issues;
    throw badRequest(`parameter "${issue?.path.join('.')}": ${issue?.message}`);
  };

/** By lower-case name, as the server finds them. */
export const methods: Record<string, Method> = {
  getme: method({}, (bot) => ({ ...bot.user, can_join_groups: false, supports_inline_queries: false })),

  getupdates: method(
    {
      offset: number.optional(),
      limit: number.optional(),
      timeout: number.optional(),
      allowed_updates: names.optional(),
    },
    (bot, { offset = 0, limit = 100, timeout = 0, allowed_updates }, gone) => {
      bot.allow(allowed_updates);
      return bot.poll({ offset, limit: limit >= 1 && limit <= 100 ? limit : 100, timeout }, gone);
    },
  ),

  setwebhook: method(
    {
      url: z.string(),
      secret_token: z.string().optional(),
      allowed_updates: names.optional(),
      max_connections: number.optional(),
      drop_pending_updates: flag.optional(),
    },
    async (bot, { url, secret_token, allowed_updates, max_connections = 40, drop_pending_updates }) => {
      if (secret_token !== undefined && !/^[A-Za-z0-9_-]{1,256}$/.test(secret_token)) {
        throw badRequest('secret token contains unallowed characters');
      }
      if (max_connections < 1 || max_connections > 100) throw badRequest('max_connections out of range');
      const parsed = URL.parse(url);
      // The real server asks for https; here a loopback address may do without.
      const isLoopback = parsed?.protocol === 'http:' && ['127.0.0.1', 'localhost'].includes(parsed.hostname);
      if (url !== '' && parsed?.protocol !== 'https:' && !isLoopback) {
        throw badRequest('bad webhook: An HTTPS URL must be provided for webhook');
      }
      bot.allow(allowed_updates);
      await bot.setWebhook(
        url === '' ? undefined : { url, secret: secret_token, maxConnections: max_connections },
        drop_pending_updates ?? false,
      );
      return true;
    },
  ),

  deletewebhook: method({ drop_pending_updates: flag.optional() }, async (bot, { drop_pending_updates }) => {
    await bot.setWebhook(undefined, drop_pending_updates ?? false);
    return true;
  }),

  getwebhookinfo: method({}, (bot) => bot.webhookInfo()),

  sendmessage: method(
    { ...sending, text: z.string(), link_preview_options: preview.optional() },
    (bot, { chat_id, text, parse_mode, reply_markup }) => {
      const account = bot.chats.writable(chat_id);
      const content = formatted(text, parse_mode);
      if (!isVisible(content.text)) throw badRequest('message text is empty');
      if (content.text.length > lengths.text) throw badRequest('message is too long');
      const keyboard = checkedKeyboard(reply_markup);
      return shown(bot, account, bot.chats.post({ ...content, chat: chat_id, photo: undefined, keyboard }));
    },
  ),

  sendphoto: method(
    { ...sending, photo: z.union([z.string(), z.instanceof(Upload)]), caption: z.string().optional() },
    (bot, { chat_id, photo, caption = '', parse_mode, reply_markup }) => {
      const account = bot.chats.writable(chat_id);
      const content = formatted(caption, parse_mode);
      if (content.text.length > lengths.caption) throw badRequest('message caption is too long');
      const keyboard = checkedKeyboard(reply_markup);
      const file = bot.photoId(photo);
      return shown(bot, account, bot.chats.post({ ...content, chat: chat_id, photo: file, keyboard }));
    },
  ),

  editmessagetext: method(
    {
      ...editing,
      text: z.string(),
      parse_mode: z.string().optional(),
      link_preview_options: preview.optional(),
    },
    (bot, { chat_id, message_id, text, parse_mode, reply_markup }) => {
      const content = formatted(text, parse_mode);
      if (!isVisible(content.text)) throw badRequest('message text is empty');
      if (content.text.length > lengths.text) throw badRequest('MESSAGE_TOO_LONG');
      const change = { ...content, keyboard: checkedKeyboard(reply_markup) };
      return shown(bot, bot.chats.writable(chat_id), bot.chats.edit(chat_id, message_id, change));
    },
  ),

  editmessagereplymarkup: method(editing, (bot, { chat_id, message_id, reply_markup }) => {
    const change = { keyboard: checkedKeyboard(reply_markup) };
    return shown(bot, bot.chats.writable(chat_id), bot.chats.edit(chat_id, message_id, change));
  }),

  answercallbackquery: method(
    {
      callback_query_id: z.string(),
      text: z.string().optional(),
      show_alert: flag.optional(),
      cache_time: number.optional(),
    },
    (bot, { callback_query_id, text = '' }) => {
      if (text.length > lengths.note) throw badRequest('MESSAGE_TOO_LONG');
      bot.answerTap(callback_query_id, text);
      return true;
    },
  ),

  setmycommands: method(
    { commands, language_code: z.string().optional(), scope: json(z.looseObject({})).optional() },
    (bot, { commands: list, language_code = '' }) => {
      if (list.length > 100) throw badRequest('BOT_COMMANDS_TOO_MUCH');
      if (list.some(({ command }) => !/^[a-z0-9_]{1,32}$/.test(command)))
        throw badRequest('BOT_COMMAND_INVALID');
      if (list.some(({ description }) => description.length < 1 || description.length > 256)) {
        throw badRequest('BOT_COMMAND_DESCRIPTION_INVALID');
      }
      if (!/^([a-z]{2})?$/.test(language_code)) throw badRequest('BOT_COMMAND_LANGUAGE_INVALID');
      bot.commands.set(language_code, list);
      return true;
    },
  ),
};

const shown = (bot: FakeBot, account: Account, posted: Posted): object =>
  messageOf(posted, account, bot.user);

function formatted(text: string, parseMode: string | undefined): { text: string; entities: Entity[] } {
  if (!text.isWellFormed()) throw badRequest('strings must be encoded in UTF-8');
  if (parseMode === undefined || parseMode === '') return { text: text.trim(), entities: [] };
  if (parseMode.toLowerCase() !== 'html') throw badRequest('unsupported parse_mode');
  return parseHtml(text);
}

/** The server calls a text empty that shows nothing. */
const isVisible = (text: string): boolean => /[^\s\p{Cf}\p{Cc}\u2800\ufffc]/u.test(text);

function checkedKeyboard(given: { inline_keyboard: Keyboard } | undefined): Keyboard {
  const rows = (given?.inline_keyboard ?? []).filter((row) => row.length > 0);
  const buttons = rows.flat();
  if (buttons.length > lengths.buttons || rows.some((row) => row.length > 8)) {
    throw badRequest('reply markup is too long');
  }
  buttons.forEach(checkButton);
  return rows;
}

function checkButton({ text, callback_data, url }: Button): void {
  if (!isVisible(text))
    throw badRequest("can't parse inline keyboard button: Text buttons must be non-empty");
  if (!text.isWellFormed()) throw badRequest('strings must be encoded in UTF-8');
  if (url !== undefined) return;
  if (callback_data === undefined) {
    throw badRequest("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard");
  }
  const bytes = Buffer.byteLength(callback_data);
  if (bytes < 1 || bytes > lengths.callbackBytes) throw badRequest('BUTTON_DATA_INVALID');
}
