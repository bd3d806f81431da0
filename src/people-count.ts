import { isSimulated } from './core/chat.ts';
import type { Instant } from './core/time.ts';
import { hourMs, minuteMs, secondMs } from './core/time.ts';
import { type Census, startCensus } from './stats/census.ts';
import type { Archive } from './store/archive/archive.ts';
import { archivedSessions } from './store/archive/archived-sessions.ts';
import { StoreUnavailable } from './store/store.ts';

export type PeopleCountArchive = Pick<Archive, 'partitions' | 'chatPage' | 'keepPaper' | 'paper'>;

export type PeopleCount = {
  /**
   * The newest census. Where there is one it is given at once, however old, and a newer one is taken meanwhile.
   * @returns undefined while the first is still being taken
   */
  read(): Promise<Census | undefined>;
};

const paperName = 'census';
/** Counting everybody takes at most one part in this of the time: seconds in a commune, hours in a nation. */
const restPerCount = 100;
const shortestRestMs = minuteMs;
const longestRestMs = 6 * hourMs;
/** So long the very first page waits for the first count. */
const patienceMs = 1.5 * secondMs;
/** Another form of census is another paper's. */
const format = 1;

/**
 * Counts all people now and then, from the archive: exact, seconds behind, and nothing of it on the hot path. What was
 * counted is filed, so that a process that starts has it, and of several one counts.
 */
export function openPeopleCount(options: { archive: PeopleCountArchive; clock(): Instant }): PeopleCount {
  const { archive, clock } = options;
  let kept: { census: Census; restMs: number } | undefined;
  let counting: Promise<void> | undefined;

  async function countAgain(): Promise<void> {
    try {
      const filed = await readPaper(archive);
      if (filed !== undefined && (kept === undefined || filed.census.takenAt > kept.census.takenAt))
        kept = filed;
      if (kept !== undefined && clock() - kept.census.takenAt < kept.restMs) return;
      const startedAt = performance.now();
      const census = await takeCensus(archive, clock());
      const restMs = Math.min(
        longestRestMs,
        Math.max(shortestRestMs, restPerCount * (performance.now() - startedAt)),
      );
      kept = { census, restMs };
      const body = JSON.stringify({ format, restMs: Math.round(restMs), census });
      await archive.keepPaper(paperName, { at: census.takenAt, body });
    } catch (error) {
      // The last count stands until the archive is there again.
      if (!(error instanceof StoreUnavailable)) throw error;
    }
  }

  return {
    async read() {
      if (kept !== undefined && clock() - kept.census.takenAt < kept.restMs) return kept.census;
      counting ??= countAgain().finally(() => {
        counting = undefined;
      });
      if (kept === undefined) await Promise.race([counting, afterMs(patienceMs)]);
      return kept?.census;
    },
  };
}

/** Everybody there is. The simulated people of a trial are not; in a store where all are, their chats are like others. */
async function takeCensus(archive: PeopleCountArchive, now: Instant): Promise<Census> {
  const census = startCensus(now);
  for await (const page of archivedSessions(archive)) {
    for (const { chat, session } of page) if (!isSimulated(chat)) census.look(chat, session);
  }
  return census.end();
}

async function readPaper(
  archive: PeopleCountArchive,
): Promise<{ census: Census; restMs: number } | undefined> {
  const paper = await archive.paper(paperName);
  if (paper === undefined) return undefined;
  const filed = JSON.parse(paper.body) as { format: number; census: Census; restMs: number };
  return filed.format === format ? filed : undefined;
}

const afterMs = (ms: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, ms).unref();
  });
