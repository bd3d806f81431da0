/**
 * One address on one platform: the unit of consistency. It may hold several learners.
 * `bot` is the platform's own id of the bot (never its token); `user` the platform's id of the person.
 */
export type Chat = { channel: string; bot: string; user: string };

/** Where people live who are not there (`channels/demo`): in nobody's figures, reports or statements. */
export const simulatedChannel = 'demo';
export const isSimulated = ({ channel }: Pick<Chat, 'channel'>): boolean => channel === simulatedChannel;

/** The address as one string, `telegram:4711:99`. No part may contain a colon except the last. */
export const chatKey = (chat: Chat): string => `${chat.channel}:${chat.bot}:${chat.user}`;

/** Reads what `chatKey` wrote. @returns undefined when the text is no address */
export function parseChatKey(key: string): Chat | undefined {
  const first = key.indexOf(':');
  const second = key.indexOf(':', first + 1);
  if (first < 1 || second < 0) return undefined;
  return { channel: key.slice(0, first), bot: key.slice(first + 1, second), user: key.slice(second + 1) };
}
