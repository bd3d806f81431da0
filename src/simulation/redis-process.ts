import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Unusable } from '../unusable.ts';

export type RedisProcess = {
  url: string;
  /** Kill -9, as a power cut would. */
  kill(): Promise<void>;
  /** Starts it again on the same port and files. */
  start(): Promise<void>;
  stop(): Promise<void>;
};

/** A real redis-server of the simulation's own, with `appendfsync always`: what it acknowledged is on disk. */
export async function startRedisProcess(): Promise<RedisProcess> {
  const port = await freePort();
  const dir = mkdtempSync(join(tmpdir(), 'banhoc-simulate-redis-'));
  let child: ChildProcess | undefined;
  const start = async (): Promise<void> => {
    const settings = { port, bind: '127.0.0.1', dir, save: '', appendonly: 'yes', appendfsync: 'always' };
    const started = spawn(
      'redis-server',
      Object.entries(settings).flatMap(([name, value]) => [`--${name}`, String(value)]),
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    child = started;
    await new Promise<void>((resolve, reject) => {
      let out = '';
      started.stdout?.on('data', (chunk) => {
        if (out.length < 10_000) out += chunk;
        if (out.includes('Ready to accept connections')) resolve();
      });
      started.once('error', (error) =>
        reject(
          new Unusable(
            `redis-server cannot be started (${error.message}); install it, or use --store sqlite`,
            { cause: error },
          ),
        ),
      );
      started.once('exit', () => reject(new Unusable(`redis-server ended at its start:\n${out}`)));
    });
  };
  const end = async (): Promise<void> => {
    const running = child;
    child = undefined;
    if (running === undefined || running.exitCode !== null || running.signalCode !== null) return;
    const gone = new Promise((resolve) => running.once('exit', resolve));
    running.kill('SIGKILL');
    await gone;
  };
  await start();
  return {
    url: `redis://127.0.0.1:${port}/0`,
    kill: end,
    start,
    async stop() {
      await end();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const address = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  if (typeof address !== 'object' || address === null) throw new Unusable('no free port for redis-server');
  return address.port;
}
