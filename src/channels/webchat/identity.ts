import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/** The cookie that says whose chat this is: a random id and its seal. */
export const cookieName = 'banhoc_chat';
const keptSeconds = 400 * 24 * 3600;

export type Identity = {
  /** A new, unguessable chat id. */
  fresh(): string;
  /** The `Set-Cookie` value for a chat id. */
  cookieFor(id: string): string;
  /** The value that clears it. */
  cleared(): string;
  /** The chat id of a request's Cookie header; undefined when there is none or its seal is wrong. */
  read(header: string | undefined): string | undefined;
};

export function openIdentity(key: Buffer, isSecure: boolean): Identity {
  const seal = (id: string): string => createHmac('sha256', key).update(id).digest('base64url').slice(0, 27);
  const attributes = `Path=/; HttpOnly; SameSite=Lax${isSecure ? '; Secure' : ''}`;
  return {
    fresh: () => randomBytes(16).toString('base64url'),
    cookieFor: (id) => `${cookieName}=${id}.${seal(id)}; Max-Age=${keptSeconds}; ${attributes}`,
    cleared: () => `${cookieName}=; Max-Age=0; ${attributes}`,
    read(header) {
      const value = header
        ?.split(';')
        .map((part) => part.trim())
        .find((part) => part.startsWith(`${cookieName}=`))
        ?.slice(cookieName.length + 1);
      const [id, mark] = value?.split('.') ?? [];
      if (id === undefined || mark === undefined || !/^[A-Za-z0-9_-]{16,40}$/.test(id)) return undefined;
      const [given, right] = [Buffer.from(mark), Buffer.from(seal(id))];
      return given.length === right.length && timingSafeEqual(given, right) ? id : undefined;
    },
  };
}
