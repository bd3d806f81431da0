import type { IncomingMessage } from 'node:http';

/** What bare Node gives beside the request. */
export type NodeBindings = { incoming?: IncomingMessage };

/** Nothing foreign is loaded, nothing inline runs, nobody frames the page. */
export const pageHeaders: Record<string, string> = {
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; media-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'permissions-policy': 'camera=(), microphone=(), geolocation=()',
  'cross-origin-opener-policy': 'same-origin',
};

/** For a file whose address changes with its content. */
export const forever = { 'cache-control': 'public, max-age=31536000, immutable', ...pageHeaders };
