import { createHash } from 'node:crypto';
import { Redis } from 'ioredis';
import type { Chat } from '../../src/core/chat.ts';
import type { Course } from '../../src/core/course.ts';
import { hourMs } from '../../src/core/time.ts';
import { partitionOf } from '../../src/store/partition.ts';
import { nextRecord } from '../../src/store/record.ts';
import { fieldOf } from '../../src/store/redis/field.ts';
import { prefixOf } from '../../src/store/redis/keys.ts';
import { defaultPartitions, openRedisStore } from '../../src/store/redis/redis-store.ts';
import { botId, renewed, stepFor, templatesOf } from './measure.ts';

const chatsPerBucket = 32;
const inOnePipeline = 2_000;

/**
 * Fills an empty Redis with the same learners as `fillWithLearners`, in the store's own form but past its commits: no
 * timers, nothing for the archive. Some 40,000 a second, so that a nation takes two minutes instead of ten.
 */
export async function fillRedis(
  url: string,
  course: Course,
  plan: { chats: number; lessons: number; now: number },
): Promise<void> {
  await (await openRedisStore({ url })).close();
  const redis = new Redis(url);
  const sessions = templatesOf(course, plan.lessons, plan.now - 200 * 24 * hourMs);
  const chatAt = (place: number): Chat => ({
    channel: 'telegram',
    bot: botId,
    user: String(1_000_000_000 + place * 7_919),
  });
  const chatsIn = new Array<number>(defaultPartitions).fill(0);
  for (let place = 0; place < plan.chats; place++) {
    const partition = partitionOf(chatAt(place), defaultPartitions);
    chatsIn[partition] = (chatsIn[partition] ?? 0) + 1;
  }
  const next = new Array<number>(defaultPartitions).fill(0);
  let pipeline = redis.pipeline();
  for (let place = 0; place < plan.chats; place++) {
    const chat = chatAt(place);
    const partition = partitionOf(chat, defaultPartitions);
    const number = next[partition] ?? 0;
    next[partition] = number + 1;
    const session = renewed(sessions[place % sessions.length]);
    const { head, body } = nextRecord(
      undefined,
      { ...stepFor(chat, session, place), session },
      { epoch: 1, number },
      plan.now,
    );
    const field = fieldOf(chat);
    const bucket = bucketOf(field, bucketsFor(chatsIn[partition] ?? 0));
    pipeline.hset(`${prefixOf(partition)}s:${bucket}`, field, Buffer.concat([head, body]));
    if (place % inOnePipeline === inOnePipeline - 1) {
      await pipeline.exec();
      pipeline = redis.pipeline();
    }
  }
  await pipeline.exec();
  for (const [partition, chats] of chatsIn.entries()) {
    await redis.hset(`${prefixOf(partition)}meta`, { next: chats, chats, buckets: bucketsFor(chats) });
  }
  await redis.quit();
}

const bucketsFor = (chats: number): number => Math.max(1, Math.ceil(chats / chatsPerBucket));

/** As shared.lua places a chat. */
function bucketOf(field: Buffer, buckets: number): number {
  const hash = createHash('sha1').update(field).digest().readUInt32BE(0);
  const level = 2 ** Math.floor(Math.log2(buckets));
  const bucket = hash % (level * 2);
  return bucket < buckets ? bucket : hash % level;
}
