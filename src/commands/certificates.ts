import { readEarned } from '../certificates/certificate.ts';
import { certificateWords } from '../certificates/words/words.ts';
import { readConfig } from '../config.ts';
import { openArchive, openDataDir } from '../main.ts';
import type { Archive } from '../store/archive/archive.ts';

const most = 200;

/** Prints the newest certificates: no names, no learners. */
export function listCertificates(
  environment: NodeJS.ProcessEnv,
  asJson: boolean,
  out: (text: string) => void,
): Promise<number> {
  return withArchive(environment, async (archive) => {
    const found = (await archive.certificates(most)).map(({ id, at, revokedAt, reason, body }) => {
      const earned = readEarned(body);
      return {
        id,
        issuedAt: new Date(at).toISOString(),
        title: certificateWords[earned.language].title(earned),
        revokedAt: revokedAt === undefined ? null : new Date(revokedAt).toISOString(),
        reason: reason ?? null,
      };
    });
    if (asJson) out(JSON.stringify(found, null, 2));
    else if (found.length === 0) out('no certificate yet');
    else
      for (const { id, issuedAt, title, revokedAt, reason } of found)
        out(`${issuedAt.slice(0, 10)}  ${id}  ${title}${revokedAt === null ? '' : `  REVOKED: ${reason}`}`);
    return 0;
  });
}

/** @returns 1 when there is nothing to revoke at that address */
export function revokeCertificate(
  environment: NodeJS.ProcessEnv,
  id: string,
  reason: string,
  out: (text: string) => void,
): Promise<number> {
  return withArchive(environment, async (archive) => {
    const known = await archive.findCertificate(id);
    if (known === undefined) {
      out(`there is no certificate ${id}; see "npx banhoc certificates list"`);
      return 1;
    }
    const now = Date.now();
    const isNew = await archive.revokeCertificate(id, reason, now);
    out(isNew ? `${id} is revoked; its page says so within a minute` : `${id} was revoked before`);
    if (isNew)
      await archive.addDeeds([
        {
          at: now,
          by: 'terminal',
          did: 'certificate_revoked',
          to: id,
          unit: '',
          note: reason,
          from: 'terminal',
        },
      ]);
    return isNew ? 0 : 1;
  });
}

async function withArchive(
  environment: NodeJS.ProcessEnv,
  work: (archive: Archive) => Promise<number>,
): Promise<number> {
  const config = readConfig(environment);
  openDataDir(config.DATA_DIR);
  const archive = await openArchive(config, 'command');
  try {
    return await work(archive);
  } finally {
    await archive.close();
  }
}
