import { createHmac } from 'node:crypto';
import { request } from 'undici';
import { dayMs, hourMs, type Instant, minuteMs, secondMs } from '../../core/time.ts';
import type { Log } from '../../log.ts';
import type { Archive, Report, ReportOutcome } from '../../store/archive/archive.ts';

/** Waits before each further try; after the last, daily, until delivered or dropped by hand. Source: Standard Webhooks 1.0.0. */
const schedule = [
  5 * secondMs,
  5 * minuteMs,
  30 * minuteMs,
  2 * hourMs,
  5 * hourMs,
  10 * hourMs,
  14 * hourMs,
  20 * hourMs,
];
const timeoutMs = 20_000;
/** So many that even if each times out their claim still holds (`claimMs`). */
const perSweep = 12;

/**
 * The signature of one delivery: `v1,` and the base64 HMAC-SHA256 of `id.timestamp.body`.
 * @param secret `whsec_` and base64 @param timestamp seconds since 1970, of this try
 * Source: Standard Webhooks 1.0.0.
 */
export function webhookSignature(secret: string, id: string, timestamp: number, body: string): string {
  const key = Buffer.from(secret.slice('whsec_'.length), 'base64');
  return `v1,${createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')}`;
}

/** Sends completions to the configured address, signed. Private and loopback addresses are the operator's own choice. */
export class WebhookSender {
  readonly #options: { archive: Archive; url: string; secret: string; clock(): Instant; log: Log };
  #isDisabled = false;

  constructor(options: { archive: Archive; url: string; secret: string; clock(): Instant; log: Log }) {
    this.#options = options;
  }

  /** Sends what is due, one by one. @returns how many were delivered */
  async sweep(): Promise<number> {
    const { archive, clock } = this.#options;
    if (this.#isDisabled) return 0;
    let delivered = 0;
    const reports = await archive.dueReports('webhook', clock(), perSweep);
    for (const [place, report] of reports.entries()) {
      const outcome = await this.#send(report);
      if (outcome === undefined) {
        await archive.releaseReports(reports.slice(place).map(({ id }) => id));
        return delivered;
      }
      if (outcome.kind === 'delivered') delivered++;
      await archive.settleReports([outcome]);
    }
    return delivered;
  }

  /** @returns undefined when the receiver asked never to be called again */
  async #send(report: Report): Promise<ReportOutcome | undefined> {
    const { url, secret, clock, log } = this.#options;
    const timestamp = Math.floor(clock() / 1_000);
    try {
      const answer = await request(url, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'webhook-id': report.id,
          'webhook-timestamp': String(timestamp),
          'webhook-signature': webhookSignature(secret, report.id, timestamp, report.body),
        },
        body: report.body,
        signal: AbortSignal.timeout(timeoutMs),
      });
      await answer.body.dump();
      if (answer.statusCode >= 200 && answer.statusCode < 300) return { kind: 'delivered', id: report.id };
      if (answer.statusCode === 410) {
        this.#isDisabled = true;
        log.error(
          {},
          'ALARM: the completion webhook answered 410 Gone and is called no more until the next start',
        );
        return undefined;
      }
      const asked = Number(answer.headers['retry-after']) * 1_000;
      return this.#later(report, `answered ${answer.statusCode}`, Number.isFinite(asked) ? asked : 0);
    } catch (error) {
      return this.#later(report, error instanceof Error ? error.message : String(error), 0);
    }
  }

  #later(report: Report, reason: string, askedMs: number): ReportOutcome {
    const waitMs = Math.max(askedMs, schedule[report.tries] ?? dayMs);
    this.#options.log.warn(
      { reason, tries: report.tries + 1, waitMs },
      'the completion webhook is tried again later',
    );
    return { kind: 'retry', id: report.id, notBeforeAt: this.#options.clock() + waitMs };
  }
}
