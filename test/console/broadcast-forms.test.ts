import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Chat } from '../../src/core/chat.ts';
import { newSession } from '../../src/core/new-session.ts';
import { hourMs } from '../../src/core/time.ts';
import { openRedisStore } from '../../src/store/redis/redis-store.ts';
import type { Store } from '../../src/store/store.ts';
import { openTestConsole, type SignedIn, type TestConsole } from '../fixtures/console.ts';
import { noRedis, startRedis } from '../fixtures/redis-server.ts';
import { smallCourse } from '../fixtures/small-course.ts';
import { temporaryStore } from '../fixtures/temporary-store.ts';

const course = smallCourse({ operator: { name: 'Sở Ví dụ' } });
const people = 30;
type Opened = { store: Store; remove(): Promise<void> };
const stores: { name: string; isThere: boolean; open(clock: () => number): Promise<Opened> }[] = [
  { name: 'the embedded store', isThere: true, open: async (clock) => temporaryStore(clock) },
  {
    name: 'Redis',
    isThere: noRedis === undefined,
    async open(clock) {
      const redis = await startRedis();
      const store = await openRedisStore({
        url: redis.url,
        partitions: 4,
        offsetMs: () => clock() - Date.now(),
      });
      return {
        store,
        async remove() {
          await store.close();
          await redis.stop();
        },
      };
    },
  },
];

describe.each(stores)('without a script, by forms alone, on $name', ({ open, isThere }) => {
  let opened: TestConsole;
  let now = Date.now;
  let lan: SignedIn;
  let minh: SignedIn;
  beforeEach(async ({ skip }) => {
    skip(!isThere, noRedis);
    const stored = await open(() => now());
    opened = openTestConsole({ course: () => course }, () => stored);
    now = opened.now;
    await fill(stored.store);
    lan = await opened.signIn('official', '16012');
    minh = await opened.signIn('admin', '16012');
  });
  afterEach(() => opened?.remove());

  /** Thirty people of the commune with a web chat. */
  async function fill(store: Store): Promise<void> {
    for (let user = 0; user < people; user++) {
      const chat: Chat = { channel: 'web', bot: 'web', user: `u${user}` };
      const session = newSession(`0123456789abcdef${user}`, 'vi', opened.now());
      const [learner] = session.learners;
      if (learner === undefined) throw new Error('a new session has a learner');
      await store.commit(
        store.partitionOf(chat),
        [
          {
            chat,
            base: undefined,
            updates: [],
            redeliveryMs: 0,
            session: { ...session, learners: [{ ...learner, commune: '16012' }] },
            timerAt: undefined,
            outgoing: [],
            counters: {},
            archive: [],
          },
        ],
        opened.now(),
      );
    }
  }
  const see = async (path: string, who = lan): Promise<string> => {
    const page = await opened.get(path, { headers: { cookie: who.cookie } });
    expect(page.status, path).toBe(200);
    return page.text();
  };
  const send = (path: string, form: Record<string, string>, who = lan) =>
    opened.get(path, { headers: { cookie: who.cookie }, form: { token: who.token, ...form } });
  const goal = (answer: Response): string => answer.headers.get('location') ?? '';
  /** What the form on a page would send, unchanged. */
  const formIn = (html: string): Record<string, string> => {
    const form: Record<string, string> = {};
    for (const [, name = '', value = ''] of html.matchAll(/type="hidden" name="([^"]+)" value="([^"]*)"/g)) {
      form[name] = value;
    }
    return form;
  };

  test('an official writes, looks ahead, tries, changes and hands in; what few receive needs nobody else', async () => {
    const text = { vi_heading: 'Lớp học tối thứ Năm', vi_text: 'Tối thứ Năm có lớp học ở nhà văn hóa.' };
    const ahead = await send('/admin/broadcasts/compose', { do: 'preview', ...text });
    const looked = await ahead.text();
    expect(looked).toContain('30 người sẽ nhận tin');
    expect(looked).toContain('UBND xã Nga An');
    expect(looked).toContain('không cần người khác duyệt');
    expect((await opened.store.broadcasts()).length).toBe(0);
    const kept = await send('/admin/broadcasts/compose', { do: 'keep', ...text });
    expect(kept.status).toBe(303);
    const draft = await see(goal(kept));
    expect(draft).toContain('Đã lưu bản nháp');
    expect(draft).toContain('value="Lớp học tối thứ Năm"');
    const tried = await send('/admin/broadcasts/compose', { do: 'try_self', ...text, ...formIn(draft) });
    expect(tried.status).toBe(400);
    expect(await tried.text()).toContain('Gắn cuộc trò chuyện của tôi');
    const [before] = await opened.store.broadcasts();
    const form = { ...text, id: before?.id ?? '', revision: String(before?.revision) };
    // Somebody who has the old page open does not write over it.
    const stale = await send('/admin/broadcasts/compose', { do: 'keep', ...form, revision: '1' });
    expect(await stale.text()).toContain('Người khác vừa sửa');
    const sent = await send('/admin/broadcasts/compose', { do: 'submit', ...form });
    expect(sent.status).toBe(303);
    const page = await see(goal(sent));
    expect(page).toContain('Đã hẹn giờ');
    expect(page).toContain('không cần duyệt');
    expect(await see('/admin/broadcasts')).toContain('Lớp học tối thứ Năm');
  });

  test('in danger a reason is written and a second person decides; the author may not', async () => {
    const danger = {
      do: 'submit',
      vi_text: 'Nước sông lên nhanh. Bà con chuyển lên nhà văn hóa.',
      topic: 'danger',
      crosses_quiet: 'on',
    };
    const unsaid = await send('/admin/broadcasts/compose', danger);
    expect(unsaid.status).toBe(400);
    expect(await unsaid.text()).toContain('href="#reason"');
    const sent = await send('/admin/broadcasts/compose', { ...danger, reason: 'Lũ trên sông Mã' });
    const path = goal(sent);
    const own = await see(path);
    expect(own).toContain('cần một người khác duyệt');
    expect(own).not.toContain('value="approve"');
    const revision = formIn(own).revision ?? '';
    const self = await send(`${path}/act`, { do: 'approve', revision });
    expect(self.status).toBe(400);
    expect(await self.text()).toContain('Không tự duyệt');
    const asked = await see(path, minh);
    expect(asked).toContain('Lũ trên sông Mã');
    expect(asked).toContain('Nước sông lên nhanh');
    const old = await send(`${path}/act`, { do: 'approve', revision: '1' }, minh);
    expect(await old.text()).toContain('vừa sửa');
    const approved = await send(`${path}/act`, { do: 'approve', ...formIn(asked), token: minh.token }, minh);
    expect(approved.status).toBe(303);
    expect(await see(goal(approved), minh)).toContain('Đã duyệt.');
    const log = await see('/admin/audit', minh);
    expect(log).toContain('tin gửi dân');
    expect(log).toMatch(/: duyệt, [\d.]+ người, /);
  });

  test('what runs is paused, goes on, and is cancelled after one more question', async () => {
    await send('/admin/broadcasts/compose', { do: 'submit', vi_text: 'Tối thứ Năm có lớp học.' });
    const [ready] = await opened.store.broadcasts();
    if (ready === undefined) return expect.unreachable();
    const { id, revision } = ready;
    const running = {
      ...ready,
      revision: revision + 1,
      startedAt: opened.now(),
      state: { kind: 'running' } as const,
    };
    await opened.store.putBroadcast(running, revision);
    const path = `/admin/broadcasts/${id}`;
    expect(await see(path)).toContain('Tạm dừng');
    const paused = await send(`${path}/act`, { do: 'pause' });
    expect(await see(goal(paused))).toContain('Không ai nhận thêm cho đến khi');
    const again = await send(`${path}/act`, { do: 'resume' });
    expect(await see(goal(again))).toContain('Đã cho gửi tiếp');
    const late = await send(`${path}/act`, { do: 'resume' });
    expect(late.status).toBe(400);
    expect(await late.text()).toContain('vừa đổi trạng thái');
    expect(await see(`${path}/cancel`)).toContain('Chưa ai nhận tin này');
    const cancelled = await send(`${path}/act`, { do: 'cancel' });
    expect(await see(goal(cancelled))).toContain('Đã hủy');
  });

  test('the night is said: who writes in the evening sees that sending rests until morning', async () => {
    opened.pass(15 * hourMs);
    lan = await opened.signIn('official', '16012');
    const draft = { do: 'submit', vi_text: 'Tối thứ Năm có lớp học.' };
    const path = goal(await send('/admin/broadcasts/compose', draft));
    const [ready] = await opened.store.broadcasts();
    if (ready === undefined) return expect.unreachable();
    const state = { kind: 'running' } as const;
    await opened.store.putBroadcast(
      { ...ready, revision: ready.revision + 1, startedAt: opened.now(), state },
      ready.revision,
    );
    expect(await see(path)).toContain('Gửi tiếp lúc 06:30 ngày mai');
  });
});
