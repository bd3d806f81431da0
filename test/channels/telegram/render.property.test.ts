import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { render } from '../../../src/channels/telegram/render.ts';
import { type Message, wholeText } from '../../../src/core/message.ts';
import { type BotApi, startBotApi } from '../../fakes/bot-api/bot-api.ts';
import { methods } from '../../fakes/bot-api/methods.ts';

let api: BotApi;
beforeAll(async () => {
  api = await startBotApi();
});
afterAll(() => api.stop());

/** Anything at all: half characters, control signs, markup, walls of spaces, long words. */
const anyText = (maxLength: number): fc.Arbitrary<string> =>
  fc.oneof(
    fc.string({ unit: 'grapheme', maxLength }),
    fc.string({
      unit: fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code)),
      maxLength,
    }),
    fc.string({
      unit: fc.constantFrom('<', '>', '&', '&lt;', '<b>', '</b>', ' ', '\n', '\u200b', 'ầ', '. '),
      maxLength,
    }),
    fc.constantFrom('a', 'chữ ', 'Hết câu. ', '😀', '\n\n').map((unit) => unit.repeat(maxLength)),
  );
const anyMessage: fc.Arbitrary<Message> = fc.record(
  {
    heading: anyText(80),
    text: anyText(3_000),
    choices: fc.array(fc.record({ id: fc.stringMatching(/^[A-Za-z0-9._~-]{1,56}$/), label: anyText(90) }), {
      maxLength: 12,
    }),
    picture: fc.record({ file: fc.constant('a.png'), alt: anyText(200) }),
  },
  { requiredKeys: ['text', 'choices'] },
);

/** Sends the rendered calls straight into the fake's rules. @returns what a person then sees */
function show(message: Message): { text: string; buttons: string[] }[] {
  const person = api.person();
  person.writes('/start');
  for (const call of render(message)) {
    const markup = call.keyboard === undefined ? {} : { reply_markup: { inline_keyboard: call.keyboard } };
    const content = call.kind === 'text' ? { text: call.html } : { photo: knownPhoto(), caption: call.html };
    const method = call.kind === 'text' ? 'sendmessage' : 'sendphoto';
    methods[method]?.(
      api.bot,
      { chat_id: person.id, parse_mode: 'HTML', ...content, ...markup },
      new AbortController().signal,
    );
  }
  return person.sees();
}

let photo: string | undefined;
function knownPhoto(): string {
  photo ??= api.bot.photoId({ name: 'a.png', bytes: new Uint8Array([1]) });
  return photo;
}

const letters = (text: string): string => text.toWellFormed().replace(/[\s\p{C}]/gu, '');

test('any message becomes calls that Telegram takes, with nothing lost and every choice at the end', () => {
  fc.assert(
    fc.property(anyMessage, (message) => {
      const seen = show(message);
      const shown = letters(seen.map(({ text }) => text).join(''));
      const wanted = letters(wholeText(message));
      if (wanted !== '' && /[\p{L}\p{N}]/u.test(wanted)) expect(shown).toContain(wanted);
      expect(seen.at(-1)?.buttons).toHaveLength(message.choices.length);
      expect(seen.slice(0, -1).every(({ buttons }) => buttons.length === 0)).toBe(true);
      for (const label of message.choices.map((choice) => letters(choice.label))) {
        if (!/[\p{L}\p{N}]/u.test(label)) continue;
        const buttons = letters((seen.at(-1)?.buttons ?? []).join(' '));
        expect(buttons.includes(label) || shown.includes(label)).toBe(true);
      }
    }),
    { numRuns: 300 },
  );
});
