import type { Instant } from '../../core/time.ts';

/** True when the request comes from our own page, or from no browser at all. */
export function isOwn(request: Request): boolean {
  const site = request.headers.get('sec-fetch-site');
  if (site !== null && site !== 'same-origin' && site !== 'none') return false;
  const origin = request.headers.get('origin');
  if (origin === null) return true;
  return URL.parse(origin)?.host === request.headers.get('host');
}

export const isJson = (request: Request): boolean =>
  /^application\/json\s*(;|$)/i.test(request.headers.get('content-type') ?? '');

/** A simple limit in this process: `most` in any window of `windowMs`, per key. */
export class Limiter {
  readonly #most: number;
  readonly #windowMs: number;
  readonly #counts = new Map<string, { from: Instant; count: number }>();

  constructor(most: number, windowMs: number) {
    this.#most = most;
    this.#windowMs = windowMs;
  }

  /** @returns false when the key has used up its window */
  take(key: string, now: Instant): boolean {
    if (this.#counts.size > 50_000) this.#counts.clear();
    const known = this.#counts.get(key);
    if (known === undefined || now - known.from >= this.#windowMs) {
      this.#counts.set(key, { from: now, count: 1 });
      return true;
    }
    known.count++;
    return known.count <= this.#most;
  }
}
