import { createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Chat } from './core/chat.ts';
import { chatKey } from './core/chat.ts';
import { Unusable } from './unusable.ts';

/** Keys derived from the one root secret, each by its own label, so that none gives away another. */
export type Secrets = {
  /** Signs web chat cookies. */
  cookieKey: Buffer;
  /** The centre's pseudonyms; another recipient would get another key. */
  pseudonym(learner: string): string;
  /** Checked on every Telegram webhook call unless the operator set one. */
  telegramWebhook: string;
  /** Checked on every call of the Zalo Bot Platform unless the operator set one. */
  zaloBotWebhook: string;
  /** Marks the taps of an Official Account, which come as ordinary texts. */
  zaloOaTaps(oaId: string): Buffer;
  /** A chat's paper code of a generation, `K7M-4PX-9TQ`, and the hash under which the store files it. */
  paperCode(chat: Chat, generation: number): { code: string; hash: string };
  /** Where a learner's certificate lies: 22 letters. */
  certificateId(learner: string, name: string): string;
  /** 32 bytes from which the key that signs certificates follows. */
  certificateSeed: Buffer;
  /** Seals the passes by which people fetch their own data. */
  dataKey: Buffer;
  /** Opens the board of one event to whoever holds the link; 22 characters. */
  boardKey(event: string): string;
  /** By which pictures of charts are named, so that nobody makes up a name. */
  chartKey: string;
  /** The hash of a code as a person typed it: case, spaces and hyphens do not matter. */
  codeHash(typed: string): string;
};

/** No 0/O, 1/I/L and no vowels, which make words: nine of 28 give about 2^43 codes. */
const codeLetters = '23456789BCDFGHJKMNPQRSTVWXYZ';

export function deriveSecrets(root: string): Secrets {
  const key = (label: string): Buffer => Buffer.from(hkdfSync('sha256', root, 'banhoc', label, 32));
  const pseudonymKey = key('pseudonym:central');
  const codeKey = key('paper-code');
  const codeHashKey = key('paper-code-hash');
  const boardRoot = key('board');
  const certificateRoot = key('certificate');
  const codeHash = (typed: string): string =>
    createHmac('sha256', codeHashKey)
      .update(typed.toUpperCase().replace(/[^0-9A-Z]/g, ''))
      .digest('base64url');
  return {
    cookieKey: key('cookie'),
    pseudonym: remembered(
      (learner) =>
        `l_${createHmac('sha256', pseudonymKey).update(`learner:${learner}`).digest().subarray(0, 16).toString('base64url')}`,
    ),
    telegramWebhook: key('telegram-webhook').toString('base64url'),
    zaloBotWebhook: key('zalo-bot-webhook').toString('base64url'),
    zaloOaTaps: (oaId) => key(`zalo-oa-taps:${oaId}`),
    paperCode(chat, generation) {
      const bytes = createHmac('sha256', codeKey)
        .update(`${chatKey(chat)}#${generation}`)
        .digest();
      const letters = Array.from({ length: 9 }, (_, place) => {
        // Two bytes a letter: the remainder's bias is below one in two thousand.
        const draw = bytes.readUInt16BE(place * 2);
        return codeLetters[draw % codeLetters.length];
      });
      const code = `${letters.slice(0, 3).join('')}-${letters.slice(3, 6).join('')}-${letters.slice(6).join('')}`;
      return { code, hash: codeHash(code) };
    },
    boardKey: (event) =>
      createHmac('sha256', boardRoot).update(event).digest().subarray(0, 16).toString('base64url'),
    certificateId: (learner, name) =>
      createHmac('sha256', certificateRoot)
        .update(`${learner}/${name}`)
        .digest()
        .subarray(0, 16)
        .toString('base64url'),
    certificateSeed: key('certificate-key'),
    dataKey: key('own-data'),
    chartKey: key('chart-pictures').toString('base64url'),
    codeHash,
  };
}

/** A learner's answers come one after the other: the last few thousand names need not be worked out again. */
function remembered(work: (name: string) => string): (name: string) => string {
  const most = 5_000;
  const known = new Map<string, string>();
  return (name) => {
    const found = known.get(name);
    if (found !== undefined) return found;
    const made = work(name);
    if (known.size >= most) known.clear();
    known.set(name, made);
    return made;
  };
}

const secretFile = (dataDir: string): string => join(dataDir, 'secret');

/** The secret kept in the data folder, if there is one. @throws when it is there and cannot be read */
export function readSecret(dataDir: string): string | undefined {
  try {
    return readFileSync(secretFile(dataDir), 'utf8').trim();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw new Unusable(
      `${secretFile(dataDir)} cannot be read; it opens the paper codes: give this user the right to read it`,
      {
        cause: error,
      },
    );
  }
}

/** The root secret: given, or made once and kept in the data folder. @throws Unusable when it cannot be read */
export function rootSecret(given: string | undefined, dataDir: string): string {
  const known = given ?? readSecret(dataDir);
  if (known !== undefined) return known;
  const made = randomBytes(33).toString('base64');
  writeFileSync(secretFile(dataDir), `${made}\n`, { mode: 0o600, flag: 'wx' });
  return made;
}

/** 128 bits of chance, as 32 hex digits. */
export const newToken = (): string => randomBytes(16).toString('hex');
