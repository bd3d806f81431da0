import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { Config } from '../config.ts';
import { Unusable } from '../unusable.ts';

/** Lies in a data folder whose learners are all simulated; whoever serves from that folder says so everywhere. */
const fileName = 'SIMULATED.json';
const markSchema = z.object({
  note: z.string(),
  seed: z.string(),
  learners: z.number().int(),
  /** Undefined while it is being filled, or when that was cut off. */
  filledAt: z.number().optional(),
});
export type DemoMark = z.infer<typeof markSchema>;

/** @returns undefined where the learners are real, or there are none */
export function demoMarkOf(dir: string): DemoMark | undefined {
  const file = join(dir, fileName);
  if (!existsSync(file)) return undefined;
  const mark = markSchema.safeParse(JSON.parse(readFileSync(file, 'utf8')));
  if (mark.success) return mark.data;
  throw new Unusable(
    `${file} cannot be read: it says that all learners in this folder are simulated; empty the folder and run: npx banhoc demo`,
  );
}

export function writeDemoMark(dir: string, mark: Omit<DemoMark, 'note'>): void {
  const note =
    'DỮ LIỆU MÔ PHỎNG. Every learner in this folder is simulated; nothing here is about real people.';
  writeFileSync(join(dir, fileName), `${JSON.stringify({ note, ...mark }, undefined, 1)}\n`);
}

/** Empties a folder whose filling was cut off: what was counted halfway cannot be counted on from. */
export function emptyDemoFolder(dir: string): void {
  for (const name of ['banhoc.db', 'archive.db'])
    for (const end of ['', '-wal', '-shm', '.lock']) rmSync(join(dir, name + end), { force: true });
}

/**
 * Simulated learners stand alone: nothing is sent to anybody, nothing is reported, and no real learner comes in.
 * @returns what of the configuration is in the way, a line each; empty when nothing is
 */
export function besideDemo(config: Config): string[] {
  const reach: [keyof Config, string][] = [
    ['OPERATOR_NAME', 'an agency answers for this bot'],
    ['REDIS_URL', 'the store of the demo is its own, in a folder'],
    ['ARCHIVE_URL', 'the archive of the demo is its own, in a folder'],
    ['CENTRAL_API_URL', 'nothing simulated is ever reported'],
    ['COMPLETION_WEBHOOK_URL', 'nothing simulated is ever reported'],
  ];
  const channels = config.bots.map(({ channel }) => `${tokenOf[channel]}: a channel with real people`);
  return [
    ...reach.filter(([name]) => config[name] !== undefined).map(([name, why]) => `${name}: ${why}`),
    ...channels,
  ];
}

/** What switches a channel on, in the environment or in channels.yaml. */
const tokenOf = {
  telegram: 'TELEGRAM_BOT_TOKEN',
  'zalo-bot': 'ZALO_BOT_TOKEN',
  'zalo-oa': 'ZALO_OA_ID',
} as const;

/** @throws Unusable naming all that is in the way */
export function mustStandAlone(config: Config): void {
  const found = besideDemo(config);
  if (found.length === 0) return;
  throw new Unusable(
    `Simulated learners stand alone. Unset these, or give the demo a shell of its own:\n${found.map((line) => `  ${line}`).join('\n')}`,
  );
}
