import { createHash } from 'node:crypto';
import { Command } from 'ioredis';

type Argument = string | Buffer | number;

/**
 * A script with many arguments, written to the wire in one piece: the client's own way makes a buffer of each
 * argument and cost more than all else it does.
 * @param encoding of the texts in the answer; undefined leaves them as bytes
 * @returns runs it with its one key and what follows
 */
export function scriptOn(
  redis: { sendCommand(command: Command): unknown },
  lua: string,
  encoding: 'utf8' | undefined,
): (keyAndArgv: Argument[]) => Promise<unknown> {
  const sha = createHash('sha1').update(lua).digest('hex');
  const send = (name: 'evalsha' | 'eval', script: string, argv: Argument[]): Promise<unknown> =>
    redis.sendCommand(new Written(name, wireOf([name, script, 1, ...argv]), encoding)) as Promise<unknown>;
  return async (argv) => {
    try {
      return await send('evalsha', sha, argv);
    } catch (error) {
      if (!(error instanceof Error) || !error.message.startsWith('NOSCRIPT')) throw error;
      return send('eval', lua, argv);
    }
  };
}

/** A command that is already in the form in which it is sent. */
class Written extends Command {
  readonly #wire: Buffer;
  constructor(name: string, wire: Buffer, encoding: 'utf8' | undefined) {
    super(name, [], { replyEncoding: encoding ?? null });
    this.#wire = wire;
  }
  override toWritable(): Buffer {
    return this.#wire;
  }
}

/** Source: Redis serialization protocol, arrays of bulk strings. */
export function wireOf(parts: Argument[]): Buffer {
  const texts: (string | Buffer)[] = new Array(parts.length);
  const sizes: number[] = new Array(parts.length);
  const first = `*${parts.length}\r\n`;
  let length = first.length;
  for (let place = 0; place < parts.length; place++) {
    const part = parts[place] ?? '';
    const text = typeof part === 'number' ? String(part) : part;
    const size = typeof text === 'string' ? Buffer.byteLength(text) : text.length;
    texts[place] = text;
    sizes[place] = size;
    length += digitsOf(size) + size + 5;
  }
  const bytes = Buffer.allocUnsafe(length);
  let at = bytes.write(first, 0, 'latin1');
  for (let place = 0; place < parts.length; place++) {
    const text = texts[place] ?? '';
    const size = sizes[place] ?? 0;
    at = writeSize(bytes, size, at);
    if (typeof text === 'string') bytes.write(text, at, size);
    else bytes.set(text, at);
    at += size;
    bytes[at++] = 13;
    bytes[at++] = 10;
  }
  return bytes;
}

function digitsOf(value: number): number {
  let digits = 1;
  for (let rest = value; rest >= 10; rest = Math.floor(rest / 10)) digits++;
  return digits;
}

/** `$<size>` and the end of its line. @returns the place behind it */
function writeSize(bytes: Buffer, size: number, from: number): number {
  const end = from + 1 + digitsOf(size);
  bytes[from] = 36;
  let rest = size;
  for (let at = end - 1; at > from; at--) {
    bytes[at] = 48 + (rest % 10);
    rest = Math.floor(rest / 10);
  }
  bytes[end] = 13;
  bytes[end + 1] = 10;
  return end + 2;
}
