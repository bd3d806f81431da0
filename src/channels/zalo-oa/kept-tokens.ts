import { createHash } from 'node:crypto';
import { closeSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import { z } from 'zod';

/** What is remembered of an account's tokens, in the store and in a copy beside it. */
const kept = z.object({
  /** Of the first refresh token, as the operator gave it: another one begins anew. */
  seed: z.string(),
  refresh: z.string(),
  access: z.string().optional(),
  obtainedAt: z.number(),
  accessUntilAt: z.number(),
  /** Written before a renewal is asked for: found later, that renewal was cut off. */
  underWayAt: z.number().optional(),
  /** Zalo gives nothing for this refresh token any more: a person must grant anew. */
  refusal: z.string().optional(),
});
export type Kept = z.infer<typeof kept>;

/** Where a note is kept for all processes; see `store.ts`. */
export type Notes = {
  note(name: string): Promise<string | undefined>;
  keepNote(name: string, text: string, before: string | undefined): Promise<boolean>;
};

export const noteName = (oaId: string): string => `zalo-oa:${oaId}:tokens`;
export const seedOf = (first: string): string =>
  createHash('sha256').update(first).digest('base64url').slice(0, 16);

export function readKept(text: string | undefined): Kept | undefined {
  if (text === undefined || text === '') return undefined;
  return kept.parse(JSON.parse(text));
}

/** A second place for the pair, should the store be lost: a file only this user can read. */
export type TokenCopy = { read(): Kept | undefined; write(it: Kept): void };

export function fileCopy(file: string): TokenCopy {
  return {
    read() {
      try {
        return readKept(readFileSync(file, 'utf8'));
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
        throw error;
      }
    },
    write(it) {
      const draft = `${file}.new`;
      const handle = openSync(draft, 'w', 0o600);
      try {
        writeSync(handle, JSON.stringify(it));
        fsyncSync(handle);
      } finally {
        closeSync(handle);
      }
      renameSync(draft, file);
    },
  };
}
