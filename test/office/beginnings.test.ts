import { afterEach, beforeEach, expect, test } from 'vitest';
import { dayMs } from '../../src/core/time.ts';
import { done, noon, openTestOffice, type TestOffice, wish } from '../fixtures/office.ts';

let it: TestOffice;
afterEach(() => it.remove());

const invitation = {
  id: 'moi-hoc',
  topic: 'learning' as const,
  title: { vi: 'Mời học', en: 'Invitation to learn' },
  texts: { vi: { text: 'Bà con ơi, mình cùng học.' }, en: { text: 'Come and learn with us.' } },
};
beforeEach(async () => {
  it = openTestOffice({ course: { readyMessages: [invitation] } });
  await it.learner('1');
});

test('one begins from the ready messages, in one’s own language, and from what one’s office sent in the last month', async () => {
  const { office, by, store } = it;
  const sent = async (who: string, id: string, daysAgo: number, text: string) => {
    const draft = done(
      await office.write(by(who), wish({ unit: by(who).person.unit, texts: { vi: { text } } })),
    );
    const record = await office.find(by(who), draft.id);
    if (record === undefined) throw new Error('it is gone');
    const startedAt = noon - daysAgo * dayMs;
    await store.putBroadcast({ ...record, id, startedAt, state: { kind: 'done', at: startedAt } }, 0);
  };
  await sent('an', 'tuan-truoc', 7, 'Tuần này học bài gọi điện lạ. Bà con nhớ vào học cùng con cháu nhé.');
  await sent('an', 'lau-roi', 32, 'Tin cũ.');
  await sent('dong', 'xa-ben', 3, 'Tin của xã bên.');
  const begins = await office.beginnings(by('an'));
  expect(begins.map(({ from, title }) => `${from}: ${title}`)).toEqual([
    'ready: Mời học',
    'last_month: Tuần này học bài gọi điện lạ. Bà…',
  ]);
  expect(begins[0]?.wish).toEqual({ texts: invitation.texts, topic: 'learning', audience: {} });
  expect(done(await office.write(by('an'), { ...wish(), ...begins[1]?.wish })).revision).toBe(1);
  expect((await office.beginnings({ ...by('an'), language: 'en' }))[0]?.title).toBe('Invitation to learn');
  expect(await office.beginnings(by('xem'))).toEqual([]);
});
