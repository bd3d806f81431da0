import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Course, Item } from '../../core/course.ts';

/** What the checker knows of a question, from the course as data: its key, and a piece of each option's feedback. */
export type Sheet = { key: string; feedback: ReadonlyMap<string, string> };

/** By item and version, `4.1-a1@0f3c9a21`. */
export type AnswerSheet = ReadonlyMap<string, Sheet>;

export function answerSheetOf(course: Course): AnswerSheet {
  const sheets = new Map<string, Sheet>();
  const add = (item: Item): void => {
    sheets.set(`${item.id}@${item.version}`, {
      key: item.key,
      feedback: new Map(item.options.map((option) => [option.id, longestPiece(option.feedback)])),
    });
  };
  for (const item of course.pastItems.values()) add(item);
  for (const versions of course.lessons.values()) {
    for (const lesson of Object.values(versions)) for (const item of lesson.items) add(item);
  }
  return sheets;
}

/** What no form of address changes: the longest part between two `{…}`. */
const longestPiece = (text: string): string =>
  text
    .split(/\{[^}]*\}/)
    .reduce((longest, piece) => (piece.length > longest.length ? piece : longest), '')
    .trim();

/**
 * The keys as the authors wrote them, read from the lesson files by a reader of the checker's own: a heading
 * that ends in the question's id, then options of which one is ticked. By question; all languages agree.
 */
export function keysInFiles(dir: string): ReadonlyMap<string, string> {
  const keys = new Map<string, string>();
  for (const name of readdirSync(dir, { recursive: true, encoding: 'utf8' }).sort()) {
    if (!/\.(vi|en)\.md$/.test(name)) continue;
    let item: string | undefined;
    for (const line of readFileSync(join(dir, name), 'utf8').split('\n')) {
      const heading = /^## .* (\d+\.\d+-\S+)\s*$/.exec(line);
      if (line.startsWith('## ')) item = heading?.[1];
      const ticked = /^- \[x\] ([a-z])\./.exec(line)?.[1];
      if (item !== undefined && ticked !== undefined) keys.set(item, ticked);
    }
  }
  return keys;
}
