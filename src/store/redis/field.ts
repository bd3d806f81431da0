import { type Chat, chatKey, parseChatKey } from '../../core/chat.ts';

/**
 * The name of a chat within its bucket, short because it lies there four million times: a Telegram chat in
 * 11 bytes instead of 30, a web chat in 17 instead of 28, any other by its address. The first byte tells.
 */
const numericBot = 1;
const webChat = 2;
const exactLimit = 2 ** 40;
/** Channels whose bots and people have plain numbers. */
const numericChannel = 'telegram';

export function fieldOf(chat: Chat): Buffer {
  if (chat.channel === numericChannel && isPlainNumber(chat.bot) && isPlainNumber(chat.user)) {
    const bytes = Buffer.allocUnsafe(11);
    bytes[0] = numericBot;
    bytes.writeUIntBE(Number(chat.bot), 1, 5);
    bytes.writeUIntBE(Number(chat.user), 6, 5);
    return bytes;
  }
  if (chat.channel === 'web' && chat.bot === '-' && /^[\w-]{21}[AQgw]$/.test(chat.user)) {
    const bytes = Buffer.allocUnsafe(17);
    bytes[0] = webChat;
    bytes.write(chat.user, 1, 'base64url');
    return bytes;
  }
  return Buffer.from(chatKey(chat));
}

/** @returns undefined for bytes that `fieldOf` never gave */
export function chatOfField(field: Buffer): Chat | undefined {
  if (field[0] === numericBot && field.length === 11) {
    const bot = String(field.readUIntBE(1, 5));
    return { channel: numericChannel, bot, user: String(field.readUIntBE(6, 5)) };
  }
  if (field[0] === webChat && field.length === 17) {
    return { channel: 'web', bot: '-', user: field.toString('base64url', 1) };
  }
  return parseChatKey(field.toString());
}

function isPlainNumber(text: string): boolean {
  return /^(0|[1-9]\d{0,12})$/.test(text) && Number(text) < exactLimit;
}
