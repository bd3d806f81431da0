import type { Transport } from './transport.ts';

/**
 * The cookie that carries a session's id. `__Host-` makes the browser keep it to this very host, path and https; it
 * needs Secure, so on the machine itself, by plain http, the name is plain.
 */
export const cookieName = (transport: Transport): string =>
  transport === 'secure' ? '__Host-banhoc_admin' : 'banhoc_admin';

/** Lax, so that a link in a chat finds whoever is signed in; what changes anything is sent by forms of our own. */
const attributes = (transport: Transport): string =>
  `Path=/; HttpOnly; SameSite=Lax${transport === 'secure' ? '; Secure' : ''}`;

/** Ends with the browser; its limits are kept on the server. */
export const cookieWith = (id: string, transport: Transport): string =>
  `${cookieName(transport)}=${id}; ${attributes(transport)}`;

export const clearedCookie = (transport: Transport): string =>
  `${cookieName(transport)}=; Max-Age=0; ${attributes(transport)}`;

/** The id in a Cookie header; undefined when there is none, or it is no id of ours. */
export function idIn(header: string | undefined, transport: Transport): string | undefined {
  const start = `${cookieName(transport)}=`;
  const value = header
    ?.split(';')
    .map((part) => part.trim())
    .find((part) => part.startsWith(start))
    ?.slice(start.length);
  return value !== undefined && /^[A-Za-z0-9_-]{43}$/.test(value) ? value : undefined;
}
