import { z } from 'zod';
import { noteName, readKept } from '../channels/zalo-oa/kept-tokens.ts';
import { openSpending } from '../channels/zalo-oa/spending.ts';
import type { Config } from '../config.ts';
import type { ZaloOaSettings } from '../config-bots.ts';
import { hourMs, secondMs } from '../core/time.ts';
import { openLog } from '../log.ts';
import { openStore } from '../main.ts';
import { careful, type Finding, well, wrong } from './finding.ts';

const answerMs = 8 * secondMs;
const account = z.object({
  error: z.coerce.number(),
  message: z.string().default(''),
  data: z
    .looseObject({
      name: z.string().optional(),
      is_verified: z.boolean().optional(),
      package_name: z.string().optional(),
    })
    .optional(),
});

/** The account's token, plan and money. Nothing is renewed here: a refresh token works once. */
export async function zaloOaFindings(config: Config, bot: ZaloOaSettings, about: string): Promise<Finding[]> {
  const hook = well(
    `${about} webhook`,
    `to be set by hand at developers.zalo.me: ${config.publicUrl}/channels/zalo-oa/${bot.ZALO_OA_ID}; Zalo switches it off when it fails for an hour, and tells nobody: look there if no messages come`,
  );
  try {
    const store = await openStore(config, 'command');
    try {
      const now = Date.now();
      const kept = readKept(await store.note(noteName(bot.ZALO_OA_ID)));
      const spending = openSpending(bot.ZALO_OA_ID, bot.ZALO_OA_VND_PER_MONTH, store, openLog('silent'));
      await spending.look(now);
      const money = well(
        `${about} quota`,
        `plan ${bot.ZALO_OA_PLAN}: ${bot.ZALO_OA_PLAN === 'toan-dien' ? '2,000' : '100'} calls a minute; ${spending.spentVnd(now)} of at most ${bot.ZALO_OA_VND_PER_MONTH} VND spent this month`,
      );
      if (kept === undefined)
        return [
          bot.ZALO_OA_REFRESH_TOKEN === undefined
            ? wrong(about, 'no token yet; set ZALO_OA_REFRESH_TOKEN, see docs/channels/zalo-oa.md')
            : careful(about, 'no token yet; the first start gets one for ZALO_OA_REFRESH_TOKEN'),
          hook,
          money,
        ];
      const left = Math.max(0, kept.accessUntilAt - now) / hourMs;
      if (kept.refusal !== undefined)
        return [
          wrong(
            about,
            `Zalo renews the token no more (${kept.refusal}); it works for ${left.toFixed(1)} h: grant anew, see docs/channels/zalo-oa.md`,
          ),
          hook,
          money,
        ];
      const token =
        kept.underWayAt === undefined || left === 0
          ? undefined
          : careful(`${about} token`, 'a renewal was cut off; the service tries once more');
      return [
        await accountFinding(bot, about, kept.access, left),
        ...(token === undefined ? [] : [token]),
        hook,
        money,
      ];
    } finally {
      await store.close();
    }
  } catch (error) {
    return [
      careful(about, `could not be looked at: ${error instanceof Error ? error.message : String(error)}`),
      hook,
    ];
  }
}

async function accountFinding(
  bot: ZaloOaSettings,
  about: string,
  access: string | undefined,
  hoursLeft: number,
): Promise<Finding> {
  if (access === undefined || hoursLeft === 0)
    return careful(about, 'the token has ended; the service renews it when it runs');
  try {
    const answer = await fetch(`${bot.ZALO_OA_API_ROOT.replace(/\/+$/, '')}/v2.0/oa/getoa`, {
      headers: { access_token: access },
      signal: AbortSignal.timeout(answerMs),
    });
    const told = account.safeParse(await answer.json());
    if (!told.success) return careful(about, `Zalo answers what we do not read, HTTP ${answer.status}`);
    const { error, message, data } = told.data;
    if (error !== 0) return wrong(about, `Zalo refuses the token: ${error} ${message}`);
    const says = `${data?.name ?? 'the account'}, plan ${data?.package_name ?? 'not told'}; its token works for ${hoursLeft.toFixed(1)} h and is renewed by itself`;
    return data?.is_verified === false
      ? careful(about, `${says}; it is not verified, so it cannot send`)
      : well(about, says);
  } catch {
    // The cause may carry headers, and they the token: it is not shown.
    return wrong(about, `ZALO_OA_API_ROOT: ${new URL(bot.ZALO_OA_API_ROOT).host} does not answer`);
  }
}
