import type { Config } from '../../config.ts';
import type { LearningRecord } from '../../core/effect.ts';
import { minuteMs } from '../../core/time.ts';
import type { Log } from '../../log.ts';
import { type Repeated, repeated } from '../../repeated.ts';
import type { Archive } from '../../store/archive/archive.ts';
import type { ArchiveRow } from '../../store/store.ts';
import { toArchiveRows } from './archive-rows.ts';
import { Reporter } from './reporter.ts';

/** How often it is looked whether this night's comparison has been made. */
const lookEveryMs = 5 * minuteMs;

/** Everything that leaves for the centre, as the configuration wants it; what it does not want is not read. */
export async function openReporting(options: {
  config: Config;
  archive: Archive;
  pseudonym(learner: string): string;
  certificateId(learner: string, name: string): string;
  log: Log;
}): Promise<Repeated & { toArchiveRows(record: LearningRecord): ArchiveRow[] }> {
  const { config, archive, pseudonym, certificateId, log } = options;
  const settings = {
    // Ids of activities and statements follow from the public address: settle it before the first report.
    base: `${config.publicUrl}/xapi/`,
    pseudonym,
    detail: config.CENTRAL_API_DETAIL,
    hasWebhook: config.COMPLETION_WEBHOOK_URL !== undefined,
    certificates: { operator: config.OPERATOR_NAME, idOf: certificateId },
  };
  const client =
    config.CENTRAL_API_URL === undefined
      ? undefined
      : (await import('./central-client.ts')).openCentralClient({
          url: config.CENTRAL_API_URL,
          version: config.CENTRAL_API_VERSION,
          ...(config.CENTRAL_API_USER === undefined ? {} : { user: config.CENTRAL_API_USER }),
          ...(config.CENTRAL_API_PASSWORD === undefined ? {} : { password: config.CENTRAL_API_PASSWORD }),
          ...(config.CENTRAL_API_TOKEN === undefined ? {} : { token: config.CENTRAL_API_TOKEN }),
        });
  const senders: { sweep(): Promise<number> }[] = [];
  if (client !== undefined) senders.push(new Reporter({ archive, client, clock: Date.now, log }));
  if (config.COMPLETION_WEBHOOK_URL !== undefined && config.COMPLETION_WEBHOOK_SECRET !== undefined) {
    const { COMPLETION_WEBHOOK_URL: url, COMPLETION_WEBHOOK_SECRET: secret } = config;
    const { WebhookSender } = await import('./webhook.ts');
    senders.push(new WebhookSender({ archive, url, secret, clock: Date.now, log }));
  }
  const homePage = new URL(settings.base).origin;
  let compareAt = 0;
  const compare = async (): Promise<void> => {
    if (client === undefined || Date.now() < compareAt) return;
    compareAt = Date.now() + lookEveryMs;
    const { reconcileNightly } = await import('./reconciliation.ts');
    const found = await reconcileNightly({ archive, reader: client, homePage, clock: Date.now });
    if (found === undefined || (found.trouble === undefined && found.missing.n + found.unknown.n === 0))
      return;
    log.warn(
      { missing: found.missing.n, unknown: found.unknown.n, trouble: found.trouble },
      'yesterday here and at the centre are not the same; see /admin/reports',
    );
  };
  const sweep = async (): Promise<void> => {
    await Promise.all(senders.map((sender) => sender.sweep()));
    await compare();
  };
  const rounds = repeated(sweep, log, 'reports could not be read from the archive; they wait');
  return {
    toArchiveRows: (record) => toArchiveRows(record, settings),
    start(everyMs) {
      if (senders.length > 0) rounds.start(everyMs);
    },
    async stop() {
      await rounds.stop();
      await client?.close();
    },
  };
}
