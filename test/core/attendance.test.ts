import { describe, expect, test } from 'vitest';
import { answeredAtEvent, attend, noteAtEvent } from '../../src/core/attendance.ts';
import type { PublicEvent } from '../../src/core/course.ts';
import { newSession } from '../../src/core/new-session.ts';
import type { Session } from '../../src/core/session.ts';
import { decodeSession, encodeSession } from '../../src/core/session-format.ts';
import { activeLearner } from '../../src/core/turn.ts';

const eventNamed = (id: string): PublicEvent => ({ id, name: id, unit: '38', points: new Map() });
const [launch, market] = [eventNamed('launch'), eventNamed('market')];

/** A learner who does one thing after another; what was counted is kept by key. Stored in between, as chats are. */
function someone() {
  let session: Session = newSession('a-seed-of-chance-0001', 'vi', 0);
  const counted: Record<string, number> = {};
  const keep = (next: Session, effects: readonly { kind: string }[]): void => {
    session = decodeSession(JSON.parse(JSON.stringify(encodeSession(next))));
    for (const effect of effects) {
      if ('key' in effect) counted[String(effect.key)] = (counted[String(effect.key)] ?? 0) + 1;
    }
  };
  return {
    counted,
    joins(event: PublicEvent, point?: string): void {
      const turn = attend(session, event, point);
      keep(turn.session, turn.effects);
    },
    has(what: 'started' | 'finished'): void {
      const noted = noteAtEvent(session, what);
      keep(noted.session, noted.counts);
    },
    answers(isRight: boolean): void {
      keep(session, answeredAtEvent(activeLearner(session), isRight));
    },
  };
}

describe('a person at an event', () => {
  test('counts once, with all that is learned, at the point that was joined first', () => {
    const learner = someone();
    learner.joins(launch, '1');
    learner.joins(launch, '1');
    learner.joins(launch, '2');
    for (const isRight of [true, false]) {
      learner.has('started');
      learner.answers(isRight);
      learner.has('finished');
    }
    expect(learner.counted).toEqual({
      'E/launch/1/joined': 1,
      'E/launch/1/started': 1,
      'E/launch/1/finished': 1,
      'E/launch/1/answered': 2,
      'E/launch/1/right': 1,
    });
  });

  test('who finishes there what was begun elsewhere has started too', () => {
    const learner = someone();
    learner.has('started');
    learner.joins(launch);
    learner.has('finished');
    expect(learner.counted).toEqual({
      'E/launch/-/joined': 1,
      'E/launch/-/started': 1,
      'E/launch/-/finished': 1,
    });
  });

  test('who goes to another and comes back counts once at each, and learns where they are', () => {
    const learner = someone();
    learner.joins(launch, '1');
    learner.has('started');
    learner.joins(market, '7');
    learner.has('finished');
    learner.joins(launch, '1');
    learner.has('started');
    learner.has('finished');
    expect(learner.counted).toEqual({
      'E/launch/1/joined': 1,
      'E/launch/1/started': 1,
      'E/launch/1/finished': 1,
      'E/market/7/joined': 1,
      'E/market/7/started': 1,
      'E/market/7/finished': 1,
    });
  });

  test('someone who joined none is counted at none', () => {
    const learner = someone();
    learner.has('started');
    learner.answers(true);
    learner.has('finished');
    expect(learner.counted).toEqual({});
  });
});
