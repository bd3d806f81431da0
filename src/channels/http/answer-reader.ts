/** A server's answer to one request. */
export type HttpAnswer = {
  status: number;
  body: string;
  /** Another request may follow on the same connection. */
  isKept: boolean;
};

type Head = { status: number; bodyAt: number; length: number | 'in chunks' | 'to the end'; isKept: boolean };

const headEnd = '\r\n\r\n';
/** Far beyond what any server sends; whoever sends more is no Bot API. */
const headLimitBytes = 64 * 1024;
const bodyLimitBytes = 16 * 1024 * 1024;
const nothing = Buffer.alloc(0);

/** What came is no answer that HTTP/1.1 knows. */
export class NotHttp extends Error {
  override name = 'NotHttp';
}

/**
 * Puts the answers of one connection together from the pieces in which they come, one request at a time. The
 * ordinary case, a whole answer in one piece, is read where it lies.
 * Source: RFC 9112, sections 4 (status line), 6.3 (message body length), 7.1 (chunks).
 */
export class AnswerReader {
  #kept: Buffer = nothing;
  #head: Head | undefined;

  /** @param piece may be overwritten once this returns  @throws NotHttp */
  push(piece: Buffer): HttpAnswer | undefined {
    const bytes = this.#kept.length === 0 ? piece : Buffer.concat([this.#kept, piece]);
    const answer = this.#read(bytes);
    if (answer !== undefined) this.#forget();
    else this.#kept = bytes === piece ? Buffer.from(piece) : bytes;
    return answer;
  }

  /** The connection has ended, which ends a body that told no length. @returns undefined when an answer is cut off */
  end(): HttpAnswer | undefined {
    const head = this.#head;
    if (head?.length !== 'to the end') return undefined;
    const body = this.#kept.toString('utf8', head.bodyAt);
    this.#forget();
    return { status: head.status, body, isKept: false };
  }

  #forget(): void {
    this.#kept = nothing;
    this.#head = undefined;
  }

  #read(bytes: Buffer): HttpAnswer | undefined {
    this.#head ??= readHead(bytes, 0);
    const head = this.#head;
    if (head === undefined) return undefined;
    const { status, bodyAt, length, isKept } = head;
    if (bytes.length - bodyAt > bodyLimitBytes) throw new NotHttp('the answer is longer than any we expect');
    if (length === 'to the end') return undefined;
    if (length === 'in chunks') {
      const found = readChunks(bytes, bodyAt);
      return found && { status, body: found.body, isKept: isKept && found.end === bytes.length };
    }
    const end = bodyAt + length;
    if (bytes.length < end) return undefined;
    // What nobody asked for would be taken for the next answer.
    return { status, body: bytes.toString('utf8', bodyAt, end), isKept: isKept && end === bytes.length };
  }
}

function readHead(bytes: Buffer, from: number): Head | undefined {
  const end = bytes.indexOf(headEnd, from);
  if (end < 0) {
    if (bytes.length - from > headLimitBytes) throw new NotHttp('the head of the answer does not end');
    return undefined;
  }
  const text = bytes.toString('latin1', from, end);
  const found = /^HTTP\/1\.([01]) (\d{3})(?: |\r|$)/.exec(text);
  if (found === null) throw new NotHttp('the answer is not HTTP/1.1');
  const status = Number(found[2]);
  const bodyAt = end + headEnd.length;
  // 100 Continue and its kind announce the answer and are none.
  if (status < 200) return readHead(bytes, bodyAt);
  const connection = /\r\nconnection:[ \t]*([^\r]*)/i.exec(text)?.[1] ?? '';
  const isKept = found[1] === '1' ? !/\bclose\b/i.test(connection) : /\bkeep-alive\b/i.test(connection);
  return { status, bodyAt, length: lengthOf(status, text), isKept };
}

function lengthOf(status: number, head: string): Head['length'] {
  if (status === 204 || status === 304) return 0;
  const coding = /\r\ntransfer-encoding:[ \t]*([^\r]*)/i.exec(head)?.[1];
  if (coding !== undefined) {
    if (!/^chunked[ \t]*$/i.test(coding)) throw new NotHttp('the answer comes in a coding nobody asked for');
    return 'in chunks';
  }
  const length = /\r\ncontent-length:[ \t]*(\d+)[ \t]*(?=\r|$)/i.exec(head)?.[1];
  return length === undefined ? 'to the end' : Number(length);
}

/** @returns undefined while the last chunk has not come */
function readChunks(bytes: Buffer, from: number): { body: string; end: number } | undefined {
  const parts: Buffer[] = [];
  let at = from;
  for (;;) {
    const lineEnd = bytes.indexOf('\r\n', at);
    if (lineEnd < 0) return undefined;
    const size = /^([0-9a-f]{1,8})[ \t]*(?:;|$)/i.exec(bytes.toString('latin1', at, lineEnd))?.[1];
    if (size === undefined) throw new NotHttp('the length of a chunk is not a number');
    const start = lineEnd + 2;
    const length = Number.parseInt(size, 16);
    if (length === 0) {
      const end = endOfTrailers(bytes, start);
      return end === undefined ? undefined : { body: Buffer.concat(parts).toString(), end };
    }
    if (bytes.length < start + length + 2) return undefined;
    parts.push(bytes.subarray(start, start + length));
    at = start + length + 2;
  }
}

/** Fields may follow the last chunk; an empty line ends them. */
function endOfTrailers(bytes: Buffer, from: number): number | undefined {
  for (let at = from; ; ) {
    const lineEnd = bytes.indexOf('\r\n', at);
    if (lineEnd < 0) return undefined;
    if (lineEnd === at) return lineEnd + 2;
    at = lineEnd + 2;
  }
}
