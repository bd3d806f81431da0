import { Worker } from 'node:worker_threads';
import { StoreUnavailable } from '../../store.ts';
import type { Archive } from '../archive.ts';

/** All that an archive does; the compiler misses one that is not named. */
const methods = {
  addCounters: true,
  addDeeds: true,
  addLink: true,
  append: true,
  attempts: true,
  auditChain: true,
  auditPage: true,
  certificates: true,
  certificatesOf: true,
  chatPage: true,
  close: true,
  counterPage: true,
  counters: true,
  dueReports: true,
  endSession: true,
  endSessions: true,
  findCertificate: true,
  findChats: true,
  findPerson: true,
  findSession: true,
  giveEpoch: true,
  hasAdmin: true,
  itemVersions: true,
  keepBroadcast: true,
  keepItemVersions: true,
  keepPaper: true,
  keptBroadcasts: true,
  madeReports: true,
  marks: true,
  noteMarks: true,
  noteSession: true,
  outcomeOf: true,
  paper: true,
  partitions: true,
  people: true,
  personOfChat: true,
  putChats: true,
  redeemLink: true,
  refusedReports: true,
  releaseReports: true,
  rename: true,
  renewSession: true,
  reportCounts: true,
  retryRefused: true,
  revoke: true,
  revokeCertificate: true,
  revokedPlaces: true,
  rowsOf: true,
  settleReports: true,
  trouble: true,
  waitingInvitations: true,
  withdrawLink: true,
} as const satisfies Record<Exclude<keyof Archive, 'name'>, true>;
export type Method = keyof typeof methods;

type Told = { name: string; message: string; cause?: { name: string; message: string } };
export type Asked = { id: number; method: Method; given: unknown[] };
/** `id` 0 tells how the opening went. */
export type Answered = { id: number; value?: unknown; error?: Told };

/**
 * The archive in one SQLite file, worked in a thread of its own: writing pages and flushing the disk takes as long as
 * many updates, and nobody who waits for a reply should wait for them too. What is asked is done in the order it was asked.
 * @throws StoreUnavailable naming the file and how to mend it
 */
export async function openArchiveInThread(options: { file: string; isAlone: boolean }): Promise<Archive> {
  const thread = new Worker(new URL('./archive-thread.ts', import.meta.url), { workerData: options });
  const waiting = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>();
  let lastId = 0;
  let ended: Error | undefined;

  const end = (cause: unknown): void => {
    ended ??= new StoreUnavailable(
      `${options.file}: the thread that writes it has ended; start the bot again`,
      {
        cause,
      },
    );
    for (const { reject } of waiting.values()) reject(ended);
    waiting.clear();
  };
  thread.on('error', end);
  thread.on('exit', (code) => end(new Error(`exit ${code}`)));
  thread.on('message', ({ id, value, error }: Answered) => {
    const asked = waiting.get(id);
    waiting.delete(id);
    // A start that fails elsewhere must end the process though this thread is there; what was asked is waited for.
    if (waiting.size === 0) thread.unref();
    if (error === undefined) asked?.resolve(value);
    else asked?.reject(thrown(error));
  });
  const answerTo = (id: number): Promise<unknown> =>
    new Promise((resolve, reject) => {
      if (waiting.size === 0) thread.ref();
      waiting.set(id, { resolve, reject });
    });

  const name = (await answerTo(0)) as string;
  const ask = (method: Method, given: unknown[]): Promise<unknown> => {
    if (ended !== undefined) return method === 'close' ? Promise.resolve() : Promise.reject(ended);
    lastId++;
    const answer = answerTo(lastId);
    thread.postMessage({ id: lastId, method, given } satisfies Asked);
    return answer;
  };
  const asking = Object.fromEntries(
    (Object.keys(methods) as Method[]).map((method) => [method, (...given: unknown[]) => ask(method, given)]),
  ) as unknown as Omit<Archive, 'name'>;
  return {
    name,
    ...asking,
    async trouble() {
      return ended?.message ?? (await asking.trouble());
    },
    async close() {
      await asking.close();
      ended ??= new StoreUnavailable(`${options.file}: closed`);
    },
  };
}

/** The same kind of error as on the other side. */
function thrown({ name, message, cause }: Told): Error {
  const options = cause === undefined ? {} : { cause: new Error(`${cause.name}: ${cause.message}`) };
  if (name === 'StoreUnavailable') return new StoreUnavailable(message, options);
  if (name === 'TypeError') return new TypeError(message, options);
  return new Error(message, options);
}
