import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { type AddressInfo, createServer as createTcpServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { type Lines, openLines } from '../../../src/channels/http/lines.ts';
import { TransportFault } from '../../../src/channels/http/transport-fault.ts';

const closing: (() => Promise<unknown> | unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function listening(server: Server | ReturnType<typeof createTcpServer>): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(() => server.close());
  return (server.address() as AddressInfo).port;
}

function linesTo(port: number, protocol = 'http'): Lines {
  const lines = openLines(new URL(`${protocol}://127.0.0.1:${port}`));
  closing.push(() => lines.close());
  return lines;
}

const never = new AbortController().signal;
const faultOf = async (asked: Promise<unknown>): Promise<TransportFault> => {
  const fault = await asked.catch((error: unknown) => error);
  expect(fault).toBeInstanceOf(TransportFault);
  return fault as TransportFault;
};

async function textOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request.setEncoding('utf8')) text += chunk;
  return text;
}

const echo = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
  response.setHeader('x-port', String(request.socket.remotePort));
  response.end(JSON.stringify([request.url, request.headers['content-type'], await textOf(request)]));
};

/** Says nothing by itself; the test answers. */
async function silentServer(): Promise<{ port: number; heard: Promise<Socket>; sockets: Socket[] }> {
  const sockets: Socket[] = [];
  let tell: (socket: Socket) => void = () => {};
  const heard = new Promise<Socket>((resolve) => {
    tell = resolve;
  });
  const port = await listening(
    createTcpServer((socket) => {
      sockets.push(socket);
      socket.on('error', () => {});
      socket.on('data', () => tell(socket));
    }),
  );
  closing.push(() => {
    for (const socket of sockets) socket.destroy();
  });
  return { port, heard, sockets };
}

describe('the lines to the Bot API', () => {
  test('carry each call and its answer, one after the other on the same connection', async () => {
    const ports = new Set<number | undefined>();
    const port = await listening(
      createServer((request, response) => {
        ports.add(request.socket.remotePort);
        void echo(request, response);
      }),
    );
    const lines = linesTo(port);
    for (const text of ['xin chào', '🌾', '']) {
      const answer = await lines.post('/bot1:a/sendMessage', text, never);
      expect(answer.status).toBe(200);
      expect(JSON.parse(answer.body)).toEqual(['/bot1:a/sendMessage', 'application/json', text]);
    }
    expect(ports.size).toBe(1);
  });

  test('give a thousand calls at once each its own answer', async () => {
    const lines = linesTo(await listening(createServer((request, response) => void echo(request, response))));
    const texts = Array.from({ length: 1_000 }, (_, place) => `${place}`.repeat(1 + (place % 50)));
    const answers = await Promise.all(texts.map((text) => lines.post('/x', text, never)));
    expect(answers.map(({ body }) => (JSON.parse(body) as string[])[2])).toEqual(texts);
  });

  test('say when a call surely was not sent', async () => {
    const port = await listening(createTcpServer());
    await closing.pop()?.();
    expect((await faultOf(linesTo(port).post('/x', '', never))).wasSent).toBe(false);
    const early = await faultOf(linesTo(port).post('/x', '', AbortSignal.abort(new Error('too late'))));
    expect(early).toMatchObject({ wasSent: false, message: 'no answer from the platform: too late' });
  });

  test('say that a call may have arrived when its connection ends without an answer', async () => {
    const { port, heard } = await silentServer();
    const asked = faultOf(linesTo(port).post('/x', '{}', never));
    (await heard).end('HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n{"ok"');
    expect((await asked).wasSent).toBe(true);
  });

  test('let go of a call whose time is over, and of its connection', async () => {
    const { port, heard } = await silentServer();
    const control = new AbortController();
    const lines = linesTo(port);
    const asked = faultOf(lines.post('/x', '{}', control.signal));
    const socket = await heard;
    const closed = new Promise((resolve) => socket.once('close', resolve));
    control.abort(new Error('given up'));
    expect(await asked).toMatchObject({ wasSent: true, message: 'no answer from the platform: given up' });
    await closed;
  });

  test('never take what nobody asked for as the answer to the next call', async () => {
    const { port, heard, sockets } = await silentServer();
    const lines = linesTo(port);
    const first = lines.post('/x', '1', never);
    const socket = await heard;
    socket.write('HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\nfirst');
    expect((await first).body).toBe('first');
    socket.write('HTTP/1.1 200 OK\r\ncontent-length: 6\r\n\r\nunasked');
    await new Promise((resolve) => socket.once('close', resolve));
    const second = lines.post('/x', '2', never);
    await vi.waitFor(() => expect(sockets).toHaveLength(2));
    sockets[1]?.write('HTTP/1.1 200 OK\r\ncontent-length: 6\r\n\r\nsecond');
    expect((await second).body).toBe('second');
  });

  test('use no connection again that the server has ended', async () => {
    const server = createServer((request, response) => {
      response.setHeader('connection', 'close');
      void echo(request, response);
    });
    const lines = linesTo(await listening(server));
    for (const text of ['1', '2', '3']) expect((await lines.post('/x', text, never)).status).toBe(200);
  });

  test('wait at the close for what is under way', async () => {
    const { port, heard } = await silentServer();
    const lines = openLines(new URL(`http://127.0.0.1:${port}`));
    const asked = lines.post('/x', '{}', never);
    const socket = await heard;
    const closed = lines.close();
    socket.write('HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok');
    expect((await asked).body).toBe('ok');
    await closed;
  });

  test('speak TLS, and to nobody whose certificate is not known', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'banhoc-tls-'));
    closing.push(() => rmSync(folder, { recursive: true }));
    const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
    execFileSync(
      'openssl',
      ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', '/CN=localhost'].concat([
        '-addext',
        'subjectAltName=IP:127.0.0.1',
        '-keyout',
        key,
        '-out',
        cert,
      ]),
      { stdio: 'ignore' },
    );
    const server = createSecureServer(
      { key: readFileSync(key), cert: readFileSync(cert) },
      (request, response) => {
        void echo(request, response);
      },
    );
    const port = await listening(server);
    const fault = await faultOf(linesTo(port, 'https').post('/x', 'bí mật', never));
    expect(fault).toMatchObject({
      wasSent: false,
      message: 'no answer from the platform: DEPTH_ZERO_SELF_SIGNED_CERT',
    });
    const trusting = `import { openLines } from ${JSON.stringify(new URL('../../../src/channels/http/lines.ts', import.meta.url).href)};
      const lines = openLines(new URL('https://127.0.0.1:${port}'));
      for (const text of ['một', 'hai']) console.log((await lines.post('/x', text, undefined)).body);
      await lines.close();`;
    // Whom a process trusts is settled as it starts; the server answers from here meanwhile.
    const { execFile } = await import('node:child_process');
    const said = await new Promise<string>((resolve, reject) =>
      execFile(
        process.execPath,
        ['--input-type=module', '-e', trusting],
        { env: { ...process.env, NODE_EXTRA_CA_CERTS: cert } },
        (error, out) => (error === null ? resolve(out) : reject(error)),
      ),
    );
    expect(
      said
        .trim()
        .split('\n')
        .map((line) => (JSON.parse(line) as string[])[2]),
    ).toEqual(['một', 'hai']);
  });
});
