import type { Chat } from '../core/chat.ts';
import { chatKey } from '../core/chat.ts';

/**
 * Spreads addresses evenly over 32 bits. Written into every store by where things lie: changing one
 * constant would lose every chat. FNV-1a over UTF-16 units, then the finalizer of MurmurHash3, so that
 * neighbouring user numbers part.
 */
export function addressHash(chat: Chat): number {
  const key = chatKey(chat);
  let hash = 0x811c9dc5;
  for (let index = 0; index < key.length; index += 1) {
    hash = Math.imul(hash ^ key.charCodeAt(index), 0x01000193);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/** The partition of a chat, 0..partitions-1. */
export const partitionOf = (chat: Chat, partitions: number): number => addressHash(chat) % partitions;
