import { describe, expect, test } from 'vitest';
import type { Person } from '../../src/access/person.ts';
import { openCounted } from '../../src/console/counted/counted.ts';
import { advance } from '../../src/core/advance.ts';
import { newSession } from '../../src/core/new-session.ts';
import type { StaffRole } from '../../src/core/staff.ts';
import { dayMs } from '../../src/core/time.ts';
import { openFiguresInChat } from '../../src/figures-in-chat/figures-in-chat.ts';
import { pictureNames } from '../../src/figures-in-chat/picture-names.ts';
import { countedAttempts } from '../fixtures/counted-attempts.ts';
import { smallCourse } from '../fixtures/small-course.ts';

const course = smallCourse();
const noon = Date.UTC(2026, 10, 26, 5);
const person = (role: StaffRole): Person => ({
  id: 'lan',
  name: 'Lan',
  role,
  unit: '38',
  chat: undefined,
  joinedAt: 0,
  revision: 1,
  revokedAt: undefined,
});

function opened({ isSimulated = false, counters = ordinary() } = {}) {
  let now = noon;
  const clock = (): number => now;
  const figures = openFiguresInChat({
    counted: openCounted({ counters: async () => counters, course: () => course, clock }),
    course: () => course,
    isSimulated,
    key: 'a key of this service',
    clock,
  });
  return { figures, pass: (ms: number) => (now += ms) };
}
const ordinary = (): Record<string, number> => ({
  ...countedAttempts(course, '4.1', [
    { times: 300, chosen: ['a', 'b', 'c'] },
    { times: 150, chosen: ['a', 'c', 'b'] },
    { times: 90, chosen: ['b', 'a', 'a'] },
  ]),
  'U/16012/2026-10/finished': 120,
  'U/16012/2026-11/finished': 7,
  'U/15715/2026-11/finished': 40,
});

describe('/thongke', () => {
  test.each([
    ['/thongke', 'chart'],
    ['/thongke 4.1', 'chart~4.1'],
    ['thống kê', 'chart'],
  ])('%s asks the office for %s, in the midst of a lesson as well', (text, deed) => {
    const { effects } = advance(
      course,
      newSession('a seed of sixteen', 'vi', noon),
      { kind: 'text_written', text, at: noon },
      noon,
    );
    expect(effects).toContainEqual({
      kind: 'ask_office',
      question: { kind: 'tapped', deed },
      language: 'vi',
    });
  });

  test('a list of charts first; a chart comes with its figures in words, so that a lost picture loses nothing', async () => {
    const { figures } = opened();
    const list = await figures.message(person('official'), undefined, 'vi');
    expect(list.choices.map(({ id }) => id)).toEqual([
      'o~chart~map',
      'o~chart~ideas',
      'o~chart~hardest',
      'o~chart~months',
    ]);
    const message = await figures.message(person('official'), '4.1', 'vi');
    expect(message.text).toContain('Tỷ lệ đúng: 4.1-a 83 %, 4.1-b 56 %, 4.1-c 56 %.');
    expect(message.picture?.alt).toContain('4.1-a 83 %');
    const months = await figures.message(person('official'), 'months', 'vi');
    expect(months.text).toContain('2026-10: 120; 2026-11: 40');
  });

  test.each(['map', 'ideas', 'hardest', 'months', '4.1'])(
    '%s is drawn as a picture, in both languages',
    async (chart) => {
      const { figures } = opened();
      for (const language of ['vi', 'en'] as const) {
        const { picture } = await figures.message(person('analyst'), chart, language);
        const png = await figures.picture(picture?.file ?? '');
        expect(png?.subarray(1, 4).toString()).toBe('PNG');
      }
    },
  );

  test('whoever may not see figures of questions gets none, and nobody gets figures of few', async () => {
    const { figures } = opened();
    for (const role of ['facilitator'] as const) {
      const message = await figures.message(person(role), 'map', 'vi');
      expect([message.picture, message.choices]).toEqual([undefined, []]);
    }
    const revoked = await figures.message({ ...person('admin'), revokedAt: 1 }, 'map', 'vi');
    expect(revoked.picture).toBeUndefined();
    const few = opened({ counters: countedAttempts(course, '4.1', [{ times: 9, chosen: ['a', 'b', 'c'] }]) });
    expect((await few.figures.message(person('admin'), '4.1', 'vi')).picture).toBeUndefined();
    expect((await few.figures.message(person('admin'), 'months', 'vi')).picture).toBeUndefined();
  });

  test('a picture’s name cannot be made up, changed, or used for ever', async () => {
    const { figures, pass } = opened();
    const file = (await figures.message(person('admin'), 'map', 'vi')).picture?.file ?? '';
    const stranger = pictureNames('another key').nameOf({ chart: 'map', language: 'vi', at: noon });
    for (const name of [
      stranger,
      file.replace('-vi-', '-en-'),
      file.replace('map', '4.1'),
      `../${file}`,
      'thongke-../../etc/passwd-vi-1-aaaaaaaaaaaaaaaaaaaaaa.png',
      'thongke-.png',
    ])
      expect(await figures.picture(name), name).toBeUndefined();
    expect(await figures.picture(file)).toBeDefined();
    pass(dayMs + 3_600_000);
    expect(await figures.picture(file)).toBeUndefined();
  });

  test('of simulated learners it says so, in words and in the picture', async () => {
    const [real, simulated] = [opened(), opened({ isSimulated: true })];
    const drawn = await Promise.all(
      [real, simulated].map(async ({ figures }) => {
        const message = await figures.message(person('admin'), 'map', 'vi');
        return { text: message.text, png: await figures.picture(message.picture?.file ?? '') };
      }),
    );
    expect(drawn[1]?.text).toContain('DỮ LIỆU MÔ PHỎNG');
    expect(drawn[0]?.text).not.toContain('DỮ LIỆU MÔ PHỎNG');
    expect(drawn[0]?.png?.equals(drawn[1]?.png ?? Buffer.alloc(0))).toBe(false);
  });
});
