import type { Chat } from '../../core/chat.ts';
import type { Operator } from '../../core/course.ts';
import type { Instant } from '../../core/time.ts';
import type { Store } from '../../store/store.ts';

export type WebChatOptions = {
  store: Store;
  secrets: { cookieKey: Buffer; codeHash(typed: string): string };
  /** Folder of the course's pictures and recordings. */
  mediaDir: string;
  /** Pictures that are drawn when they are asked for; undefined for any other file. */
  drawPicture?(file: string): Promise<Buffer | undefined>;
  publicUrl: string;
  /** How many proxies in front may name the client's address. */
  trustProxy: number;
  operator?: Operator;
  clock(): Instant;
};

export const webChannel = 'web';
export const chatOf = (user: string): Chat => ({ channel: webChannel, bot: '-', user });
