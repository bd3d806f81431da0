import { execFileSync, spawnSync } from 'node:child_process';
import { availableParallelism } from 'node:os';

/** Whether processes can be bound to a core here: Linux with `taskset` and more than one core. */
export const canPin = availableParallelism() > 1 && spawnSync('taskset', ['-V']).status === 0;

export const botCore = 0;
export const driverCore = 1;

/** Binds this process, and so whatever it starts without saying otherwise (Redis), to the driver's core. */
export function pinDriver(): void {
  if (canPin) execFileSync('taskset', ['-a', '-c', '-p', String(driverCore), String(process.pid)]);
}

/** The command that runs a program on the bot's core alone. */
export const onBotCore = (program: string, args: string[]): [string, string[]] =>
  canPin ? ['taskset', ['-c', String(botCore), program, ...args]] : [program, args];
