import { createHmac, timingSafeEqual } from 'node:crypto';

const markLength = 8;

/** A button's payload comes back as an ordinary text, which anybody could type: it bears a mark that nobody can make. */
export type TapPayloads = {
  of(user: string, choice: string): string;
  /** @returns the choice; undefined for what is no payload of ours for this person */
  read(user: string, text: string): string | undefined;
};

/** @param key of this bot alone */
export function openTapPayloads(key: Buffer): TapPayloads {
  const markOf = (user: string, choice: string): string =>
    createHmac('sha256', key).update(`${user}\n${choice}`).digest('base64url').slice(0, markLength);
  return {
    of: (user, choice) => `#${choice}!${markOf(user, choice)}`,
    read(user, text) {
      const [, choice, mark] = /^#([A-Za-z0-9._~-]{1,56})!([A-Za-z0-9_-]{8})$/.exec(text.trim()) ?? [];
      if (choice === undefined || mark === undefined) return undefined;
      return timingSafeEqual(Buffer.from(mark), Buffer.from(markOf(user, choice))) ? choice : undefined;
    },
  };
}
