import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openArchiver } from '../../src/delivery/archiver.ts';
import { openLog } from '../../src/log.ts';
import type { Archive } from '../../src/store/archive/archive.ts';
import { type Store, StoreUnavailable } from '../../src/store/store.ts';
import { rowOf } from '../contracts/archive/rows.ts';
import { commitNext, commitOne, lan, minh, morning, sessionNumbered } from '../contracts/store/steps.ts';
import { temporaryArchive } from '../fixtures/temporary-archive.ts';
import { temporaryStore } from '../fixtures/temporary-store.ts';

const log = openLog('silent');
let store: Store;
let archive: Archive;
let removals: (() => Promise<void>)[];
let now = morning;
beforeEach(() => {
  now = morning;
  const [aStore, anArchive] = [temporaryStore(() => now), temporaryArchive()];
  ({ store } = aStore);
  ({ archive } = anArchive);
  removals = [aStore.remove, anArchive.remove];
});
afterEach(async () => {
  for (const remove of removals) await remove();
});

const archiverOf = (owner: string, more: { archive?: Archive; store?: Store; mostWaiting?: number } = {}) =>
  openArchiver({ store, archive, log, owner, clock: () => now, ...more });
const away = async (): Promise<never> => {
  throw new StoreUnavailable('the archive is away');
};

describe('the archiver', () => {
  test('moves rows, counters and changed chats, and leaves nothing behind', async () => {
    await commitOne(store, lan, { archive: [rowOf('attempt', 'a')], counters: { n: 2 } });
    await commitOne(store, minh, { archive: [rowOf('statement', 's')], counters: { n: 3 } });
    expect(await archiverOf('one').sweep()).toBe(6);
    expect(await archive.attempts(undefined, 10)).toHaveLength(1);
    expect(await archive.reportCounts('statement')).toMatchObject({ waiting: 1 });
    expect(await archive.counters('')).toEqual({ n: 5 });
    expect(await archive.chatPage(0, 9, '', 10)).toHaveLength(2);
    expect(await store.standing(0)).toMatchObject({ waitingRows: 0, changedChats: 0 });
    expect(await archiverOf('one').sweep()).toBe(0);
  });

  test('is one at a time; when it is killed another follows within its lease', async () => {
    await commitOne(store, lan, { archive: [rowOf('attempt', 'a')] });
    let goOn = (): void => {};
    let stuck: Promise<number> | undefined;
    const reached = new Promise<void>((atTheGate) => {
      const slow: Archive = {
        ...archive,
        async append(rows) {
          atTheGate();
          await new Promise<void>((resolve) => {
            goOn = resolve;
          });
          return archive.append(rows);
        },
      };
      stuck = archiverOf('stuck', { archive: slow }).sweep();
    });
    await reached;
    expect(await archiverOf('other').sweep()).toBe(0);
    now += 16_000;
    expect(await archiverOf('other').sweep()).toBe(2);
    expect(await archive.attempts(undefined, 10)).toHaveLength(1);
    goOn();
    await stuck;
    expect(await archive.attempts(undefined, 10)).toHaveLength(1);
  });

  test('that ends between writing and dropping repeats itself without harm', async () => {
    await commitOne(store, lan, { archive: [rowOf('attempt', 'a')], counters: { n: 1 } });
    await expect(archiverOf('one', { store: { ...store, dropArchiveRows: away } }).sweep()).rejects.toThrow(
      StoreUnavailable,
    );
    await expect(archiverOf('one', { store: { ...store, archivedChats: away } }).sweep()).rejects.toThrow(
      StoreUnavailable,
    );
    await archiverOf('one').sweep();
    expect(await archive.attempts(undefined, 10)).toHaveLength(1);
    expect(await archive.counters('')).toEqual({ n: 1 });
  });

  test('waits while the archive is away; past the limit the process says so, and nothing is lost', async () => {
    const gone: Archive = { ...archive, marks: away, noteMarks: away, append: away, itemVersions: away };
    const archiver = archiverOf('one', { archive: gone, mostWaiting: 20 });
    for (let n = 0; n < 10; n++) {
      await commitNext(store, lan, { archive: [rowOf('attempt', `a${n}`)], session: sessionNumbered(n) });
    }
    await expect(archiver.sweep()).rejects.toThrow(StoreUnavailable);
    expect(await archiver.trouble()).toBeUndefined();
    for (let n = 10; n < 20; n++) await commitNext(store, lan, { archive: [rowOf('attempt', `a${n}`)] });
    expect(await archiver.trouble()).toMatch(/^21 rows and chats wait .* more than 20/);
    await archiver.stop();
    await archiverOf('two').sweep();
    expect(await archive.attempts(undefined, 100)).toHaveLength(20);
    expect(await archiver.trouble()).toBeUndefined();
  });

  test("moves nothing into another store's archive, and says so", async () => {
    await archive.noteMarks(0, 'somebody else', 1, { number: 9, sequence: 0, fence: 0, position: 0 });
    await store.lives();
    await commitOne(store, lan, { archive: [rowOf('attempt', 'a')] });
    const archiver = archiverOf('one');
    expect(await archiver.sweep()).toBe(0);
    expect(await archiver.trouble()).toMatch(/not the one the archive knows/);
    expect(await store.standing(0)).toMatchObject({ waitingRows: 1 });
  });

  test('an archive that was lost is given every chat again', async () => {
    await commitOne(store, lan, {});
    await archiverOf('one').sweep();
    const other = temporaryArchive();
    removals.push(other.remove);
    await archiverOf('one', { archive: other.archive }).sweep();
    expect(await other.archive.chatPage(0, 9, '', 10)).toHaveLength(1);
  });

  test('wordings go both ways', async () => {
    await store.keepItemVersions([{ key: 'a', body: '{}' }]);
    const archiver = archiverOf('one');
    await archiver.sweep();
    expect(await archive.itemVersions()).toEqual([{ key: 'a', body: '{}' }]);
  });
});
