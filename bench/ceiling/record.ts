import { type AddressInfo, connect, createServer } from 'node:net';

/** A Redis command as it went over the wire, in parts: name and arguments. */
export type Command = Buffer[];

/**
 * Stands between a program and Redis and keeps every command that passes.
 * @returns the address to give the program, and what has passed once it is closed
 */
export async function recordCommands(redisUrl: string): Promise<{ url: string; stop(): Promise<Command[]> }> {
  const target = { host: '127.0.0.1', port: Number(new URL(redisUrl).port) };
  const connections: Buffer[][] = [];
  const server = createServer((client) => {
    const redis = connect(target);
    const chunks: Buffer[] = [];
    connections.push(chunks);
    client.on('data', (chunk: Buffer) => chunks.push(chunk));
    client.pipe(redis).pipe(client);
    client.on('error', () => redis.destroy());
    redis.on('error', () => client.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `redis://127.0.0.1:${(server.address() as AddressInfo).port}/0`,
    async stop() {
      await new Promise((resolve) => server.close(resolve));
      return connections.flatMap((chunks) => commandsIn(Buffer.concat(chunks)));
    },
  };
}

/** Reads `*<parts>` and then `$<bytes>` for each part. Source: Redis serialization protocol, arrays of bulk strings. */
function commandsIn(bytes: Buffer): Command[] {
  const commands: Command[] = [];
  let at = 0;
  const line = (): number => {
    const end = bytes.indexOf('\r\n', at);
    const number = Number(bytes.toString('latin1', at + 1, end));
    at = end + 2;
    return number;
  };
  while (at < bytes.length) {
    const parts = line();
    const command: Command = [];
    for (let part = 0; part < parts; part++) {
      const length = line();
      command.push(bytes.subarray(at, at + length));
      at += length + 2;
    }
    commands.push(command);
  }
  return commands;
}
