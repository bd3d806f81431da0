import type { Channel } from '../../src/channels/channel.ts';
import type { Chat } from '../../src/core/chat.ts';
import type { Outgoing } from '../../src/core/effect.ts';
import type { Tamper } from '../../src/simulation/fleet.ts';
import { spied } from '../../src/simulation/witness.ts';
import type { ArchiveRow, Step, StepResult, Store } from '../../src/store/store.ts';

/** True once, at the so-manieth time it is asked. */
function once(at: number): () => boolean {
  let asked = 0;
  return () => ++asked === at;
}

/** A store that keeps something else than it was given. */
export const keeping = (change: (step: Step) => Step): Tamper => ({
  store: (store) =>
    spied(store, 'commit', (commit: Store['commit'], partition: number, steps: Step[], now: number) =>
      commit(partition, steps.map(change), now),
    ),
});

/** Changes the so-manieth step that `is` says yes to, and no other. */
export function changingOne(at: number, is: (step: Step) => boolean, change: (step: Step) => Step): Tamper {
  const isTime = once(at);
  return keeping((step) => (is(step) && isTime() ? change(step) : step));
}

export const has = (kind: ArchiveRow['kind']) => (step: Step) =>
  step.archive.some((row) => row.kind === kind);

/** The first row of a kind is replaced by these. */
export const replacing =
  (kind: ArchiveRow['kind'], by: (row: ArchiveRow) => ArchiveRow[]) => (step: Step) => {
    const place = step.archive.findIndex((row) => row.kind === kind);
    return { ...step, archive: step.archive.flatMap((row, at) => (at === place ? by(row) : [row])) };
  };

/** Without any row of a kind. */
export const without = (kind: ArchiveRow['kind']) => (step: Step) => ({
  ...step,
  archive: step.archive.filter((row) => row.kind !== kind),
});

/** The record in an attempt's row with some of it changed. */
export const rewritten = (
  row: ArchiveRow,
  change: (record: Record<string, unknown>) => object,
): ArchiveRow => {
  const record = JSON.parse(row.body) as Record<string, unknown>;
  return { ...row, body: JSON.stringify({ ...record, ...change(record) }) };
};

/** A store that says `committed` and keeps nothing. */
export function dropping(at: number): Tamper {
  const isTime = once(at);
  return {
    store: (store) =>
      spied(
        store,
        'commit',
        async (commit: Store['commit'], partition: number, steps: Step[], now: number) =>
          isTime() ? steps.map((): StepResult => 'committed') : commit(partition, steps, now),
      ),
  };
}

/** A store that commits a step that counts something, and then commits it again. */
export function committingTwice(at: number): Tamper {
  const isTime = once(at);
  return {
    store: (store) =>
      spied(
        store,
        'commit',
        async (commit: Store['commit'], partition: number, steps: Step[], now: number) => {
          const results = await commit(partition, steps, now);
          const twice = steps.find(
            (step, place) => Object.keys(step.counters).length > 0 && results[place] === 'committed',
          );
          if (twice === undefined || !isTime()) return results;
          const [found] = await store.load([{ chat: twice.chat, updates: [] }]);
          await commit(partition, [{ ...twice, base: found?.version }], now);
          return results;
        },
      ),
  };
}

type Send = Channel['send'];
const sending = (send: (real: Send) => Send): Tamper => ({
  channel: (channel) => ({ ...channel, send: send(channel.send) }),
});

const isMessage = (outgoing: Outgoing): boolean => outgoing.kind === 'message';

/** A courier that keeps one message back until the chat's next one has gone. */
export function swapping(at: number): Tamper {
  const isTime = once(at);
  let kept: { chat: Chat; go: () => Promise<unknown> } | undefined;
  return sending((real) => async (chat, outgoing, sequence, signal) => {
    if (isMessage(outgoing) && kept === undefined && isTime()) {
      kept = { chat, go: () => real(chat, outgoing, sequence, signal) };
      return { kind: 'delivered' };
    }
    const delivery = await real(chat, outgoing, sequence, signal);
    if (kept?.chat.user === chat.user && isMessage(outgoing)) {
      const { go } = kept;
      kept = { chat: { ...chat, user: '' }, go };
      await go();
    }
    return delivery;
  });
}

/** A courier that sends one message twice. */
export function repeating(at: number): Tamper {
  const isTime = once(at);
  return sending((real) => async (chat, outgoing, sequence, signal) => {
    const delivery = await real(chat, outgoing, sequence, signal);
    if (delivery.kind !== 'delivered' || !isMessage(outgoing) || !isTime()) return delivery;
    return real(chat, outgoing, sequence, signal);
  });
}

/** A courier that counts one message as sent and never sends it. */
export function swallowing(at: number): Tamper {
  const isTime = once(at);
  return sending(
    (real) => async (chat, outgoing, sequence, signal) =>
      isMessage(outgoing) && isTime() ? { kind: 'delivered' } : real(chat, outgoing, sequence, signal),
  );
}

/** An archive that says it has a row and has not, however often it is given. */
export function forgetting(at: number): Tamper {
  const given = new Set<string>();
  let lost: string | undefined;
  return {
    archive: (archive) =>
      spied(archive, 'append', (append: (rows: ArchiveRow[]) => Promise<void>, rows: ArchiveRow[]) => {
        for (const row of rows) if (row.kind === 'attempt' && given.add(row.id).size === at) lost ??= row.id;
        return append(rows.filter((row) => row.id !== lost));
      }),
  };
}

/**
 * A store that numbers one message after the chat's next one. Both are shown in the order of their rows; only
 * the order of the commits tells. It is the so-manieth whose words the chat has had before.
 */
export function numberingLate(at: number): Tamper {
  const said = new Set<string>();
  let repeats = 0;
  let kept: { user: string; outgoing: Step['outgoing'] } | undefined;
  let isDone = false;
  return {
    store: (store) =>
      spied(
        store,
        'commit',
        async (commit: Store['commit'], partition: number, steps: Step[], now: number) => {
          const releasing = isDone
            ? undefined
            : steps.find((step) => step.chat.user === kept?.user && saysAnything(step));
          const keeping =
            kept === undefined
              ? steps.find((step) => isSaidBefore(step, said) && ++repeats >= at)
              : undefined;
          const results = await commit(
            partition,
            steps.map((step) => {
              if (step === releasing)
                return { ...step, outgoing: [...step.outgoing, ...(kept?.outgoing ?? [])] };
              return step === keeping ? { ...step, outgoing: [] } : step;
            }),
            now,
          );
          const isSaved = (step: Step | undefined): step is Step =>
            step !== undefined && results[steps.indexOf(step)] === 'committed';
          if (isSaved(keeping)) kept = { user: keeping.chat.user, outgoing: keeping.outgoing };
          if (isSaved(releasing)) isDone = true;
          for (const step of steps) for (const words of wordsIn(step)) said.add(words);
          return results;
        },
      ),
  };
}

const wordsIn = (step: Step): string[] =>
  step.outgoing.flatMap(({ outgoing }) =>
    outgoing.kind === 'message' ? [`${step.chat.user} ${outgoing.message.text}`] : [],
  );
const saysAnything = (step: Step): boolean => wordsIn(step).length > 0;
const isSaidBefore = (step: Step, said: ReadonlySet<string>): boolean =>
  wordsIn(step).some((words) => said.has(words));
