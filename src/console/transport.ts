/** How a request came: `secure` by https, `local` on the machine itself, `refused` by plain http beyond it. */
export type Transport = 'secure' | 'local' | 'refused';

/**
 * The console speaks https only; on the machine itself its plain name will do. A container or a tunnel carries the
 * machine's own browser, which still calls it by its local name.
 * @param publicUrl how people reach the service; the proxy before it ends the https
 */
export function transportOf(request: Request, publicUrl: string): Transport {
  const url = URL.parse(publicUrl);
  if (url?.protocol === 'https:') {
    // A proxy that lets plain http through says so.
    return request.headers.get('x-forwarded-proto')?.split(',')[0]?.trim() === 'http' ? 'refused' : 'secure';
  }
  const isOnlyHere = url !== null && isLocalName(url.hostname);
  return isOnlyHere && isCalledLocally(request) ? 'local' : 'refused';
}

/**
 * Whether a form was sent by one of our own pages: the browser says so by `Sec-Fetch-Site`, and by `Origin`, which
 * it sends with every POST. A sender that gives neither is none of our pages.
 */
export function isOwnForm(request: Request, publicUrl: string): boolean {
  const site = request.headers.get('sec-fetch-site');
  if (site !== null && site !== 'same-origin') return false;
  const origin = URL.parse(request.headers.get('origin') ?? '');
  if (origin === null) return false;
  if (origin.origin === URL.parse(publicUrl)?.origin) return true;
  return isLocalName(origin.hostname) && origin.host === request.headers.get('host');
}

function isCalledLocally(request: Request): boolean {
  const host = URL.parse(`http://${request.headers.get('host') ?? ''}`)?.hostname;
  return host !== undefined && isLocalName(host);
}

const isLocalName = (name: string): boolean =>
  name === 'localhost' || name === '[::1]' || name === '::1' || /^127\.\d+\.\d+\.\d+$/.test(name);
