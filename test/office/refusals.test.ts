import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { newSession } from '../../src/core/new-session.ts';
import { dayMs, hourMs } from '../../src/core/time.ts';
import { withAllMuted } from '../../src/core/topics.ts';
import type { Wish } from '../../src/office/office.ts';
import { done, noon, openTestOffice, someone, type TestOffice, wish } from '../fixtures/office.ts';

let it: TestOffice;
beforeEach(async () => {
  it = openTestOffice();
  await it.crowd(3);
});
afterEach(() => it.remove());

const no = (why: string) => ({ kind: 'refused', why });
const danger: Partial<Wish> = {
  topic: 'danger',
  crossesQuietHours: true,
  exceptionReason: 'Lũ về trong đêm',
};

describe('what is refused, and why', () => {
  const cases: { what: string; change: Partial<Wish>; why: string }[] = [
    {
      what: 'night for learning',
      change: { crossesQuietHours: true, exceptionReason: 'vội' },
      why: 'danger_only',
    },
    {
      what: 'the weekly cap for learning',
      change: { crossesWeeklyCap: true, exceptionReason: 'vội' },
      why: 'danger_only',
    },
    { what: 'night without a reason', change: { ...danger, exceptionReason: ' ' }, why: 'reason_missing' },
    {
      what: 'the weekly cap without a reason',
      change: { topic: 'danger', crossesWeeklyCap: true },
      why: 'reason_missing',
    },
    { what: 'a danger each week', change: { ...danger, repeats: 'weekly' }, why: 'repeats_exception' },
    { what: 'for nobody', change: { audience: { units: ['thcs_nga_an'] } }, why: 'empty_audience' },
    {
      what: 'a text that asks for a code',
      change: { texts: { vi: { text: 'Bà con gửi mã OTP vào đây.' } } },
      why: 'text',
    },
    { what: 'an empty text', change: { texts: { vi: { text: ' ' } } }, why: 'text' },
    {
      what: 'a text in English that asks, however good the Vietnamese is',
      change: { texts: { ...wish().texts, en: { text: 'Please send us your password.' } } },
      why: 'text',
    },
  ];
  test.each(cases)('$what is not handed in: $why', async ({ change, why }) => {
    const draft = await it.written('an', change);
    expect(await it.office.submit(it.by('an'), draft)).toMatchObject(no(why));
    expect((await it.office.find(it.by('an'), draft.id))?.state.kind).toBe('draft');
    expect(it.told).toEqual([]);
  });

  const wishes: { what: string; change: Partial<Wish> }[] = [
    { what: 'more than half left out', change: { holdoutShare: 0.51 } },
    { what: 'a share that is none', change: { holdoutShare: Number.NaN } },
    { what: 'a time two years ahead', change: { scheduledAt: noon + 700 * dayMs } },
    { what: 'a channel that is none', change: { audience: { channels: ['fax'] } } },
    { what: 'no places at all', change: { audience: { units: [] } } },
    { what: 'a lesson that is none', change: { audience: { progress: { kind: 'failed', lesson: '9.9' } } } },
    { what: 'silence of no days', change: { audience: { progress: { kind: 'silent', days: 0 } } } },
    { what: 'a text longer than any message', change: { texts: { vi: { text: 'a '.repeat(2_001) } } } },
    { what: 'a topic that is none', change: { topic: 'party' as never } },
    { what: 'a repetition that is none', change: { repeats: 'daily' as never } },
  ];
  test.each(wishes)('no form offers $what', async ({ change }) => {
    expect(await it.office.write(it.by('an'), wish(change))).toEqual(no('wish'));
    expect(await it.office.look(it.by('an'), wish(change))).toEqual(no('wish'));
  });

  test('what the linter refuses is not tried on anybody either, and it says what and why', async () => {
    const draft = await it.written('an', { texts: { vi: { text: 'Bà con gửi mã OTP vào đây.' } } });
    const refused = await it.office.tryOn(it.by('an'), draft.id, 'oneself');
    expect(refused).toMatchObject(no('text'));
    expect('problems' in refused && refused.problems?.[0]).toMatchObject({
      language: 'vi',
      weight: 'refused',
    });
    expect(await it.store.broadcasts()).toHaveLength(1);
  });

  test('nobody to try it on is said', async () => {
    it.people.push(someone('moi', { chat: undefined }));
    const draft = await it.written('moi');
    expect(await it.office.tryOn(it.by('moi'), draft.id, 'oneself')).toEqual(no('no_chat'));
    expect(await it.office.tryOn(it.by('moi'), draft.id, 'colleagues')).toEqual({ kind: 'tried', sentTo: 3 });
  });

  test('what somebody else changed meanwhile is stale, to change, to hand in and to approve', async () => {
    const { office, by } = it;
    const first = await it.written('an', danger);
    const second = done(await office.write(by('binh'), wish({ ...danger, holdoutShare: 0.1 }), first));
    expect(await office.write(by('an'), wish(), first)).toEqual(no('stale'));
    expect(await office.submit(by('an'), first)).toEqual(no('stale'));
    const waiting = done(await office.submit(by('an'), second));
    done(await office.act(by('tinh'), waiting.id, 'send_back'));
    const back = await office.find(by('binh'), waiting.id);
    if (back === undefined) throw new Error('it is gone');
    const third = done(await office.write(by('binh'), wish({ ...danger, exceptionReason: 'khác' }), back));
    done(await office.submit(by('binh'), third));
    // Whoever looked at the text before may not let the new one pass.
    expect(await office.approve(by('an'), waiting)).toEqual(no('stale'));
  });

  test('a draft that was handed in is not changed any more', async () => {
    const { office, by } = it;
    const submitted = done(await office.submit(by('an'), await it.written('an')));
    expect(await office.write(by('an'), wish(), submitted)).toEqual(no('not_now'));
    expect(await office.submit(by('an'), submitted)).toEqual(no('not_now'));
    expect(await office.approve(by('binh'), submitted)).toEqual(no('not_now'));
    expect(await office.act(by('an'), submitted.id, 'pause')).toEqual(no('not_now'));
  });

  test('whoever changed it last is its author: the first may be the second person, they may not', async () => {
    const { office, by } = it;
    const draft = await it.written('an', danger);
    const changed = done(await office.write(by('binh'), wish(danger), draft));
    const waiting = done(await office.submit(by('an'), changed));
    expect(await office.approve(by('binh'), waiting)).toEqual(no('own_approval'));
    expect((await office.approve(by('an'), waiting)).kind).toBe('done');
  });

  test('nobody does it too often; to stop something never is', async () => {
    const { office, by } = it;
    const draft = await it.written('an');
    for (let time = 0; time < 10; time++) await office.tryOn(by('an'), draft.id, 'oneself');
    expect(await office.tryOn(by('an'), draft.id, 'oneself')).toEqual(no('too_many'));
    expect((await office.tryOn(by('binh'), draft.id, 'oneself')).kind).toBe('tried');
    const forNobody = await it.written('an', { audience: { units: ['thcs_nga_an'] } });
    for (let time = 0; time < 30; time++) {
      expect(await office.submit(by('an'), forNobody)).toEqual(no('empty_audience'));
    }
    expect(await office.submit(by('an'), draft)).toEqual(no('too_many'));
    expect((await office.act(by('an'), draft.id, 'cancel')).kind).toBe('done');
  });
});

describe('the audit log', () => {
  test('without it nothing is written, handed in or approved; it can still be stopped, loudly', async () => {
    const { office, by } = it;
    const draft = await it.written('an');
    const waiting = done(await office.submit(by('an'), await it.written('an', danger)));
    it.archiveIsAway(true);
    await expect(office.write(by('an'), wish(), draft)).rejects.toThrow('away');
    await expect(office.submit(by('an'), draft)).rejects.toThrow('away');
    await expect(office.approve(by('binh'), waiting)).rejects.toThrow('away');
    expect((await office.find(by('an'), draft.id))?.revision).toBe(draft.revision);
    expect((await office.find(by('an'), waiting.id))?.state.kind).toBe('waiting_for_approval');
    expect((await office.act(by('an'), waiting.id, 'cancel')).kind).toBe('done');
    expect(it.logged.join()).toContain('ALARM');
  });
});

describe('a second person', () => {
  test('is asked above a thousand recipients, and not at a thousand', async () => {
    const { office, by } = it;
    await it.crowd(1_000);
    const small = done(await office.submit(by('an'), await it.written('an')));
    expect((await office.find(by('an'), small.id))?.state.kind).toBe('scheduled');
    expect(await office.look(by('an'), wish())).toMatchObject({ needsSecond: undefined });
    await it.learner('one-more');
    // The same count is told for a minute.
    expect(await office.look(by('an'), wish())).toMatchObject({ needsSecond: undefined });
    it.clock.now += hourMs;
    expect(await office.look(by('an'), wish())).toMatchObject({ needsSecond: 'size' });
    const large = done(await office.submit(by('an'), await it.written('an')));
    expect((await office.find(by('an'), large.id))?.state).toEqual({
      kind: 'waiting_for_approval',
      askedAt: it.clock.now,
      why: 'size',
      recipients: 1_001,
      asked: ['binh'],
    });
  });

  test('people who stopped the topic or blocked us are no recipients', async () => {
    const stopped = withAllMuted(newSession('0123456789abcdef', 'vi', noon));
    await it.learner('stopped', {}, stopped);
    await it.learner('blocked', {}, { isBlocked: true });
    await it.learner('fax', {}, {}, 'fax');
    expect(await it.office.look(it.by('an'), wish())).toMatchObject({
      audience: { total: 6, atOnce: 3, optedOut: 1, unreachable: 2 },
    });
  });

  test('who is told: those of the office; where none of them has a chat, the office above too', async () => {
    const { office, by } = it;
    it.people.push(someone('cu', { revokedAt: 1 }), someone('may', { chat: undefined }));
    const asked = async () => {
      const waiting = done(await office.submit(by('an'), await it.written('an', danger)));
      const standing = await office.standing(by('an'), waiting.id);
      return standing?.asked.map(({ name, hasChat }) => `${name} ${hasChat}`);
    };
    expect(await asked()).toEqual(['Người binh true', 'Người may false']);
    it.people.splice(
      it.people.findIndex(({ id }) => id === 'binh'),
      1,
    );
    expect(await asked()).toEqual(['Người tinh true', 'Người may false']);
    expect(it.told.map(({ chat }) => chat)).toEqual(['telegram:-:binh', 'telegram:-:tinh']);
  });

  test('where there is nobody it waits, and says so', async () => {
    it.people.splice(1);
    const waiting = done(await it.office.submit(it.by('an'), await it.written('an', danger)));
    expect(await it.office.standing(it.by('an'), waiting.id)).toMatchObject({ asked: [] });
    it.people.push(someone('moi'));
    expect((await it.office.approve(it.by('moi'), waiting)).kind).toBe('done');
  });
});

describe('a bot of no agency', () => {
  test('reaches those let in alone, says that it is a trial, and confirms nothing', async () => {
    await it.remove();
    it = openTestOffice({ course: { operator: undefined } as never });
    await it.crowd(3);
    await it.learner('binh');
    const { office, by } = it;
    expect(await office.look(by('an'), wish())).toMatchObject({ audience: { total: 1, atOnce: 1 } });
    const { id } = done(await office.submit(by('an'), await it.written('an')));
    const broadcast = await office.find(by('an'), id);
    expect(broadcast).toMatchObject({ reach: 'test_accounts', code: '' });
    expect(broadcast?.testers).toContain('telegram:-:binh');
    const outlook = await office.look(by('an'), wish());
    expect('previews' in outlook && outlook.previews[0]?.message.text).toContain('Bản dùng thử');
  });
});
