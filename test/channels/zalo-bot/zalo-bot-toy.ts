import { openZaloBot, type ZaloBot, type ZaloBotOptions } from '../../../src/channels/zalo-bot/zalo-bot.ts';
import type { ZaloBotApi } from '../../fakes/zalo-bot/zalo-bot-api.ts';
import { countsInMemory } from '../../fixtures/counts-in-memory.ts';
import { openToy, type Toy, wait } from '../toy.ts';

/** What proves a call to the webhooks of channels in tests. */
export const webhookSecret = 'a-secret_of-our-own';

/** A bot of the Zalo Bot Platform behind a webhook, against this stand-in. */
export const openZaloBotToy = (
  api: ZaloBotApi,
  options: Partial<ZaloBotOptions>,
  instead?: Parameters<typeof openToy<ZaloBot>>[1],
): Promise<Toy<ZaloBot>> =>
  openToy(
    ({ url, told }) =>
      openZaloBot({
        token: api.token,
        apiRoot: api.url,
        mode: 'webhook',
        publicUrl: url,
        webhookSecret,
        isOnly: true,
        lease: undefined,
        counts: countsInMemory(),
        clock: Date.now,
        wait,
        log: told,
        ...options,
      }),
    instead,
  );
