import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { smallCourse } from '../fixtures/small-course.ts';
import { temporaryStore } from '../fixtures/temporary-store.ts';
import { replay } from './replay.ts';
import { storeStage } from './store-stage.ts';

const folder = new URL('.', import.meta.url);
const scripts = readdirSync(folder).filter((name) => name.endsWith('.chat'));

describe('the same transcripts through the intake and the embedded store', () => {
  test.each(scripts)('%s', async (name) => {
    const source = readFileSync(new URL(name, folder), 'utf8');
    const { store, remove } = temporaryStore();
    const played = await replay(
      source,
      storeStage(smallCourse(), store, { channel: 'web', bot: '-', user: 'one' }),
    );
    await remove();
    // What was counted is in the counters and the archive here, proven elsewhere: the words must be the same.
    const spoken = source.split('\n').filter((line) => !line.startsWith('= '));
    expect(played.split('\n')).toEqual(spoken);
  });
});
