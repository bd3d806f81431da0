import type { Button, Shown } from './stub.ts';

/** Updates as Telegram sends them, about 700 bytes for a tap: with the tapped message and its keyboard. */
export type Updates = {
  written(chat: number, text: string): object;
  tapped(chat: number, shown: Shown, button: Button): object;
};

const person = (id: number) => ({ id, is_bot: false, first_name: 'Lan', language_code: 'vi' });
const privateChat = (id: number) => ({ id, first_name: 'Lan', type: 'private' });
const bot = { id: 4242, is_bot: true, first_name: 'Bench', username: 'bench_bot' };
const nowSeconds = (): number => Math.floor(Date.now() / 1_000);

/** Numbers updates from one upwards, as Telegram does for a bot. */
export function numberedUpdates(): Updates {
  let last = 700_000_000;
  return {
    written(chat, text) {
      last += 1;
      const entities = text.startsWith('/') ? [{ offset: 0, length: text.length, type: 'bot_command' }] : [];
      return {
        update_id: last,
        message: {
          message_id: last,
          from: person(chat),
          chat: privateChat(chat),
          date: nowSeconds(),
          text,
          entities,
        },
      };
    },
    tapped(chat, shown, button) {
      last += 1;
      const inline_keyboard = shown.buttons.map(({ id, label }) => [{ text: label, callback_data: id }]);
      return {
        update_id: last,
        callback_query: {
          id: `${chat}${last}`,
          from: person(chat),
          message: {
            message_id: shown.id,
            from: bot,
            chat: privateChat(chat),
            date: nowSeconds(),
            text: shown.text,
            reply_markup: { inline_keyboard },
          },
          chat_instance: '-7720512390017465',
          data: button.id,
        },
      };
    },
  };
}
