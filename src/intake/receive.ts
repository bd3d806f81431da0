import type { Receipt, Receive, Update } from '../channels/channel.ts';
import { type Chat, chatKey } from '../core/chat.ts';
import { UnknownSessionFormat } from '../core/session-format.ts';
import type { Instant } from '../core/time.ts';
import type { Log } from '../log.ts';
import {
  type Absent,
  type Beginning,
  type Loaded,
  type Step,
  type Store,
  StoreUnavailable,
} from '../store/store.ts';
import { Mailbox } from './mailbox.ts';
import { type MadeStep, makeStep, PoisonUpdate, type StepMaker } from './step.ts';

export type IntakeOptions = Omit<StepMaker, 'erasureOf'> & {
  store: Store;
  clock(): Instant;
  log: Log;
  /** Which rows of these steps may leave as soon as they are committed, if this process sends for the partition. */
  beginning?(partition: number, steps: Step[]): Beginning | undefined;
  /** Updates waiting in one queue before senders are told to try later. */
  mailboxLimit?: number;
};

/** Updates committed in one call at most: more would block the event loop for longer than 2 ms. */
const batchSize = 64;
/** How often a chat that moved under us is read again before its updates are handed back. */
const staleRounds = 8;
/** After so many failures an update rests in the dead-letter list, or it would block its person for a day. */
const strikesAllowed = 5;

type Options = StepMaker & IntakeOptions;
type Letter = { update: Update; settle(receipt: Receipt): void };
type Pile = { chat: Chat; letters: Letter[] };

/**
 * The one way in: every update, timer and refusal passes here, is folded with what else waits for its chat,
 * and is acknowledged only when its step is committed. Nothing slow happens on the way.
 */
export function openIntake(given: IntakeOptions): {
  receive: Receive;
  drain(): Promise<void>;
  waiting(): number;
} {
  const { store } = given;
  const options: Options = {
    ...given,
    erasureOf: (chat, number, at) => {
      const partition = store.partitionOf(chat);
      const body = JSON.stringify({ partition, number });
      return { id: `chat_erased:${partition}:${number}`, kind: 'chat_erased', learner: '', at, body };
    },
  };
  const mailboxes = new Map<number, Mailbox<Letter>>();
  let isDraining = false;
  const mailboxOf = (chat: Chat): Mailbox<Letter> => {
    const queue = store.queueOf(store.partitionOf(chat));
    const known = mailboxes.get(queue);
    if (known !== undefined) return known;
    const made = new Mailbox<Letter>({
      limit: options.mailboxLimit ?? 10_000,
      batchSize,
      handle: (batch) => handleBatch(options, batch),
    });
    mailboxes.set(queue, made);
    return made;
  };
  return {
    receive: (update) =>
      new Promise((settle) => {
        const later: Receipt = { kind: 'try_later', afterMs: 1_000 };
        if (isDraining) return settle(later);
        const pace = update.event.kind === 'timer_due' ? 'can wait' : 'now';
        if (!mailboxOf(update.chat).put({ update, settle }, pace)) settle(later);
      }),
    async drain() {
      isDraining = true;
      await Promise.all([...mailboxes.values()].map((mailbox) => mailbox.idle()));
    },
    waiting: () => [...mailboxes.values()].reduce((sum, mailbox) => sum + mailbox.size, 0),
  };
}

/** Settles every letter of a batch, whatever happens to the store meanwhile. Never throws. */
async function handleBatch(options: Options, batch: Letter[]): Promise<void> {
  let piles = pileByChat(batch);
  try {
    for (let round = 0; piles.length > 0 && round < staleRounds; round++) {
      piles = await handlePiles(options, piles);
    }
    for (const pile of piles) settleAll(pile.letters, { kind: 'try_later', afterMs: 200 });
  } catch (error) {
    giveBack(options, batch, error);
  }
}

/** Nothing was saved of these, or nobody knows: whoever brought them brings them again. */
function giveBack({ log }: Options, letters: Letter[], error: unknown): void {
  const isAway = error instanceof StoreUnavailable || error instanceof UnknownSessionFormat;
  log[isAway ? 'warn' : 'error']({ err: error, updates: letters.length }, 'nothing was saved of this batch');
  settleAll(letters, { kind: 'try_later', afterMs: 1_000 });
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

type Prepared = { pile: Pile; made: MadeStep };
/** What a batch holds of one partition: they are committed in one call, and fail together. */
type Share = { duplicates: Letter[]; prepared: Prepared[] };

/** Reads, folds and commits once. @returns what must be done again: chats that moved, letters after an erasure */
async function handlePiles(options: Options, piles: Pile[]): Promise<Pile[]> {
  const { store, clock } = options;
  const now = clock();
  const loaded = await store.load(
    piles.map(({ chat, letters }) => ({ chat, updates: letters.map((letter) => letter.update.id) })),
  );
  const shares = new Map<number, Share>();
  for (const [place, pile] of piles.entries()) {
    const found = loaded[place];
    if (found === undefined) throw new Error('a store answered for fewer chats than it was asked');
    const share = shareOf(shares, store.partitionOf(pile.chat));
    const fresh =
      found.session === undefined ? fromPerson(pile) : withoutKnown(pile, found, share.duplicates);
    if (fresh.length === 0) continue;
    const made = await stepWithoutPoison(options, { chat: pile.chat, letters: fresh }, found, now);
    if (made !== undefined) share.prepared.push(made);
  }
  const again: Pile[] = [];
  await Promise.all(
    [...shares].map(async ([partition, share]) => {
      try {
        again.push(...(await commitShare(options, partition, share, now)));
      } catch (error) {
        giveBack(
          options,
          [...share.duplicates, ...share.prepared.flatMap(({ pile }) => pile.letters)],
          error,
        );
      }
    }),
  );
  return again;
}

function shareOf(shares: Map<number, Share>, partition: number): Share {
  const known = shares.get(partition);
  if (known !== undefined) return known;
  const made: Share = { duplicates: [], prepared: [] };
  shares.set(partition, made);
  return made;
}

async function commitShare(
  options: Options,
  partition: number,
  { duplicates, prepared }: Share,
  now: Instant,
): Promise<Pile[]> {
  if (duplicates.length > 0) {
    // Somebody else may have committed them a moment ago: acknowledged only once that is as safe as our own.
    await options.store.barrier(partition);
    settleAll(duplicates, { kind: 'duplicate' });
  }
  if (prepared.length === 0) return [];
  const results = await commitOrLookAgain(options, partition, prepared, now);
  const again: Pile[] = [];
  for (const [place, { pile, made }] of prepared.entries()) {
    if (results[place] !== 'committed') {
      // The chat moved: its letters are folded anew from what it now holds, those after an erasure among them.
      again.push(pile);
      continue;
    }
    for (const letter of pile.letters.slice(0, made.taken)) {
      const acknowledgement = made.acknowledgements.get(letter.update.id);
      letter.settle({ kind: 'committed', ...(acknowledgement === undefined ? {} : { acknowledgement }) });
    }
    const rest = pile.letters.slice(made.taken);
    if (rest.length > 0) again.push({ chat: pile.chat, letters: rest });
  }
  return again;
}

function withoutKnown(pile: Pile, loaded: Loaded, duplicates: Letter[]): Letter[] {
  if (loaded.knownUpdates.length === 0) return pile.letters;
  const known = new Set(loaded.knownUpdates);
  duplicates.push(...pile.letters.filter((letter) => known.has(letter.update.id)));
  return pile.letters.filter((letter) => !known.has(letter.update.id));
}

/** A chat nobody has opened, or that was erased, is not made anew by a timer or by news of a block. */
function fromPerson(pile: Pile): Letter[] {
  const isNews = ({ update }: Letter): boolean =>
    [
      'timer_due',
      'delivery_refused',
      'access_answered',
      'console_entered',
      'office_answered',
      'office_told',
      'tutor_answered',
      'chat_blocked',
      'chat_unblocked',
    ].includes(update.event.kind);
  const first = pile.letters.findIndex((letter) => !isNews(letter));
  const idle = first < 0 ? pile.letters : pile.letters.slice(0, first);
  settleAll(idle, { kind: 'committed' });
  return pile.letters.slice(idle.length);
}

/** Folds a chat's letters; one that makes the engine throw is counted against and left out. */
async function stepWithoutPoison(
  options: Options,
  pile: Pile,
  loaded: Loaded | Absent,
  now: Instant,
): Promise<Prepared | undefined> {
  let { letters } = pile;
  while (letters.length > 0) {
    try {
      const updates = letters.map((letter) => letter.update);
      const made = makeStep(options, pile.chat, loaded, updates, now);
      return { pile: { chat: pile.chat, letters }, made };
    } catch (error) {
      if (!(error instanceof PoisonUpdate)) throw error;
      const bad = letters.find((letter) => letter.update === error.update);
      letters = letters.filter((letter) => letter !== bad);
      bad?.settle(await strike(options, error));
    }
  }
  return undefined;
}

async function strike(options: Options, poison: PoisonUpdate): Promise<Receipt> {
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
  options: Options,
  partition: number,
  prepared: { made: MadeStep }[],
  now: Instant,
): Promise<('committed' | 'stale')[]> {
  const { store } = options;
  const steps = prepared.map(({ made }) => made.step);
  try {
    return await store.commit(partition, steps, now, options.beginning?.(partition, steps));
  } catch (error) {
    if (!(error instanceof StoreUnavailable)) throw error;
    const found = await store.load(
      steps.map((step) => ({ chat: step.chat, updates: step.updates.map((update) => update.id) })),
    );
    await store.barrier(partition);
    // 'stale' makes the caller fold again from what is there now: right whether or not anything was saved.
    return steps.map((step, place) => {
      const known = found[place]?.session === undefined ? [] : found[place].knownUpdates;
      return step.updates.every((update) => known.includes(update.id)) ? 'committed' : 'stale';
    });
  }
}

function settleAll(letters: Letter[], receipt: Receipt): void {
  for (const letter of letters) letter.settle(receipt);
}
