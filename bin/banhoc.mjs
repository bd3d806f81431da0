#!/usr/bin/env node
// Plain JavaScript on purpose: it must be readable by any Node, to say which one is needed.
import { existsSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const needed = 24;
const major = Number(process.versions.node.split('.')[0]);
if (major < needed) {
  // `npx banhoc` from a folder without the packages, or after --omit=dev, meets the system's own Node.
  const own = fileURLToPath(new URL('../node_modules/node/bin/node', import.meta.url));
  if (existsSync(own) && process.env.BANHOC_NODE === undefined) {
    const run = spawnSync(own, process.argv.slice(1), {
      stdio: 'inherit',
      env: { ...process.env, BANHOC_NODE: own },
    });
    process.exit(run.status ?? 1);
  }
  process.stderr.write(
    `Bạn Học Số needs Node ${needed} or newer; this is Node ${process.versions.node}.\n` +
      `Mend it with one of:\n` +
      `  npm ci            (without --omit=dev: brings Node ${needed} along)\n` +
      `  install Node ${needed} from your system's packages\n`,
  );
  process.exit(1);
}
const { run } = await import('../src/main.ts');
process.exitCode = await run(process.argv.slice(2));
