import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { type Chat, chatKey, parseChatKey } from '../core/chat.ts';
import { type Instant, minuteMs } from '../core/time.ts';

/** How long whoever asked for their data may fetch it. */
export const passMs = 15 * minuteMs;

/**
 * A pass for one chat's data until a moment: sealed, so that nobody can make one, change it or read out of it whose it
 * is. Nothing is kept of it anywhere.
 * @param key 32 bytes
 */
export function sealPass(key: Buffer, chat: Chat, now: Instant): string {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  const sealed = cipher.update(JSON.stringify([chatKey(chat), now + passMs]), 'utf8');
  return Buffer.concat([nonce, sealed, cipher.final(), cipher.getAuthTag()]).toString('base64url');
}

/** @returns undefined for anything that is no pass of ours, or whose time is over */
export function openPass(key: Buffer, pass: string, now: Instant): Chat | undefined {
  const bytes = Buffer.from(pass, 'base64url');
  if (bytes.length < 12 + 16 || bytes.length > 1_000) return undefined;
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12));
  decipher.setAuthTag(bytes.subarray(-16));
  const opened = decipher.update(bytes.subarray(12, -16), undefined, 'utf8');
  try {
    const [key, untilAt] = JSON.parse(opened + decipher.final('utf8')) as [string, Instant];
    return untilAt < now ? undefined : parseChatKey(key);
  } catch (error) {
    // What the cipher says of a pass that is not ours.
    if (error instanceof Error && /authenticate data/.test(error.message)) return undefined;
    throw error;
  }
}
