import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readArchiveRow, writeArchiveRow } from '../../src/store/archive-row-format.ts';
import type { ArchiveRow } from '../../src/store/store.ts';

const text = fc.string({ unit: 'binary' });
const row: fc.Arbitrary<ArchiveRow> = fc.record({
  id: text,
  kind: fc.constantFrom('attempt', 'statement', 'webhook', 'erasure', 'chat_erased', 'counters'),
  learner: text,
  at: fc.maxSafeInteger(),
  body: fc.oneof(text, fc.constantFrom('', '\n', '{"a":"\\n"}\n')),
});

describe('a row on its way to the archive', () => {
  test('is read as it was written, whatever it holds', () => {
    fc.assert(
      fc.property(row, (it) => {
        expect(readArchiveRow(writeArchiveRow(it))).toEqual(it);
      }),
    );
  });

  test('that the first release left in the queue is read too', () => {
    const old = {
      id: 'attempt:1',
      kind: 'attempt',
      learner: 'lan-1',
      at: 5,
      body: '{"item":"pw1"}\n',
    } as const;
    expect(readArchiveRow(JSON.stringify(old))).toEqual(old);
  });
});
