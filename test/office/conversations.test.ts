import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { converse } from './conversation.ts';

const folder = new URL('./chats/', import.meta.url);

test.each(readdirSync(folder))('officials talk with the office: %s', async (name) => {
  const file = new URL(name, folder);
  const acts = readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line === '' || /^(#|!|~|\w+>) ?/.test(line));
  await expect(await converse(acts.join('\n'))).toMatchFileSnapshot(file.pathname);
});
