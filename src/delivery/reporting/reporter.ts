import { isDeepStrictEqual } from 'node:util';
import type { Instant } from '../../core/time.ts';
import { hourMs, minuteMs, secondMs } from '../../core/time.ts';
import type { Log } from '../../log.ts';
import type { Archive, Report, ReportOutcome } from '../../store/archive/archive.ts';
import type { CentralClient } from './central-client.ts';

const firstWaitMs = 2 * secondMs;
const longestWaitMs = 10 * minuteMs;
/** Wrong credentials are ours to mend by hand: a slow knock is enough. */
const forbiddenWaitMs = hourMs / 4;

export type ReporterOptions = {
  archive: Archive;
  client: CentralClient;
  clock(): Instant;
  log: Log;
  /** 0..1, spreads retries of many processes. */
  chance?(): number;
  batchSize?: number;
};

/**
 * Sends statements to the central API until each is there exactly once: the same bytes under the same id
 * each time, batches that are halved until a refused statement stands alone, and waits that grow while the
 * centre is away, for a week if need be. A refused statement goes to the dead-letter list; the rest goes on.
 */
export class Reporter {
  readonly #options: Required<ReporterOptions>;
  #waitMs = 0;
  #waitUntilAt: Instant = 0;

  constructor(options: ReporterOptions) {
    this.#options = { chance: Math.random, batchSize: 50, ...options };
  }

  /** Sends what is due. @returns how many statements found their end, delivered or refused */
  async sweep(): Promise<number> {
    const { archive, clock, batchSize } = this.#options;
    let settled = 0;
    while (clock() >= this.#waitUntilAt) {
      const reports = await archive.dueReports('statement', clock(), batchSize);
      if (reports.length === 0) return settled;
      const count = await this.#send(reports);
      settled += count;
      // Taken and not sent: another process, or this one later, need not wait until the claim is over.
      if (count < reports.length) await archive.releaseReports(reports.map(({ id }) => id));
      if (count === 0) return settled;
    }
    return settled;
  }

  async #send(reports: Report[]): Promise<number> {
    const { archive, client, log } = this.#options;
    const answer = await client.post(reports.map((report) => report.body));
    switch (answer.kind) {
      case 'accepted':
        this.#waitMs = 0;
        await archive.settleReports(reports.map(({ id }): ReportOutcome => ({ kind: 'delivered', id })));
        return reports.length;
      case 'refused':
        return this.#halve(reports, answer);
      case 'forbidden':
        log.error(
          { reason: answer.reason },
          'ALARM: the central API does not let us in; look at CENTRAL_API_USER, CENTRAL_API_PASSWORD, CENTRAL_API_TOKEN',
        );
        this.#wait(forbiddenWaitMs);
        return 0;
      case 'later': {
        this.#waitMs = Math.min(longestWaitMs, Math.max(firstWaitMs, this.#waitMs * 2));
        const waitMs = answer.afterMs ?? this.#waitMs * (0.75 + this.#options.chance() / 2);
        log.warn(
          { reason: answer.reason, reports: reports.length, waitMs },
          'the central API is away; reports wait',
        );
        this.#wait(waitMs);
        return 0;
      }
    }
  }

  #wait(ms: number): void {
    this.#waitUntilAt = this.#options.clock() + ms;
  }

  /** One bad statement fails its whole batch: find it, and let the others pass. */
  async #halve(reports: Report[], answer: { status: number; reason: string }): Promise<number> {
    const [only] = reports;
    if (only === undefined) return 0;
    if (reports.length === 1) return this.#judge(only, answer);
    const middle = Math.ceil(reports.length / 2);
    const first = await this.#send(reports.slice(0, middle));
    // The centre went away between the halves: what is left stays due.
    if (this.#options.clock() < this.#waitUntilAt) return first;
    return first + (await this.#send(reports.slice(middle)));
  }

  async #judge(report: Report, answer: { status: number; reason: string }): Promise<number> {
    const { archive, log } = this.#options;
    const isThere = answer.status === 409 && (await this.#isHeldAlready(report));
    if (isThere === 'unknown') return 0;
    if (isThere) {
      await archive.settleReports([{ kind: 'delivered', id: report.id }]);
      return 1;
    }
    log.error(
      { id: report.id, reason: answer.reason },
      'ALARM: the central API refused a statement; see: npx banhoc reports list',
    );
    await archive.settleReports([{ kind: 'refused', id: report.id, reason: answer.reason }]);
    return 1;
  }

  /** 409 says "I have that id": with the same meaning it is delivered, with another it must be looked at. */
  async #isHeldAlready(report: Report): Promise<boolean | 'unknown'> {
    try {
      const held = await this.#options.client.held(report.id);
      return held !== undefined && isDeepStrictEqual(meaningOf(held), meaningOf(JSON.parse(report.body)));
    } catch (error) {
      this.#options.log.warn(
        { err: error },
        'the centre could not be asked about a statement; it is asked again later',
      );
      this.#wait(firstWaitMs);
      return 'unknown';
    }
  }
}

/** What must agree for two statements to say the same: who, what, with which result, when. */
function meaningOf(statement: unknown): unknown {
  const { actor, verb, object, result, timestamp } = statement as Record<
    string,
    Record<string, unknown> | undefined
  > & {
    timestamp?: string;
  };
  return {
    actor: actor?.account,
    verb: verb?.id,
    object: object?.id,
    result,
    timestamp: Date.parse(timestamp ?? ''),
  };
}
