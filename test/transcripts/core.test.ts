import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { coreStage } from './core-stage.ts';
import { courseOfScript } from './course-of-script.ts';
import { replay } from './replay.ts';

const folder = new URL('.', import.meta.url);
const scripts = readdirSync(folder).filter((name) => name.endsWith('.chat'));

describe('transcripts on the bare core', () => {
  test.each(scripts)('%s', async (name) => {
    const file = new URL(name, folder);
    const course = courseOfScript(name);
    const played = await replay(
      readFileSync(file, 'utf8'),
      coreStage(() => course),
    );
    await expect(played).toMatchFileSnapshot(file.pathname);
  });
});
