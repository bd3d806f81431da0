import { dayMs, hourMs, type Instant, minuteMs, secondMs } from '../../core/time.ts';
import type { Log } from '../../log.ts';
import type { PollerLease } from '../http/under-lease.ts';
import { type App, type Granted, renew } from './grant.ts';
import { type Kept, type Notes, noteName, readKept, seedOf, type TokenCopy } from './kept-tokens.ts';

/** There is no token to call with, and no later try by itself will bring one soon. */
export class NoToken extends Error {
  override name = 'NoToken';
}

export type TokensOptions = {
  oaId: string;
  app: App;
  /** As the operator gave it; used once, then its successors are. */
  first: string | undefined;
  notes: Notes;
  /** One process renews at a time. */
  lock: Pick<PollerLease, 'acquire' | 'release'>;
  copy: TokenCopy;
  clock(): Instant;
  wait(ms: number): Promise<void>;
  log: Log;
};

export type Tokens = {
  /** Reads what is kept, and gets the first pair. @throws StoreUnavailable */
  open(): Promise<void>;
  /** A token to call with. @throws NoToken */
  access(): Promise<string>;
  /** The one after `refused`, asked for unless another process already did. @throws NoToken */
  renewed(refused: string): Promise<string>;
  /** Renews when it is time to; called each minute. Never throws. */
  look(): Promise<void>;
  trouble(): string | undefined;
  figures(): { access_hours_left: number; grant_days_left: number };
};

/** Lives 25 h; renewed after 20, so that five remain for whatever goes wrong. */
const renewAfterMs = 20 * hourMs;
/** From here on a renewal that has not worked is told. */
const soonMs = 4 * hourMs;
/** A refresh token that is not used ends after three months. */
const grantMs = 90 * dayMs;
const grantSoonMs = 14 * dayMs;
const lockTries = 50;
const lockPauseMs = 200;
const writeTries = 5;
/** After a renewal that came to nothing. */
const againMs = 5 * minuteMs;

/**
 * The account's tokens. A refresh token is good for one use and ends with it, so: one process renews at a time; it reads
 * again once it has the lock; that it is about to renew is written before, the new pair before anything uses it, to the
 * copy and to the store. A crash between Zalo's answer and the write can lose the new pair; then the old access token
 * works on for hours, the old refresh token is tried once more, and a person is called at once.
 */
export function openTokens(options: TokensOptions): Tokens {
  const { oaId, app, first, notes, lock, copy, clock, wait, log } = options;
  const name = noteName(oaId);
  let text: string | undefined;
  let kept: Kept | undefined;
  let notBeforeAt = 0;
  let isUnsaved = false;
  let renewing: Promise<void> | undefined;

  const isUsable = (it: Kept | undefined, now: Instant): it is Kept & { access: string } =>
    it?.access !== undefined && now < it.accessUntilAt - minuteMs;

  async function read(): Promise<void> {
    text = await notes.note(name);
    const stored = readKept(text);
    const copied = copy.read();
    const newest =
      copied !== undefined && copied.obtainedAt > (stored?.obtainedAt ?? Number.NEGATIVE_INFINITY)
        ? copied
        : stored;
    const isAnew = first !== undefined && newest?.seed !== seedOf(first);
    kept = isAnew ? { seed: seedOf(first), refresh: first, obtainedAt: clock(), accessUntilAt: 0 } : newest;
  }

  /** Brings the pair in hand to the store, now or with the next look. */
  async function save(): Promise<void> {
    if (!isUnsaved || kept === undefined) return;
    try {
      isUnsaved = !(await write(kept));
    } catch (error) {
      log.error(
        { err: error, channel: 'zalo-oa', bot: oaId },
        'the new token is in its copy and not yet in the store; it is tried again each minute',
      );
    }
  }

  /** @throws StoreUnavailable after several tries; false: somebody else wrote meanwhile */
  async function write(it: Kept): Promise<boolean> {
    const next = JSON.stringify(it);
    for (let tried = 1; ; tried++) {
      try {
        if (!(await notes.keepNote(name, next, text))) return (await notes.note(name)) === next;
        text = next;
        kept = it;
        return true;
      } catch (error) {
        if (tried >= writeTries) throw error;
        await wait(lockPauseMs * tried);
      }
    }
  }

  /** @param seen the access token that is no longer good; undefined: it is merely time */
  async function renewOnce(seen: string | undefined): Promise<void> {
    for (let tried = 0; !(await lock.acquire()); tried++) {
      await wait(lockPauseMs);
      await read();
      if (isUsable(kept, clock()) && kept.access !== seen) return;
      if (tried >= lockTries) throw new NoToken('another process renews the token and does not end');
    }
    try {
      await read();
      const now = clock();
      if (kept === undefined) throw new NoToken(neverGranted);
      const wasRenewed =
        isUsable(kept, now) &&
        (seen === undefined ? now < kept.obtainedAt + renewAfterMs : kept.access !== seen);
      if (wasRenewed) return;
      if (kept.refusal !== undefined) throw new NoToken(kept.refusal);
      const before: Kept = kept;
      if (!(await write({ ...before, underWayAt: now })))
        throw new NoToken('the tokens were written by another process');
      await settle(before, await renew(app, before.refresh, now), now);
    } finally {
      await lock.release();
    }
  }

  async function settle({ underWayAt, ...before }: Kept, granted: Granted, now: Instant): Promise<void> {
    switch (granted.kind) {
      case 'granted': {
        const next: Kept = { seed: before.seed, obtainedAt: now, ...granted.pair };
        // The copy first: it is one write on this machine, and holds the pair if the store cannot be reached.
        copy.write(next);
        kept = next;
        isUnsaved = true;
        await save();
        log.info({ channel: 'zalo-oa', bot: oaId }, 'the token of the Official Account was renewed');
        return;
      }
      case 'unsent':
        notBeforeAt = now + againMs;
        await write(underWayAt === undefined ? before : { ...before, underWayAt });
        throw new NoToken(`Zalo could not be asked for a new token: ${granted.reason}`);
      case 'unknown':
        notBeforeAt = now + minuteMs;
        throw new NoToken(`it is not known whether Zalo renewed the token: ${granted.reason}`);
      case 'refused':
        await write({ ...before, refusal: granted.reason });
        log.error(
          { channel: 'zalo-oa', bot: oaId },
          `ALARM: Zalo renews the token of this Official Account no more (${granted.reason}); an administrator of the account must grant anew, see docs/channels/zalo-oa.md`,
        );
        throw new NoToken(granted.reason);
    }
  }

  /** All who wait in this process wait for one renewal. */
  function renewAll(seen: string | undefined): Promise<void> {
    renewing ??= renewOnce(seen).finally(() => {
      renewing = undefined;
    });
    return renewing;
  }

  async function renewed(refused: string | undefined): Promise<string> {
    await renewAll(refused);
    if (!isUsable(kept, clock())) throw new NoToken(kept?.refusal ?? neverGranted);
    return kept.access;
  }

  return {
    async open() {
      await read();
      await this.look();
    },
    async access() {
      if (isUsable(kept, clock())) return kept.access;
      await read();
      if (isUsable(kept, clock())) return kept.access;
      if (clock() < notBeforeAt)
        throw new NoToken('the last renewal came to nothing; it is tried again soon');
      return renewed(kept?.access);
    },
    renewed,
    async look() {
      try {
        const now = clock();
        await save();
        // Another process may have renewed it meanwhile.
        if (kept === undefined || now >= kept.obtainedAt + renewAfterMs) await read();
        if (kept === undefined || kept.refusal !== undefined || now < notBeforeAt) return;
        if (!isUsable(kept, now) || now >= kept.obtainedAt + renewAfterMs || kept.underWayAt !== undefined)
          await renewAll(kept.underWayAt === undefined ? undefined : kept.access);
      } catch (error) {
        log.warn(
          { err: error, channel: 'zalo-oa', bot: oaId },
          'the token could not be renewed; it is tried again',
        );
      }
    },
    trouble() {
      const now = clock();
      const who = `Zalo OA ${oaId}`;
      if (kept === undefined) return `${who}: ${neverGranted}`;
      const left = hoursLeft(kept, now);
      const rest = left > 0 ? `it works on for ${left.toFixed(1)} h` : 'it says nothing any more';
      if (kept.refusal !== undefined)
        return `${who}: Zalo renews its token no more (${kept.refusal}); ${rest}. ${grantAnew}`;
      if (kept.underWayAt !== undefined && now - kept.underWayAt > 30 * secondMs)
        return `${who}: a renewal of its token was cut off, and the new one may be lost; ${rest}. It is tried once more by itself; if that fails: ${grantAnew}`;
      if (left * hourMs < soonMs)
        return `${who}: its token ends in ${left.toFixed(1)} h and was not renewed yet`;
      const grantLeftMs = kept.obtainedAt + grantMs - now;
      return grantLeftMs < grantSoonMs
        ? `${who}: its grant ends in ${Math.floor(grantLeftMs / dayMs)} days without a renewal. ${grantAnew}`
        : undefined;
    },
    figures() {
      const now = clock();
      if (kept === undefined) return { access_hours_left: 0, grant_days_left: 0 };
      return {
        access_hours_left: Math.round(hoursLeft(kept, now) * 10) / 10,
        grant_days_left:
          kept.refusal === undefined ? Math.floor((kept.obtainedAt + grantMs - now) / dayMs) : 0,
      };
    },
  };
}

const hoursLeft = (kept: Kept, now: Instant): number => Math.max(0, kept.accessUntilAt - now) / hourMs;

const grantAnew =
  'An administrator of the account grants anew, then restart with the new ZALO_OA_REFRESH_TOKEN (docs/channels/zalo-oa.md)';
const neverGranted =
  'no token yet; set ZALO_OA_REFRESH_TOKEN to the refresh token of the first grant (docs/channels/zalo-oa.md)';
