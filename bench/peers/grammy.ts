import { createServer } from 'node:http';
import { sequentialize } from '@grammyjs/runner';
import { RedisAdapter } from '@grammyjs/storage-redis';
import { Bot, type Context, InlineKeyboard, type SessionFlavor, session, webhookCallback } from 'grammy';
import { Redis } from 'ioredis';
import { loadQuiz, type Page } from './quiz.ts';

/**
 * The quiz on grammY as its documentation shows it: sessions kept in Redis by `@grammyjs/storage-redis`, a
 * webhook by `webhookCallback`, each tap answered and its message edited.
 */
type SessionData = { answered: number; right: number; place: string; reminders: 'on' | 'off' };
type QuizContext = Context & SessionFlavor<SessionData>;

const {
  BOT_TOKEN = '',
  API_ROOT = '',
  PORT,
  REDIS_URL = '',
  LESSONS_DIR = '',
  WEBHOOK_SECRET = '',
} = process.env;
const quiz = await loadQuiz(LESSONS_DIR);
const keyboard = (page: Page): InlineKeyboard =>
  InlineKeyboard.from(page.buttons.map(({ id, label }) => [InlineKeyboard.text(label, id)]));

const remindersText = ({ reminders }: SessionData): string =>
  `Nhắc học\n${reminders === 'on' ? 'Đang bật' : 'Đang tắt'}.`;

const bot = new Bot<QuizContext>(BOT_TOKEN, {
  client: {
    apiRoot: API_ROOT,
    canUseWebhookReply: (method) => process.env.REPLY_IN_WEBHOOK === '1' && method === 'answerCallbackQuery',
  },
});
// Its remedy for races of one chat, within one process.
if (process.env.SEQUENTIALIZE === '1') bot.use(sequentialize((ctx) => String(ctx.chat?.id)));
bot.use(
  session({
    initial: (): SessionData => ({ answered: 0, right: 0, place: 'start', reminders: 'off' }),
    storage: new RedisAdapter<SessionData>({ instance: new Redis(REDIS_URL) }),
  }),
);

bot.command('start', async (ctx) => {
  await ctx.reply(quiz.greeting.text, { reply_markup: keyboard(quiz.greeting) });
});
bot.on('callback_query:data', async (ctx) => {
  const button = ctx.callbackQuery.data;
  const page = quiz.page(button);
  await ctx.answerCallbackQuery();
  if (page === undefined) return;
  if (button.startsWith('answer:')) {
    ctx.session.answered += 1;
    if (quiz.isRight(button)) ctx.session.right += 1;
  }
  ctx.session.place = button;
  await ctx.editMessageText(page.text, { reply_markup: keyboard(page) });
});
bot.on('message:text', async (ctx) => {
  const { session, message } = ctx;
  if (message.text === 'bật nhắc') session.reminders = 'on';
  if (message.text === 'tắt nhắc') session.reminders = 'off';
  const page = quiz.page(session.place) ?? quiz.greeting;
  const said = message.text === 'nhắc học' ? remindersText(session) : page.text;
  await ctx.reply(said, { reply_markup: keyboard(page) });
});

createServer(webhookCallback(bot, 'http', { secretToken: WEBHOOK_SECRET })).listen(Number(PORT), '127.0.0.1');
await bot.api.setWebhook(`http://127.0.0.1:${PORT}/grammy`, { secret_token: WEBHOOK_SECRET });
