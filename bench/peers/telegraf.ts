import { Agent, createServer } from 'node:http';
import { Redis } from '@telegraf/session/redis';
import { type Context, Markup, session, Telegraf } from 'telegraf';
import { loadQuiz, type Page } from './quiz.ts';

/**
 * The quiz on telegraf 4 as its documentation shows it: sessions kept in Redis by `@telegraf/session`, a
 * webhook by `createWebhook`, each tap answered and its message edited.
 */
type SessionData = { answered: number; right: number; place: string; reminders: 'on' | 'off' };
interface QuizContext extends Context {
  session?: SessionData;
}

const {
  BOT_TOKEN = '',
  API_ROOT = '',
  PORT,
  REDIS_URL = '',
  LESSONS_DIR = '',
  WEBHOOK_SECRET = '',
} = process.env;
const quiz = await loadQuiz(LESSONS_DIR);
const keyboard = (page: Page) =>
  Markup.inlineKeyboard(page.buttons.map(({ id, label }) => [Markup.button.callback(label, id)]));

const remindersText = ({ reminders }: SessionData): string =>
  `Nhắc học\n${reminders === 'on' ? 'Đang bật' : 'Đang tắt'}.`;

const bot = new Telegraf<QuizContext>(BOT_TOKEN, {
  telegram: {
    // For a plain http address telegraf drops its kept-alive agent and connects anew for every call, which it
    // does not do with Telegram's own https. In capitals the address keeps the agent, as it would there.
    apiRoot: API_ROOT.replace('http://', 'HTTP://'),
    agent: new Agent({ keepAlive: true, keepAliveMsecs: 10_000 }),
    webhookReply: process.env.REPLY_IN_WEBHOOK === '1',
  },
});
bot.use(
  session({
    store: Redis<SessionData>({ url: REDIS_URL }),
    defaultSession: (): SessionData => ({ answered: 0, right: 0, place: 'start', reminders: 'off' }),
  }),
);

bot.start(async (ctx) => {
  await ctx.reply(quiz.greeting.text, keyboard(quiz.greeting));
});
bot.on('callback_query', async (ctx) => {
  const { callbackQuery, session } = ctx;
  if (!('data' in callbackQuery) || session === undefined) return;
  const button = callbackQuery.data;
  const page = quiz.page(button);
  await ctx.answerCbQuery();
  if (page === undefined) return;
  if (button.startsWith('answer:')) {
    session.answered += 1;
    if (quiz.isRight(button)) session.right += 1;
  }
  session.place = button;
  await ctx.editMessageText(page.text, keyboard(page));
});
bot.on('text', async (ctx) => {
  const { session } = ctx;
  if (session === undefined) return;
  const { text } = ctx.message;
  if (text === 'bật nhắc') session.reminders = 'on';
  if (text === 'tắt nhắc') session.reminders = 'off';
  const page = quiz.page(session.place) ?? quiz.greeting;
  const said = text === 'nhắc học' ? remindersText(session) : page.text;
  await ctx.reply(said, keyboard(page));
});

const webhook = await bot.createWebhook({
  domain: `http://127.0.0.1:${PORT}`,
  path: '/telegraf',
  secret_token: WEBHOOK_SECRET,
});
createServer(webhook).listen(Number(PORT), '127.0.0.1');
