import { describe, expect, test } from 'vitest';
import type { Delivery } from '../../src/channels/channel.ts';
import { verdictOn } from '../../src/delivery/settlement.ts';
import type { OutboxRow } from '../../src/store/store.ts';

const message: OutboxRow = {
  sequence: 7,
  id: 'u1:0',
  chat: { channel: 'telegram', bot: '1', user: '2' },
  outgoing: { kind: 'message', message: { text: 'Chào', choices: [] } },
  unknowns: 0,
  attempts: 1,
};
const ack: OutboxRow = { ...message, outgoing: { kind: 'acknowledge_tap', tap: 't' } };
const done = { kind: 'done', sequence: 7 };
const retry = (notBeforeAt: number, unknown = false) => ({
  kind: 'retry',
  sequence: 7,
  notBeforeAt,
  unknown,
});

describe('each outcome of a send says what happens next', () => {
  test.each([
    { case: 'delivered', row: message, delivery: { kind: 'delivered' }, want: { settlement: done } },
    {
      case: 'asked to wait: the whole bot waits',
      row: message,
      delivery: { kind: 'retry', afterMs: 5_000, scope: 'bot', reason: '429' },
      want: { settlement: { ...retry(6_000), uncounted: true }, pauseBotUntilAt: 6_000 },
    },
    {
      case: 'this chat waits',
      row: message,
      delivery: { kind: 'retry', afterMs: 5_000, scope: 'chat', reason: 'slow' },
      want: { settlement: retry(6_000) },
    },
    {
      case: 'a late acknowledgement is not tried again',
      row: ack,
      delivery: { kind: 'retry', afterMs: 5, scope: 'chat', reason: 'x' },
      want: { settlement: done },
    },
    {
      case: 'blocked',
      row: message,
      delivery: { kind: 'unreachable', reason: 'blocked' },
      want: { settlement: done, isRefused: true },
    },
    {
      case: 'our content is bad',
      row: message,
      delivery: { kind: 'bad_content', reason: 'x' },
      want: { settlement: done, isBadContent: true },
    },
    {
      case: 'a fate unknown is repeated once',
      row: message,
      delivery: { kind: 'unknown', reason: 'cut' },
      want: { settlement: retry(2_000, true) },
    },
    {
      case: 'and not twice',
      row: { ...message, unknowns: 1 },
      delivery: { kind: 'unknown', reason: 'cut' },
      want: { settlement: done },
    },
    {
      case: 'a dead token stops the bot',
      row: message,
      delivery: { kind: 'channel_down', reason: '401' },
      want: { settlement: retry(61_000), pauseBotUntilAt: 61_000 },
    },
  ] as { case: string; row: OutboxRow; delivery: Delivery; want: object }[])(
    '$case',
    ({ row, delivery, want }) => {
      expect(verdictOn(row, delivery, 1_000)).toMatchObject(want);
    },
  );
});
