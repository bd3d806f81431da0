/**
 * Drives the reference client of the Zalo Bot Platform in a process of its own. It is a plug-in of a much larger program
 * that is not installed here: what it imports from there is replaced by the little that its calls need.
 * ZALO_API_URL leads it to a stand-in. Reads steps as JSON from its first argument and prints what came of each.
 */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { join } from 'node:path';

const dist = new URL('./node_modules/@openclaw/zalo/dist', import.meta.url).pathname;

/** Host module -> the names that the client imports from it. */
const wanted = new Map();
function look(folder) {
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) look(path);
    else if (/\.m?js$/.test(name)) {
      const imports = readFileSync(path, 'utf8').matchAll(
        /(?:import|export)\s*\{([^}]*)\}\s*from\s*"(openclaw\/[^"]+)"/g,
      );
      for (const [, names, from] of imports) {
        const known = wanted.get(from) ?? new Set();
        for (const each of names.split(',')) known.add(each.trim().split(/\s+as\s+/)[0]);
        wanted.set(from, known);
      }
    }
  }
}
look(dist);

/** What its calls really need of the host; everything else may be anything. */
const needed = {
  assertOkOrThrowProviderError:
    "async (answer, label) => { if (!answer.ok) throw Object.assign(new Error(label + ' HTTP ' + answer.status), { status: answer.status }); }",
  readProviderJsonResponse: 'async (answer) => answer.json()',
  resolveTimerTimeoutMs: '(given, usual) => given ?? usual',
  truncateUtf16Safe: '(text, most) => text.slice(0, most)',
  resolvePinnedHostnameWithPolicy: 'async () => ({})',
  createMessageReceiptFromOutboundResults: '(results) => results',
  stripChannelTargetPrefix: '(target) => target',
  stripTargetKindPrefix: '(target) => target',
  formatErrorMessage: '(error) => String(error?.message ?? error)',
};
const anything = `const anything = new Proxy(function () {}, {
  apply: () => anything,
  construct: () => ({}),
  get: (_, key) => (key === Symbol.toPrimitive ? () => '' : key === 'then' ? undefined : anything),
});`;

registerHooks({
  resolve: (specifier, context, next) =>
    specifier.startsWith('openclaw/')
      ? { url: `host:${specifier}`, format: 'module', shortCircuit: true }
      : next(specifier, context),
  load(url, context, next) {
    if (!url.startsWith('host:')) return next(url, context);
    const names = [...(wanted.get(url.slice('host:'.length)) ?? [])].filter(
      (name) => name !== '' && name !== 'default',
    );
    const lines = names.map((name) => `export const ${name} = ${needed[name] ?? 'anything'};`);
    return { format: 'module', shortCircuit: true, source: [anything, ...lines].join('\n') };
  },
});

const client = await import(join(dist, '.setup/send-C01aoqEH.mjs'));
/** Its own names are shortened; these are what they stand for in this version. */
const calls = { getMe: 'a', sendMessage: 'l', sendPhoto: 'u', sendChatAction: 'c', getUpdates: 'o' };

const results = [];
for (const [call, ...given] of JSON.parse(process.argv[2] ?? '[]')) {
  try {
    results.push({ ok: await client[calls[call]](...given) });
  } catch (error) {
    results.push({
      error: String(error?.message ?? error),
      code: error?.errorCode ?? error?.code,
      isPollingTimeout: error?.isPollingTimeout,
    });
  }
}
process.stdout.write(JSON.stringify(results));
