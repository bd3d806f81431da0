import { readdirSync, readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Course } from '../../src/core/course.ts';
import { coreStage } from '../transcripts/core-stage.ts';
import { replay } from '../transcripts/replay.ts';
import { tutorCourse } from './tutor-course.ts';

const folder = new URL('./chats/', import.meta.url);
const scripts = readdirSync(folder).filter((name) => name.endsWith('.chat'));
let course: Course;
beforeAll(async () => {
  course = await tutorCourse();
});

/** In those called model-… one is set, and does not answer. */
describe('talks with the tutor, no model answering', () => {
  test.each(scripts)('%s', async (name) => {
    const file = new URL(name, folder);
    const played = await replay(
      readFileSync(file, 'utf8'),
      coreStage(() => (name.startsWith('model-') ? { ...course, hasTutor: true } : course)),
    );
    await expect(played).toMatchFileSnapshot(file.pathname);
  });
});
