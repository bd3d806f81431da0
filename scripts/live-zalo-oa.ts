/**
 * Ten minutes with a real Official Account: `npm run live:zalo-oa`, with the same environment as the service, while the
 * service is stopped and the webhook leads here. Prints a checklist, and writes the shape of the first event (which
 * fields, of which kind, never what was written) to `DATA_DIR/zalo-oa-first-event.json`.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingHttpHeaders, type IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import type { Update } from '../src/channels/channel.ts';
import { waitOrStop } from '../src/channels/http/wait.ts';
import { fileCopy } from '../src/channels/zalo-oa/kept-tokens.ts';
import { openZaloOa } from '../src/channels/zalo-oa/zalo-oa.ts';
import { readConfig } from '../src/config.ts';
import type { Message } from '../src/core/message.ts';
import { minuteMs, secondMs } from '../src/core/time.ts';
import { openLog } from '../src/log.ts';
import { openStore } from '../src/main.ts';
import { pollerLease } from '../src/poller-lease.ts';
import { deriveSecrets, rootSecret } from '../src/secrets.ts';

const waitMs = 3 * minuteMs;
const config = readConfig(process.env);
const bot = config.bots.find(({ channel }) => channel === 'zalo-oa');
if (bot?.channel !== 'zalo-oa')
  throw new Error('no Official Account is configured; see docs/channels/zalo-oa.md');
mkdirSync(config.DATA_DIR, { recursive: true });

let failed = 0;
const check = (isWell: boolean, what: string): void => {
  if (!isWell) failed++;
  console.log(`${isWell ? '✓' : '✗'} ${what}`);
};

/** Which fields of which kind; the event's name is kept, as nobody wrote it. */
const shapeOf = (value: unknown, name = ''): unknown => {
  if (name === 'event_name') return value;
  if (Array.isArray(value)) return value.map((it) => shapeOf(it));
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, it]) => [key, shapeOf(it, key)]));
  return typeof value === 'string' ? `string of ${value.length}` : typeof value;
};

let hasSaved = false;
function save(headers: IncomingHttpHeaders, raw: Buffer): void {
  if (hasSaved) return;
  hasSaved = true;
  const names = Object.fromEntries(
    Object.entries(headers).map(([key, value]) => [key, `string of ${String(value).length}`]),
  );
  const file = join(config.DATA_DIR, 'zalo-oa-first-event.json');
  let body: unknown;
  try {
    body = shapeOf(JSON.parse(raw.toString()));
  } catch (error) {
    body = `not JSON: ${String(error)}`;
  }
  writeFileSync(file, `${JSON.stringify({ headers: names, body }, undefined, 2)}\n`);
  console.log(`  its shape is in ${file}`);
}

const store = await openStore(config, 'command');
const secrets = deriveSecrets(rootSecret(config.BANHOC_SECRET, config.DATA_DIR));
const arrived: Update[] = [];
let wake: () => void = () => {};
const oa = openZaloOa({
  oaId: bot.ZALO_OA_ID,
  appId: bot.ZALO_OA_APP_ID,
  appSecret: bot.ZALO_OA_APP_SECRET,
  secret: bot.ZALO_OA_SECRET,
  firstRefreshToken: bot.ZALO_OA_REFRESH_TOKEN,
  apiRoot: bot.ZALO_OA_API_ROOT,
  oauthRoot: bot.ZALO_OA_OAUTH_ROOT,
  callsPerMinute: 100,
  mostVnd: 0,
  takesUpdates: true,
  publicUrl: config.publicUrl,
  isOnly: true,
  tapKey: secrets.zaloOaTaps(bot.ZALO_OA_ID),
  lock: pollerLease(store, 'zalo-oa', bot.ZALO_OA_ID, 'live check', minuteMs),
  notes: store,
  copy: fileCopy(join(config.DATA_DIR, `zalo-oa-${bot.ZALO_OA_ID}.json`)),
  counts: store,
  clock: Date.now,
  wait: waitOrStop,
  log: openLog('info', { write: (line) => process.stdout.write(`  ${line}`) }),
});

/** The request once more, after its bytes were looked at. */
function again(request: IncomingMessage, raw: Buffer): IncomingMessage {
  const copy = new PassThrough();
  copy.end(raw);
  const { url, method, headers } = request;
  return Object.assign(copy, { url, method, headers, complete: true }) as unknown as IncomingMessage;
}

const server = createServer((request, response) => {
  const pieces: Buffer[] = [];
  request.on('data', (piece: Buffer) => pieces.push(piece));
  request.on('end', () => {
    const raw = Buffer.concat(pieces);
    const startedAt = performance.now();
    if (raw.length > 0) save(request.headers, raw);
    void oa.handle(again(request, raw), response).then((isOurs) => {
      if (!isOurs) response.writeHead(404).end();
      else if (response.statusCode === 401)
        check(false, 'a call came whose signature is wrong: look at ZALO_OA_SECRET');
      else
        console.log(`  answered ${response.statusCode} in ${Math.round(performance.now() - startedAt)} ms`);
    });
  });
});
await new Promise<void>((resolve) => server.listen(config.PORT, config.HOST, resolve));

async function next(what: string, fits: (update: Update) => boolean): Promise<Update | undefined> {
  console.log(`→ ${what} (within ${waitMs / secondMs} s)`);
  const untilAt = Date.now() + waitMs;
  while (Date.now() < untilAt) {
    const found = arrived.splice(0).find(fits);
    if (found !== undefined) return found;
    await new Promise<void>((resolve) => {
      wake = resolve;
      setTimeout(resolve, secondMs);
    });
  }
  return undefined;
}
let sequence = 0;
const send = async (chat: Update['chat'], message: Message): Promise<string> => {
  const delivery = await oa.send(chat, { kind: 'message', message }, ++sequence, AbortSignal.timeout(20_000));
  return delivery.kind === 'delivered' ? 'delivered' : `${delivery.kind}: ${delivery.reason}`;
};

await oa.start(async (update) => {
  arrived.push(update);
  wake();
  return { kind: 'committed' };
});
const trouble = await oa.trouble();
check(trouble === undefined, trouble ?? 'the token is there and renews itself');
console.log(`→ the webhook must lead to ${config.publicUrl}/channels/zalo-oa/${bot.ZALO_OA_ID}`);
const first = await next(
  'write anything to the account from your phone',
  ({ event }) => event.kind === 'text_written',
);
check(first !== undefined, 'a text arrives, and its signature is right');
if (first !== undefined) {
  const { chat } = first;
  const asked = await send(chat, {
    text: 'Thử nút bấm: bác bấm một nút.',
    choices: [
      { id: 'live.a', label: 'Nút một' },
      { id: 'live.b', label: 'Nút hai' },
    ],
  });
  check(asked === 'delivered', `text and two buttons in one call: ${asked}`);
  const tap = await next('tap one of the buttons', ({ event }) => event.kind === 'choice_tapped');
  check(tap !== undefined, 'a tap comes back and is known as one');
  const long = await send(chat, { text: 'Đây là một câu dài. '.repeat(150).trim(), choices: [] });
  check(long === 'delivered', `a long text in parts: ${long}`);
}
console.log(failed === 0 ? 'all well' : `${failed} not well`);
await oa.stop();
server.close();
server.closeAllConnections();
await store.close();
process.exitCode = failed === 0 ? 0 : 1;
