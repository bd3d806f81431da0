import type { ArchiveTable } from './tables.ts';

/** A row as a copy holds it: texts, whole numbers, true or false, null; bytes as base64. */
export type CopiedRow = (string | number | boolean | null)[];

/** The archive as it stood at one moment, however long the reading takes; those who write meanwhile are not held up. */
export interface ArchiveReader {
  rows(table: ArchiveTable): AsyncIterable<CopiedRow[]>;
  close(): Promise<void>;
}

/** What a copy must not bring back: who was forgotten, and which officials were let out, since it was made. */
export type Since = {
  learners: { learner: string; at: number }[];
  /** Empty where the archive in place is another bot's. */
  chats: { partition: number; number: number; at: number }[];
  revoked: { person: string; at: number }[];
};

/**
 * An archive that is being made anew. Nothing of it is in place before `finish`; the one that stood there is set aside
 * under a name of its own and never deleted.
 */
export interface ArchiveFiller {
  write(table: ArchiveTable, rows: CopiedRow[]): Promise<void>;
  leaveOut(since: Since): Promise<void>;
  /** @returns the name under which the archive that stood there was set aside; undefined when none did */
  finish(): Promise<string | undefined>;
  /** Undoes everything; does nothing after `finish`. */
  abandon(): Promise<void>;
}
