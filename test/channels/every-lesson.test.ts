import { writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Channel } from '../../src/channels/channel.ts';
import { openTelegram } from '../../src/channels/telegram/telegram.ts';
import { openZaloBot } from '../../src/channels/zalo-bot/zalo-bot.ts';
import { openZaloOa } from '../../src/channels/zalo-oa/zalo-oa.ts';
import { type PlainTap, writeTap } from '../../src/core/choice-id.ts';
import { type Course, type Language, languages } from '../../src/core/course.ts';
import type { Message } from '../../src/core/message.ts';
import { secondMs } from '../../src/core/time.ts';
import { loadCourse } from '../../src/course/load.ts';
import { startBotApi } from '../fakes/bot-api/bot-api.ts';
import { startZaloBotApi } from '../fakes/zalo-bot/zalo-bot-api.ts';
import { startZaloOaApi } from '../fakes/zalo-oa/zalo-oa-api.ts';
import { countsInMemory } from '../fixtures/counts-in-memory.ts';
import { copyInMemory, locks, notesInMemory } from '../fixtures/notes-in-memory.ts';
import { lessonsDir } from '../fixtures/running-service.ts';
import { coreStage } from '../transcripts/core-stage.ts';
import { startAt } from '../transcripts/replay.ts';
import { Told } from './telegram/toy-bot.ts';
import { wait } from './toy.ts';

/** Whatever its lesson, nobody needs more turns than this to its end. */
const mostTurns = 60;
const publicUrl = 'https://hoc.example.vn';

type Shown = { text: string; buttons: string[]; hasPicture: boolean };
type Platform = {
  channel: Channel;
  /** What people have seen so far, oldest first. */
  shown(): Shown[];
  stop(): Promise<void>;
};

async function telegram(): Promise<Platform> {
  const api = await startBotApi();
  const lan = api.person();
  lan.writes('/start');
  const channel = openTelegram({
    token: api.token,
    apiRoot: api.url,
    mode: 'sending only',
    publicUrl,
    webhookSecret: 'secret',
    mediaDir: `${lessonsDir}/media`,
    clock: Date.now,
    wait,
    log: new Told(),
  });
  await channel.start(async () => ({ kind: 'committed' }));
  return {
    channel,
    shown: () =>
      lan.sees().map(({ text, buttons, ...rest }) => ({ text, buttons, hasPicture: 'photo' in rest })),
    async stop() {
      await channel.stop();
      await api.stop();
    },
  };
}

async function zaloBot(): Promise<Platform> {
  const api = await startZaloBotApi();
  api.limits.messages = 1_000_000;
  await api.writes('1001', 'x');
  const channel = openZaloBot({
    token: api.token,
    apiRoot: api.url,
    mode: 'sending only',
    publicUrl,
    webhookSecret: 'a-secret',
    isOnly: true,
    lease: undefined,
    // Months of one bot's messages are sent here at once.
    counts: { ...countsInMemory(), tally: async () => 0 },
    clock: () => startAt + 40 * 86_400_000 * ++month,
    wait,
    log: new Told(),
  });
  await channel.start(async () => ({ kind: 'committed' }));
  return {
    channel,
    shown: () =>
      api.sent.map(({ text, method }) => ({ text, buttons: [], hasPicture: method === 'sendPhoto' })),
    async stop() {
      await channel.stop();
      await api.stop();
    },
  };
}
let month = 0;

async function zaloOa(): Promise<Platform> {
  const api = await startZaloOaApi();
  api.heardAt.set('1001', Date.now());
  const channel = openZaloOa({
    oaId: api.oaId,
    appId: api.appId,
    appSecret: api.appSecret,
    secret: api.secret,
    apiRoot: api.url,
    oauthRoot: api.url,
    callsPerMinute: 2_000,
    mostVnd: 0,
    firstRefreshToken: 'refresh-0',
    takesUpdates: false,
    publicUrl,
    isOnly: true,
    tapKey: Buffer.alloc(32, 7),
    lock: locks()(),
    notes: notesInMemory(),
    copy: copyInMemory(),
    counts: countsInMemory(),
    clock: Date.now,
    wait: (_, signal) => wait(600_000, signal),
    log: new Told(),
  });
  await channel.start(async () => ({ kind: 'committed' }));
  return {
    channel,
    shown: () =>
      api.sent.map(({ text, buttons, picture }) => ({
        text,
        buttons: buttons.map(({ title }) => title),
        hasPicture: picture !== undefined,
      })),
    async stop() {
      await channel.stop();
      await api.stop();
    },
  };
}

const opening = { telegram, 'zalo-bot': zaloBot, 'zalo-oa': zaloOa };
type Name = keyof typeof opening;
const names = Object.keys(opening) as Name[];
const platforms = new Map<Name, Platform>();
let course: Course;
beforeAll(async () => {
  ({ course } = await loadCourse(lessonsDir));
  for (const name of names) platforms.set(name, await opening[name]());
});
afterAll(async () => {
  for (const platform of platforms.values()) await platform.stop();
});

/** Everything the bot says to somebody who goes through one lesson, answering now rightly and now wrongly. */
async function saidIn(lesson: string, language: Language): Promise<Message[]> {
  const stage = coreStage(() => course, `seed-${lesson}`);
  const said: Message[] = [];
  let now = startAt;
  const tap = async (choice: string): Promise<void> => {
    now += secondMs;
    const turn = await stage.deliver({ kind: 'choice_tapped', choice, at: now }, now);
    said.push(...turn.said);
  };
  said.push(...(await stage.deliver({ kind: 'chat_opened', language, at: now }, now)).said);
  await tap(writeTap({ kind: 'lesson', lesson }));
  for (let turn = 0; turn < mostTurns; turn++) {
    const place = stage.session()?.learners[0]?.place;
    if (place?.kind === 'finished') break;
    const { choices } = said.at(-1) ?? { choices: [] };
    // The ways that lead out of the lesson stand last.
    const ways = choices.length > 2 ? choices.slice(0, -1) : choices;
    const way = place?.kind === 'question' ? ways[turn % ways.length] : choices[0];
    if (way === undefined) break;
    await tap(way.id);
  }
  const plain: PlainTap[] = ['menu', 'modules', 'progress', 'help', 'data', 'suspicious'];
  for (const choice of plain) await tap(choice);
  return said;
}

type Row = { message: Message; shown: Record<Name, Shown[]> };

async function showAll(messages: Message[], language: Language): Promise<Row[]> {
  const rows: Row[] = [];
  for (const message of messages) {
    const row: Row = { message, shown: { telegram: [], 'zalo-bot': [], 'zalo-oa': [] } };
    for (const [name, { channel, shown }] of platforms) {
      const before = shown().length;
      const chat = { channel: name, bot: channel.bot, user: '1001' };
      const signal = AbortSignal.timeout(10_000);
      const delivery = await channel.send(chat, { kind: 'message', message, language }, ++sequence, signal);
      expect(delivery, JSON.stringify(message)).toMatchObject({ kind: 'delivered' });
      row.shown[name] = shown().slice(before);
    }
    rows.push(row);
  }
  return rows;
}
let sequence = 0;

describe.each(languages)('every lesson on every channel (%s)', (language) => {
  test('breaks no limit, loses no choice, and is one call a turn on an Official Account', {
    timeout: 240_000,
  }, async () => {
    for (const lesson of course.lessons.keys()) {
      const messages = await saidIn(lesson, language);
      expect(messages.length, lesson).toBeGreaterThan(12);
      for (const { message, shown } of await showAll(messages, language)) {
        const [onOa = { text: '', buttons: [], hasPicture: false }] = shown['zalo-oa'];
        expect(shown['zalo-oa'], `${lesson}: ${message.text}`).toHaveLength(1);
        for (const { label } of message.choices) {
          const word = label.replace(/\s+/g, ' ').trim().normalize('NFC');
          expect(`${onOa.text}\n${onOa.buttons.join('\n')}`).toContain(word);
          expect(shown['zalo-bot'].map(({ text }) => text).join('\n')).toContain(word);
        }
        expect(shown.telegram.at(-1)?.buttons).toHaveLength(message.choices.length);
      }
    }
  });
});

// `WRITE_SCREENS=1 npx vitest run test/channels/every-lesson.test.ts` writes the page anew.
test('what each screen becomes is one page, a column a channel', async () => {
  const { screensPage } = await import('./screens-page.ts');
  const rows = await showAll(await saidIn('4.1', 'vi'), 'vi');
  const page = screensPage(rows);
  expect(rows.length).toBeGreaterThan(8);
  for (const name of ['Telegram', 'Zalo']) expect(page).toContain(name);
  // A head of two lines, and the screens of a lesson; those that begin alike stand once.
  expect(page.split('\n').filter((line) => line.startsWith('|')).length).toBeGreaterThan(12);
  if (process.env.WRITE_SCREENS === '1')
    writeFileSync(new URL('../../docs/channels/screens.md', import.meta.url), page);
});
