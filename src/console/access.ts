import { createHash, timingSafeEqual } from 'node:crypto';
import type { NodeBindings } from '../pages/page-headers.ts';

export type Access = 'open' | 'needs_key' | 'needs_https';

export type AccessOptions = {
  /** How people reach the service. */
  publicUrl: string;
  /** Proxies in front, as TRUST_PROXY. */
  trustProxy: number;
  /** The key that opens what is asked for. */
  key: string;
};

/**
 * Until there is sign-in, a board opens on the machine itself, or to whoever holds its link. A proxy makes
 * every visitor look like the machine itself, so wherever one may stand in front the key is asked of all.
 */
export function accessTo(
  request: Request,
  bindings: NodeBindings,
  { publicUrl, trustProxy, key }: AccessOptions,
): Access {
  const url = URL.parse(publicUrl);
  const isOnlyHere = url !== null && isLocalName(url.hostname);
  if (isOnlyHere && trustProxy === 0 && isFromHere(request, bindings)) return 'open';
  const given = URL.parse(request.url)?.searchParams.get('key') ?? '';
  if (!timingSafeEqual(digest(given), digest(key))) return 'needs_key';
  // A container or a tunnel carries the machine's own browser, which still calls it by its local name.
  return url?.protocol === 'https:' || (isOnlyHere && isCalledLocally(request)) ? 'open' : 'needs_https';
}

const proxyHeaders = [
  'forwarded',
  'via',
  'x-forwarded-for',
  'x-forwarded-host',
  'x-forwarded-proto',
  'x-real-ip',
];

/** The connection comes from this machine, by its own name, and no proxy says it carries someone else. */
function isFromHere(request: Request, bindings: NodeBindings): boolean {
  const from = bindings.incoming?.socket.remoteAddress?.replace(/^::ffff:/, '');
  if (from === undefined || !isLocalName(from)) return false;
  return !proxyHeaders.some((name) => request.headers.has(name)) && isCalledLocally(request);
}

function isCalledLocally(request: Request): boolean {
  const host = URL.parse(`http://${request.headers.get('host') ?? ''}`)?.hostname;
  return host !== undefined && isLocalName(host);
}

const isLocalName = (name: string): boolean =>
  name === 'localhost' || name === '[::1]' || name === '::1' || /^127\.\d+\.\d+\.\d+$/.test(name);

/** Digests have one length, so that comparing takes the same time whatever was given. */
const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
