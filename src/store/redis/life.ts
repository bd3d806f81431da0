import { randomUUID } from 'node:crypto';
import { type ArchivedChat, firstOf, type StoreLife } from '../life.ts';
import { readHead, recordAs } from '../record.ts';
import { type Connection, reached } from './connection.ts';
import { chatOfField, fieldOf } from './field.ts';
import { largestInBucket, partitionsKey, prefixOf } from './keys.ts';

/** Buckets marked in one call: some five milliseconds. */
const bucketsAtOnce = 256;
/** A record's byte that says where its session lies, and the bit of it. */
const flagsAt = 22;
const elsewhereFlag = 2;

/** Lives of the partitions, by one script. */
export function openLife(
  redis: Connection,
  partitions: number,
  clock: () => number,
): Omit<StoreLife, 'askWhenAbsent'> {
  type Arg = string | number | Buffer;
  const bytes = (partition: number, verb: string, ...argv: Arg[]): Promise<Buffer[]> =>
    reached(() => {
      const prefix = prefixOf(partition);
      return redis.banhocLifeBuffer(`${prefix}meta`, prefix, verb, ...argv);
    });
  const run = async (partition: number, verb: string, ...argv: Arg[]): Promise<string[]> =>
    (await bytes(partition, verb, ...argv)).map(String);

  return {
    async lives() {
      await reached(() => redis.setnx(partitionsKey, partitions));
      return Promise.all(
        Array.from({ length: partitions }, async (_, partition) => {
          const [life = '', epoch, restoring] = await run(partition, 'life', randomUUID());
          return {
            life,
            epoch: epoch === '' ? undefined : Number(epoch),
            isRestoring: restoring === '1',
          };
        }),
      );
    },
    async beginEpoch(partition, { life, epoch, nextNumber, isRestoring }) {
      await run(partition, 'begin', life, epoch, nextNumber, firstOf(epoch), isRestoring ? 1 : 0);
    },
    async endRestoring(partition, epoch) {
      await run(partition, 'end', epoch);
    },
    async changedChats(partition, limit) {
      const [epoch, ...found] = await bytes(partition, 'changed', limit);
      const chats: ArchivedChat[] = [];
      for (let at = 0; at + 2 < found.length; at += 3) {
        const [field, record, session] = found.slice(at, at + 3);
        const chat = field === undefined ? undefined : chatOfField(field);
        if (chat === undefined || record === undefined || session === undefined) continue;
        const { number, revision } = readHead(record).head;
        chats.push({ chat, number, revision, record: wholeRecord(record, session) });
      }
      return { epoch: Number(String(epoch)), chats };
    },
    async archivedChats(partition, epoch, chats) {
      const argv = chats.flatMap(({ chat, number, revision }) => [fieldOf(chat), number, revision]);
      await run(partition, 'archived', epoch, ...argv);
    },
    async putBack(partition, epoch, chats) {
      const argv = chats.flatMap(({ chat, record }) => [
        fieldOf(chat),
        recordAs(Buffer.from(record), { epoch }).bytes,
      ]);
      await run(partition, 'back', epoch, clock(), largestInBucket, ...argv);
    },
    async putBackCounters(partition, epoch, { after, upTo, sums }) {
      await run(partition, 'sums', epoch, after, upTo, ...Object.entries(sums).flat());
    },
    async standing(partition) {
      const [life = '', epoch, restoring, countersUpTo = '', ...counts] = await run(partition, 'standing');
      if (epoch === '') return undefined;
      const [number = 0, sequence = 0, position = 0, fence = 0, waitingRows = 0, changedChats = 0] =
        counts.map(Number);
      return {
        life,
        epoch: Number(epoch),
        isRestoring: restoring === '1',
        countersUpTo,
        number,
        sequence,
        position,
        fence,
        waitingRows,
        changedChats,
      };
    },
    async markAllChanged(partition) {
      for (let from = 0; ; from += bucketsAtOnce) {
        const [buckets] = await run(partition, 'mark', from, from + bucketsAtOnce);
        if (from + bucketsAtOnce >= Number(buckets)) return;
      }
    },
  };
}

/** As it would be in a bucket: the archive keeps a record in one piece. */
function wholeRecord(record: Buffer, session: Buffer): Buffer {
  if (session.length === 0) return record;
  const whole = Buffer.concat([record, session]);
  whole.writeUInt8(whole.readUInt8(flagsAt) & ~elsewhereFlag, flagsAt);
  return whole;
}
