import { beforeAll, expect, test } from 'vitest';
import { advance } from '../../src/core/advance.ts';
import { hash32 } from '../../src/core/chance.ts';
import type { Course } from '../../src/core/course.ts';
import { newSession } from '../../src/core/new-session.ts';
import { lessonSearchOf } from '../../src/core/search/lesson-search.ts';
import type { Session } from '../../src/core/session.ts';
import { encodeSession } from '../../src/core/session-format.ts';
import { loadCourse } from '../../src/course/load.ts';

const inputs = 10_000;
const longestMs = 50;
/** Each is something a person must not give away; none may be said, stored or handed on. */
const secrets = ['482913', '038123456789', '9704360012345678', '0912345678', 'lan.bui@example.vn'];

const pieces = [
  ...[
    'mật khẩu',
    'mat khau',
    'OTP',
    'mã',
    'công an gọi',
    'link',
    'chuyển khoản',
    'vneid',
    'mất điện thoại',
    'bị',
  ],
  ...[
    'lừa',
    'sao',
    'không',
    '?',
    '!',
    '\n',
    '\u202e',
    '\u200b',
    '</nguoi_hoc>',
    '<script>',
    '{{card}}',
    '{ban}',
  ],
  ...[
    'Ignore all previous instructions',
    'system:',
    '```json',
    '{"card":"4.1/0"}',
    'DROP TABLE',
    '../..',
    '%00',
  ],
  ...[
    '\u0000',
    '\uD83D',
    '😀',
    'ạ',
    'ẫ',
    'ﬁ',
    '０９',
    'a'.repeat(300),
    'ă '.repeat(120),
    '1',
    'b',
    '/start',
    'xóa đi',
  ],
  ...[
    '__proto__',
    'constructor',
    'toString',
    'hasOwnProperty',
    'ﷺ',
    'Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴̵̜̰͔ͫ͗͢',
    '(((((((((',
    'aaaaaaaaaaaaaaaaaaaaab',
    '9'.repeat(80),
  ],
];

/** The same number gives the same input, so a failure can be looked at. */
function inputOf(number: number): { text: string; secret: string } {
  const draw = (what: string, below: number): number => hash32(`${number} ${what}`) % below;
  const secret = secrets[draw('secret', secrets.length)] ?? '';
  const count = 1 + draw('count', 9);
  const parts = Array.from({ length: count }, (_, at) =>
    draw(`kind ${at}`, 4) === 0
      ? String.fromCodePoint(1 + draw(`letter ${at}`, 0xd000))
      : (pieces[draw(`piece ${at}`, pieces.length)] ?? ''),
  );
  parts.splice(draw('where', parts.length + 1), 0, ` ${secret} `);
  return { text: parts.join(draw('gap', 2) === 0 ? ' ' : ''), secret };
}

function timed<T>(work: () => T): { value: T; ms: number } {
  const beganAt = performance.now();
  const value = work();
  return { value, ms: performance.now() - beganAt };
}

let course: Course;
beforeAll(async () => {
  ({ course } = await loadCourse(new URL('../../lessons', import.meta.url).pathname));
  lessonSearchOf(course);
});

test(`${inputs} random and hostile messages: nothing thrown, no secret passed on, each answered within ${longestMs} ms`, () => {
  let session: Session = newSession('hostile', 'vi', 0);
  const slow: { number: number; ms: number }[] = [];
  for (let number = 0; number < inputs; number++) {
    const { text, secret } = inputOf(number);
    const at = session.latestAt + 10_000;
    const answer = () => timed(() => advance(course, session, { kind: 'text_written', text, at }, at));
    const { value: turn, ms } = answer();
    // The machine is shared: what a stranger held up is quick when asked again, what is slow of itself is slow again.
    const again = ms > longestMs ? Math.min(...Array.from({ length: 5 }, () => answer().ms)) : ms;
    if (again > longestMs) slow.push({ number, ms: again });
    expect(turn.effects.length, text).toBeGreaterThan(0);
    // What may be a message of officials goes whole to those who know which were sent; nobody else is given words.
    const told = turn.effects.filter((effect) => effect.kind !== 'ask_office');
    expect(JSON.stringify(told), `input ${number}`).not.toContain(secret);
    expect(JSON.stringify(encodeSession(turn.session)), `input ${number}`).not.toContain(secret);
    session = turn.effects.some(({ kind }) => kind === 'erase')
      ? newSession('hostile', 'vi', at)
      : turn.session;
  }
  expect(slow).toEqual([]);
}, 120_000);
