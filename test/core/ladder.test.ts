import { describe, expect, test } from 'vitest';
import { advance } from '../../src/core/advance.ts';
import { readTap } from '../../src/core/choice-id.ts';
import type { Effect } from '../../src/core/effect.ts';
import { newSession } from '../../src/core/new-session.ts';
import { knownOf, scoreOf } from '../../src/core/quiz.ts';
import { screenMessage } from '../../src/core/screen.ts';
import type { Session } from '../../src/core/session.ts';
import { decodeSession, encodeSession } from '../../src/core/session-format.ts';
import { smallCourse } from '../fixtures/small-course.ts';

const course = smallCourse();
const consent = { version: 1, at: 0, isGiven: true };

type Told = { session: Session; effects: Effect[] };
const step = (session: Session, event: { text: string } | { choice: string }): Told => {
  const at = session.latestAt + 10_000;
  const again = decodeSession(encodeSession(session));
  return 'text' in event
    ? advance(course, again, { kind: 'text_written', text: event.text, at }, at)
    : advance(course, again, { kind: 'choice_tapped', choice: event.choice, at }, at);
};
const choices = (session: Session) => screenMessage(course, session).choices;
const textOf = (session: Session): string => screenMessage(course, session).text;
const button = (session: Session, kind: string): string =>
  choices(session).find(({ id }) => readTap(id)?.kind === kind)?.id ?? `no ${kind}`;
const labelled = (session: Session, label: string): string =>
  choices(session).find((choice) => choice.label === label)?.id ?? `no ${label}`;

/** The first question of 1.1: “Đúng a câu a” is right, b and c are not. */
function asked(): Session {
  const fresh = newSession('seed', 'vi', 0);
  let session: Session = { ...fresh, learners: fresh.learners.map((learner) => ({ ...learner, consent })) };
  session = step(session, { choice: 'l~1.1' }).session;
  for (let taps = 0; taps < 12 && session.learners[0]?.place.kind !== 'question'; taps++) {
    session = step(session, { choice: choices(session)[0]?.id ?? '' }).session;
  }
  expect(session.learners[0]?.place.kind).toBe('question');
  return session;
}
const wrong = (): Session => {
  const session = asked();
  return step(session, { choice: labelled(session, 'Sai b câu a') }).session;
};
const counts = (effects: Effect[]): string[] =>
  effects.flatMap((effect) => (effect.kind === 'count' ? [effect.key] : []));

describe('after a wrong answer', () => {
  test('the mistake is spoken to and the right answer is not told', () => {
    expect(textOf(wrong())).toContain('vì sao không phải b');
    expect(textOf(wrong())).not.toContain('Đúng a');
  });

  test('another try gives a hint, then one option less, then the explanation, one each time', () => {
    const opened = step(wrong(), { choice: button(wrong(), 'try_again') }).session;
    expect(textOf(opened)).toContain('Gợi ý câu a');
    expect(choices(opened)).toHaveLength(3);
    const second = step(opened, { choice: labelled(opened, 'Sai c câu a') }).session;
    expect(choices(second).map(({ label }) => label)).not.toContain('Sai b câu a');
    expect(textOf(second)).not.toContain('Đúng a');
    const third = step(second, { choice: labelled(second, 'Sai c câu a') }).session;
    expect(textOf(third)).toContain('Đúng a câu a');
    expect(choices(third).map(({ id }) => readTap(id)?.kind)).toEqual(['next_question']);
  });

  test('a try that is right is counted apart and changes neither the answer nor the score', () => {
    const opened = step(wrong(), { choice: button(wrong(), 'try_again') });
    expect(counts(opened.effects).filter((key) => key.startsWith('I/'))).toEqual(['I/1.1-a@v1a/first/b']);
    const right = step(opened.session, { choice: labelled(opened.session, 'Đúng a câu a') });
    expect(counts(right.effects)).toEqual(['L/1.1-a@v1a/1/a']);
    const attempt = right.session.learners[0]?.attempt;
    expect(attempt?.answers.map(({ option }) => option)).toEqual(['b']);
    expect(attempt === undefined ? undefined : scoreOf(attempt)).toEqual({ right: 0, asked: 1 });
    expect(textOf(right.session)).toContain('Lần này đúng rồi');
  });

  test('a second tap on an old option climbs nothing', () => {
    const opened = step(wrong(), { choice: button(wrong(), 'try_again') }).session;
    const tap = labelled(opened, 'Sai c câu a');
    const once = step(opened, { choice: tap }).session;
    expect(step(once, { choice: tap }).session.learners[0]?.ladder).toEqual(once.learners[0]?.ladder);
  });

  test('whoever has seen a hint cannot call the first answer a slip any more', () => {
    const feedback = wrong();
    const slip = button(feedback, 'slip');
    const opened = step(feedback, { choice: button(feedback, 'try_again') }).session;
    expect(step(opened, { choice: slip }).session.learners[0]?.attempt?.answers[0]?.isSlip).toBe(false);
  });

  test('whoever goes on at once is told the right answer in passing', () => {
    const next = step(wrong(), { choice: button(wrong(), 'next_question') });
    const said = next.effects.find((effect) => effect.kind === 'say');
    expect(said?.kind === 'say' ? said.message.text : '').toContain('trả lời đúng là: Đúng a câu a');
  });

  test('letters and numbers answer the try on screen', () => {
    const opened = step(wrong(), { choice: button(wrong(), 'try_again') }).session;
    expect(step(opened, { text: 'b' }).session.learners[0]?.ladder?.tried).toHaveLength(1);
    expect(step(opened, { text: '1' }).session.learners[0]?.ladder?.tried).toHaveLength(1);
  });
});

describe('a hint asked for before an answer', () => {
  const helped = (times: number): Session =>
    Array.from({ length: times }).reduce<Session>(
      (session) => step(session, { text: 'gợi ý' }).session,
      asked(),
    );
  const answeredRight = (session: Session): Told => {
    const { session: told } = step(session, { choice: labelled(session, 'Đúng a câu a') });
    return step(told, { choice: button(told, 'next_question') });
  };

  test('makes what follows an answer with help', () => {
    expect(counts(answeredRight(helped(1)).effects)).toContain('I/1.1-a@v1a/helped/a');
    expect(counts(answeredRight(asked()).effects)).toContain('I/1.1-a@v1a/first/a');
  });

  test('asked for a second time takes one option away, never the right one', () => {
    expect(choices(helped(2))).toHaveLength(2);
    expect(choices(helped(2)).map(({ label }) => label)).toContain('Đúng a câu a');
  });

  test('asked for a third time explains: the item is taught, and not known', () => {
    const taught = answeredRight(helped(3));
    expect(counts(taught.effects)).toContain('I/1.1-a@v1a/taught/a');
    const attempt = taught.session.learners[0]?.attempt;
    expect(attempt === undefined ? undefined : knownOf(attempt)).toBe(0);
    expect(choices(helped(9))).toHaveLength(2);
  });
});
