import type { ArchiveRow } from './store.ts';

/**
 * How a row for the archive lies in a store: what names it as JSON, a line break, and its body as it is. A body is
 * mostly JSON of its own, written once; within other JSON each of its quotes would be written and read again.
 */
export function writeArchiveRow({ id, kind, learner, at, body }: ArchiveRow): string {
  return `${JSON.stringify([id, kind, learner, at])}\n${body}`;
}

/** Also reads a row that is one JSON object, as the first release wrote it and as `counters` rows still are. */
export function readArchiveRow(text: string): ArchiveRow {
  const end = text.indexOf('\n');
  if (end < 0) return JSON.parse(text) as ArchiveRow;
  const head = JSON.parse(text.slice(0, end)) as [string, ArchiveRow['kind'], string, number];
  const [id, kind, learner, at] = head;
  return { id, kind, learner, at, body: text.slice(end + 1) };
}
