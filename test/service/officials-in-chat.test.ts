import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { inviteFromTerminal, listPeople, printAudit, revokeFromTerminal } from '../../src/commands/admin.ts';
import {
  decideBroadcast,
  draftBroadcast,
  listBroadcasts,
  showBroadcast,
} from '../../src/commands/broadcast.ts';
import { startBotApi } from '../fakes/bot-api/bot-api.ts';
import { noRedis, startRedis } from '../fixtures/redis-server.ts';
import { lessonsDir, runService } from '../fixtures/running-service.ts';
import { WebClient } from '../fixtures/web-client.ts';

const ends: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

type Out = (text: string) => void;
const place = '14797';

/** A service of an agency in a folder of its own, and what its terminal and its people do. */
async function agency(more: Record<string, string> = {}) {
  const DATA_DIR = mkdtempSync(join(tmpdir(), 'banhoc-officials-'));
  ends.push(() => rmSync(DATA_DIR, { recursive: true, force: true }));
  const environment = {
    DATA_DIR,
    LESSONS_DIR: lessonsDir,
    OPERATOR_NAME: 'UBND tỉnh Thanh Hóa',
    OPERATOR_CONTACT: '0237 000 000',
    BANHOC_SECRET: 'a secret of at least thirty-two letters',
    ...more,
  };
  const service = await runService(environment);
  ends.push(() => service.stop());
  const terminal = async (
    command: (out: Out) => Promise<number>,
  ): Promise<{ code: number; text: string }> => {
    const lines: string[] = [];
    const code = await command((line) => void lines.push(line));
    return { code, text: lines.join('\n') };
  };
  const invited = async (name: string, role: 'official' | 'analyst' = 'official') => {
    const { text } = await terminal((out) =>
      inviteFromTerminal(environment, { role, unit: place, name, json: true }, out),
    );
    return JSON.parse(text).code as string;
  };
  const opens = async (code: string): Promise<WebClient> => {
    const client = new WebClient(service.url);
    await client.post('/chat/open', { join: code });
    await client.listen();
    return client;
  };
  /** A warning of danger, at any hour, handed in by the terminal. @returns its id */
  async function warningHandedIn(): Promise<string> {
    const file = join(DATA_DIR, 'tin.txt');
    writeFileSync(file, 'Nước sông Chu đang lên. Bà con ở bãi bồi vào nhà văn hóa ngay tối nay.\n');
    const wish = { topic: 'danger', unit: place, repeat: 'no', holdout: 0, json: true } as const;
    const why = { crossQuietHours: true, reason: 'Nước lũ đang lên' } as const;
    const draft = await terminal((out) =>
      draftBroadcast(environment, file, { ...wish, ...why }, out, process.stdin),
    );
    expect(draft.code, draft.text).toBe(0);
    const { id } = JSON.parse(draft.text) as { id: string };
    const handed = await terminal((out) => decideBroadcast(environment, 'submit', id, {}, out));
    expect(handed.code, handed.text).toBe(0);
    return id;
  }
  return { service, environment, terminal, invited, opens, warningHandedIn };
}

const lastHeard = (client: WebClient): string => client.heard.at(-1)?.text ?? '';

async function fromDraftToDone(more: Record<string, string>): Promise<void> {
  const { environment, terminal, invited, opens, warningHandedIn } = await agency(more);
  const learner = await opens(place);
  const [lan, hoa] = [await opens(await invited('Lan')), await opens(await invited('Hoa'))];

  // A stranger and a learner are told kindly; an official finds the list.
  await learner.say('/thongbao');
  expect(lastHeard(learner)).toContain('dành cho cán bộ được mời');
  expect((await lan.say('/thongbao'))[0]?.text).toContain('Chưa có tin nào');

  // Written in chat, and looked at as people read it.
  await lan.tap('Soạn tin mới');
  await lan.tap('Tự viết');
  await lan.say('Tối thứ Ba có lớp học dùng điện thoại ở nhà văn hóa. Mời bà con đến.');
  await lan.tap('Ngày hội, lớp học');
  await lan.tap('Tất cả mọi người');
  expect(lastHeard(lan)).toContain('Từ: UBND phường Hạc Thành');
  expect(lastHeard(lan)).toMatch(/Gửi cho \d người: mọi người trong phường Hạc Thành/);
  await lan.tap('Gửi');
  expect(lastHeard(lan)).toContain('Đã nhận tin');
  await lan.tap('Gửi');
  expect(lastHeard(lan)).toContain('không gửi lần hai');

  // Handed in from the terminal, which cannot approve it itself.
  const id = await warningHandedIn();
  const own = await terminal((out) => decideBroadcast(environment, 'approve', id, {}, out));
  expect(own).toMatchObject({ code: 1, text: expect.stringContaining('somebody else must approve') });
  await Promise.all([lan.listen(), hoa.listen()]);
  expect(lastHeard(hoa)).toContain('Lý do xin ngoại lệ: Nước lũ đang lên');
  expect(lastHeard(hoa)).toContain('Nước sông Chu đang lên.');

  // Two approve at the same moment: it is approved once, and both are told how it stands.
  await Promise.all([lan.tap('Duyệt'), hoa.tap('Duyệt')]);
  const answers = [lastHeard(lan), lastHeard(hoa)].map((text) => text.split('\n')[0] ?? '').sort();
  expect(answers).toEqual([
    expect.stringMatching(/^(Hoa|Lan) đã duyệt tin này rồi/),
    expect.stringMatching(/^Đã duyệt\./),
  ]);

  // It arrives, and the terminal watches it to its end.
  const arrived = await learner.listen();
  expect(arrived.at(-1)?.text).toContain('Nước sông Chu đang lên.');
  const watched = await terminal((out) =>
    showBroadcast(environment, id, { watch: true }, out, { everyMs: 100 }),
  );
  expect(watched.text.split('\n').at(-1)).toMatch(/^\[#{30}\] 100% {2}sent \d of 1, waiting 0.* sent$/);
  const log = await terminal((out) => printAudit(environment, { limit: 50 }, out));
  expect(log.text).toMatch(/terminal {2}broadcast .* submit, 1, Nước lũ đang lên/);
  expect(log.text).toMatch(/broadcast .* approve, 1, Nước lũ đang lên {2}web/);
}

describe('officials in the web chat', () => {
  test('from a draft to the last recipient, on the embedded store', () => fromDraftToDone({}), 60_000);

  test.skipIf(noRedis !== undefined)(
    `the same on Redis${noRedis === undefined ? '' : ` (${noRedis})`}`,
    async () => {
      const redis = await startRedis();
      ends.push(() => redis.stop());
      await fromDraftToDone({ REDIS_URL: redis.url });
    },
    60_000,
  );

  test('a button of somebody revoked since does nothing, and an analyst looks on', async () => {
    const { environment, terminal, invited, opens, warningHandedIn } = await agency();
    await opens(place);
    const [lan, xem] = [await opens(await invited('Lan')), await opens(await invited('Xem', 'analyst'))];
    const id = await warningHandedIn();
    await lan.listen();
    const people = JSON.parse((await terminal((out) => listPeople(environment, true, out))).text);
    const person = people.find(({ name }: { name: string }) => name === 'Lan');
    await terminal((out) => revokeFromTerminal(environment, person.id, out));
    await lan.tap('Duyệt');
    expect(lastHeard(lan)).toContain('dành cho cán bộ được mời');
    await xem.say('/thongbao');
    expect(xem.buttons()).toEqual([expect.stringContaining('chờ duyệt'), 'Học tiếp']);
    const list = await terminal((out) => listBroadcasts(environment, {}, out));
    expect(list.text).toContain(`${id}  waits for approval  phường Hạc Thành`);
  }, 60_000);
});

test('on Telegram an official reads the same and approves with one tap', async () => {
  const api = await startBotApi();
  ends.push(() => api.stop());
  const { invited, warningHandedIn, service } = await agency({
    TELEGRAM_BOT_TOKEN: api.token,
    TELEGRAM_API_ROOT: api.url,
  });
  const learner = api.person();
  learner.writes(`/start ${place}`);
  await learner.hears();
  const minh = api.person();
  minh.writes(`/start ${await invited('Minh')}`);
  expect((await minh.hears()).text).toContain('gõ /thongbao');
  minh.writes('/thongbao');
  expect((await minh.hears()).buttons).toEqual(['Soạn tin mới', 'Học tiếp']);
  await warningHandedIn();
  const asked = await minh.hears();
  expect(asked).toMatchObject({
    heading: 'Xin duyệt một tin',
    buttons: ['Duyệt', 'Trả lại để sửa', 'Xem tin này'],
  });
  minh.taps('Duyệt');
  expect((await minh.hears()).text).toContain('Đã duyệt.');
  expect((await learner.hears()).text).toContain('Nước sông Chu đang lên.');
  expect(api.calls.filter((call) => call.answer?.ok === false)).toEqual([]);
  expect(service.logged).toEqual([]);
}, 60_000);
