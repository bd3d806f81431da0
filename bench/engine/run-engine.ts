import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { onBotCore } from '../measure/cores.ts';
import type { EngineRun } from './engine.ts';

/** Runs the engine on the bot's core. @param store `redis://…` or a file for the embedded store */
export async function runEngine(store: string, seconds: number, warmUpSeconds: number): Promise<EngineRun> {
  const script = fileURLToPath(new URL('./process.ts', import.meta.url));
  const [program, args] = onBotCore(process.execPath, [
    script,
    store,
    String(seconds),
    String(warmUpSeconds),
  ]);
  const { stdout } = await promisify(execFile)(program, args, {
    timeout: (warmUpSeconds + seconds + 60) * 1_000,
  });
  return JSON.parse(stdout) as EngineRun;
}
