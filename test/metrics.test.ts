import { expect, test } from 'vitest';
import type { Receipt } from '../src/channels/channel.ts';
import { openMetrics } from '../src/metrics.ts';
import { StoreUnavailable } from '../src/store/store.ts';

const update = {
  chat: { channel: 'web', bot: '-', user: 'ba-lan' },
  id: 'u1',
  event: { kind: 'text_written', text: 'bí mật', at: 0 },
} as const;

test('tells what became of updates, how long they took, and no person', async () => {
  const receipts: Receipt[] = [{ kind: 'committed' }, { kind: 'committed' }, { kind: 'duplicate' }];
  const metrics = openMetrics({
    outboxSize: () => 3,
    chatCount: async () => {
      throw new StoreUnavailable('away');
    },
    demoCount: () => 3,
    mailboxWaiting: () => 0,
    archiveWaiting: () => 7,
    reportsWaiting: () => 0,
    reportsRefused: () => 0,
    channels: () => [{ name: 'zalo-bot', bot: '7', figures: () => ({ people: 3 }) }],
  });
  const receive = metrics.measured(async () => receipts.shift() ?? { kind: 'committed' });
  for (let time = 0; time < 3; time++) await receive(update);
  const text = await metrics.text();
  expect(text).toContain('banhoc_updates_total{channel="web",receipt="committed"} 2\n');
  expect(text).toContain('banhoc_updates_total{channel="web",receipt="duplicate"} 1\n');
  expect(text).toContain('banhoc_update_seconds_count 3\n');
  expect(text).toContain('banhoc_update_seconds_bucket{le="+Inf"} 3\n');
  const buckets = [...text.matchAll(/update_seconds_bucket\{le="[\d.]+"\} (\d+)/g)].map(([, n]) => Number(n));
  expect(buckets).toEqual([...buckets].sort((one, other) => one - other));
  expect(text).toContain('banhoc_outbox_rows 3\n');
  expect(text).toContain('banhoc_channel{channel="zalo-bot",bot="7",figure="people"} 3\n');
  expect(text).toContain('banhoc_archive_waiting 7\n');
  expect(text).toContain('banhoc_chats NaN\n');
  expect(text).toContain('process_cpu_seconds_total');
  expect(text).not.toMatch(/ba-lan|bí mật/);
});
