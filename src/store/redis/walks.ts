import { codeOf } from '../../broadcast/states.ts';
import type { BroadcastLedger, Walk, WalkedChat, WalkedGlance } from '../broadcasts.ts';
import { isElsewhere, readGlance, readWire } from '../record.ts';
import { StoreUnavailable } from '../store.ts';
import { type Connection, reached } from './connection.ts';
import { chatOfField, fieldOf } from './field.ts';
import { prefixOf } from './keys.ts';
import { statesIn } from './ledger-states.ts';

/** About how many chats lie in a bucket; see shared.lua. */
const chatsPerBucket = 32;

type Walks = Pick<BroadcastLedger, 'beginWalk' | 'walkChats' | 'walkGlances' | 'spreadWalk' | 'lookUp'>;
/** One chat as it lies in Redis; `field` is left out where nobody asked for addresses. */
type Member = { field: Buffer | undefined; record: Buffer; elsewhere: Buffer | undefined };
/** Part of a walk: so many buckets from one on, as there were so many, of chats with a number below. */
type Page = { buckets: number; below: number; from: number; count: number };

/** Walks through a partition's chats: read plainly where that shows the same as `walk.lua`, which is dearer. */
export function openWalks(redis: Connection): Walks {
  const script = async (
    partition: number,
    { buckets, below, from, count }: Page,
    waitingIn: string,
  ): Promise<Member[]> => {
    const prefix = prefixOf(partition);
    return membersOf(
      await redis.banhocWalkBuffer(`${prefix}meta`, prefix, 'page', buckets, below, from, count, waitingIn),
    );
  };
  /** As last seen, by partition. */
  const opened = new Map<number, number>();
  const plainly = async (partition: number, page: Page, withFields: boolean): Promise<Member[]> => {
    for (let time = 0; time < plainTries; time++) {
      const known = Math.max(page.buckets, opened.get(partition) ?? 0);
      const read = await readBuckets(redis, prefixOf(partition), bucketsIn(page, known), withFields);
      if (read.isRestoring) break;
      opened.set(partition, read.buckets);
      // One was opened meanwhile: whom it took over from ours is met there.
      if (bucketsIn(page, read.buckets).length > bucketsIn(page, known).length) continue;
      const large = new Set(
        read.found.flatMap(({ bucket, record }) =>
          isElsewhere(record) ? [rootOf(bucket, page.buckets)] : [],
        ),
      );
      const members: Member[] = read.found.filter(({ bucket }) => !large.has(rootOf(bucket, page.buckets)));
      for (const from of large) members.push(...(await script(partition, { ...page, from, count: 1 }, '')));
      return members;
    }
    return script(partition, page, '');
  };

  return {
    beginWalk: (partition) =>
      reached(async () => {
        const prefix = prefixOf(partition);
        const [buckets, next] = await redis.banhocWalkBuffer(`${prefix}meta`, prefix, 'begin');
        return `${String(buckets)}:${String(next)}:0`;
      }),
    walkChats: (partition, walk, limit, waitingIn = '') =>
      reached(async () => {
        const page = pageOf(walk, limit);
        const members =
          waitingIn === '' ? await plainly(partition, page, true) : await script(partition, page, waitingIn);
        const chats = members.flatMap(chatOf).filter(({ number }) => number < page.below);
        return { chats, next: walkAfter(page) };
      }),
    walkGlances: (partition, walk, limit, withChats) =>
      reached(async () => {
        const page = pageOf(walk, limit);
        const glances: WalkedGlance[] = [];
        for (const { field, record, elsewhere } of await plainly(partition, page, withChats)) {
          const chat = withChats && field !== undefined ? chatOfField(field) : undefined;
          const { number, wire } = readGlance(whole(record, elsewhere));
          if (number < page.below) glances.push({ chat, number, wire });
        }
        return { glances, next: walkAfter(page) };
      }),
    lookUp: (partition, chats, waitingIn) =>
      reached(async () => {
        if (chats.length === 0) return [];
        const fields = chats.map(fieldOf);
        const prefix = prefixOf(partition);
        const [, isRestoring, ...found] = await redis.banhocLoadBuffer(`${prefix}meta`, prefix, ...fields);
        if (Number(isRestoring) === 1) throw new StoreUnavailable(restoring);
        const met = fields.flatMap((field, place): WalkedChat[] => {
          const [record, elsewhere] = [found[place * 3], found[place * 3 + 1]];
          if (!(record instanceof Buffer && elsewhere instanceof Buffer)) return [];
          return chatOf({ field, record, elsewhere: elsewhere.length === 0 ? undefined : elsewhere });
        });
        if (waitingIn === undefined) return met;
        const states = await statesIn(
          redis,
          partition,
          waitingIn,
          met.map(({ number }) => number),
        );
        const waiting = new Set(
          states.flatMap(([place, state]) => (state === codeOf('waiting') ? [place] : [])),
        );
        return met.filter((_, place) => waiting.has(place));
      }),
    spreadWalk(walk, pages) {
      const [buckets = 0, below = 0] = walk.split(':').map(Number);
      return Array.from({ length: pages }, (_, page) => {
        const from = Math.floor((buckets * page) / pages);
        return `${buckets}:${below}:${from}`;
      });
    },
  };
}

const restoring = 'chats of this partition come back from the archive; some may not be found yet';

/** Buckets open one by one, far between: to be overtaken so often is no accident. */
const plainTries = 3;

function pageOf(walk: Walk, limit: number): Page {
  const [buckets = 0, below = 0, from = 0] = walk.split(':').map(Number);
  const count = Math.min(buckets - from, Math.max(1, Math.round(limit / chatsPerBucket)));
  return { buckets, below, from, count };
}

const walkAfter = ({ buckets, below, from, count }: Page): Walk | undefined =>
  from + count < buckets ? `${buckets}:${below}:${from + count}` : undefined;

/** From which of the first so many buckets one was split, itself or by others; see `levelOf` in shared.lua. */
function rootOf(bucket: number, buckets: number): number {
  let root = bucket;
  while (root >= buckets) root -= 2 ** (31 - Math.clz32(root));
  return root;
}

/** A page's own, and those split from them since. */
function bucketsIn({ buckets, from, count }: Page, opened: number): number[] {
  const all = Array.from({ length: count }, (_, place) => from + place);
  for (let bucket = buckets; bucket < opened; bucket++) {
    const root = rootOf(bucket, buckets);
    if (root >= from && root < from + count) all.push(bucket);
  }
  return all;
}

type Read = {
  buckets: number;
  isRestoring: boolean;
  found: (Member & { bucket: number })[];
};

/** Whole buckets at one moment, at a third of what a script costs Redis. */
async function readBuckets(
  redis: Connection,
  prefix: string,
  buckets: number[],
  withFields: boolean,
): Promise<Read> {
  const moment = redis.multi().hmgetBuffer(`${prefix}meta`, 'buckets', 'restoring');
  for (const bucket of buckets) {
    if (withFields) moment.hkeysBuffer(`${prefix}s:${bucket}`);
    moment.hvalsBuffer(`${prefix}s:${bucket}`);
  }
  const answers = await moment.exec();
  const [meta, ...lists] = (answers ?? []).map(([error, answer]) => {
    if (error !== null) throw error;
    return answer as Buffer[];
  });
  const [open, restoring] = meta ?? [];
  const found = buckets.flatMap((bucket, at) => {
    const fields = withFields ? lists[at * 2] : undefined;
    const records = lists[withFields ? at * 2 + 1 : at] ?? [];
    return records.map((record, place) => ({ bucket, record, field: fields?.[place], elsewhere: undefined }));
  });
  return { buckets: Number(String(open ?? 1)), isRestoring: String(restoring) === '1', found };
}

/** As walk.lua gives them. */
function membersOf(found: (Buffer | number | null)[]): Member[] {
  const members: Member[] = [];
  for (let at = 0; at + 2 < found.length; at += 3) {
    const [field, record, elsewhere] = [found[at], found[at + 1], found[at + 2]];
    if (!(field instanceof Buffer && record instanceof Buffer && elsewhere instanceof Buffer)) {
      throw new StoreUnavailable('Redis gave half a chat');
    }
    members.push({ field, record, elsewhere: elsewhere.length === 0 ? undefined : elsewhere });
  }
  return members;
}

const whole = (record: Buffer, elsewhere: Buffer | undefined): Buffer =>
  elsewhere === undefined ? record : Buffer.concat([record, elsewhere]);

function chatOf({ field, record, elsewhere }: Member): WalkedChat[] {
  const chat = field === undefined ? undefined : chatOfField(field);
  if (chat === undefined) return [];
  const { head, wire } = readWire(whole(record, elsewhere));
  return [{ chat, number: head.number, revision: head.revision, wire }];
}
