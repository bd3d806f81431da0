import { advance } from '../../src/core/advance.ts';
import type { Course } from '../../src/core/course.ts';
import type { Event, EventBody } from '../../src/core/event.ts';
import type { Message } from '../../src/core/message.ts';
import { newSession } from '../../src/core/new-session.ts';
import type { Learner, Session } from '../../src/core/session.ts';
import { dayMs, type Instant, minuteMs } from '../../src/core/time.ts';
import { contentHash } from '../../src/course/version.ts';

/**
 * A learner who has agreed, said who and where they are, asked for reminders and finished so many lessons,
 * one every third day, by the real engine. Where the course has fewer lessons than asked, the rest of the
 * progress is made up in the same form.
 */
export function sessionAfter(course: Course, lessons: number, seed: string, openedAt: Instant): Session {
  let now = openedAt;
  let session = newSession(seed, 'vi', now);
  let shown: Message | undefined;
  const act = (body: EventBody): void => {
    now += minuteMs;
    const event: Event = { ...body, at: now };
    const turn = advance(course, session, event, now);
    session = turn.session;
    const said = turn.effects.findLast((effect) => effect.kind === 'say');
    if (said?.kind === 'say') shown = said.message;
  };
  const learner = (): Learner => session.learners[0] as Learner;
  const done = (): number =>
    Object.values(learner().progress).filter((it) => it.completedAt !== undefined).length;
  act({ kind: 'chat_opened' });
  const wanted = Math.min(lessons, course.lessons.size);
  for (let steps = 0; done() < wanted && steps < 5_000; steps++) {
    const before = done();
    if (session.screen.kind === 'commune') act({ kind: 'text_written', text: 'nga an' });
    else if (session.screen.kind === 'village') act({ kind: 'text_written', text: 'thôn 5' });
    else act({ kind: 'choice_tapped', choice: shown?.choices[0]?.id ?? 'learn' });
    if (done() > before) now += 3 * dayMs;
  }
  for (let steps = 0; session.screen.kind !== 'next_step' && steps < 10; steps++) {
    if (session.screen.kind === 'commune') act({ kind: 'text_written', text: 'nga an' });
    else if (session.screen.kind === 'village') act({ kind: 'text_written', text: 'thôn 5' });
    else act({ kind: 'choice_tapped', choice: shown?.choices[0]?.id ?? 'learn' });
    if (['place', 'menu'].includes(session.screen.kind)) break;
  }
  act({ kind: 'choice_tapped', choice: 'reminders-on' });
  return withMore(session, lessons, now);
}

function withMore(session: Session, lessons: number, now: Instant): Session {
  const [learner] = session.learners;
  if (learner === undefined) throw new Error('a session has a learner');
  const progress = { ...learner.progress };
  for (let place = 0; Object.keys(progress).length < lessons; place++) {
    const id = `${Math.floor(place / 6) + 1}.${(place % 6) + 1}`;
    progress[id] ??= {
      attempts: 1 + (place % 2),
      completedAt: Math.floor(now / 3_600_000) * 3_600_000,
      completedVersion: contentHash(id),
      lastRight: 2,
      lastAsked: 3,
      task: 'done',
    };
  }
  return { ...session, learners: [{ ...learner, progress }] };
}
