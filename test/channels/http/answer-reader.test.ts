import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { AnswerReader, type HttpAnswer, NotHttp } from '../../../src/channels/http/answer-reader.ts';

const whole = 'xin chào bác Lan 🌾';
const length = Buffer.byteLength(whole);
const inChunks = (pieces: Buffer[]): Buffer =>
  Buffer.concat([
    ...pieces.flatMap((piece) => [
      Buffer.from(`${piece.length.toString(16)}\r\n`),
      piece,
      Buffer.from('\r\n'),
    ]),
    Buffer.from('0\r\n\r\n'),
  ]);
const bytes = Buffer.from(whole);

const kinds: { kind: string; head: string; body: Buffer; isKept: boolean }[] = [
  {
    kind: 'its length told',
    head: `HTTP/1.1 200 OK\r\nContent-Length: ${length}`,
    body: bytes,
    isKept: true,
  },
  {
    kind: 'after a 100',
    head: `HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nServer: nginx\r\ncontent-length:${length} `,
    body: bytes,
    isKept: true,
  },
  {
    kind: 'in chunks, cut within a letter',
    head: 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked',
    body: inChunks([bytes.subarray(0, 8), bytes.subarray(8, 20), bytes.subarray(20)]),
    isKept: true,
  },
  {
    kind: 'the last of its connection',
    head: `HTTP/1.1 200\r\nConnection: close\r\nContent-Length: ${length}`,
    body: bytes,
    isKept: false,
  },
  {
    kind: 'of an old proxy',
    head: `HTTP/1.0 200 OK\r\nContent-Length: ${length}`,
    body: bytes,
    isKept: false,
  },
];

function readAll(reader: AnswerReader, sent: Buffer, cuts: number[]): HttpAnswer[] {
  const places = [...new Set(cuts.map((cut) => cut % sent.length))].sort((a, b) => a - b);
  const answers: HttpAnswer[] = [];
  let from = 0;
  for (const to of [...places.filter((place) => place > 0), sent.length]) {
    // The connection reads into one buffer over and over.
    const piece = Buffer.from(sent.subarray(from, to));
    const answer = reader.push(piece);
    if (answer !== undefined) answers.push(answer);
    piece.fill(0);
    from = to;
  }
  return answers;
}

describe('an answer over HTTP', () => {
  test.each(kinds)('$kind is read wherever it is cut, and so is the next', ({ head, body, isKept }) => {
    const sent = Buffer.concat([Buffer.from(`${head}\r\n\r\n`), body]);
    fc.assert(
      fc.property(fc.array(fc.nat(), { maxLength: 8 }), (cuts) => {
        const reader = new AnswerReader();
        for (let time = 0; time < 2; time++) {
          expect(readAll(reader, sent, cuts)).toEqual([{ status: 200, body: whole, isKept }]);
        }
      }),
      { numRuns: 60 },
    );
  });

  test('without a length lasts to the end of its connection, and one that is cut off is none', () => {
    const reader = new AnswerReader();
    expect(reader.push(Buffer.from(`HTTP/1.1 502 Bad Gateway\r\n\r\n${whole}`))).toBeUndefined();
    expect(reader.end()).toEqual({ status: 502, body: whole, isKept: false });
    expect(reader.push(Buffer.from('HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\nxin'))).toBeUndefined();
    expect(reader.end()).toBeUndefined();
  });

  test('followed by more than was asked for ends its connection', () => {
    const sent = `HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nokHTTP/1.1 200 OK\r\n`;
    expect(new AnswerReader().push(Buffer.from(sent))).toEqual({ status: 200, body: 'ok', isKept: false });
  });

  test.each([
    'SSH-2.0-OpenSSH_9.2\r\n\r\n',
    'HTTP/1.1 200 OK\r\ntransfer-encoding: gzip\r\n\r\n',
    'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nxyz\r\n',
    'x'.repeat(70_000),
  ])('that is none is refused: %.40s', (sent) => {
    expect(() => new AnswerReader().push(Buffer.from(sent))).toThrow(NotHttp);
  });
});
