import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** How the server answers one call: as servers do, well and badly. */
export type Play =
  | { kind: 'content'; content: string; finish?: string; tokens?: number | null }
  | { kind: 'refusal' }
  | { kind: 'status'; status: number; body?: string; headers?: Record<string, string> }
  /** Status 200 and something that is no completion. */
  | { kind: 'raw'; body: string; type?: string }
  /** Headers at once, and then nothing. */
  | { kind: 'stall' }
  /** Half the body, and the socket is closed. */
  | { kind: 'cut' }
  | { kind: 'silence' };

export type Call = { body: Record<string, unknown>; prompt: string; headers: IncomingMessage['headers'] };

/** A chat-completions server that plays what it is told. The last play is repeated. */
export async function fakeOpenai(plays: Play[] = []) {
  const calls: Call[] = [];
  const script = [...plays];
  let answering: ((call: Call) => Play) | undefined;
  const server: Server = createServer((request, response) => {
    let text = '';
    request.on('data', (piece: Buffer) => {
      text += piece.toString('utf8');
    });
    request.on('end', () => {
      const body = JSON.parse(text) as Record<string, unknown>;
      const messages = body.messages as { content: string }[];
      const call = {
        body,
        prompt: messages.map(({ content }) => content).join('\n'),
        headers: request.headers,
      };
      calls.push(call);
      const next = script.length > 1 ? script.shift() : script[0];
      play(answering?.(call) ?? next ?? { kind: 'silence' }, response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/v1`,
    calls,
    /** Replaces what is still to be played. */
    plays(...next: Play[]): void {
      script.splice(0, script.length, ...next);
      answering = undefined;
    },
    answers(by: (call: Call) => Play): void {
      answering = by;
    },
    async close(): Promise<void> {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
export type FakeOpenai = Awaited<ReturnType<typeof fakeOpenai>>;

export const json = (value: unknown): Play => ({ kind: 'content', content: JSON.stringify(value) });

function play(what: Play, response: ServerResponse): void {
  switch (what.kind) {
    case 'content':
    case 'refusal': {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(completion(what));
      return;
    }
    case 'status':
      response.writeHead(what.status, { 'content-type': 'application/json', ...what.headers });
      response.end(what.body ?? '{"error":{"message":"no"}}');
      return;
    case 'raw':
      response.writeHead(200, { 'content-type': what.type ?? 'application/json' });
      response.end(what.body);
      return;
    case 'stall':
      response.writeHead(200, { 'content-type': 'application/json' });
      response.write('{"choices":');
      return;
    case 'cut':
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': '500' });
      response.write('{"choices":[{"mess');
      setTimeout(() => response.destroy(), 5);
      return;
    case 'silence':
      return;
  }
}

const completion = (what: Extract<Play, { kind: 'content' | 'refusal' }>): string =>
  JSON.stringify({
    id: 'c1',
    object: 'chat.completion',
    choices: [
      {
        index: 0,
        finish_reason: what.kind === 'content' ? (what.finish ?? 'stop') : 'stop',
        message:
          what.kind === 'content'
            ? { role: 'assistant', content: what.content }
            : { role: 'assistant', content: null, refusal: 'I cannot' },
      },
    ],
    ...(what.kind === 'content' && what.tokens !== null
      ? { usage: { prompt_tokens: 100, completion_tokens: 20, total_tokens: what.tokens ?? 120 } }
      : {}),
  });
