import { beforeAll, describe, expect, test } from 'vitest';
import { advance } from '../../src/core/advance.ts';
import type { Course } from '../../src/core/course.ts';
import { newSession } from '../../src/core/new-session.ts';
import { screenMessage } from '../../src/core/screen.ts';
import type { Session } from '../../src/core/session.ts';
import { decodeSession, encodeSession } from '../../src/core/session-format.ts';
import { tutorCourse } from '../tutor/tutor-course.ts';

let course: Course;
beforeAll(async () => {
  course = await tutorCourse();
});

const startAt = Date.UTC(2026, 10, 30);
const wrote = (session: Session, text: string, at = session.latestAt + 10_000): Session =>
  advance(course, decodeSession(encodeSession(session)), { kind: 'text_written', text, at }, at).session;
const tapped = (session: Session, choice: string): Session => {
  const at = session.latestAt + 10_000;
  return advance(course, session, { kind: 'choice_tapped', choice, at }, at).session;
};

/** Somebody with the first quiz question of a lesson on screen. */
function onQuestion(): Session {
  let session = tapped(newSession('seed', 'vi', startAt), 'l~4.1');
  for (let step = 0; step < 12 && session.learners[0]?.place.kind !== 'question'; step++) {
    session = tapped(session, screenMessage(course, session).choices[0]?.id ?? '');
  }
  expect(session.learners[0]?.place.kind).toBe('question');
  return session;
}

describe('a question asked in the middle of a quiz', () => {
  test('is answered by a card, and the quiz question stays open and ungraded', () => {
    const asked = onQuestion();
    const answered = wrote(asked, 'lam sao dat mat khau kho doan');
    expect(answered.screen).toEqual({ kind: 'found', cards: [{ lesson: '1.2', card: expect.any(Number) }] });
    // The card was a hint: that is all that changes.
    const item = asked.learners[0]?.attempt?.question?.item;
    expect(answered.learners[0]?.attempt).toEqual({ ...asked.learners[0]?.attempt, hinted: [item] });
    expect(tapped(answered, 'resume').screen.kind).toBe('place');
  });

  test('leaves the old buttons of the quiz question alive', () => {
    const asked = onQuestion();
    const right = screenMessage(course, asked).choices[0]?.id ?? '';
    const answered = tapped(wrote(asked, 'lam sao dat mat khau kho doan'), right);
    expect(answered.learners[0]?.attempt?.answers).toHaveLength(1);
  });

  test.each(['2', 'b', 'số 2', 'câu b'])('takes no later “%s” for an answer to the quiz', (text) => {
    const answered = wrote(wrote(onQuestion(), 'người thân gọi video vay tiền thì sao'), text);
    expect(answered.learners[0]?.attempt?.answers).toHaveLength(0);
  });

  test('is told from an answer in their own words, which is asked for again', () => {
    const answered = wrote(onQuestion(), 'cứ nghe công an gọi điện nói chuyện tiếp');
    expect(answered.screen.kind).toBe('place');
    expect(answered.learners[0]?.attempt?.answers).toHaveLength(0);
  });
});

test('a card whose lesson was retired meanwhile leaves nobody without a way on', () => {
  const found = wrote(newSession('seed', 'vi', startAt), 'lam sao dat mat khau kho doan');
  const gone = { ...course, lessons: new Map([...course.lessons].filter(([id]) => id !== '1.2')) };
  expect(screenMessage(gone, found).choices.length).toBeGreaterThan(0);
});

test('words that say nothing take nobody from the notice they are asked to decide about', () => {
  const session: Session = { ...newSession('seed', 'vi', startAt), screen: { kind: 'consent' } };
  expect(wrote(session, 'trời hôm nay đẹp').screen.kind).toBe('consent');
});
