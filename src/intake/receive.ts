import type { Receipt, Receive, Update } from '../channels/channel.ts';
import { type Chat, chatKey } from '../core/chat.ts';
import { UnknownSessionFormat } from '../core/session-format.ts';
import type { Instant } from '../core/time.ts';
import type { Log } from '../log.ts';
import { type Loaded, type Step, type Store, StoreUnavailable } from '../store/store.ts';
import { Mailbox } from './mailbox.ts';
import { makeStep, PoisonUpdate, type StepMaker } from './step.ts';

export type IntakeOptions = StepMaker & {
  store: Store;
  clock(): Instant;
  log: Log;
  /** Updates waiting per partition before senders are told to try later. */
  mailboxLimit?: number;
};

/** Updates committed in one call at most: more would block the event loop for longer than 2 ms. */
const batchSize = 64;
/** How often a chat that moved under us is read again before its updates are handed back. */
const staleRounds = 8;
/** After so many failures an update rests in the dead-letter list, or it would block its person for a day. */
const strikesAllowed = 5;

type Letter = { update: Update; settle(receipt: Receipt): void };
type Pile = { chat: Chat; letters: Letter[] };

/**
 * The one way in: every update, timer and refusal passes here, is folded with what else waits for its chat,
 * and is acknowledged only when its step is committed. Nothing slow happens on the way.
 */
export function openIntake(options: IntakeOptions): {
  receive: Receive;
  drain(): Promise<void>;
  waiting(): number;
} {
  const { store } = options;
  const mailboxes = new Map<number, Mailbox<Letter>>();
  let isDraining = false;
  const mailboxOf = (partition: number): Mailbox<Letter> => {
    const known = mailboxes.get(partition);
    if (known !== undefined) return known;
    const made = new Mailbox<Letter>({
      limit: options.mailboxLimit ?? 10_000,
      batchSize,
      handle: (batch) => handleBatch(options, partition, batch),
    });
    mailboxes.set(partition, made);
    return made;
  };
  return {
    receive: (update) =>
      new Promise((settle) => {
        const later: Receipt = { kind: 'try_later', afterMs: 1_000 };
        if (isDraining) return settle(later);
        if (!mailboxOf(store.partitionOf(update.chat)).put({ update, settle })) settle(later);
      }),
    async drain() {
      isDraining = true;
      await Promise.all([...mailboxes.values()].map((mailbox) => mailbox.idle()));
    },
    waiting: () => [...mailboxes.values()].reduce((sum, mailbox) => sum + mailbox.size, 0),
  };
}

/** Settles every letter of a batch, whatever happens to the store meanwhile. Never throws. */
async function handleBatch(options: IntakeOptions, partition: number, batch: Letter[]): Promise<void> {
  let piles = pileByChat(batch);
  try {
    for (let round = 0; piles.length > 0 && round < staleRounds; round++) {
      piles = await handlePiles(options, partition, piles);
    }
    for (const pile of piles) settleAll(pile.letters, { kind: 'try_later', afterMs: 200 });
  } catch (error) {
    const isAway = error instanceof StoreUnavailable || error instanceof UnknownSessionFormat;
    options.log[isAway ? 'warn' : 'error'](
      { err: error, partition, updates: batch.length },
      'nothing was saved of this batch',
    );
    settleAll(batch, { kind: 'try_later', afterMs: 1_000 });
  }
}

/** One update id of one chat counts once, also within a batch: the copy shares the first one's fate. */
function pileByChat(batch: Letter[]): Pile[] {
  const piles = new Map<string, Pile>();
  const firsts = new Map<string, Letter>();
  for (const letter of batch) {
    const key = chatKey(letter.update.chat);
    const name = `${key} ${letter.update.id}`;
    const first = firsts.get(name);
    if (first !== undefined) {
      const { settle } = first;
      first.settle = (receipt) => {
        settle(receipt);
        letter.settle(receipt.kind === 'committed' ? { kind: 'duplicate' } : receipt);
      };
      continue;
    }
    firsts.set(name, letter);
    const pile = piles.get(key);
    if (pile === undefined) piles.set(key, { chat: letter.update.chat, letters: [letter] });
    else pile.letters.push(letter);
  }
  return [...piles.values()];
}

/** Reads, folds and commits once. @returns what must be done again: chats that moved, letters after an erasure */
async function handlePiles(options: IntakeOptions, partition: number, piles: Pile[]): Promise<Pile[]> {
  const { store, clock } = options;
  const now = clock();
  const loaded = await store.load(
    piles.map(({ chat, letters }) => ({ chat, updates: letters.map((letter) => letter.update.id) })),
  );
  const prepared: { pile: Pile; step: Step; taken: Letter[] }[] = [];
  const again: Pile[] = [];
  for (const [place, pile] of piles.entries()) {
    const fresh = loaded[place] === undefined ? fromPerson(pile) : withoutKnown(pile, loaded[place]);
    const made = await stepWithoutPoison(options, { chat: pile.chat, letters: fresh }, loaded[place], now);
    if (made === undefined) continue;
    const { step, letters, taken } = made;
    prepared.push({ pile: { chat: pile.chat, letters }, step, taken: letters.slice(0, taken) });
    if (taken < letters.length) again.push({ chat: pile.chat, letters: letters.slice(taken) });
  }
  if (prepared.length === 0) return again;
  const results = await commitOrLookAgain(
    options,
    partition,
    prepared.map(({ step }) => step),
    now,
  );
  for (const [place, { pile, taken }] of prepared.entries()) {
    if (results[place] === 'committed') {
      settleAll(taken, { kind: 'committed' });
      continue;
    }
    // The chat moved: its letters are folded anew from what it now holds, those after an erasure among them.
    const rest = again.findIndex((other) => other.chat === pile.chat);
    if (rest >= 0) again.splice(rest, 1);
    again.push(pile);
  }
  return again;
}

function withoutKnown(pile: Pile, loaded: Loaded | undefined): Letter[] {
  const known = new Set(loaded?.knownUpdates ?? []);
  settleAll(
    pile.letters.filter((letter) => known.has(letter.update.id)),
    { kind: 'duplicate' },
  );
  return pile.letters.filter((letter) => !known.has(letter.update.id));
}

/** A chat nobody has opened, or that was erased, is not made anew by a timer or by news of a block. */
function fromPerson(pile: Pile): Letter[] {
  const isNews = ({ update }: Letter): boolean =>
    ['timer_due', 'delivery_refused', 'chat_blocked', 'chat_unblocked'].includes(update.event.kind);
  const first = pile.letters.findIndex((letter) => !isNews(letter));
  const idle = first < 0 ? pile.letters : pile.letters.slice(0, first);
  settleAll(idle, { kind: 'committed' });
  return pile.letters.slice(idle.length);
}

/** Folds a chat's letters; one that makes the engine throw is counted against and left out. */
async function stepWithoutPoison(
  options: IntakeOptions,
  pile: Pile,
  loaded: Loaded | undefined,
  now: Instant,
): Promise<{ step: Step; letters: Letter[]; taken: number } | undefined> {
  let { letters } = pile;
  while (letters.length > 0) {
    try {
      const updates = letters.map((letter) => letter.update);
      return { ...makeStep(options, pile.chat, loaded, updates, now), letters };
    } catch (error) {
      if (!(error instanceof PoisonUpdate)) throw error;
      const bad = letters.find((letter) => letter.update === error.update);
      letters = letters.filter((letter) => letter !== bad);
      bad?.settle(await strike(options, error));
    }
  }
  return undefined;
}

async function strike(options: IntakeOptions, poison: PoisonUpdate): Promise<Receipt> {
  const { store, log, clock } = options;
  const { chat, id, event } = poison.update;
  const strikes = await store.strike(chat, id);
  const fields = { err: poison.cause, channel: chat.channel, update: id, event: event.kind, strikes };
  if (strikes < strikesAllowed) {
    log.warn(fields, 'an update failed and will be tried again');
    return { kind: 'try_later', afterMs: 500 * 2 ** strikes };
  }
  log.error(fields, 'ALARM: an update failed again and again and now rests in the dead-letter list');
  await store.bury({ at: clock(), chat, update: id, reason: String(poison.cause) });
  return { kind: 'dead_letter' };
}

/** A commit without an answer is not a failure: what the record then holds tells. */
async function commitOrLookAgain(
  options: IntakeOptions,
  partition: number,
  steps: Step[],
  now: Instant,
): Promise<('committed' | 'stale')[]> {
  const { store } = options;
  try {
    return await store.commit(partition, steps, now);
  } catch (error) {
    if (!(error instanceof StoreUnavailable)) throw error;
    const found = await store.load(
      steps.map((step) => ({ chat: step.chat, updates: step.updates.map((update) => update.id) })),
    );
    // 'stale' makes the caller fold again from what is there now: right whether or not anything was saved.
    return steps.map((step, place) =>
      step.updates.every((update) => found[place]?.knownUpdates.includes(update.id)) ? 'committed' : 'stale',
    );
  }
}

function settleAll(letters: Letter[], receipt: Receipt): void {
  for (const letter of letters) letter.settle(receipt);
}
