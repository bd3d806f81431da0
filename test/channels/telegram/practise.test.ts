import { expect, test } from 'vitest';
import { render } from '../../../src/channels/telegram/render.ts';
import { newSession } from '../../../src/core/new-session.ts';
import { practiseScreenMessage } from '../../../src/core/practise/screen-message.ts';
import { loadCourse } from '../../../src/course/load.ts';

test('every practise screen is one picture with its question and buttons, in both languages', async () => {
  const { course } = await loadCourse('lessons');
  for (const { id, version, places } of course.practise?.screens ?? []) {
    for (const language of ['vi', 'en'] as const) {
      const session = newSession('seed', language, Date.UTC(2099, 0, 1));
      const message = practiseScreenMessage(course, session, {
        ...{ kind: 'practise_screen', screen: id, version },
        openedAt: 9_999_999_999,
      });
      const calls = render(message);
      expect(calls, id).toMatchObject([{ kind: 'photo' }]);
      expect(calls[0]?.keyboard).toHaveLength(places.length + 2);
      expect(Math.max(...message.choices.map((choice) => choice.id.length))).toBeLessThanOrEqual(56);
    }
  }
});
