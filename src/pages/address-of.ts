import type { NodeBindings } from './page-headers.ts';

/**
 * The client's address. With `trusted` proxies in front, the one the outermost of them saw; a header a
 * client made up beyond them is never believed.
 */
export function addressOf(request: Request, bindings: NodeBindings, trusted: number): string {
  const direct = bindings.incoming?.socket.remoteAddress ?? 'unknown';
  if (trusted === 0) return direct;
  const named = (request.headers.get('x-forwarded-for') ?? '')
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
  return named.at(-trusted) ?? direct;
}
