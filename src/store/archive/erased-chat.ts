import type { ArchiveRow } from '../store.ts';

/** Which chat a `chat_erased` row names. @throws TypeError when its body is not what a commit writes */
export function erasedChatOf(row: ArchiveRow): { partition: number; number: number } {
  const { partition, number } = JSON.parse(row.body) as { partition?: unknown; number?: unknown };
  if (!Number.isSafeInteger(partition) || !Number.isSafeInteger(number)) {
    throw new TypeError(`archive row ${row.id}: expected a partition and a number, got ${row.body}`);
  }
  return { partition: Number(partition), number: Number(number) };
}
