import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openTokens, type Tokens, type TokensOptions } from '../../../src/channels/zalo-oa/tokens.ts';
import { hourMs } from '../../../src/core/time.ts';
import { StoreUnavailable } from '../../../src/store/store.ts';
import { startZaloOaApi, type ZaloOaApi } from '../../fakes/zalo-oa/zalo-oa-api.ts';
import { copyInMemory, locks, notesInMemory } from '../../fixtures/notes-in-memory.ts';
import { Told } from '../telegram/toy-bot.ts';

let now = Date.UTC(2026, 10, 25);
let api: ZaloOaApi;
let notes: ReturnType<typeof notesInMemory>;
let lockOf: ReturnType<typeof locks>;
let told: Told;
beforeEach(async () => {
  now = Date.UTC(2026, 10, 25);
  api = await startZaloOaApi({ clock: () => now });
  notes = notesInMemory();
  lockOf = locks();
  told = new Told();
});
afterEach(() => api.stop());

const tokensOf = (options: Partial<TokensOptions> = {}): Tokens =>
  openTokens({
    oaId: api.oaId,
    app: { appId: api.appId, appSecret: api.appSecret, oauthRoot: api.url },
    first: 'refresh-0',
    notes,
    lock: lockOf(),
    copy: copyInMemory(),
    clock: () => now,
    wait: () => new Promise((resolve) => setTimeout(resolve, 2)),
    log: told,
    ...options,
  });
const opened = async (options: Partial<TokensOptions> = {}): Promise<Tokens> => {
  const tokens = tokensOf(options);
  await tokens.open();
  return tokens;
};

describe('a grant', () => {
  test('is used once at the first start, and its successors after that', async () => {
    const tokens = await opened();
    expect(await tokens.access()).toBe('access-1');
    const again = await opened();
    expect(await again.access()).toBe('access-1');
    expect(api.grants.renewals).toBe(1);
    expect(tokens.trouble()).toBeUndefined();
  });

  test('is renewed after 20 hours, five before its end', async () => {
    const tokens = await opened();
    now += 19 * hourMs;
    await tokens.look();
    expect(api.grants.renewals).toBe(1);
    now += 2 * hourMs;
    await tokens.look();
    expect(await tokens.access()).toBe('access-2');
    expect(api.grants.reused).toEqual([]);
  });

  test('many processes that need it at once renew it once', async () => {
    const all = await Promise.all(Array.from({ length: 6 }, () => opened()));
    expect(api.grants.renewals).toBe(1);
    now += 26 * hourMs;
    const got = await Promise.all(all.flatMap((tokens) => [tokens.access(), tokens.access()]));
    expect(new Set(got)).toEqual(new Set(['access-2']));
    now += 21 * hourMs;
    await Promise.all(all.map((tokens) => tokens.look()));
    expect(api.grants.renewals).toBe(3);
    expect(api.grants.reused).toEqual([]);
  });

  test('a token that is refused before its time is renewed once for all who met that', async () => {
    const [one, other] = await Promise.all([opened(), opened()]);
    api.grants.endAccess();
    const got = await Promise.all([
      one.renewed('access-1'),
      other.renewed('access-1'),
      one.renewed('access-1'),
    ]);
    expect(got).toEqual(['access-2', 'access-2', 'access-2']);
    expect(api.grants.renewals).toBe(2);
  });

  test('another first token begins anew', async () => {
    await opened();
    const tokens = await opened({ first: api.grants.refresh });
    expect(await tokens.access()).toBe('access-2');
  });

  test('none at all is told in words', async () => {
    const tokens = await opened({ first: undefined });
    expect(tokens.trouble()).toContain('set ZALO_OA_REFRESH_TOKEN');
    await expect(tokens.access()).rejects.toThrow('no token yet');
  });
});

describe('what goes wrong', () => {
  test('an answer that got lost: the old token works on, it is told, and a person is called when the grant is dead', async () => {
    const tokens = await opened();
    now += 21 * hourMs;
    api.faults.push({ fault: { kind: 'lost_response' }, of: '/v4/oa/access_token' });
    await tokens.look();
    expect(await tokens.access()).toBe('access-1');
    now += 60_000;
    expect(tokens.trouble()).toContain('was cut off');
    await tokens.look();
    expect(tokens.trouble()).toContain('renews its token no more');
    expect(tokens.trouble()).toContain('works on for');
    expect(await tokens.access()).toBe('access-1');
    expect(told.lines.join()).toContain('ALARM');
    // The dead token is not offered again and again.
    for (let time = 0; time < 5; time++) {
      now += 60_000;
      await tokens.look();
    }
    expect(api.grants.reused).toHaveLength(1);
  });

  test('a request that never reached Zalo is simply made again', async () => {
    const tokens = await opened();
    now += 21 * hourMs;
    api.faults.push({ fault: { kind: 'cut' }, of: '/v4/oa/access_token' });
    await tokens.look();
    now += 2 * 60_000;
    await tokens.look();
    expect(await tokens.access()).toBe('access-2');
    expect(tokens.trouble()).toBeUndefined();
  });

  test('"too many" does not end the grant', async () => {
    const tokens = await opened();
    now += 21 * hourMs;
    api.faults.push({ fault: { kind: 'refuse', code: -32 }, of: '/v4/oa/access_token' });
    await tokens.look();
    now += 6 * 60_000;
    await tokens.look();
    expect(await tokens.access()).toBe('access-2');
  });

  test('a store that is away just then: the pair is in its copy, is used, and reaches the store later', async () => {
    const copy = copyInMemory();
    let isAway = false;
    const shaky = {
      note: notes.note,
      keepNote: (name: string, text: string, before: string | undefined) =>
        isAway && !text.includes('underWayAt')
          ? Promise.reject(new StoreUnavailable('away'))
          : notes.keepNote(name, text, before),
    };
    const tokens = await opened({ notes: shaky, copy });
    now += 21 * hourMs;
    isAway = true;
    await tokens.look();
    expect(await tokens.access()).toBe('access-2');
    expect(notes.all.values().next().value).toContain('underWayAt');
    // Another process on this machine finds it too.
    const other = await opened({ notes: shaky, copy });
    expect(await other.access()).toBe('access-2');
    isAway = false;
    await tokens.look();
    expect(notes.all.values().next().value).toContain('access-2');
    expect(api.grants.reused).toEqual([]);
  });

  test('a token about to end that was not renewed is told before', async () => {
    const tokens = await opened();
    now += 21.5 * hourMs;
    expect(tokens.trouble()).toContain('ends in 3.5 h');
    expect(tokens.figures()).toMatchObject({ access_hours_left: 3.5, grant_days_left: 89 });
  });
});
