import { connect as connectTcp, isIP, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { whenAborted } from './aborts.ts';
import { AnswerReader, type HttpAnswer } from './answer-reader.ts';
import { TransportFault } from './transport-fault.ts';

/** Kept-alive connections to one server, over which JSON is posted. */
export type Lines = {
  /**
   * @param headers more of them, for a while the same: each ends in a line break, `name: value\r\n`
   * @throws TransportFault when no answer came
   */
  post(path: string, body: string, signal: AbortSignal | undefined, headers?: string): Promise<HttpAnswer>;
  /** Waits for what is under way. */
  close(): Promise<void>;
};

/** Connections at the same time; what comes beyond waits for a free one. */
const mostLines = 512;
const connectMs = 5_000;
/** A connection unused for so long may just be closed at the other end; it is not used again. */
const idleMs = 10_000;
/** Ways a request may begin, kept so that they need not be put together again. */
const mostHeads = 100;
/** What is read at once; longer answers come in several pieces. */
const pieceBytes = 8 * 1024;

type Exchange = {
  request: string;
  wasSent: boolean;
  done(answer: HttpAnswer): void;
  failed(cause: unknown): void;
  isOver: boolean;
  line: Line | undefined;
};

/**
 * HTTP/1.1 client for many small calls to one server: one request on a connection at a time, nothing repeated.
 * A call needs a third of the CPU that the general clients need (docs/speed.md), and sends are the largest part of
 * an update.
 */
export function openLines(root: URL): Lines {
  const idle: Line[] = [];
  const all = new Set<Line>();
  const waiting: Exchange[] = [];
  const heads = new Map<string, string>();
  let whenIdle: (() => void) | undefined;

  const pool: Pool = {
    root,
    free(line) {
      const next = nextWaiting();
      if (next !== undefined) line.begin(next);
      else if (whenIdle !== undefined) line.end();
      else idle.push(line);
    },
    gone(line) {
      all.delete(line);
      const place = idle.indexOf(line);
      if (place >= 0) idle.splice(place, 1);
      const next = all.size < mostLines ? nextWaiting() : undefined;
      if (next !== undefined) open().begin(next);
      if (all.size === 0) whenIdle?.();
    },
  };
  const nextWaiting = (): Exchange | undefined => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift())
      if (!next.isOver) return next;
    return undefined;
  };
  const open = (): Line => {
    const line = new Line(pool);
    all.add(line);
    return line;
  };
  const endUnused = (): void => {
    const since = performance.now() - idleMs;
    for (const line of idle.filter((line) => line.idleSince < since)) line.end();
  };
  const sweeping = setInterval(endUnused, idleMs / 2);
  sweeping.unref();

  const begin = (exchange: Exchange): void => {
    const last = idle.pop();
    if (last !== undefined && performance.now() - last.idleSince < idleMs) {
      last.begin(exchange);
      return;
    }
    last?.end();
    if (all.size < mostLines) open().begin(exchange);
    else waiting.push(exchange);
  };
  const headOf = (path: string, headers: string): string => {
    const key = headers + path;
    const known = heads.get(key);
    if (known !== undefined) return known;
    // Headers that carry a token change with it; the old ones are not kept for ever.
    if (heads.size >= mostHeads) heads.clear();
    if (!/^\/[!-~]*$/.test(path)) throw new TypeError('a path holds what HTTP does not allow there');
    const head = `POST ${path} HTTP/1.1\r\nhost: ${root.host}\r\ncontent-type: application/json\r\n${headers}content-length: `;
    heads.set(key, head);
    return head;
  };

  return {
    post: (path, body, signal, headers = '') =>
      new Promise((resolve, reject) => {
        if (signal?.aborted) return reject(new TransportFault(signal.reason, false));
        const request = `${headOf(path, headers)}${Buffer.byteLength(body)}\r\n\r\n${body}`;
        let letGo = (): void => {};
        const exchange: Exchange = {
          request,
          wasSent: false,
          isOver: false,
          line: undefined,
          done(answer) {
            exchange.isOver = true;
            letGo();
            resolve(answer);
          },
          failed(cause) {
            if (exchange.isOver) return;
            exchange.isOver = true;
            letGo();
            reject(new TransportFault(cause, exchange.wasSent));
          },
        };
        if (signal !== undefined) {
          letGo = whenAborted(signal, () => {
            exchange.failed(signal.reason);
            exchange.line?.end();
          });
        }
        begin(exchange);
      }),
    async close() {
      clearInterval(sweeping);
      if (all.size === 0) return;
      await new Promise<void>((resolve) => {
        whenIdle = resolve;
        for (const line of [...idle]) line.end();
      });
    },
  };
}

type Pool = { root: URL; free(line: Line): void; gone(line: Line): void };

/** One connection. It carries one exchange at a time and is given up as soon as anything about it is odd. */
class Line {
  readonly #pool: Pool;
  readonly #socket: Socket;
  readonly #reader = new AnswerReader();
  #exchange: Exchange | undefined;
  #isConnected = false;
  /** By the process's own steady clock, ms. */
  idleSince = 0;

  constructor(pool: Pool) {
    this.#pool = pool;
    const { protocol, hostname, port } = pool.root;
    const host = hostname.replace(/^\[|\]$/g, '');
    const isSecure = protocol === 'https:';
    const options = {
      host,
      port: Number(port) || (isSecure ? 443 : 80),
      noDelay: true,
      // Into one buffer over and over, past the machinery of streams.
      onread: {
        buffer: Buffer.allocUnsafe(pieceBytes),
        callback: (bytes: number, buffer: Uint8Array) => {
          this.#heard(Buffer.from(buffer.buffer, buffer.byteOffset, bytes));
          return true;
        },
      },
    };
    this.#socket = isSecure
      ? connectTls({ ...options, ALPNProtocols: ['http/1.1'], ...(isIP(host) ? {} : { servername: host }) })
      : connectTcp(options);
    const late = setTimeout(() => this.end(new Error('cannot connect in time')), connectMs);
    this.#socket.once(isSecure ? 'secureConnect' : 'connect', () => {
      clearTimeout(late);
      this.#isConnected = true;
      this.#write();
    });
    let cause: unknown = new Error('the connection was closed');
    this.#socket.once('error', (error) => {
      cause = error;
    });
    this.#socket.once('close', () => {
      clearTimeout(late);
      this.#ended(cause);
    });
  }

  begin(exchange: Exchange): void {
    this.#exchange = exchange;
    exchange.line = this;
    if (this.#isConnected) {
      this.#socket.ref();
      this.#write();
    }
  }

  /** Closes it, whatever is under way. */
  end(cause?: Error): void {
    this.#socket.destroy(cause);
  }

  #write(): void {
    const exchange = this.#exchange;
    if (exchange === undefined) return;
    // From here on it may have arrived.
    exchange.wasSent = true;
    this.#socket.write(exchange.request);
  }

  #heard(piece: Buffer): void {
    // Nothing was asked: what comes would be taken for the answer to what is asked next.
    if (this.#exchange === undefined) {
      this.end();
      return;
    }
    let answer: HttpAnswer | undefined;
    try {
      answer = this.#reader.push(piece);
    } catch (error) {
      this.end(error instanceof Error ? error : new Error(String(error)));
      return;
    }
    if (answer !== undefined) this.#answered(answer);
  }

  #answered(answer: HttpAnswer): void {
    const exchange = this.#exchange;
    this.#exchange = undefined;
    if (answer.isKept && exchange?.isOver === false) {
      this.idleSince = performance.now();
      this.#socket.unref();
      this.#pool.free(this);
    } else this.end();
    if (exchange?.isOver === false) exchange.done(answer);
  }

  #ended(cause: unknown): void {
    const exchange = this.#exchange;
    this.#exchange = undefined;
    const answer = this.#reader.end();
    if (answer !== undefined && exchange?.isOver === false) exchange.done(answer);
    else exchange?.failed(cause);
    this.#pool.gone(this);
  }
}
