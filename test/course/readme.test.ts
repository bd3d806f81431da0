import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { check } from './checked.ts';
import { lessonWith, soundLesson } from './lesson-text.ts';

const readme = readFileSync('lessons/README.md', 'utf8');
const source = (file: string) => readFileSync(`src/course/${file}`, 'utf8');

/** What whoever writes a lesson may be told, by the name in brackets at the end of the line. */
const authorsFiles = [
  'blank.ts',
  'card.ts',
  'front-matter.ts',
  'lesson-file.ts',
  'markdown-text.ts',
  'question.ts',
  'section.ts',
  'yaml-text.ts',
  'folder.ts',
  'check.ts',
  ...readdirSync('src/course/rules').map((name) => `rules/${name}`),
];

/** The name of a rule is the argument after the place. */
const named = /(?:errorAt|warningAt|say|report)\(\s*(?:\{[^{}]*\}|[\w.]+(?:\([^()]*\))?)\s*,\s*'([a-z-]+)'/g;

describe('how to write a lesson', () => {
  const rules = new Set(
    authorsFiles.flatMap((file) => [...source(file).matchAll(named)].flatMap(([, rule]) => rule ?? [])),
  );
  // Messages of officials and the folder itself are no lesson's.
  for (const other of ['message-text', 'folder']) rules.delete(other);

  test('finds the rules it is held to', () => {
    expect(rules.size).toBeGreaterThan(45);
    expect(rules).toContain('twin-alike');
  });

  test.each([...rules])('explains %s with a bad and a good example', (rule) => {
    const row = readme.split('\n').find((line) => line.startsWith('|') && line.includes(`\`${rule}\``));
    const cells = row?.split('|').map((cell) => cell.trim()) ?? [];
    expect(cells.slice(2, 6).map((cell) => cell !== '')).toEqual([true, true, true, true]);
    expect(cells[4]).not.toBe(cells[5]);
  });

  test('shows a question and its twin that the linter has nothing to say about', () => {
    const example = /```markdown\n([\s\S]*?)```/.exec(readme)?.[1] ?? '';
    const own = soundLesson.slice(soundLesson.indexOf('## Câu 4.1-a1'), soundLesson.indexOf('## Câu 4.1-a2'));
    expect(check({ lesson: lessonWith(own, `${example}\n`) })).toEqual([]);
  });
});
