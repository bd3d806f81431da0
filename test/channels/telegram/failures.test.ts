import { describe, expect, test } from 'vitest';
import { deliveryAfterFault } from '../../../src/channels/http/after-fault.ts';
import { deliveryAfterRefusal, forgiven } from '../../../src/channels/telegram/failures.ts';

const kindAfter = (error_code: number, description: string): string =>
  deliveryAfterRefusal({ error_code, description }).kind;

describe('what follows from Telegram’s refusals', () => {
  test.each([
    [400, 'Bad Request: message is not modified: specified new message content …', 'delivered'],
    [400, 'Bad Request: query is too old and response timeout expired or query ID is invalid', 'delivered'],
    [403, 'Forbidden: bot was blocked by the user', 'unreachable'],
    [400, 'Bad Request: USER_IS_BLOCKED', 'unreachable'],
    [403, 'Forbidden: user is deactivated', 'unreachable'],
    [400, 'Bad Request: INPUT_USER_DEACTIVATED', 'unreachable'],
    [403, "Forbidden: bot can't initiate conversation with a user", 'unreachable'],
    [403, 'Forbidden: bot was kicked from the group chat', 'unreachable'],
    [403, 'Forbidden: the group chat was deleted', 'unreachable'],
    [403, 'Forbidden: something new', 'unreachable'],
    [400, 'Bad Request: chat not found', 'unreachable'],
    [400, 'Bad Request: private chat not found', 'unreachable'],
    [400, 'Bad Request: PEER_ID_INVALID', 'unreachable'],
    [400, "Bad Request: can't parse entities: Unsupported start tag", 'bad_content'],
    [400, 'Bad Request: BUTTON_DATA_INVALID', 'bad_content'],
    [400, 'Bad Request: message is too long', 'bad_content'],
    [413, 'Request Entity Too Large', 'bad_content'],
    [401, 'Unauthorized', 'channel_down'],
    [404, 'Not Found', 'channel_down'],
    [500, 'Internal Server Error: restart', 'unknown'],
    [502, 'an answer that is not the Bot API’s', 'unknown'],
    [504, 'Gateway Timeout', 'unknown'],
  ])('%i %s is %s', (code, description, kind) => {
    expect(kindAfter(code, description)).toBe(kind);
  });

  test('a flood stops the whole bot for as long as Telegram says', () => {
    const flood = { error_code: 429, description: 'Too Many Requests', parameters: { retry_after: 17 } };
    expect(deliveryAfterRefusal(flood)).toMatchObject({ kind: 'retry', afterMs: 17_000, scope: 'bot' });
  });

  test('a flood without a time still waits', () => {
    const delivery = deliveryAfterRefusal({ error_code: 429, description: 'Too Many Requests' });
    expect(delivery).toMatchObject({ kind: 'retry', afterMs: 5_000, scope: 'bot' });
  });
});

test('a request that never left is tried again; one that left may have arrived', () => {
  expect(deliveryAfterFault({ wasSent: false, message: 'ECONNREFUSED' })).toMatchObject({
    kind: 'retry',
    scope: 'bot',
  });
  expect(deliveryAfterFault({ wasSent: true, message: 'ECONNRESET' })).toMatchObject({ kind: 'unknown' });
});

test('a lost mark or spinner never holds back what follows, but a flood or a dead token does', () => {
  const reason = 'any';
  expect(forgiven({ kind: 'bad_content', reason })).toEqual({ kind: 'delivered' });
  expect(forgiven({ kind: 'unreachable', reason })).toEqual({ kind: 'delivered' });
  expect(forgiven({ kind: 'unknown', reason })).toEqual({ kind: 'delivered' });
  expect(forgiven({ kind: 'channel_down', reason }).kind).toBe('channel_down');
  expect(forgiven({ kind: 'retry', afterMs: 1, scope: 'bot', reason }).kind).toBe('retry');
});
