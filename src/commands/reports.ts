import { readConfig } from '../config.ts';
import { openArchive } from '../main.ts';
import type { ReportKind } from '../store/archive/archive.ts';

const kinds: ReportKind[] = ['statement', 'webhook'];
const mostShown = 100;

/** Prints how the reports stand, and the refused ones with the centre's reason. */
export async function listReports(
  environment: NodeJS.ProcessEnv,
  asJson: boolean,
  out: (text: string) => void,
): Promise<void> {
  const archive = await openArchive(readConfig(environment), 'command');
  try {
    const found = [];
    for (const kind of kinds) {
      const counts = await archive.reportCounts(kind);
      const refused = await archive.refusedReports(kind, mostShown);
      found.push({ kind, ...counts, reasons: refused.map(({ id, reason }) => ({ id, reason })) });
    }
    if (asJson) return out(JSON.stringify(found, null, 2));
    for (const { kind, waiting, delivered, refused, reasons } of found) {
      out(`${kind}: ${delivered} delivered, ${waiting} waiting, ${refused} refused`);
      for (const { id, reason } of reasons) out(`  ${id}: ${reason}`);
    }
  } finally {
    await archive.close();
  }
}

/** Puts every refused report back in the queue, after what was wrong has been mended. */
export async function retryReports(
  environment: NodeJS.ProcessEnv,
  out: (text: string) => void,
): Promise<void> {
  const archive = await openArchive(readConfig(environment), 'command');
  try {
    for (const kind of kinds)
      out(`${kind}: ${await archive.retryRefused(kind, Date.now())} will be sent again`);
  } finally {
    await archive.close();
  }
}
