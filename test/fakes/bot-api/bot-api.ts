import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Params, readParams } from './call-body.ts';
import { FakeBot, type Pace } from './fake-bot.ts';
import { Faults } from './faults.ts';
import { methods } from './methods.ts';
import { Person } from './person.ts';
import { Refusal } from './refusal.ts';

export type { Fault } from './faults.ts';
export type { Person, Seen } from './person.ts';

export type Answer =
  | { ok: true; result: unknown }
  | { ok: false; error_code: number; description: string; parameters?: object };

/** One call that a bot made, and what it was told, or would have been. */
export type Made = { token: string; method: string; params: Params; answer: Answer | undefined };

export type BotApi = {
  /** The API root to give to a bot. */
  url: string;
  token: string;
  /** The bot of `token`; `addBot` makes others. */
  bot: FakeBot;
  addBot(token: string): FakeBot;
  /** Someone with a phone who can write to the bot. Ids count from 1001 unless given. */
  person(about?: { id?: number; firstName?: string; languageCode?: string; bot?: FakeBot }): Person;
  faults: Faults;
  /** Every call so far, in order of arrival. */
  calls: Made[];
  callsOf(method: string): Made[];
  /** Closes the server and every line to it. */
  stop(): Promise<void>;
};

export type BotApiOptions = Partial<Pace> & { token?: string };

/**
 * A strict stand-in for Telegram's Bot API server over real HTTP, on a free port of this machine. It keeps to
 * the rules by which bots get hurt: updates kept per kind, lanes per kind, retries with pauses, one poller,
 * limits after entity parsing, errors in the server's own words. `faults` scripts bad days.
 */
export async function startBotApi(options: BotApiOptions = {}): Promise<BotApi> {
  const {
    token = '4711:fake-token',
    clock = Date.now,
    secondMs = 1_000,
    webhookTimeoutMs = 60_000,
  } = options;
  const pace: Pace = { clock, secondMs, webhookTimeoutMs };
  const bots = new Map<string, FakeBot>();
  const faults = new Faults();
  const calls: Made[] = [];
  let nextPerson = 1001;

  async function answerTo(bot: FakeBot, method: string, params: Params, gone: AbortSignal): Promise<Answer> {
    const run = methods[method.toLowerCase()];
    if (run === undefined) return refused(new Refusal(404, 'Not Found: method not found'));
    try {
      return { ok: true, result: await run(bot, params, gone) };
    } catch (error) {
      if (error instanceof Refusal) return refused(error);
      throw error;
    }
  }

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '', 'http://fake');
    const [, given, method] = /^\/bot([^/]+)\/(\w+)$/.exec(url.pathname) ?? [];
    if (given === undefined || method === undefined || !/^\d+:/.test(given)) {
      return write(response, refused(new Refusal(404, 'Not Found')));
    }
    const bot = bots.get(given);
    if (bot === undefined) return write(response, refused(new Refusal(401, 'Unauthorized')));
    const params = await readParams(request, url);
    if (params === undefined)
      return write(response, refused(new Refusal(400, 'Bad Request: unsupported content type')));
    const made: Made = { token: given, method, params, answer: undefined };
    calls.push(made);
    const gone = new AbortController();
    response.on('close', () => gone.abort());
    const fault = faults.take(method);
    switch (fault?.kind) {
      case undefined:
        made.answer = await answerTo(bot, method, params, gone.signal);
        return write(response, made.answer);
      case 'flood':
        made.answer = refused(
          new Refusal(429, `Too Many Requests: retry after ${fault.retryAfter}`, {
            retry_after: fault.retryAfter,
          }),
        );
        return write(response, made.answer);
      case 'refuse':
        made.answer = refused(new Refusal(fault.code, fault.description, fault.parameters));
        return write(response, made.answer);
      case 'server_error':
        made.answer = refused(new Refusal(500, 'Internal Server Error'));
        return write(response, made.answer);
      case 'proxy_page':
        response.writeHead(502, { 'content-type': 'text/html' });
        response.end('<html><h1>502 Bad Gateway</h1></html>');
        return;
      case 'lost_response':
        made.answer = await answerTo(bot, method, params, gone.signal);
        response.destroy();
        return;
      case 'cut':
        response.destroy();
        return;
      case 'hang':
        return;
    }
  }

  const server = createServer((request, response) => {
    serve(request, response).catch((error: unknown) => {
      const isTheirs = error instanceof SyntaxError;
      const what = error instanceof Error ? error.message : String(error);
      const code = isTheirs ? 400 : 500;
      write(
        response,
        refused(new Refusal(code, isTheirs ? `Bad Request: ${what}` : `The fake failed: ${what}`)),
      );
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));

  function addBot(of: string): FakeBot {
    const made = new FakeBot(of, pace);
    made.reply = ({ method, ...params }) => {
      const call: Made = { token: of, method: String(method), params, answer: undefined };
      calls.push(call);
      answerTo(made, call.method, params, new AbortController().signal).then(
        (answer) => {
          call.answer = answer;
        },
        () => {},
      );
    };
    bots.set(of, made);
    return made;
  }

  const bot = addBot(token);
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    token,
    bot,
    addBot,
    person(about = {}) {
      const id = about.id ?? nextPerson++;
      const owner = about.bot ?? bot;
      const account = owner.chats.accounts.get(id) ?? {
        id,
        firstName: about.firstName ?? 'Lan',
        languageCode: about.languageCode,
        hasStarted: false,
        hasBlocked: false,
        isDeleted: false,
      };
      owner.chats.accounts.set(id, account);
      return new Person(owner, account);
    },
    faults,
    calls,
    callsOf: (method) => calls.filter((made) => made.method.toLowerCase() === method.toLowerCase()),
    async stop() {
      await Promise.all([...bots.values()].map((each) => each.stop()));
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
    },
  };
}

const refused = ({ code, message, parameters }: Refusal): Answer => ({
  ok: false,
  error_code: code,
  description: message,
  ...(parameters === undefined ? {} : { parameters }),
});

function write(response: ServerResponse, answer: Answer): void {
  if (response.destroyed || response.headersSent) return;
  response.writeHead(answer.ok ? 200 : answer.error_code, { 'content-type': 'application/json' });
  response.end(JSON.stringify(answer));
}
