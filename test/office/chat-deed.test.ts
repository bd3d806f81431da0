import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readTap, writeTap } from '../../src/core/choice-id.ts';
import { topics } from '../../src/core/topics.ts';
import { type ChatDeed, chatAudiences, readDeed, writeDeed } from '../../src/office/chat-deed.ts';

const id = fc.stringMatching(/^[a-z0-9-]{1,24}$/);
const revision = fc.integer({ min: 0, max: 999_999_999 });
const deed: fc.Arbitrary<ChatDeed> = fc.oneof(
  fc.constantFrom<ChatDeed>({ kind: 'list' }, { kind: 'own' }),
  fc.record({ kind: fc.constant('begin' as const), page: fc.integer({ min: 0, max: 999 }) }),
  fc.record({ kind: fc.constant('ready' as const), beginning: id }),
  fc.record({
    kind: fc.constantFrom(
      ...(['show', 'text', 'topics', 'audience', 'preview', 'drop', 'back'] as const),
      ...(['pause', 'resume', 'ask_cancel', 'cancel'] as const),
    ),
    id,
  }),
  fc.record({
    kind: fc.constantFrom('send' as const, 'try' as const, 'approve' as const),
    seen: fc.record({ id, revision }),
  }),
  fc.record({ kind: fc.constant('about' as const), id, topic: fc.constantFrom(...topics) }),
  fc.record({ kind: fc.constant('for' as const), id, whom: fc.constantFrom(...chatAudiences) }),
);

describe('a button of the office', () => {
  test('says what it means whenever it is tapped, within what every platform carries', () => {
    fc.assert(
      fc.property(deed, (it) => {
        const choice = writeTap({ kind: 'office', deed: writeDeed(it) });
        expect(choice).toMatch(/^[A-Za-z0-9._~-]{1,56}$/);
        const tap = readTap(choice);
        expect(tap?.kind === 'office' ? readDeed(tap.deed) : undefined).toEqual(it);
      }),
    );
  });

  test.each([
    '',
    'send~tb-1',
    'send~tb-1~x',
    'send~tb-1~1~2',
    'about~tb-1~news',
    'for~tb-1',
    'show',
    'show~',
    'nix~1',
  ])('that was forged or comes from another version is nobody’s: "%s"', (written) => {
    expect(readDeed(written)).toBeUndefined();
  });
});
