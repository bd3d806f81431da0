import { createHash, timingSafeEqual } from 'node:crypto';
import type { Log } from '../../log.ts';
import type { Proof } from '../http/webhook.ts';

export type SignatureKeys = {
  appId: string;
  oaId: string;
  /** The "OA Secret Key" of the webhook page. */
  secret: string;
  appSecret: string;
};

/** Keys named `timestamp` may also stand deeper in a body; of so many the right one is looked for. */
const mostTimestamps = 4;
/** Inside a string a quote has a backslash, so this finds keys only. */
const timestampKey = /(?<!\\)"timestamp"\s*:\s*"?(\d{1,19})"?/g;

/**
 * Plain SHA-256, not an HMAC, in hex.
 * Source: Zalo Official Account, "Webhook", X-ZEvent-Signature = sha256(appId + body + timestamp + OA secret key).
 */
export const signatureOf = (id: string, raw: Buffer, timestamp: string, key: string): string =>
  createHash('sha256').update(id).update(raw).update(timestamp).update(key).digest('hex');

/**
 * Looks at the bytes as they came. Sources differ in whether the app's or the account's id comes first and which of the
 * two secrets ends it: the first genuine call decides, and from then on nothing else passes.
 */
export function openProof(keys: SignatureKeys, log: Log): Proof {
  const ways = [
    { name: 'app id and OA secret key', id: keys.appId, key: keys.secret },
    { name: 'OA id and OA secret key', id: keys.oaId, key: keys.secret },
    { name: 'app id and app secret', id: keys.appId, key: keys.appSecret },
    { name: 'OA id and app secret', id: keys.oaId, key: keys.appSecret },
  ];
  let pinned: (typeof ways)[number] | undefined;
  return {
    by: 'body',
    isRight(headers, raw) {
      const given = headers['x-zevent-signature'];
      const hex =
        typeof given === 'string' ? /^(?:mac=)?([0-9a-f]{64})$/i.exec(given.trim())?.[1] : undefined;
      if (hex === undefined) return false;
      const right = Buffer.from(hex, 'hex');
      const times = new Set(
        [...raw.toString('latin1').matchAll(timestampKey)]
          .slice(0, mostTimestamps)
          .map(([, time]) => time ?? ''),
      );
      for (const way of pinned === undefined ? ways : [pinned]) {
        for (const time of times) {
          if (!timingSafeEqual(Buffer.from(signatureOf(way.id, raw, time, way.key), 'hex'), right)) continue;
          if (pinned === undefined) log.info({ channel: 'zalo-oa' }, `Zalo signs with ${way.name}`);
          pinned = way;
          return true;
        }
      }
      return false;
    },
  };
}
