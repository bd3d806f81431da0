import { parentPort, workerData } from 'node:worker_threads';
import type { Archive } from '../archive.ts';
import type { Answered, Asked, Method } from './archive-in-thread.ts';
import { openSqliteArchive } from './sqlite-archive.ts';

/** The thread's side of archive-in-thread.ts: opens the file, then answers what is asked, in the order it was asked. */
const port = parentPort;
if (port === null) throw new Error('this is run as a thread, by archive-in-thread.ts');
const say = (answer: Answered): void => port.postMessage(answer);

type Methods = Record<Method, (...given: unknown[]) => Promise<unknown>>;

function open(): Archive | undefined {
  try {
    const archive = openSqliteArchive(workerData as { file: string; isAlone: boolean });
    say({ id: 0, value: archive.name });
    return archive;
  } catch (error) {
    say({ id: 0, error: told(error) });
    return undefined;
  }
}

function told(error: unknown): Answered['error'] & object {
  if (!(error instanceof Error)) return { name: 'Error', message: String(error) };
  const { cause } = error;
  return {
    name: error.name,
    message: error.message,
    ...(cause instanceof Error ? { cause: { name: cause.name, message: cause.message } } : {}),
  };
}

const archive = open();
port.on('message', async ({ id, method, given }: Asked) => {
  try {
    const value = await (archive as unknown as Methods)[method](...given);
    say({ id, value });
  } catch (error) {
    say({ id, error: told(error) });
  }
  if (method === 'close') port.close();
});
if (archive === undefined) port.close();
