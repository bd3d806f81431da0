import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import type { LaunchResult } from '../../bench/launch/run.ts';
import { answersOf, type Compared, lossesAmong } from '../../bench/launch/truth.ts';
import { readLaunchFlags } from '../../bench/launch.ts';
import { noRedis } from '../fixtures/redis-server.ts';

const program = fileURLToPath(new URL('../../bench/run.ts', import.meta.url));

/** Runs the benchmark as a person does. @returns what it wrote as JSON, and how it ended */
async function bench(args: string[]): Promise<{ code: number | null; said: string; launch: LaunchResult }> {
  const dir = mkdtempSync(join(tmpdir(), 'banhoc-bench-test-'));
  const file = join(dir, 'result.json');
  const child = spawn(process.execPath, [program, ...args, '--json', file], { stdio: 'pipe' });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk) => {
      said += chunk;
    });
  }
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  try {
    const { results } = JSON.parse(readFileSync(file, 'utf8')) as { results: { launch: LaunchResult } };
    return { code, said, launch: results.launch };
  } catch (error) {
    throw new Error(`the benchmark wrote no result:\n${said}`, { cause: error });
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

describe.skipIf(noRedis !== undefined)(
  `a small launch morning${noRedis === undefined ? '' : ` (${noRedis})`}`,
  () => {
    test('loses nobody, doubles nothing, and the board agrees point by point', {
      timeout: 240_000,
    }, async () => {
      const size = ['--learners', '80', '--points', '30', '--minutes', '0.05', '--pause', '0.05-0.2'];
      const { code, said, launch } = await bench(['launch', ...size]);
      expect(launch.losses, said).toEqual({
        lost: 0,
        noFinalCard: 0,
        noRecord: 0,
        attemptsWrong: 0,
        statementsWrong: 0,
      });
      expect(launch.board).toMatchObject({
        pointsWrong: 0,
        failures: 0,
        total: { joined: 80, started: 80, finished: 80, answered: 240 },
      });
      // Link, greeting, cards, task, three questions with their feedback, consent.
      expect(launch.overall.taps).toBeGreaterThan(80 * 12);
      expect(code).toBe(0);
    });
  },
);

describe('what counts as lost', () => {
  const given = ['1.1-a b', '1.1-b a'];
  const whole: Compared = {
    wasLeft: false,
    given,
    kept: { attempts: [...given].reverse(), statements: ['result', ...given, 'completed'] },
  };
  const keptWith = (change: Partial<Compared['kept']>): Compared => ({
    ...whole,
    kept: { attempts: given, statements: [...given, 'result', 'completed'], ...change },
  });
  test.each<{ what: string; learner: Compared; lost: object }>([
    { what: 'nothing of someone whose every row is there', learner: whole, lost: { lost: 0 } },
    {
      what: 'a message that came twice and was tapped twice: the first tap stands',
      learner: {
        ...whole,
        given: answersOf({
          answers: ['a~0~1~1~1.1-a~b', 'a~0~1~1~1.1-a~c', 'a~0~1~2~1.1-b~a'].map((choice) => ({
            chat: 1,
            choice,
          })),
        }),
      },
      lost: { lost: 0 },
    },
    { what: 'no final card', learner: { ...whole, wasLeft: true }, lost: { lost: 1, noFinalCard: 1 } },
    { what: 'no record', learner: { ...whole, kept: undefined }, lost: { lost: 1, noRecord: 1 } },
    {
      what: 'a missing attempt',
      learner: keptWith({ attempts: ['1.1-a b'] }),
      lost: { lost: 1, attemptsWrong: 1 },
    },
    {
      what: 'a doubled attempt',
      learner: keptWith({ attempts: [...given, '1.1-a b'] }),
      lost: { lost: 1, attemptsWrong: 1 },
    },
    {
      what: 'another option than was tapped',
      learner: keptWith({ attempts: ['1.1-a c', '1.1-b a'] }),
      lost: { lost: 1, attemptsWrong: 1 },
    },
    {
      what: 'a missing completion',
      learner: keptWith({ statements: [...given, 'result'] }),
      lost: { lost: 1, statementsWrong: 1 },
    },
    {
      what: 'a doubled result',
      learner: keptWith({ statements: [...given, 'result', 'result', 'completed'] }),
      lost: { lost: 1, statementsWrong: 1 },
    },
  ])('$what', ({ learner, lost }) => {
    expect(lossesAmong([whole, learner])).toMatchObject(lost);
  });
});

describe('how a launch morning is scaled', () => {
  test('in full when nothing is said', () => {
    expect(readLaunchFlags({})).toMatchObject({ learners: 52_000, points: 1_018, minutes: 10 });
  });
  test('a shorter one has fewer people, at the same rate', () => {
    expect(readLaunchFlags({ minutes: '1' })).toMatchObject({ learners: 5_200, minutes: 1 });
  });
  test('another rate only when both are said', () => {
    expect(readLaunchFlags({ minutes: '2', learners: '500' })).toMatchObject({ learners: 500, minutes: 2 });
  });
  test.each([{ minutes: 'x' }, { learners: '0' }, { pause: '6-2' }, { pause: 'long' }])(
    '%j is refused by name',
    (flags) => {
      expect(() => readLaunchFlags(flags)).toThrow(`--${Object.keys(flags)[0]}`);
    },
  );
});
