import { expect, test } from 'vitest';
import { previewChannels } from '../../src/commands/preview-channels.ts';
import { previewOnChannel } from '../../src/commands/preview-on-channel.ts';
import { smallCourse } from '../fixtures/small-course.ts';

test.each(previewChannels)('a lesson on %s is shown from its first card to its result', (channel) => {
  const parts = previewOnChannel(smallCourse(), '4.1', 'vi', 'bác', channel);
  const whole = parts.join('\n\n');
  expect(whole).toContain('Câu 1/');
  expect(whole).toMatch(/Trả lời đúng \d/);
  expect(whole).not.toContain('{ban}');
});

test('where there are no buttons the preview has numbered lines', () => {
  const [first] = previewOnChannel(smallCourse(), '4.1', 'en', undefined, 'zalo-bot');
  expect(first).toMatch(/\n1\. .*\nAnswer with the number 1\.|Answer with a number from 1 to \d\./);
});
