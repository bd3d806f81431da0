import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Unusable } from '../unusable.ts';
import type { BackupPart } from './backup-file.ts';

/** Lessons that were written or corrected here. */
const keptFolders = ['lessons'];
export const secretPath = 'secret';
const mayBeKept = /^(secret|lessons(\/[\p{L}\p{N}_][\p{L}\p{N}_. -]*)+)$/u;

/** What lies in the data folder beside the databases: the secret, if it was made here, and what authors wrote. */
export function* filesToKeep(dataDir: string, secret: string | undefined): Generator<BackupPart> {
  if (secret !== undefined) yield { kind: 'file', path: secretPath, body: Buffer.from(`${secret}\n`) };
  for (const folder of keptFolders) {
    for (const path of filesUnder(dataDir, folder))
      yield { kind: 'file', path, body: readFileSync(join(dataDir, path)) };
  }
}

function filesUnder(dataDir: string, folder: string): string[] {
  try {
    return readdirSync(join(dataDir, folder), { withFileTypes: true }).flatMap((entry) => {
      const path = `${folder}/${entry.name}`;
      if (entry.isDirectory()) return filesUnder(dataDir, path);
      return entry.isFile() && mayBeKept.test(path) ? [path] : [];
    });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

/** @throws Unusable for a path that leads elsewhere, which no backup of ours has */
export function putFileBack(dataDir: string, { path, body }: BackupPart & { kind: 'file' }): void {
  if (!mayBeKept.test(path) || path.includes('..'))
    throw new Unusable(`the backup names a file that does not belong in it: ${JSON.stringify(path)}`);
  const file = join(dataDir, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, body, { mode: 0o600 });
}
