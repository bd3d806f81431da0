import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { startRedis } from '../../test/fixtures/redis-server.ts';
import { onBotCore } from '../measure/cores.ts';
import type { Stub, WebhookAddress } from '../telegram/stub.ts';
import type { Bot, Place, RunningBot } from './bot.ts';

const startLimitMs = 60_000;

export type RunOptions = {
  processes?: number | undefined;
  centralUrl?: string | undefined;
  /** Fills the store before the bot starts. */
  prepare?: ((redisUrl: string) => Promise<void>) | undefined;
};

/**
 * Starts a bot on a fresh store of its own, bound to the bot's core, and waits until it has told the stub
 * where its updates should go and listens there.
 */
export async function runBot(
  bot: Bot,
  stub: Stub,
  { processes = 1, centralUrl, prepare }: RunOptions = {},
): Promise<RunningBot> {
  stub.forget();
  const redis = bot.store === 'redis' ? await startRedis() : undefined;
  if (redis !== undefined) await prepare?.(redis.url);
  const dataDir = mkdtempSync(join(tmpdir(), 'banhoc-bench-'));
  const places: Place[] = [];
  for (let process = 0; process < processes; process++) {
    places.push({ stub, port: await freePort(), redisUrl: redis?.url, dataDir, centralUrl });
  }
  const running: Started[] = [];
  for (const place of places) running.push(await startProcess(bot, place));
  return {
    bot,
    pids: () => running.map(({ child }) => child.pid ?? 0),
    addresses: running.map(({ address }) => address),
    redisUrl: redis?.url,
    dataDir,
    listeningMs: running[0]?.listeningMs ?? 0,
    async killAndRestart() {
      const [first] = running;
      const [place] = places;
      if (first === undefined || place === undefined) return;
      await end(first.child, 'SIGKILL');
      running[0] = await startProcess(bot, place);
    },
    async stop() {
      for (const { child } of running) await end(child, 'SIGKILL');
      await redis?.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

type Started = { child: ChildProcess; address: WebhookAddress; listeningMs: number };

async function startProcess(bot: Bot, place: Place): Promise<Started> {
  const { args, env } = bot.program(place);
  const [program, pinned] = onBotCore(process.execPath, args);
  const child = spawn(program, pinned, {
    env: { PATH: process.env.PATH, NODE_ENV: 'production', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk) => {
      said = (said + chunk).slice(-2_000);
    });
  }
  const startedAt = performance.now();
  let listeningMs: number | undefined;
  for (;;) {
    if (listeningMs === undefined && (await answersAt(place.port)))
      listeningMs = performance.now() - startedAt;
    const address = [...place.stub.webhooks.values()].find(
      ({ url }) => new URL(url).port === String(place.port),
    );
    if (address !== undefined && listeningMs !== undefined) return { child, address, listeningMs };
    if (child.exitCode !== null || performance.now() - startedAt > startLimitMs) {
      await end(child, 'SIGKILL');
      throw new Error(`${bot.name} did not start:\n${said}`);
    }
    await pause(5);
  }
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill(signal);
  await gone;
}

function answersAt(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port });
    socket.once('connect', () => resolve(true));
    socket.once('error', () => resolve(false));
    socket.on('connect', () => socket.destroy());
  });
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const address = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  if (typeof address !== 'object' || address === null) throw new Error('no free port');
  return address.port;
}
