import { createHash } from 'node:crypto';
import type { Item, Lesson, Module } from '../core/course.ts';

/** The first 8 hex digits of the SHA-256 of some content, the same on every machine. */
export const contentHash = (...parts: unknown[]): string =>
  createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 8);

/** Changes with every word a learner sees or is graded by, and with the language. */
export function itemVersion(item: Omit<Item, 'version'>, language: Lesson['language']): string {
  return contentHash(
    language,
    item.id,
    item.stem,
    item.options.map(({ id, text, feedback }) => [id, text, feedback]),
    item.key,
    item.hint ?? null,
  );
}

/** Changes with every word of the lesson, its questions' among them. */
export function lessonVersion(lesson: Omit<Lesson, 'version'>): string {
  return contentHash(
    lesson.language,
    lesson.id,
    lesson.title,
    lesson.outcome,
    lesson.cards.map((card) => [card.title, card.text, card.picture ?? null, card.voice ?? null]),
    lesson.task,
    lesson.remember,
    lesson.items.map((item) => item.version),
  );
}

/** @param lessons in any order */
export function courseVersion(
  lessons: readonly Lesson[],
  modules: readonly Module[],
  paths: Record<string, readonly string[]>,
): string {
  const versions = lessons.map((lesson) => `${lesson.id}.${lesson.language}@${lesson.version}`).sort();
  return contentHash(versions, modules, Object.entries(paths).sort());
}
