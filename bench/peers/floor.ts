import { createServer } from 'node:http';
import { Pool } from 'undici';
import { openLines } from '../../src/channels/http/lines.ts';
import { loadQuiz, type Page } from './quiz.ts';

/**
 * No bot at all: what any bot on `node:http` and undici must do for a tap, and nothing else. It reads the update,
 * answers the callback in the 200, marks the buttons and sends the next message; it remembers nothing and decides
 * nothing. Whoever uses these two libraries cannot need less.
 */
const { BOT_TOKEN = '', API_ROOT = '', PORT, LESSONS_DIR = '', WEBHOOK_SECRET = '', OUR_LINES } = process.env;
const quiz = await loadQuiz(LESSONS_DIR);
const root = new URL(API_ROOT);
const pool = new Pool(root.origin, { connections: 512 });
/** The same calls over the lines that our bot uses in place of undici. */
const lines = OUR_LINES === undefined ? undefined : openLines(root);
const keyboard = (page: Page): object => ({
  inline_keyboard: page.buttons.map(({ id, label }) => [{ text: label, callback_data: id }]),
});

function call(method: string, payload: object): void {
  const path = `${root.pathname.replace(/\/+$/, '')}/bot${BOT_TOKEN}/${method}`;
  if (lines !== undefined) {
    lines.post(path, JSON.stringify(payload), undefined).then(({ body }) => JSON.parse(body), console.error);
    return;
  }
  const chunks: Buffer[] = [];
  pool.dispatch(
    {
      path,
      method: 'POST',
      body: JSON.stringify(payload),
      headers: { 'content-type': 'application/json' },
    },
    {
      onRequestStart() {},
      onResponseStart() {},
      onResponseData: (_, chunk) => void chunks.push(chunk),
      onResponseEnd: () => void JSON.parse(Buffer.concat(chunks).toString()),
      onResponseError: (_, error) => console.error(error),
    },
  );
}

type Update = {
  message?: { chat: { id: number } };
  callback_query?: { id: string; data: string; message: { message_id: number; chat: { id: number } } };
};

const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    const { message, callback_query: tap } = JSON.parse(Buffer.concat(chunks).toString()) as Update;
    const chat_id = tap?.message.chat.id ?? message?.chat.id;
    const page = (tap === undefined ? undefined : quiz.page(tap.data)) ?? quiz.greeting;
    if (tap === undefined) response.end();
    else {
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify({ method: 'answerCallbackQuery', callback_query_id: tap.id }));
      const { message_id } = tap.message;
      call('editMessageReplyMarkup', { chat_id, message_id, reply_markup: { inline_keyboard: [] } });
    }
    call('sendMessage', { chat_id, text: page.text, parse_mode: 'HTML', reply_markup: keyboard(page) });
  });
});
server.listen(Number(PORT), '127.0.0.1', () =>
  call('setWebhook', { url: `http://127.0.0.1:${PORT}/floor`, secret_token: WEBHOOK_SECRET }),
);
