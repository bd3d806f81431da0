import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { LessonPlace } from '../../src/course/lesson-file.ts';

/** The folder of a small, sound course. */
export const courseDir = fileURLToPath(new URL('../fixtures/lessons', import.meta.url));

export const place: LessonPlace = { file: 'lessons/4/4.1.vi.md', id: '4.1', language: 'vi' };
export const englishPlace: LessonPlace = { file: 'lessons/4/4.1.en.md', id: '4.1', language: 'en' };

export const soundLesson = readFileSync(`${courseDir}/4/4.1.vi.md`, 'utf8');
export const soundEnglish = readFileSync(`${courseDir}/4/4.1.en.md`, 'utf8');

/** The sound lesson with one passage changed; fails when the passage is not there, so that no test tests nothing. */
export function lessonWith(passage: string, instead: string, lesson = soundLesson): string {
  if (!lesson.includes(passage)) throw new Error(`the sound lesson does not hold "${passage}"`);
  return lesson.replace(passage, () => instead);
}

/** The line on which a passage stands, from 1. */
export function lineOf(passage: string, lesson: string): number {
  const at = lesson.indexOf(passage);
  if (at === -1) throw new Error(`the lesson does not hold "${passage}"`);
  return lesson.slice(0, at).split('\n').length;
}
