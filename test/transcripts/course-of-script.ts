import type { Course } from '../../src/core/course.ts';
import { smallCourse } from '../fixtures/small-course.ts';
import { smallPractise } from '../fixtures/small-practise.ts';

/** Scripts about practising play on a course that has something to practise. */
export const courseOfScript = (name: string): Course =>
  smallCourse(name.startsWith('practise-') ? { practise: smallPractise } : {});
