import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { readConfig } from '../../src/config.ts';
import { openLog } from '../../src/log.ts';
import { type Service, startService } from '../../src/main.ts';
import { courseDir } from '../course/lesson-text.ts';

let service: Service | undefined;
const folder = mkdtempSync(join(tmpdir(), 'banhoc-left-out-'));
afterEach(async () => {
  await service?.stop();
  rmSync(folder, { recursive: true, force: true });
});

test('a broken lesson is named at the start and in /readyz, and the service takes work without it', async () => {
  const lessons = join(folder, 'lessons');
  cpSync(courseDir, lessons, { recursive: true });
  const sound = readFileSync(join(lessons, '4/4.1.vi.md'), 'utf8');
  writeFileSync(join(lessons, '4/4.2.vi.md'), sound.replaceAll('4.1', '4.2').replace('- [x]', '- [ ]'));
  const lines: string[] = [];
  const config = readConfig({ PORT: '0', DATA_DIR: join(folder, 'data'), LESSONS_DIR: lessons });
  service = await startService(config, (line) => void lines.push(line), openLog('silent'));
  const named = `lesson left out: ${lessons}/4/4.2.vi.md:46  4.2-a1 has 0 right options, expected exactly one.`;
  expect(lines.join('\n')).toContain(named);
  const ready = await fetch(`${service.url}/readyz`);
  expect(ready.status).toBe(200);
  expect(await ready.text()).toContain(named);

  // What the desk writes is read while the service runs.
  const desk = join(folder, 'data', 'lessons');
  mkdirSync(join(desk, '4'), { recursive: true });
  writeFileSync(join(desk, '4/4.2.vi.md'), sound.replaceAll('4.1', '4.2'));
  writeFileSync(join(desk, 'stamp'), 'one');
  await expect
    .poll(async () => (await fetch(`${service?.url}/readyz`)).text(), { timeout: 10_000 })
    .not.toContain('left out');
});
