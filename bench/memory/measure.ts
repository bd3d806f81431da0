import { randomBytes } from 'node:crypto';
import { Redis } from 'ioredis';
import type { Chat } from '../../src/core/chat.ts';
import type { Course } from '../../src/core/course.ts';
import { nextDueAt } from '../../src/core/due.ts';
import type { Session } from '../../src/core/session.ts';
import { hourMs } from '../../src/core/time.ts';
import { openRedisStore } from '../../src/store/redis/redis-store.ts';
import type { Step, Store } from '../../src/store/store.ts';
import { sessionAfter } from './sessions.ts';

export type Memory = {
  chats: number;
  lessons: number;
  /** Everything Redis holds for them, all keys and indexes counted, divided by their number. */
  bytesPerChat: number;
  /** The part of it that the timers take. */
  timerBytesPerChat: number;
  encodings: Record<string, number>;
};

const templates = 40;
export const botId = '7123456789';

/**
 * Fills an empty Redis with learners of a number of finished lessons, at Telegram addresses, each with its
 * timer filed and sixteen updates remembered, and reads what that took. What waits for the archive is taken
 * out first: it rests there for seconds.
 */
export async function measureMemory(
  url: string,
  course: Course,
  plan: { chats: number; lessons: number; now: number },
): Promise<Memory> {
  const store = await openRedisStore({ url });
  const redis = new Redis(url);
  const used = async (): Promise<number> =>
    Number(/used_memory:(\d+)/.exec(await redis.info('memory'))?.[1] ?? 0);
  const before = await used();
  await fillWithLearners(store, course, plan);
  for (let partition = 0; partition < store.partitions; partition++)
    await redis.del(`{p${partition}}:changed`);
  const after = await used();
  const encodings: Record<string, number> = {};
  for (let bucket = 0; bucket < 64; bucket++) {
    const encoding = String(await redis.object('ENCODING', `{p3}:s:${bucket}`));
    encodings[encoding] = (encodings[encoding] ?? 0) + 1;
  }
  for (const key of await redis.keys('{p*}:t*')) await redis.del(key);
  const withoutTimers = await used();
  await redis.quit();
  await store.close();
  return {
    chats: plan.chats,
    lessons: plan.lessons,
    bytesPerChat: (after - before) / plan.chats,
    timerBytesPerChat: (after - withoutTimers) / plan.chats,
    encodings,
  };
}

/** Commits so many learners of a number of finished lessons, at Telegram addresses. */
export async function fillWithLearners(
  store: Store,
  course: Course,
  plan: { chats: number; lessons: number; now: number },
): Promise<void> {
  const openedAt = plan.now - 200 * 24 * hourMs;
  const sessions = templatesOf(course, plan.lessons, openedAt);
  const waiting = new Map<number, Step[]>();
  const flush = async (partition: number): Promise<void> => {
    const steps = waiting.get(partition) ?? [];
    waiting.set(partition, []);
    await store.commit(partition, steps, plan.now);
  };
  for (let place = 0; place < plan.chats; place++) {
    const chat: Chat = {
      channel: 'telegram',
      bot: botId,
      user: String(1_000_000_000 + place * 7_919),
    };
    const partition = store.partitionOf(chat);
    const steps = waiting.get(partition) ?? [];
    if (!waiting.has(partition)) waiting.set(partition, steps);
    steps.push(stepFor(chat, renewed(sessions[place % sessions.length]), place));
    if (steps.length >= 64) await flush(partition);
  }
  for (const partition of waiting.keys()) await flush(partition);
}

export const templatesOf = (course: Course, lessons: number, openedAt: number): Session[] =>
  Array.from({ length: templates }, (_, place) =>
    sessionAfter(course, lessons, `template-${String(place).padStart(6, '0')}`, openedAt + place * 977_531),
  );

/** The same history under another person's seed. */
export function renewed(session: Session | undefined): Session {
  if (session === undefined) throw new Error('there are no templates');
  const seed = randomBytes(12).toString('base64url');
  return { ...session, seed, learners: session.learners.map((learner) => ({ ...learner, id: `${seed}-1` })) };
}

export const stepFor = (chat: Chat, session: Session, place: number): Step => ({
  chat,
  base: undefined,
  updates: Array.from({ length: 16 }, (_, index) => ({
    // As on a busy bot: a thousand updates of others between two of one lesson, many more between lessons.
    id: String(400_000_000 + place * 31 + index * 1_009 + Math.floor(index / 7) * 9_000_000),
    at: session.latestAt,
    isRepeatSafe: true,
  })),
  redeliveryMs: 25 * hourMs,
  session,
  timerAt: nextDueAt({ quietDays: new Set() }, session),
  outgoing: [],
  counters: {},
  archive: [],
});
