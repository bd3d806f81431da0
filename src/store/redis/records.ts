import { Packr } from 'msgpackr';
import { type Chat, chatKey } from '../../core/chat.ts';
import type { Instant } from '../../core/time.ts';
import { writeArchiveRow } from '../archive-row-format.ts';
import type { LookBack } from '../life.ts';
import { type Reading, readLookingBack } from '../looking-back.ts';
import { idBytes, updateNumber } from '../recent-updates.ts';
import { absentVersion, nextRecord, readRecord, readVersion } from '../record.ts';
import { checkSteps } from '../step-check.ts';
import {
  type Absent,
  type Beginning,
  type Loaded,
  type OutboxRow,
  type Step,
  type StepResult,
  type Store,
  StoreWiped,
} from '../store.ts';
import type { Calls } from './calls.ts';
import { type Connection, reached } from './connection.ts';
import { chatOfField, fieldOf } from './field.ts';
import { largestInBucket, prefixOf } from './keys.ts';
import type { Replication } from './replication.ts';

/** What records share with the rest of the store. */
export type RecordsOptions = {
  redis: Connection;
  calls: Calls;
  partitionOf(chat: Chat): number;
  /** The name under which this process holds a partition's courier lease; then no hint need be published. */
  courierOf(partition: number): string | undefined;
  tellRows(partition: number, rows: OutboxRow[]): void;
  replication: Replication;
  offsetMs(): number;
  /** Whom to ask about chats that are absent while the partition is being restored. */
  lookBack(): LookBack | undefined;
};

type Question = { chat: Chat; updates: string[] };

/** Buckets looked at in one call: more would hold up other commands for longer than about five milliseconds. */
const bucketsAtOnce = 256;
/** A side table's entry: the id's number · expiry (3). */
const spilledBytes = idBytes + 3;

const packr = new Packr({ useRecords: false });

/** Reading, committing and waking chats. */
export function openRecords(
  options: RecordsOptions,
): Pick<Store, 'load' | 'commit' | 'barrier' | 'dueTimers'> {
  const { redis, partitionOf } = options;

  const readFrom = async (partition: number, questions: Question[]): Promise<Reading> => {
    const prefix = prefixOf(partition);
    const fields = questions.map(({ chat }) => fieldOf(chat));
    const answer = await options.calls.runBuffer('load', partition, [prefix, ...fields]);
    const [begun, restoring, ...found] = answer as (Buffer | number | null)[];
    if (!(begun instanceof Buffer) || begun.length === 0) throw wiped();
    const epoch = Number(begun.toString());
    const absent: Absent = { session: undefined, version: absentVersion(epoch) };
    const answers = questions.map(({ updates }, place) => {
      const record = found[place * 3];
      if (!(record instanceof Buffer)) return absent;
      return loadedFrom(record, bytesOf(found[place * 3 + 1]), bytesOf(found[place * 3 + 2]), updates);
    });
    return { epoch, isRestoring: restoring === 1, answers };
  };
  const loadFrom = (partition: number, questions: Question[]): Promise<(Loaded | Absent)[]> =>
    readLookingBack(
      partition,
      questions.map(({ chat }) => chat),
      () => readFrom(partition, questions),
      options.lookBack(),
    );

  return {
    load: (chats) =>
      reached(async () => {
        const groups = new Map<number, number[]>();
        for (const [place, { chat }] of chats.entries()) {
          const partition = partitionOf(chat);
          const group = groups.get(partition);
          if (group === undefined) groups.set(partition, [place]);
          else group.push(place);
        }
        const answers: (Loaded | Absent)[] = new Array(chats.length);
        await Promise.all(
          [...groups].map(async ([partition, places]) => {
            const loaded = await loadFrom(
              partition,
              places.map((place) => chats[place] as Question),
            );
            for (const [index, place] of places.entries()) answers[place] = loaded[index] as Loaded | Absent;
          }),
        );
        return answers;
      }),

    async commit(partition, steps, now, beginning) {
      checkSteps(steps);
      if (steps.length === 0) return [];
      const { batch, held } = batchOf(steps, now, beginning, options.offsetMs());
      const prefix = prefixOf(partition);
      const courier = options.courierOf(partition) ?? '';
      const [isBegun, ...results] = await reached(async () => {
        const argv = [prefix, now, partition, courier, batch, ...held];
        return (await options.replication.run('commit', partition, ...argv)) as number[];
      });
      handOver(options, partition, steps, results, isBegun === 1 ? beginning?.rows : undefined);
      return results.map((result): StepResult => (result < 0 ? 'stale' : 'committed'));
    },

    barrier: (partition) => options.replication.barrier(partition),

    dueTimers: (partition, now, limit) =>
      reached(async () => {
        const prefix = prefixOf(partition);
        for (;;) {
          const [more, ...found] = await redis.banhocTimersBuffer(
            `${prefix}meta`,
            prefix,
            now,
            limit,
            bucketsAtOnce,
          );
          if (found.length === 0 && Number(more) === 1) continue;
          const due: { chat: Chat; dueAt: Instant }[] = [];
          for (let place = 0; place < found.length; place += 2) {
            const chat = chatOfField(found[place] as Buffer);
            if (chat !== undefined) due.push({ chat, dueAt: Number(String(found[place + 1])) });
          }
          return due;
        }
      }),
  };
}

const wiped = (): StoreWiped =>
  new StoreWiped(
    'Redis has lost what it held (no epoch there); it is filled again from the archive before anyone is answered',
  );

const bytesOf = (value: unknown): Buffer => (value instanceof Buffer ? value : Buffer.alloc(0));

function loadedFrom(record: Buffer, elsewhere: Buffer, spilled: Buffer, updates: string[]): Loaded {
  const { head, version, session } = readRecord(
    elsewhere.length === 0 ? record : Buffer.concat([record, elsewhere]),
  );
  const knownUpdates = updates.filter((id) => {
    const number = updateNumber(id);
    return head.recent.ids.includes(number) || isSpilled(spilled, number);
  });
  return { session, version, number: head.number, knownUpdates };
}

function isSpilled(spilled: Buffer, id: number): boolean {
  for (let offset = 0; offset < spilled.length; offset += spilledBytes) {
    if (spilled.readUIntBE(offset, idBytes) === id) return true;
  }
  return false;
}

/** The batch as the script reads it, and what its steps hold; see commit.lua. */
function batchOf(
  steps: Step[],
  now: Instant,
  beginning: Beginning | undefined,
  offsetMs: number,
): { batch: Buffer; held: (Buffer | string)[] } {
  const names = new Map<string, number>();
  const held: (Buffer | string)[] = [];
  const placeOf = (name: string): number => {
    const known = names.get(name);
    if (known !== undefined) return known;
    names.set(name, names.size + 1);
    return names.size;
  };
  const wire = steps.map((step, index) => {
    const claim = step.base === undefined ? { absentIn: undefined } : readVersion(step.base);
    const address = chatKey(step.chat);
    held.push(fieldOf(step.chat));
    const head = 'head' in claim ? claim.head : undefined;
    const { session } = step;
    let kind = 'erase';
    let spilled: number[] = [];
    if (session !== undefined) {
      const place = { epoch: head?.epoch ?? 0, number: head?.number ?? 0 };
      const next = nextRecord(head, { ...step, session }, place, now);
      const record = Buffer.concat([next.head, next.body]);
      kind = record.length > largestInBucket ? 'own' : 'in';
      held.push(record);
      spilled = next.spilled.flatMap((it) => [it.id, it.expiresAt]);
    }
    // JSON holds no line break; an address may.
    for (const row of step.outgoing) held.push(`${JSON.stringify(row)}\n${address}`);
    for (const row of step.archive) held.push(writeArchiveRow(row));
    const counters: number[] = [];
    for (const name in step.counters) counters.push(placeOf(name), step.counters[name] ?? 0);
    return [
      address,
      'head' in claim
        ? [claim.head.epoch, claim.head.number, claim.head.revision]
        : claim.absentIn === undefined
          ? []
          : [claim.absentIn],
      kind,
      step.timerAt === undefined ? 0 : Math.max(1, step.timerAt),
      spilled,
      step.outgoing.length,
      step.archive.length,
      counters,
      beginning?.rows[index]?.map((place) => place + 1) ?? [],
    ];
  });
  const fence = beginning?.lease.fence ?? 0;
  return { batch: packr.pack([[...names.keys()], wire, fence, offsetMs]) as Buffer, held };
}

/** The couriers of this process need not read again what was written here. */
function handOver(
  options: RecordsOptions,
  partition: number,
  steps: Step[],
  results: number[],
  begun: number[][] | undefined,
): void {
  const rows: OutboxRow[] = [];
  for (const [place, step] of steps.entries()) {
    const first = results[place] ?? -1;
    if (first <= 0) continue;
    for (const [index, row] of step.outgoing.entries()) {
      const added: OutboxRow = {
        ...row,
        sequence: first + index,
        chat: step.chat,
        attempts: 0,
        unknowns: 0,
      };
      if (begun?.[place]?.includes(index) === true) added.isBegun = true;
      rows.push(added);
    }
  }
  if (rows.length > 0) options.tellRows(partition, rows);
}
