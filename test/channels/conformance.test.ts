import { Readable } from 'node:stream';
import { expect, test } from 'vitest';
import { openTelegram } from '../../src/channels/telegram/telegram.ts';
import { openTerminal } from '../../src/channels/terminal/terminal.ts';
import { openWebChat } from '../../src/channels/webchat/web-chat.ts';
import { signatureOf } from '../../src/channels/zalo-oa/signature.ts';
import { deriveSecrets } from '../../src/secrets.ts';
import {
  type ChannelUnderTest,
  channelContract,
  type Instead,
  type Lacks,
  type Promised,
  promiseNames,
  type RefusalCase,
} from '../contracts/channel.ts';
import { startBotApi } from '../fakes/bot-api/bot-api.ts';
import { startZaloBotApi } from '../fakes/zalo-bot/zalo-bot-api.ts';
import { startZaloOaApi } from '../fakes/zalo-oa/zalo-oa-api.ts';
import { temporaryStore } from '../fixtures/temporary-store.ts';
import { openToy, type Toy, wait } from './toy.ts';
import { openZaloBotToy, webhookSecret as secret } from './zalo-bot/zalo-bot-toy.ts';
import { openZaloOaToy } from './zalo-oa/zalo-oa-toy.ts';

/** One call by hand. */
async function post(
  url: string,
  body: string,
  headers: Record<string, string>,
  method = 'POST',
): Promise<number> {
  const answer = await fetch(url, {
    method,
    headers: { 'content-type': 'application/json', ...headers },
    ...(method === 'GET' ? {} : { body }),
  });
  await answer.arrayBuffer();
  return answer.status;
}

const bySecret = (header: string, proof: 'right' | 'wrong' | 'none' = 'right'): Record<string, string> =>
  proof === 'none' ? {} : { [header]: proof === 'right' ? secret : `${secret}x` };

/** Numbers for names: Telegram's people are numbered. */
const numberOf = (user: string): number => (user === 'lan' ? 1001 : 2000 + Number(user.slice(1)));

async function telegram(instead: Instead): Promise<ChannelUnderTest> {
  const api = await startBotApi({ secondMs: 2 });
  const lan = api.person({ id: 1001 });
  const toy = await openToy(
    ({ url, told }) =>
      openTelegram({
        token: api.token,
        apiRoot: api.url,
        mode: 'webhook',
        publicUrl: url,
        webhookSecret: secret,
        clock: Date.now,
        wait,
        log: told,
      }),
    instead,
  );
  // The pusher of the stand-in stays out of it: calls are made by hand here.
  await api.bot.setWebhook(undefined, true);
  lan.writes('/start');
  return {
    ...running(toy, () => api.stop()),
    chatOf: (user) => ({ channel: 'telegram', bot: toy.bot.bot, user: String(numberOf(user)) }),
    bodyOf: ({ user, text, id, at }) =>
      JSON.stringify({
        update_id: id,
        message: {
          message_id: id,
          date: Math.floor(at / 1_000),
          chat: { id: numberOf(user), type: 'private' },
          from: { id: numberOf(user) },
          text,
        },
      }),
    call: (body, { proof, method } = {}) =>
      post(`${toy.url}/channels/telegram`, body, bySecret('x-telegram-bot-api-secret-token', proof), method),
    shown: () =>
      lan.sees().map(({ text, buttons }) => ({ user: 'lan', text: [text, ...buttons].join('\n') })),
    fail(fault) {
      const method = 'sendMessage';
      if (fault.kind === 'refuse') {
        const description = fault.code === 429 ? 'Too Many Requests' : (fault.description ?? 'refused');
        api.faults.next({ kind: 'refuse', method, code: fault.code, description });
      } else if (fault.kind !== 'slow') api.faults.next({ kind: fault.kind, method });
    },
  };
}

async function zaloBot(instead: Instead): Promise<ChannelUnderTest> {
  const api = await startZaloBotApi();
  api.limits.people = 1_000;
  api.limits.messages = 100_000;
  const toy = await openZaloBotToy(api, {}, instead);
  api.webhook = undefined;
  await api.writes('lan', 'x');
  return {
    ...running(toy, () => api.stop()),
    chatOf: (user) => ({ channel: 'zalo-bot', bot: toy.bot.bot, user }),
    bodyOf: ({ user, text, id, at }) =>
      JSON.stringify({
        ok: true,
        result: {
          event_name: 'message.text.received',
          message: {
            from: { id: user },
            chat: { id: user, chat_type: 'PRIVATE' },
            text,
            message_id: `m${id}`,
            date: at,
          },
        },
      }),
    call: (body, { proof, method } = {}) =>
      post(`${toy.url}/channels/zalo-bot`, body, bySecret('x-bot-api-secret-token', proof), method),
    shown: () => api.sent,
    fail: (fault) => void api.faults.push({ fault }),
  };
}

async function zaloOa(instead: Instead): Promise<ChannelUnderTest> {
  const api = await startZaloOaApi();
  const toy = await openZaloOaToy(api, {}, instead);
  api.heardAt.set('lan', Date.now());
  const signed = (body: string, proof: 'right' | 'wrong' | 'none' = 'right'): Record<string, string> => {
    if (proof === 'none') return {};
    const time = /"timestamp":"(\d+)"/.exec(body)?.[1] ?? '1';
    const key = proof === 'right' ? api.secret : 'other';
    return { 'x-zevent-signature': `mac=${signatureOf(api.appId, Buffer.from(body), time, key)}` };
  };
  return {
    ...running(toy, () => api.stop()),
    chatOf: (user) => ({ channel: 'zalo-oa', bot: api.oaId, user }),
    bodyOf: ({ user, text, id, at }) =>
      JSON.stringify({
        app_id: api.appId,
        sender: { id: user },
        recipient: { id: api.oaId },
        event_name: 'user_send_text',
        message: { text, msg_id: `m${id}` },
        timestamp: String(at),
      }),
    call: (body, { proof, method } = {}) =>
      post(`${toy.url}/channels/zalo-oa`, body, signed(body, proof), method),
    shown: () =>
      api.sent.map(({ user, text, buttons }) => ({
        user,
        text: [text, ...buttons.map(({ title }) => title)].join('\n'),
      })),
    fail: (fault) => void api.faults.push({ fault }),
  };
}

/** What is the same for all whose calls come to a server of ours. */
function running<T extends ChannelUnderTest['channel']>(
  toy: Toy<T>,
  leave: () => Promise<void>,
): Pick<ChannelUnderTest, 'channel' | 'committed' | 'handedIn' | 'leave' | 'stop'> {
  let hasLeft = false;
  const go = async (): Promise<void> => {
    if (hasLeft) return;
    hasLeft = true;
    await leave();
  };
  return {
    channel: toy.bot,
    committed: toy.committed,
    handedIn: toy.handedIn,
    leave: go,
    async stop() {
      await toy.stop();
      await go();
    },
  };
}

async function webChat(instead: Instead): Promise<ChannelUnderTest> {
  const { store, remove } = temporaryStore();
  const committed: ChannelUnderTest['committed'] = [];
  const handedIn: ChannelUnderTest['handedIn'] = [];
  const { channel, app } = openWebChat({
    store,
    secrets: deriveSecrets('a root secret that is long enough for this'),
    mediaDir: '.',
    publicUrl: 'http://localhost:8080',
    trustProxy: 0,
    clock: Date.now,
  });
  await channel.start(async (update) => {
    if (update.event.kind === 'chat_opened') return { kind: 'committed' };
    handedIn.push(update);
    const other = await instead(update);
    if (other !== undefined) return other;
    if (committed.some(({ id }) => id === update.id)) return { kind: 'duplicate' };
    committed.push(update);
    return { kind: 'committed' };
  });
  let cookie: string | undefined;
  let lines: { user: string; text: string }[] = [];
  const chat = { channel: 'web', bot: '-', user: 'somebody' };
  return {
    channel: {
      ...channel,
      async send(to, outgoing, sequence, signal) {
        const delivery = await channel.send(to, outgoing, sequence, signal);
        if (outgoing.kind === 'message') {
          const log = await store.readLog(chat, sequence - 1);
          lines = [
            ...lines,
            ...log.flatMap(({ outgoing: line }) =>
              line.kind === 'message'
                ? [
                    {
                      user: 'lan',
                      text: [line.message.text, ...line.message.choices.map(({ label }) => label)].join('\n'),
                    },
                  ]
                : [],
            ),
          ];
        }
        return delivery;
      },
    },
    committed,
    handedIn,
    chatOf: () => chat,
    bodyOf: ({ text, id }) => JSON.stringify({ id: `line-${id}-of-this-page`, text }),
    async call(body, { method = 'POST' } = {}) {
      const answer = await app.request('/chat/messages', {
        method,
        headers: { 'content-type': 'application/json', ...(cookie === undefined ? {} : { cookie }) },
        ...(method === 'GET' ? {} : { body }),
      });
      cookie ??= answer.headers.get('set-cookie')?.split(';')[0];
      return answer.status;
    },
    shown: () => lines,
    fail: () => {},
    leave: async () => {},
    async stop() {
      await channel.stop();
      await remove();
    },
  };
}

async function terminal(instead: Instead): Promise<ChannelUnderTest> {
  const committed: ChannelUnderTest['committed'] = [];
  const handedIn: ChannelUnderTest['handedIn'] = [];
  const written: string[] = [];
  const input = new Readable({ read() {} });
  const channel = openTerminal({
    input,
    write: (text) => void written.push(text.trim()),
    hasColours: false,
    language: 'vi',
    clock: Date.now,
  });
  await channel.start(async (update) => {
    handedIn.push(update);
    const other = await instead(update);
    if (other !== undefined) return other;
    committed.push(update);
    return { kind: 'committed' };
  });
  const before = written.length;
  return {
    channel,
    committed,
    handedIn,
    chatOf: () => ({ channel: 'terminal', bot: '-', user: 'keyboard' }),
    bodyOf: ({ text }) => text,
    async call(body) {
      const taken = handedIn.length;
      input.push(`${body}\n`);
      while (handedIn.length === taken) await new Promise((resolve) => setTimeout(resolve, 1));
      return 200;
    },
    shown: () => written.slice(before).map((text) => ({ user: 'lan', text })),
    fail: () => {},
    leave: async () => {},
    stop: () => channel.stop(),
  };
}

type Entry = {
  open(instead: Instead): Promise<ChannelUnderTest>;
  lacks: Lacks;
  refusals: RefusalCase[];
  statuses: { taken: number; malformed: number };
  malformed?: string[];
};
const ours = 'ours: no platform between';
const noCalls = 'a keyboard: no calls';
const hook = { taken: 200, malformed: 400 };

const channels: Record<string, Entry> = {
  telegram: {
    open: telegram,
    lacks: { slow: 'the same lines as Zalo; test/channels/http' },
    refusals: [
      { code: 400, is: 'bad_content' },
      { code: 401, is: 'channel_down' },
      { code: 403, is: 'unreachable' },
      { code: 429, is: 'retry', scope: 'bot' },
      { code: 500, is: 'unknown' },
    ],
    statuses: hook,
  },
  'zalo-bot': {
    open: zaloBot,
    lacks: {},
    refusals: [
      { code: 400, is: 'bad_content' },
      { code: 401, is: 'channel_down' },
      { code: 403, is: 'unknown' },
      { code: 404, is: 'channel_down' },
      { code: 408, is: 'unknown' },
      { code: 429, is: 'retry', scope: 'bot' },
    ],
    statuses: hook,
  },
  'zalo-oa': {
    open: zaloOa,
    lacks: {},
    refusals: [
      ...[-32].map((code) => ({ code, is: 'retry', scope: 'bot' }) as const),
      ...[-234].map((code) => ({ code, is: 'retry', scope: 'chat' }) as const),
      ...[-201, -210, -233, -100, -248].map((code) => ({ code, is: 'bad_content' }) as const),
      ...[-213, -230, -232, -227, -217, -244, -218].map((code) => ({ code, is: 'unreachable' }) as const),
      ...[-211, -221, -224, -235, -320, -321, -209, -212, -240].map(
        (code) => ({ code, is: 'channel_down' }) as const,
      ),
      { code: -999, is: 'unknown' },
    ],
    statuses: hook,
    malformed: ['{"timestamp":"1"', '{"timestamp":"1"}', '["timestamp":"1"]', '[{"timestamp":"1"}]'],
  },
  web: {
    open: webChat,
    lacks: {
      dead: ours,
      proof: 'a cookie of its own; test/channels/webchat',
      method: 'answers 404 to others',
      time: ours,
      errors: ours,
      lost: ours,
      slow: ours,
      away: 'the store; retried',
      fast: 'npm run bench -- latency',
    },
    refusals: [],
    statuses: { taken: 202, malformed: 400 },
  },
  terminal: {
    open: terminal,
    lacks: {
      duplicate: noCalls,
      unsaved: noCalls,
      dead: noCalls,
      proof: noCalls,
      replay: noCalls,
      malformed: noCalls,
      huge: noCalls,
      method: noCalls,
      time: noCalls,
      fast: noCalls,
      errors: ours,
      lost: ours,
      slow: ours,
      away: ours,
      stopping: noCalls,
    },
    refusals: [],
    statuses: hook,
  },
};

for (const [name, { open, ...about }] of Object.entries(channels)) channelContract(name, open, about);

test('docs/channels/conformance.md says what is tested of which channel', async () => {
  const names = Object.keys(channels);
  const cell = (name: string, which: Promised): string => {
    const reason = channels[name]?.lacks[which];
    return reason === undefined ? '✓' : `– ${reason}`;
  };
  const rows = (Object.keys(promiseNames) as Promised[]).map(
    (which) => `| ${promiseNames[which]} | ${names.map((name) => cell(name, which)).join(' | ')} |`,
  );
  const page = `# What every channel promises

Each ✓ is a test of \`test/contracts/channel.ts\` that runs over HTTP against the platform’s strict stand-in in \`test/fakes/\`; this page is written by \`npx vitest run test/channels/conformance.test.ts -u\`. Zalo OA is not proven live; the stand-in of the Zalo Bot Platform is kept honest by its reference client (\`test/openclaw\`).

| promise | ${names.join(' | ')} |
|---|${names.map(() => '---').join('|')}|
${rows.join('\n')}
`;
  const file = new URL('../../docs/channels/conformance.md', import.meta.url);
  await expect(page).toMatchFileSnapshot(file.pathname);
});
