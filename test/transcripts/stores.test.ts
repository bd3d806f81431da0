import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openRedisStore } from '../../src/store/redis/redis-store.ts';
import type { Store } from '../../src/store/store.ts';
import { noRedis, type RunningRedis, startRedis } from '../fixtures/redis-server.ts';
import { temporaryStore } from '../fixtures/temporary-store.ts';
import { courseOfScript } from './course-of-script.ts';
import { replay } from './replay.ts';
import { storeStage } from './store-stage.ts';

const folder = new URL('.', import.meta.url);
const scripts = readdirSync(folder).filter((name) => name.endsWith('.chat'));

/** Plays one script on a store; each on a chat of its own. */
async function expectSameWords(name: string, store: Store): Promise<void> {
  const source = readFileSync(new URL(name, folder), 'utf8');
  const played = await replay(
    source,
    storeStage(courseOfScript(name), store, { channel: 'web', bot: '-', user: name }),
  );
  // What was counted is in the counters and the archive here, proven elsewhere: the words must be the same.
  const spoken = source.split('\n').filter((line) => !line.startsWith('= '));
  expect(played.split('\n')).toEqual(spoken);
}

describe('the same transcripts through the intake and the embedded store', () => {
  test.each(scripts)('%s', async (name) => {
    const { store, remove } = temporaryStore();
    await expectSameWords(name, store);
    await remove();
  });
});

describe.skipIf(noRedis !== undefined)(
  `the same transcripts through Redis${noRedis === undefined ? '' : ` (${noRedis})`}`,
  () => {
    let server: RunningRedis;
    let store: Store;
    beforeAll(async () => {
      server = await startRedis();
      store = await openRedisStore({ url: server.url });
    });
    afterAll(async () => {
      await store.close();
      await server.stop();
    });
    test.each(scripts)('%s', (name) => expectSameWords(name, store));
  },
);
