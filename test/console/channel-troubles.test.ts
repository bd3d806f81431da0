import { expect, test } from 'vitest';
import { openTestConsole } from '../fixtures/console.ts';

test('an administrator reads on the first page what is wrong with a channel, an official does not', async () => {
  const opened = openTestConsole({
    channelTroubles: async () => ['Zalo OA 3886: its token ends in 3.5 h <b>'],
  });
  const pageOf = async (role: 'admin' | 'official'): Promise<string> => {
    const { cookie } = await opened.signIn(role);
    return (await opened.get('/admin', { headers: { cookie } })).text();
  };
  const page = await pageOf('admin');
  expect(page).toContain('Kênh nhắn tin cần xem lại');
  expect(page).toContain('its token ends in 3.5 h &lt;b&gt;');
  expect(await pageOf('official')).not.toContain('3886');
  await opened.remove();
  const well = openTestConsole({ channelTroubles: async () => [] });
  const { cookie } = await well.signIn('admin');
  expect(await (await well.get('/admin', { headers: { cookie } })).text()).not.toContain('Kênh nhắn tin');
  await well.remove();
});
