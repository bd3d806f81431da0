import { expect, test } from 'vitest';
import { fitLabel } from '../../../src/channels/telegram/label.ts';
import { chosenKeyboard, render } from '../../../src/channels/telegram/render.ts';
import { splitText } from '../../../src/channels/text/split-text.ts';

const choice = (label: string, id = 'menu') => ({ id, label });

test('a card has its heading in bold and one button a row', () => {
  const card = {
    heading: 'Thẻ 1/3',
    text: 'Mật khẩu dài hơn là tốt hơn.',
    choices: [choice('Tiếp', 'n~0~2.1~1'), choice('Menu')],
  };
  expect(render(card)).toEqual([
    {
      kind: 'text',
      html: '<b>Thẻ 1/3</b>\nMật khẩu dài hơn là tốt hơn.',
      keyboard: [[{ text: 'Tiếp', callback_data: 'n~0~2.1~1' }], [{ text: 'Menu', callback_data: 'menu' }]],
    },
  ]);
});

test('what looks like markup is shown as it was written', () => {
  expect(render({ text: 'Bấm <b>Gửi</b> & chờ &lt;', choices: [] })[0]?.html).toBe(
    'Bấm &lt;b&gt;Gửi&lt;/b&gt; &amp; chờ &amp;lt;',
  );
});

test('a label that had to be cut stands whole in the text, under the number its button bears', () => {
  const long = 'Gọi lại số điện thoại ghi trong tin nhắn để hỏi cho rõ ràng trước đã';
  const [call] = render({ text: 'Bác làm gì?', choices: [choice(long), choice('Xóa tin nhắn')] });
  expect(call?.html).toBe(`Bác làm gì?\n\n1. ${long}\n2. Xóa tin nhắn`);
  expect(call?.keyboard?.flat().map(({ text }) => text)).toEqual([
    '1. Gọi lại số điện thoại ghi trong tin nhắn để hỏi cho rõ…',
    '2. Xóa tin nhắn',
  ]);
});

test('more than eight choices are numbered, for they are hard to compare as buttons', () => {
  const nine = Array.from({ length: 9 }, (_, place) => choice(`Xã ${place + 1}`));
  expect(render({ text: 'Xã nào?', choices: nine })[0]?.html).toContain('\n9. Xã 9');
  expect(render({ text: 'Xã nào?', choices: nine.slice(1) })[0]?.html).toBe('Xã nào?');
});

test('a label that ends in dots by itself is not taken for a cut one', () => {
  expect(render({ text: 'a', choices: [choice('khác…')] })[0]?.html).toBe('a');
});

test('a long text parts at the end of a sentence, and the choices hang on the last part', () => {
  const sentence = `${'chữ '.repeat(49)}hết. `;
  const calls = render({ text: sentence.repeat(30), choices: [choice('Tiếp')] });
  expect(calls).toHaveLength(2);
  expect(calls[0]?.html.endsWith('hết.')).toBe(true);
  expect(calls.map((call) => call.keyboard !== undefined)).toEqual([false, true]);
});

test('a picture carries a short text, and goes ahead of a long one with its own words', () => {
  const picture = { file: 'otp.png', alt: 'Một tin nhắn đòi mã' };
  expect(render({ text: 'Nhìn kỹ.', picture, choices: [choice('Tiếp')] })).toEqual([
    {
      kind: 'photo',
      file: 'otp.png',
      html: 'Nhìn kỹ.',
      keyboard: [[{ text: 'Tiếp', callback_data: 'menu' }]],
    },
  ]);
  const calls = render({ text: 'chữ '.repeat(300), picture, choices: [choice('Tiếp')] });
  expect(calls.map(({ kind, keyboard }) => [kind, keyboard !== undefined])).toEqual([
    ['photo', false],
    ['text', true],
  ]);
  expect(calls[0]?.html).toBe('Một tin nhắn đòi mã');
});

test('an id that no button can carry is refused by name', () => {
  expect(() => render({ text: 'a', choices: [choice('b', 'đ'.repeat(33))] })).toThrow(
    '1 to 64 bytes, got 66',
  );
  expect(() => render({ text: 'a', choices: [choice('b', '')] })).toThrow(RangeError);
});

test('a chosen answer stays as one button that leads nowhere', () => {
  expect(chosenKeyboard('song-em-71-den')).toEqual([[{ text: '✓ song-em-71-den', callback_data: 'done' }]]);
});

test.each([
  { case: 'a short one stays', label: 'Học ngay', fitted: 'Học ngay' },
  { case: 'one of sixty letters stays', label: 'a'.repeat(60), fitted: 'a'.repeat(60) },
  { case: 'a word too long is cut inside', label: 'a'.repeat(61), fitted: `${'a'.repeat(59)}…` },
  {
    case: 'the last whole word stays',
    label: `${'mười chữ '.repeat(7)}x`,
    fitted: `${'mười chữ '.repeat(6)}mười…`,
  },
  { case: 'nothing to see', label: ' \u200b ', fitted: '…' },
  { case: 'lines become one', label: 'một\nhai', fitted: 'một hai' },
])('labels: $case', ({ label, fitted }) => {
  expect(fitLabel(label)).toBe(fitted);
});

test('a text without any seam is cut between characters, never inside one', () => {
  const parts = splitText('😀'.repeat(50), 33);
  expect(parts.join('')).toBe('😀'.repeat(50));
  expect(parts.every((part) => part.length <= 33 && part.isWellFormed())).toBe(true);
});
