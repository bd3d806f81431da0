import { fileURLToPath } from 'node:url';
import { loadCourse } from '../../src/course/load.ts';
import { startRedis } from '../../test/fixtures/redis-server.ts';
import { type Memory, measureMemory } from '../memory/measure.ts';
import type { Part } from './part.ts';

const lessonsDir = fileURLToPath(new URL('../../lessons', import.meta.url));
const chats = 100_000;

/** What a learner takes in Redis, everything counted. */
export const memory: Part = {
  name: 'memory',
  title: `Bytes in Redis for each of ${chats.toLocaleString('en')} learners, all keys and indexes counted`,
  async run(_settings, { tell, print }) {
    const { course } = await loadCourse(lessonsDir);
    const found: Memory[] = [];
    for (const lessons of [6, 36]) {
      tell(`${lessons} lessons`);
      const server = await startRedis();
      found.push(await measureMemory(server.url, course, { chats, lessons, now: Date.now() }));
      await server.stop();
    }
    print(
      [
        '| after | bytes a learner | of these for its timer | buckets kept as |',
        '|---|---:|---:|---|',
        ...found.map(
          (it) =>
            `| ${it.lessons} lessons | ${it.bytesPerChat.toFixed(0)} | ${Math.max(0, it.timerBytesPerChat).toFixed(1)} | ${Object.keys(it.encodings).join(', ')} |`,
        ),
      ].join('\n'),
    );
    return found;
  },
};
