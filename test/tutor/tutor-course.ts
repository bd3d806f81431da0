import type { Course } from '../../src/core/course.ts';
import { loadCourse } from '../../src/course/load.ts';

/**
 * Six lessons as they were taught on one day: real enough to ask about, and unmoved by later edits. The office to
 * ask is a made-up one.
 */
export async function tutorCourse(change: Partial<Course> = {}): Promise<Course> {
  const { course } = await loadCourse(new URL('../fixtures/tutor-lessons', import.meta.url).pathname, {
    operator: { name: 'UBND xã Mẫu', contact: 'bộ phận một cửa xã Mẫu' },
  });
  return { ...course, ...change };
}
