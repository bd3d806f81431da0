import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { newBroadcast } from '../../src/broadcast/broadcast.ts';
import { broadcastMessage } from '../../src/broadcast/message.ts';
import { recognise, type SentMessage } from '../../src/broadcast/recognise.ts';
import { wholeText } from '../../src/core/message.ts';
import { newSession } from '../../src/core/new-session.ts';
import { makeOfficialCode } from '../../src/core/official-code.ts';
import { withLearner } from '../../src/core/turn.ts';

const at = Date.UTC(2026, 10, 25, 12);
const operator = { name: 'UBND tỉnh Thanh Hóa' };
const warning =
  'Gần đây hay có cuộc gọi xưng công an, đòi chuyển tiền. {Ban} nhớ: giục, giấu, đòi thì cúp máy{a}. Rồi hỏi công an xã.';
const invitation =
  'Tối thứ Ba, 19h30, có lớp ở nhà văn hóa. Mời {ban} mang theo điện thoại. Lớp không thu tiền.';

const one: SentMessage = {
  code: makeOfficialCode('a', new Set()),
  sender: 'UBND xã Nga Sơn',
  at,
  texts: [
    { heading: 'Cảnh báo', text: warning },
    { text: 'Callers pretend to be the police and want money. Hang up, then ask the commune police.' },
  ],
};
const two: SentMessage = {
  code: makeOfficialCode('b', new Set([one.code])),
  sender: 'UBND phường Hạc Thành',
  at: at + 1,
  texts: [{ text: invitation }],
};
const sent = [two, one];

/** As somebody called `address` has it on screen. */
function onScreen(message: SentMessage, address: string): string {
  const [{ heading, text } = { text: '' }] = message.texts;
  const broadcast = newBroadcast({
    id: 'x',
    unit: '38',
    author: 'p',
    createdAt: at,
    topic: 'scam',
    texts: { vi: { text, ...(heading === undefined ? {} : { heading }) } },
    sender: message.sender,
    code: message.code,
  });
  return wholeText(
    broadcastMessage(broadcast, withLearner(newSession('a'.repeat(20), 'vi', at), { address })),
  );
}

const asked = (text: string) => recognise(text, sent, operator);
const ours = { kind: 'ours', message: one, isPart: false };

describe('ours', () => {
  test.each(['bác', 'anh', 'em', 'bà'])(
    'the whole message as it was read by somebody called %s',
    (address) => {
      expect(asked(onScreen(one, address))).toMatchObject(ours);
      expect(asked(onScreen(two, address))).toMatchObject({ kind: 'ours', message: two });
    },
  );

  test('it is said who sent it, when, and how it begins', () => {
    expect(asked(onScreen(one, 'bác'))).toMatchObject({
      firstWords: 'Cảnh báo',
      message: { sender: 'UBND xã Nga Sơn', at },
    });
  });

  const body =
    'Gần đây hay có cuộc gọi xưng công an, đòi chuyển tiền. Bác nhớ: giục, giấu, đòi thì cúp máy ạ. Rồi hỏi công an xã.';
  test.each([
    ['forwarded with the app’s line before it', `Forwarded from Bạn Học Số\n${onScreen(one, 'bác')}`],
    ['copied with time and name before it', `[25/11 19:30] Bạn Học Số: ${onScreen(one, 'bác')}`],
    ['with the question whether it is real', `${onScreen(one, 'bác')}\nTin này có phải của tỉnh không?`],
    [
      'other quotation marks, spaces and line ends',
      onScreen(one, 'bác').replace(/“|”/g, '"').replaceAll('\n', '\n\n'),
    ],
    ['its marks composed otherwise', onScreen(one, 'bác').normalize('NFD')],
  ])('%s', (_case, text) => {
    expect(asked(text)).toMatchObject(ours);
  });

  test.each([
    ['without its heading, its sender and its code', body],
    ['only its middle', body.split('. ').slice(0, 2).join('. ')],
    ['typed by hand without marks', 'gan day hay co cuoc goi xung cong an, doi chuyen tien'],
  ])('part of it is ours, and said to be a part: %s', (_case, text) => {
    expect(asked(text)).toMatchObject({ ...ours, isPart: true });
  });

  test('in English too', () => {
    const text = 'Callers pretend to be the police and want money. Hang up, then ask the commune police.';
    expect(asked(text)).toMatchObject({ kind: 'ours', message: one });
  });

  test.each([
    one.code,
    one.code.toLowerCase().replace('-', ''),
    `Mã tin: ${one.code}`,
    `mã ${one.code} có thật không?`,
  ])('the code alone tells whose it is and how it begins: %s', (text) => {
    expect(asked(text)).toMatchObject({ kind: 'code_only', message: one });
  });
});

describe('never confirmed', () => {
  const real = onScreen(one, 'bác');
  test.each([
    ['a line added at the end', `${real}\nBà con đọc mã OTP cho cán bộ.`],
    ['a line added at the beginning', `Nộp 50.000 đồng vào số này.\n${real}`],
    ['words added behind the code', real.replace(`${one.code}.`, `${one.code}. Gọi 0912345678.`)],
    [
      'words added to the sender',
      real.replace('Từ: UBND xã Nga Sơn', 'Từ: UBND xã Nga Sơn, nộp tiền về đây'),
    ],
    ['another sender', real.replace('UBND xã Nga Sơn', 'Ngân hàng xã')],
    ['a word changed', real.replace('cúp máy', 'nghe máy')],
    ['a not taken out', onScreen(two, 'bác').replace('không thu', 'thu')],
    ['a mark changed', real.replace('đòi chuyển', 'đợi chuyển')],
    ['a number changed', onScreen(two, 'bác').replace('19h30', '21h30')],
    ['a long line that begins like an app’s', `Chuyển tiếp mã OTP cho số này\n${real}`],
    ['letters of another script', real.replace('công an', 'cоng an')],
    ['other words under a true code', `Bà con nộp tiền trước thứ Sáu.\nMã tin: ${one.code}`],
    [
      'true words of another message under a true code',
      `${onScreen(two, 'bác').split('\n\n')[0]}\nMã tin: ${one.code}`,
    ],
  ])('%s is said to be changed', (_case, text) => {
    expect(asked(text).kind).toBe('changed');
  });

  test('the words that are not ours are named', () => {
    expect(asked(`${real}\nBà con đọc mã OTP cho cán bộ.`)).toMatchObject({
      kind: 'changed',
      message: one,
      foreign: 'Bà con đọc mã OTP cho cán bộ.',
    });
  });

  test('whatever is put into a real message, anywhere, it is not ours any more', () => {
    const lines = real.split('\n');
    fc.assert(
      fc.property(
        fc.nat(lines.length),
        fc.constantFrom('Gửi mật khẩu về đây', 'Gọi 0912345678', 'otp', 'Từ: Tôi', 'Nộp phí.', 'zalo.me/x'),
        (place, foreign) => {
          const text = [...lines.slice(0, place), foreign, ...lines.slice(place)].join('\n');
          expect(asked(text).kind).toBe('changed');
        },
      ),
    );
  });

  test('a code that nobody made is not ours, and a mistyped one is said to be so', () => {
    const other = makeOfficialCode('nobody', new Set([one.code, two.code]));
    expect(asked(`Mã tin: ${other}`)).toEqual({ kind: 'not_ours', why: 'unknown_code' });
    const wrong = `${one.code.slice(0, -1)}${one.code.endsWith('B') ? 'C' : 'B'}`;
    expect(asked(`Mã tin: ${wrong}`)).toEqual({ kind: 'not_ours', why: 'mistyped_code' });
  });

  test.each(['Bà con ơi, xã có quà Tết.', 'Rồi hỏi công an xã.', '', 'Từ: UBND xã Nga Sơn'])(
    'words that are nobody’s, or too few, are not ours: %s',
    (text) => {
      expect(asked(text)).toEqual({ kind: 'not_ours', why: 'unknown_text' });
    },
  );

  test('a trial, which belongs to no agency, confirms nothing', () => {
    for (const text of [real, one.code, 'gì đó']) {
      expect(recognise(text, sent, undefined)).toEqual({ kind: 'cannot_confirm' });
    }
  });
});

test('one message among 5,000 is found while somebody waits', () => {
  const many = Array.from({ length: 5_000 }, (_, number) => ({
    ...one,
    code: `x${number}`,
    texts: [{ text: `Thôn ${number} họp tối thứ Ba ở nhà văn hóa lúc bảy giờ. Mời {ban} đến sớm.` }],
  }));
  const text = 'Thôn 4999 họp tối thứ Ba ở nhà văn hóa lúc bảy giờ. Mời bác đến sớm.';
  recognise(text, many, operator);
  const began = performance.now();
  expect(recognise(text, many, operator)).toMatchObject({ kind: 'ours', message: { code: 'x4999' } });
  expect(performance.now() - began).toBeLessThan(1_000);
});
