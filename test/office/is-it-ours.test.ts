import { describe, expect, test } from 'vitest';
import { type Broadcast, newBroadcast } from '../../src/broadcast/broadcast.ts';
import { makeOfficialCode } from '../../src/core/official-code.ts';
import { openIsItOurs } from '../../src/office/is-it-ours.ts';

/** 25 November 2026, 19:30 local. */
const at = Date.UTC(2026, 10, 25, 12, 30);
const code = makeOfficialCode('a', new Set());
const text = 'Tối thứ Ba, 19h30, có lớp ở nhà văn hóa. Mời {ban} mang theo điện thoại.';

const sent = (change: Partial<Broadcast> = {}): Broadcast =>
  newBroadcast({
    ...{ id: 'a', unit: '38', author: 'p', createdAt: at, topic: 'events', texts: { vi: { text } } },
    ...{ code, sender: 'UBND xã Nga Sơn', startedAt: at, state: { kind: 'running' } },
    ...change,
  });

async function answer(asked: string, broadcasts: Broadcast[], isTrial = false): Promise<string> {
  const isItOurs = openIsItOurs({
    broadcasts: async () => broadcasts,
    course: () => (isTrial ? {} : { operator: { name: 'UBND tỉnh' } }),
  });
  return (await isItOurs(asked, 'vi')).message.text;
}

const whole = 'Tối thứ Ba, 19h30, có lớp ở nhà văn hóa. Mời bác mang theo điện thoại.';

describe('somebody who asks', () => {
  test('hears who sent the message and when', async () => {
    expect(await answer(`${whole}\nMã tin: ${code}`, [sent()])).toBe(
      'Đúng rồi{a}. Tin này do UBND xã Nga Sơn gửi, lúc 19:30 ngày 25/11/2026. Từng chữ đều khớp.',
    );
  });

  test('hears how the message begins whose code it is', async () => {
    expect(await answer(code, [sent()])).toContain('bắt đầu bằng: “Tối thứ Ba, 19h30, có lớp ở nhà …”');
  });

  test('is warned of a changed one, and nothing in the quoted words can be tapped or dialled', async () => {
    const heard = await answer(`${whole}\nGọi 0912345678, vào qua-tet.top/x nhé.\nMã tin: ${code}`, [sent()]);
    expect(heard).toContain('đã bị sửa');
    expect(heard).not.toContain('0912345678');
    expect(heard).not.toContain('qua-tet.top');
  });

  test.each([
    ['a draft', { startedAt: undefined }],
    ['a try', { tryOf: 'b' }],
    ['a message to test accounts', { reach: 'test_accounts' as const }],
  ])('is not told of %s, which nobody can have got', async (_case, change) => {
    expect(await answer(`Mã tin: ${code}`, [sent(change)])).toContain('Không có tin nào gửi từ đây');
  });

  test('is told that a trial can confirm nothing', async () => {
    expect(await answer(`${whole}\nMã tin: ${code}`, [sent()], true)).toContain('bản dùng thử');
  });
});
