import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

/** What is kept of a secret that is random and long: nobody gets back from it to the secret. */
export const hashOf = (secret: string): string => createHash('sha256').update(secret).digest('base64url');

/** The token a form carries: only a page that this very session was shown can know it. */
export const formToken = (sessionId: string): string =>
  createHmac('sha256', sessionId).update('form').digest('base64url');

/** Takes the same time whatever was given. */
export const isSame = (given: string, right: string): boolean =>
  timingSafeEqual(createHash('sha256').update(given).digest(), createHash('sha256').update(right).digest());
