import { describe, expect, test } from 'vitest';
import { advance } from '../../src/core/advance.ts';
import type { EventBody } from '../../src/core/event.ts';
import { newSession } from '../../src/core/new-session.ts';
import { screenMessage } from '../../src/core/screen.ts';
import type { Session } from '../../src/core/session.ts';
import { smallCourse } from '../fixtures/small-course.ts';

const course = smallCourse();
const now = Date.UTC(2026, 10, 30, 1);

const goOn = (session: Session, body: EventBody): { session: Session; records: number } => {
  const at = session.latestAt + 10_000;
  const turn = advance(course, session, { ...body, at }, at);
  return { session: turn.session, records: turn.effects.filter(({ kind }) => kind === 'record').length };
};

/** Someone who has finished a first quiz and is asked whether it may be counted. */
function askedForConsent(): Session {
  let { session } = goOn(newSession('seed', 'vi', now), { kind: 'chat_opened' });
  for (let step = 0; step < 40 && session.screen.kind !== 'consent'; step++) {
    const choice = screenMessage(course, session).choices[0]?.id ?? '';
    session = goOn(session, { kind: 'choice_tapped', choice }).session;
  }
  expect(session.screen.kind).toBe('consent');
  return session;
}

describe('a yes to the notice', () => {
  test.each(['1', 'số 1', 'một', '2'])(
    'is not a number, meant perhaps for a question before it: %s',
    (text) => {
      const { session, records } = goOn(askedForConsent(), { kind: 'text_written', text });
      expect(session.learners[0]?.consent).toBeUndefined();
      expect(session.screen.kind).toBe('consent');
      expect(records).toBe(0);
    },
  );

  test('is not taken back by a number, on the page that shows what is kept', () => {
    const { session: agreed } = goOn(askedForConsent(), { kind: 'choice_tapped', choice: 'consent-yes' });
    const { session: looking } = goOn(agreed, { kind: 'choice_tapped', choice: 'data' });
    expect(screenMessage(course, looking).choices[0]?.id).toBe('consent-no');
    const { session } = goOn(looking, { kind: 'text_written', text: '1' });
    expect(session.learners[0]?.consent?.isGiven).toBe(true);
  });

  test('may be written in its own words', () => {
    const { session, records } = goOn(askedForConsent(), { kind: 'text_written', text: 'đồng ý' });
    expect(session.learners[0]?.consent?.isGiven).toBe(true);
    expect(records).toBeGreaterThan(0);
  });
});

describe('a no to the notice', () => {
  test('lets go of what waited, holds nothing later, and is no debt when they change their mind', () => {
    const asked = askedForConsent();
    expect(asked.learners[0]?.held.length).toBeGreaterThan(0);
    let { session } = goOn(asked, { kind: 'choice_tapped', choice: 'consent-no' });
    expect(session.learners[0]?.held).toEqual([]);
    for (let step = 0; step < 60; step++) {
      const choice = screenMessage(course, session).choices[0]?.id ?? '';
      if (choice.startsWith('consent')) break;
      session = goOn(session, { kind: 'choice_tapped', choice }).session;
      expect(session.learners[0]?.held).toEqual([]);
    }
    expect(goOn(session, { kind: 'choice_tapped', choice: 'consent-yes' }).records).toBe(0);
  });
});
