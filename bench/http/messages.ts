import type { Socket } from 'node:net';

/** One HTTP message as it came: its first lines as text, and its body. */
export type HttpMessage = { head: string; body: string };

const headEnd = Buffer.from('\r\n\r\n');
const lineEnd = Buffer.from('\r\n');
const nothing = Buffer.alloc(0);

/**
 * Reads the HTTP/1.1 messages that come over one connection, requests or responses. It knows the two ways a
 * body's length is told and nothing else: the load must cost less than the bot under it, and both ends of
 * these connections are known.
 */
export function readMessages(socket: Socket, take: (message: HttpMessage) => void): void {
  let rest: Buffer = nothing;
  socket.on('data', (chunk: Buffer) => {
    rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    for (;;) {
      const found = firstMessage(rest);
      if (found === undefined) return;
      rest = rest.subarray(found.end);
      take(found);
    }
  });
}

/** @returns undefined until the whole message is there; `end` is where the next one begins */
function firstMessage(bytes: Buffer): (HttpMessage & { end: number }) | undefined {
  const at = bytes.indexOf(headEnd);
  if (at < 0) return undefined;
  const head = bytes.toString('latin1', 0, at);
  const start = at + headEnd.length;
  const length = /\r\ncontent-length: *(\d+)/i.exec(head)?.[1];
  if (length !== undefined) {
    const end = start + Number(length);
    return bytes.length < end ? undefined : { head, body: bytes.toString('utf8', start, end), end };
  }
  if (!/\r\ntransfer-encoding: *chunked/i.test(head)) return { head, body: '', end: start };
  const chunked = readChunks(bytes, start);
  return chunked && { head, ...chunked };
}

function readChunks(bytes: Buffer, start: number): { body: string; end: number } | undefined {
  const parts: Buffer[] = [];
  for (let at = start; ; ) {
    const sizeEnd = bytes.indexOf(lineEnd, at);
    if (sizeEnd < 0) return undefined;
    const size = Number.parseInt(bytes.toString('latin1', at, sizeEnd), 16);
    const from = sizeEnd + lineEnd.length;
    const to = from + size;
    if (bytes.length < to + lineEnd.length) return undefined;
    at = to + lineEnd.length;
    if (size === 0) return { body: Buffer.concat(parts).toString(), end: at };
    parts.push(bytes.subarray(from, to));
  }
}
