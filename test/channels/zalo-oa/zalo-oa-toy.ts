import { openZaloOa, type ZaloOa, type ZaloOaOptions } from '../../../src/channels/zalo-oa/zalo-oa.ts';
import type { ZaloOaApi } from '../../fakes/zalo-oa/zalo-oa-api.ts';
import { countsInMemory } from '../../fixtures/counts-in-memory.ts';
import { copyInMemory, locks, notesInMemory } from '../../fixtures/notes-in-memory.ts';
import { openToy, type Toy, wait } from '../toy.ts';

/** A channel's pauses as they are, but for its look once a minute, which is not what is tested. */
export const waitButForLooks = (ms: number, signal: AbortSignal): Promise<void> =>
  wait(ms >= 60_000 ? 600_000 : ms, signal);

/** An Official Account behind its webhook, against this stand-in. */
export const openZaloOaToy = (
  api: ZaloOaApi,
  options: Partial<ZaloOaOptions>,
  instead?: Parameters<typeof openToy<ZaloOa>>[1],
): Promise<Toy<ZaloOa>> =>
  openToy(
    ({ url, told }) =>
      openZaloOa({
        oaId: api.oaId,
        appId: api.appId,
        appSecret: api.appSecret,
        secret: api.secret,
        apiRoot: api.url,
        oauthRoot: api.url,
        callsPerMinute: 100,
        mostVnd: 0,
        firstRefreshToken: 'refresh-0',
        takesUpdates: true,
        publicUrl: url,
        isOnly: true,
        tapKey: Buffer.alloc(32, 7),
        lock: locks()(),
        notes: notesInMemory(),
        copy: copyInMemory(),
        counts: countsInMemory(),
        clock: Date.now,
        wait: waitButForLooks,
        log: told,
        ...options,
      }),
    instead,
  );
