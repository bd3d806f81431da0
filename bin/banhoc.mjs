#!/usr/bin/env node
// Plain JavaScript on purpose: any Node can read it, to say which one is needed.
const needed = 24;
if (Number(process.versions.node.split('.')[0]) < needed) {
  process.stderr.write(
    `Bạn Học Số needs Node ${needed} or newer; this is Node ${process.versions.node}.\n` +
      `Mend it with one of:\n` +
      `  npm ci && npm start   (without --omit=dev: npm brings Node ${needed} along)\n` +
      `  install Node ${needed} from your system's packages, then run this again\n`,
  );
  process.exit(1);
}
// What was parsed and stripped of its types once is kept for the next start; it halves it.
const { enableCompileCache } = await import('node:module');
enableCompileCache();
const { run } = await import('../src/cli.ts');
process.exitCode = await run(process.argv.slice(2));
