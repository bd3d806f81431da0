import { describe, expect, test } from 'vitest';
import { Checker } from '../../src/simulation/checker/checker.ts';
import type { Spoken } from '../../src/simulation/checker/message-book.ts';

const now = Date.UTC(2026, 10, 30, 1);
const user = 'learner-0';

type Row = { sequence: number; message: Spoken };

/** A run of one learner, told to the checker step by step. */
class Story {
  readonly checker = new Checker({
    sheet: new Map([['4.1-a@v1', { key: 'b', feedback: new Map([['b', 'Đúng rồi']]) }]]),
    isOrderKnown: true,
  });
  #sequence = 0;

  says(text: string, choices: string[], at: number): void {
    this.shows(this.commits(text, choices), at);
  }

  commits(text: string, choices: string[] = []): Row {
    const row = { sequence: ++this.#sequence, message: { text, choices: choices.map((id) => ({ id })) } };
    const ticket = this.checker.announced(user, `${row.sequence}:0`, row.message);
    if (ticket !== undefined) this.checker.settled(user, ticket, 'committed');
    this.checker.handedOut(user, row.sequence, `${row.sequence}:0`);
    return row;
  }

  /** @param id where the store gives the row another than its own */
  shows(row: Row, at = now, id?: string): void {
    if (id !== undefined) this.checker.handedOut(user, row.sequence, id);
    this.checker.attempted({ ...row, user, process: 'p', hasArrived: true, told: 'delivered', at });
  }

  /** The person cannot be reached. */
  refuses(row: Row): void {
    const refused = { hasArrived: false, told: 'unreachable', at: now };
    this.checker.attempted({ ...row, ...refused, user, process: 'p' });
  }

  /** A button is marked: the row says nothing and overtakes what waits. */
  touchesUp(): void {
    const row = { sequence: ++this.#sequence, message: undefined };
    this.checker.attempted({ ...row, user, process: 'p', hasArrived: true, told: 'delivered', at: now });
  }

  sends(id: string, at: number, what: { tap: string } | { text: string }): void {
    this.checker.sent(
      user,
      id,
      at,
      'tap' in what ? what.tap : undefined,
      'text' in what ? what.text : undefined,
    );
  }

  arrives(id: string): void {
    this.checker.handed(user, id, 'p');
    this.checker.acknowledged(user, id, 'committed');
  }

  asks(at: number): void {
    this.says('Câu hỏi?', ['a~0~1~1~4.1-a~a', 'a~0~1~1~4.1-a~b'], at);
  }

  records(option: string, at: number, askedAt = now): void {
    const record = {
      kind: 'answered',
      learner: 'l',
      attempt: 1,
      attemptKind: 'abandoned',
      lesson: '4.1',
      quizVersion: '4.1~q',
      item: '4.1-a',
      itemVersion: 'v1',
      sequence: 1,
      option,
      isRight: option === 'b',
      isSlip: false,
      options: [{ id: 'a' }, { id: 'b' }],
      key: 'b',
      askedAt,
      at,
    };
    const statement = {
      actor: { account: { name: 'l' } },
      verb: { id: 'x/answered' },
      object: { id: 'x/item/4.1-a/v1' },
      result: { response: option, success: option === 'b' },
      context: { extensions: { 'x/attempt': 1 } },
    };
    this.checker.belongs('l', user);
    const row = { learner: 'l', at };
    this.checker.archived([
      { ...row, id: 'r', kind: 'attempt', body: JSON.stringify(record) },
      { ...row, id: 's', kind: 'statement', body: JSON.stringify(statement) },
    ]);
  }

  /** What is wrong, beyond what this short story leaves out: an end, and counters. */
  end(): string[] {
    this.sends('yes', now + 90_000, { tap: 'consent-yes' });
    this.arrives('yes');
    this.checker.end({ counters: {}, archivedAttempts: this.checker.count.answers > 0 ? ['r'] : [] });
    return this.checker.wrongs
      .map(({ kind }) => kind)
      .filter((kind) => kind !== 'counters differ' && kind !== 'learner left without an end');
  }
}

describe('the checker grades by itself', () => {
  test('a tap on a shown question is an answer', () => {
    const story = new Story();
    story.asks(now);
    story.sends('1', now + 5, { tap: 'a~0~1~1~4.1-a~b' });
    story.arrives('1');
    story.says('Đúng rồi', ['q~0~1~1'], now + 10);
    story.records('b', now + 5);
    expect(story.end()).toEqual([]);
  });

  test('a tap that was acknowledged first beats the one after it', () => {
    const story = new Story();
    story.asks(now);
    for (const [id, option] of [
      ['1', 'a'],
      ['2', 'b'],
    ] as const) {
      story.sends(id, now + Number(id), { tap: `a~0~1~1~4.1-a~${option}` });
      story.arrives(id);
    }
    story.says('Đúng rồi', ['q~0~1~1'], now + 10);
    story.records('b', now + 2);
    expect(story.end()).toEqual(['answer mis-graded']);
  });

  test('of two taps on their way at once either may be first', () => {
    const story = new Story();
    story.asks(now);
    story.sends('1', now + 1, { tap: 'a~0~1~1~4.1-a~a' });
    story.sends('2', now + 2, { tap: 'a~0~1~1~4.1-a~b' });
    story.checker.handed(user, '1', 'p');
    story.checker.handed(user, '2', 'other');
    story.checker.acknowledged(user, '2', 'committed');
    story.checker.acknowledged(user, '1', 'committed');
    story.says('Đúng rồi', ['q~0~1~1'], now + 10);
    story.records('b', now + 2);
    expect(story.end()).toEqual([]);
  });

  test('a typed number answers the question on screen', () => {
    const story = new Story();
    story.asks(now);
    story.sends('1', now + 5, { text: '2' });
    story.arrives('1');
    story.says('Đúng rồi', ['q~0~1~1'], now + 10);
    story.records('b', now + 5);
    expect(story.end()).toEqual([]);
  });

  test('a number typed before the question was asked does not answer it', () => {
    const story = new Story();
    story.sends('1', now - 10_000, { text: '2' });
    story.arrives('1');
    story.asks(now);
    story.says('Đúng rồi', ['q~0~1~1'], now + 10);
    story.records('b', now);
    expect(story.end()).toEqual(['answer counted to another question']);
  });

  test('a tap without a record is a lost answer, unless another lesson was opened meanwhile', () => {
    const story = new Story();
    story.asks(now);
    story.sends('1', now + 5, { tap: 'a~0~1~1~4.1-a~b' });
    story.arrives('1');
    expect(story.end()).toEqual(['answer lost']);
    const left = new Story();
    left.asks(now);
    left.sends('0', now + 2, { tap: 'l~1.1' });
    left.arrives('0');
    left.sends('1', now + 5, { tap: 'a~0~1~1~4.1-a~b' });
    left.arrives('1');
    expect(left.end()).toEqual([]);
  });

  test('a typed number may have opened another lesson only where one stands at its place', () => {
    const excusedBy = (number: string): string[] => {
      const story = new Story();
      story.asks(now);
      const lessons = story.commits('Bài nào?', ['modules', 'l~1.1']);
      story.sends('0', now + 2, { text: number });
      story.arrives('0');
      story.sends('1', now + 5, { tap: 'a~0~1~1~4.1-a~b' });
      story.arrives('1');
      story.shows(lessons);
      return story.end();
    };
    expect(excusedBy('2')).toEqual([]);
    expect(excusedBy('1')).toEqual(['answer lost']);
  });

  test('what was graded without consent is named', () => {
    const story = new Story();
    story.asks(now);
    story.sends('1', now + 5, { tap: 'a~0~1~1~4.1-a~b' });
    story.arrives('1');
    story.says('Đúng rồi', ['q~0~1~1'], now + 10);
    story.records('b', now + 5);
    story.sends('no', now + 80_000, { tap: 'consent-no' });
    story.arrives('no');
    expect(story.end()).toEqual(['answer counted without consent']);
  });
});

describe('the checker knows a message from another that says the same', () => {
  /** Someone who cannot be reached for a while is told the same three times, a greeting before the last. */
  const saidAgain = () => {
    const story = new Story();
    const [refused, fallen, waiting, greeting, again] = [
      story.commits('Câu này đã trả lời.'),
      story.commits('Giờ đang ở đây.'),
      story.commits('Giờ đang ở đây.'),
      story.commits('Chào quay lại.'),
      story.commits('Giờ đang ở đây.'),
    ];
    story.refuses(refused);
    return { story, fallen, waiting, greeting, again };
  };

  test('of equal messages the first may fall away, and the others are in order', () => {
    const { story, waiting, greeting, again } = saidAgain();
    for (const row of [waiting, greeting, again]) story.shows(row);
    expect(story.end()).toEqual([]);
  });

  test('the last of equal messages, numbered before what was committed ahead of it, is out of order', () => {
    const { story, waiting, greeting, again } = saidAgain();
    story.shows(waiting);
    // Their rows in the wrong order: by the words alone it could be the one that fell away.
    story.shows({ ...again, sequence: greeting.sequence }, now, `${again.sequence}:0`);
    story.shows({ ...greeting, sequence: again.sequence }, now, `${greeting.sequence}:0`);
    expect(story.end()).toEqual(['messages out of order']);
  });

  test('a row with the words of another commit is named', () => {
    const { story, waiting, greeting } = saidAgain();
    story.shows(waiting, now, `${greeting.sequence}:0`);
    expect(story.end()).toEqual(['message nobody committed']);
  });

  test('one commit shown in two rows is named, though the same was said in another', () => {
    const story = new Story();
    const [first, second] = [story.commits('Giờ đang ở đây.'), story.commits('Giờ đang ở đây.')];
    story.shows(first);
    story.shows(second, now, `${first.sequence}:0`);
    expect(story.end()).toEqual(['message nobody committed', 'message lost']);
  });

  test('a message that many marks on buttons have overtaken is still the one that was committed', () => {
    const story = new Story();
    const waiting = story.commits('Giờ đang ở đây.');
    for (let marks = 0; marks < 50; marks++) story.touchesUp();
    story.shows(waiting);
    expect(story.end()).toEqual([]);
  });
});
