import { readdir, readFile, writeFile } from 'node:fs/promises';
import { readPrompt, shaOf } from '../src/tutor/prompt-file.ts';

/** Adds new prompts to the lock. What is locked already is never locked anew: a changed text needs a new version. */
const dir = new URL('../prompts/', import.meta.url);
const lockFile = new URL('lock.json', dir);
const lock = JSON.parse(await readFile(lockFile, 'utf8').catch(() => '{}')) as Record<string, string>;
for (const file of (await readdir(dir)).filter((name) => name.endsWith('.md')).sort()) {
  const source = await readFile(new URL(file, dir), 'utf8');
  readPrompt(file, source);
  if (lock[file] === undefined) console.log(`${file}: locked`);
  lock[file] ??= shaOf(source);
}
await writeFile(lockFile, `${JSON.stringify(lock, null, 2)}\n`);
