import { advance } from '../../src/core/advance.ts';
import type { Course } from '../../src/core/course.ts';
import { attemptLapseMs, nextDueAt } from '../../src/core/due.ts';
import type { EventBody } from '../../src/core/event.ts';
import type { Message } from '../../src/core/message.ts';
import { newSession } from '../../src/core/new-session.ts';
import type { Session } from '../../src/core/session.ts';
import { type Instant, minuteMs, secondMs } from '../../src/core/time.ts';
import { activeLearner } from '../../src/core/turn.ts';
import { loadCourse } from '../../src/course/load.ts';
import { openRedisStore } from '../../src/store/redis/redis-store.ts';
import type { Step } from '../../src/store/store.ts';

/** The channel of chats that only have a timer: no bot serves it, so nothing is sent to them. */
export const timerChannel = 'bench';
const inOneCommit = 256;

/**
 * Fills a Redis store with chats whose one timer is due within the minute that begins at `dueAt`: people who
 * finished a lesson, agreed, and left the second lesson's first question unanswered for a day. Committed
 * through the store's port, like any other step.
 */
export async function fileTimers(redisUrl: string, count: number, dueAt: Instant): Promise<void> {
  const { course } = await loadCourse(new URL('../../lessons', import.meta.url).pathname);
  const store = await openRedisStore({ url: redisUrl });
  const templates = Array.from({ length: minuteMs / secondMs }, (_, second) =>
    sessionLapsingAt(course, dueAt + second * secondMs),
  );
  const waiting = new Map<number, Step[]>();
  const commit = async (partition: number, steps: Step[]): Promise<void> => {
    const results = await store.commit(partition, steps, dueAt - minuteMs);
    if (results.some((result) => result !== 'committed')) throw new Error('a new chat was not committed');
  };
  try {
    for (let place = 0; place < count; place++) {
      const template = templates[place % templates.length];
      if (template === undefined) throw new Error('there is a session for every second');
      const chat = { channel: timerChannel, bot: '-', user: `timer-${place}` };
      const partition = store.partitionOf(chat);
      const steps = waiting.get(partition) ?? [];
      waiting.set(partition, steps);
      steps.push(stepOf(course, chat, numbered(template, place)));
      if (steps.length === inOneCommit) await commit(partition, steps.splice(0));
    }
    for (const [partition, steps] of waiting) if (steps.length > 0) await commit(partition, steps);
  } finally {
    await store.close();
  }
}

const stepOf = (course: Course, chat: Step['chat'], session: Session): Step => ({
  chat,
  base: undefined,
  updates: [],
  redeliveryMs: minuteMs,
  session,
  timerAt: nextDueAt(course, session),
  outgoing: [],
  counters: {},
  archive: [],
});

/** The same person under another name: seeds and learners' ids are unique. */
function numbered(session: Session, place: number): Session {
  const seed = `timer-seed-${String(place).padStart(8, '0')}`;
  return { ...session, seed, learners: session.learners.map((learner) => ({ ...learner, id: `${seed}-1` })) };
}

/** Plays the first button again and again until the second lesson asks its first question. */
function sessionLapsingAt(course: Course, dueAt: Instant): Session {
  const at = dueAt - attemptLapseMs;
  let session = newSession('timer-template-0000', 'vi', at);
  let message: Message | undefined;
  const play = (event: EventBody): void => {
    const turn = advance(course, session, { ...event, at }, at);
    session = turn.session;
    const say = turn.effects.findLast((effect) => effect.kind === 'say');
    if (say?.kind === 'say') message = say.message;
  };
  play({ kind: 'chat_opened', language: 'vi' });
  for (let step = 0; step < 60; step++) {
    const { place, progress } = activeLearner(session);
    if (place.kind === 'question' && Object.keys(progress).length > 0) break;
    play({ kind: 'choice_tapped', choice: message?.choices[0]?.id ?? 'learn' });
  }
  if (nextDueAt(course, session) !== dueAt) throw new Error('the question does not lapse when it should');
  return session;
}
