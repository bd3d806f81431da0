import { readFileSync } from 'node:fs';
import { checkLoaded } from '../../src/course/check.ts';
import { readCourseFile } from '../../src/course/course-file.ts';
import { readFacts } from '../../src/course/facts.ts';
import { parseLesson } from '../../src/course/lesson-file.ts';
import type { LessonProblem } from '../../src/course/problem.ts';
import { courseDir, englishPlace, place, soundLesson } from './lesson-text.ts';

const courseText = readFileSync(`${courseDir}/course.yaml`, 'utf8');
const factsText = readFileSync(`${courseDir}/facts.yaml`, 'utf8');

/** A day on which nothing of the sound course is past its date. */
export const soundDay = '2026-11-24';

export type Checked = {
  lesson?: string;
  english?: string;
  facts?: string;
  course?: string;
  today?: string;
};

/** What the linter says of the sound course with some of its files written otherwise. */
export function check({
  lesson = soundLesson,
  english,
  facts = factsText,
  course = courseText,
  today = soundDay,
}: Checked): LessonProblem[] {
  const vi = parseLesson(place, lesson);
  const en = english === undefined ? undefined : parseLesson(englishPlace, english);
  const loaded = {
    documents: [vi.document, ...(en === undefined ? [] : [en.document])],
    courseFile: readCourseFile('lessons/course.yaml', course),
    media: new Set(['cuoc-goi.png']),
    placement: [],
  };
  return [
    ...vi.problems,
    ...(en?.problems ?? []),
    ...checkLoaded('lessons', loaded, readFacts('lessons/facts.yaml', facts), today),
  ];
}

export { courseText, factsText };
