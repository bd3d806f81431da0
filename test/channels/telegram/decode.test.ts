import { describe, expect, test } from 'vitest';
import { decode } from '../../../src/channels/telegram/decode.ts';

const now = 1_790_000_100_000;
const date = 1_790_000_000;
const at = date * 1_000;
const chat = { id: 99, type: 'private', first_name: 'Lan' };
const from = { id: 99, is_bot: false, first_name: 'Lan' };
const message = (content: object): object => ({ message_id: 5, from, chat, date, ...content });
const eventOf = (content: object): unknown => {
  const decoded = decode({ update_id: 7, ...content }, '4711', now);
  return decoded.kind === 'update' ? decoded.update.event : decoded.kind;
};

describe('what a person does on Telegram, in our words', () => {
  test.each([
    { case: 'a text', content: { text: 'hoc tiep' }, event: { kind: 'text_written', text: 'hoc tiep', at } },
    {
      case: 'a text of somebody else, whoever that is',
      content: {
        text: '/start trúng thưởng',
        forward_origin: { type: 'hidden_user', sender_user_name: 'X' },
      },
      event: { kind: 'text_written', text: '/start trúng thưởng', isForwarded: true, at },
    },
    { case: 'a command', content: { text: '/menu' }, event: { kind: 'text_written', text: '/menu', at } },
    {
      case: 'a command with the bot’s name',
      content: { text: '/menu@HocBot' },
      event: { kind: 'text_written', text: '/menu', at },
    },
    {
      case: 'a command with words after it',
      content: { text: '/xa@HocBot Hàm Rồng' },
      event: { kind: 'text_written', text: '/xa Hàm Rồng', at },
    },
    {
      case: 'an address that is no command',
      content: { text: 'hỏi /menu@HocBot' },
      event: { kind: 'text_written', text: 'hỏi /menu@HocBot', at },
    },
    {
      case: 'a first visit',
      content: { text: '/start' },
      event: { kind: 'chat_opened', language: 'vi', at },
    },
    {
      case: 'a scanned link',
      content: { text: '/start K7M-4px_9' },
      event: { kind: 'chat_opened', language: 'vi', join: 'K7M-4px_9', at },
    },
    {
      case: 'a link in a client that names the bot',
      content: { text: '/start@HocBot K7M' },
      event: { kind: 'chat_opened', language: 'vi', join: 'K7M', at },
    },
    {
      case: 'start as the beginning of a word',
      content: { text: '/started' },
      event: { kind: 'text_written', text: '/started', at },
    },
    {
      case: 'a phone in Vietnamese',
      content: { text: '/start', from: { ...from, language_code: 'vi-VN' } },
      event: { kind: 'chat_opened', language: 'vi', at },
    },
    {
      case: 'a phone in English',
      content: { text: '/start', from: { ...from, language_code: 'en' } },
      event: { kind: 'chat_opened', language: 'en', at },
    },
    {
      case: 'a phone in German: English is nearer than Vietnamese',
      content: { text: '/start', from: { ...from, language_code: 'de' } },
      event: { kind: 'chat_opened', language: 'en', at },
    },
    {
      case: 'a photo with words',
      content: { photo: [{}], caption: 'đây ạ' },
      event: { kind: 'media_received', media: 'photo', caption: 'đây ạ', at },
    },
    { case: 'a voice note', content: { voice: {} }, event: { kind: 'media_received', media: 'voice', at } },
    {
      case: 'a round video',
      content: { video_note: {} },
      event: { kind: 'media_received', media: 'video', at },
    },
    {
      case: 'a moving picture, which is also a document',
      content: { document: {}, animation: {} },
      event: { kind: 'media_received', media: 'video', at },
    },
    { case: 'a sticker', content: { sticker: {} }, event: { kind: 'media_received', media: 'sticker', at } },
    { case: 'a file', content: { document: {} }, event: { kind: 'media_received', media: 'document', at } },
    {
      case: 'a place with a name',
      content: { location: {}, venue: {} },
      event: { kind: 'media_received', media: 'location', at },
    },
    { case: 'a contact', content: { contact: {} }, event: { kind: 'media_received', media: 'contact', at } },
    { case: 'a poll', content: { poll: {} }, event: { kind: 'media_received', media: 'other', at } },
  ])('$case', ({ content, event }) => {
    expect(eventOf({ message: message(content) })).toEqual(event);
  });

  test('a tap carries its choice, its id and its message, and the time of receipt', () => {
    const tapped = { id: '31', from, message: { message_id: 12, chat, date: 0 }, data: 'a~0~1~1~pw1~B' };
    expect(eventOf({ callback_query: tapped })).toEqual({
      kind: 'choice_tapped',
      choice: 'a~0~1~1~pw1~B',
      tap: '31',
      message: '12',
      at: now,
    });
  });

  test.each([
    { status: 'kicked', kind: 'chat_blocked' },
    { status: 'member', kind: 'chat_unblocked' },
  ])('membership $status is $kind', ({ status, kind }) => {
    expect(eventOf({ my_chat_member: { chat, from, date, new_chat_member: { status } } })).toEqual({
      kind,
      at,
    });
  });

  test('an update is named by the platform’s own id, and its chat by the bot’s', () => {
    expect(decode({ update_id: 704, message: message({ text: 'a' }) }, '4711', now)).toMatchObject({
      kind: 'update',
      updateId: 704,
      update: { id: '704', chat: { channel: 'telegram', bot: '4711', user: '99' } },
    });
  });

  test('a clock that runs ahead puts no event into the future', () => {
    expect(eventOf({ message: message({ text: 'a', date: date + 9_999_999 }) })).toMatchObject({ at: now });
  });
});

describe('what is acknowledged and left alone', () => {
  test.each([
    { case: 'a kind we do not know', content: { message_reaction: { chat } } },
    { case: 'an edited message', content: { edited_message: message({ text: 'a' }) } },
    {
      case: 'a text in a group',
      content: { message: message({ text: 'a', chat: { id: -5, type: 'group' } }) },
    },
    {
      case: 'a tap in a group',
      content: {
        callback_query: {
          id: '1',
          from,
          message: { message_id: 1, chat: { id: -5, type: 'supergroup' } },
          data: 'menu',
        },
      },
    },
    {
      case: 'a tap on a game',
      content: { callback_query: { id: '1', from, message: { message_id: 1, chat } } },
    },
    { case: 'a tap under an inline result', content: { callback_query: { id: '1', from, data: 'menu' } } },
    { case: 'a note of the platform', content: { message: message({ pinned_message: {} }) } },
    {
      case: 'the bot put into a group',
      content: {
        my_chat_member: { chat: { id: -5, type: 'group' }, date, new_chat_member: { status: 'member' } },
      },
    },
  ])('$case', ({ content }) => {
    expect(decode({ update_id: 7, ...content }, '4711', now)).toEqual({ kind: 'ignored', updateId: 7 });
  });
});

test.each([
  undefined,
  null,
  'text',
  [],
  {},
  { update_id: 'seven' },
  { update_id: 7, message: { text: 'no chat' } },
  { update_id: 7, message: message({ text: 42 }) },
])('%j is malformed, and nothing is thrown', (raw) => {
  expect(decode(raw, '4711', now)).toEqual({ kind: 'malformed' });
});
