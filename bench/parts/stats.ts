import { readAttempts } from '../../src/commands/stats.ts';
import { hash32 } from '../../src/core/chance.ts';
import { cellCounter } from '../../src/core/counters.ts';
import { itemKey } from '../../src/core/course.ts';
import { tallyOf } from '../../src/stats/attempts.ts';
import { type Counters, countedTally, type Wordings } from '../../src/stats/counted-quiz.ts';
import { type Analysis, analyse } from '../../src/stats/quiz-analysis.ts';
import { chooseAttempts } from '../../src/stats/which-attempts.ts';
import { statsWords } from '../../src/stats/words/stats-words.ts';
import { show, spread } from '../measure/spread.ts';
import { table } from '../measure/table.ts';
import type { Part } from './part.ts';

/** As a Moodle user reports it: 427 attempts at 26 questions, a page that takes 20 to 30 minutes (moodle-qtype_stack#1687). */
const moodle = { attempts: 427, items: 26 };
const answersCounted = 100_000_000;
/** So many attempts are drawn; the counters say that each happened many times. */
const drawnAttempts = 20_000;
const months = 24;
const options = ['a', 'b', 'c', 'd'];
const runs = 15;

/** How long it takes to have every figure of a quiz. One process, one core, nothing kept between two runs. */
export const stats: Part = {
  name: 'stats',
  title: `Every figure of a quiz: from counters of ${answersCounted.toLocaleString('en')} answers, and from attempts; ${runs} runs`,
  async run(_, { tell, print }) {
    const lesson = nation(3);
    const exam = nation(moodle.items);
    const file = Buffer.from(csvOf(draw(moodle.attempts, moodle.items)));
    const words = statsWords('en');
    const fromFile = async () => {
      const attempts = chooseAttempts(await readAttempts(pieces(file), 'file', words), undefined);
      if ('wanted' in attempts) throw new Error('the drawn file has no attempts');
      return attempts.table;
    };
    const inMemory = await fromFile();
    const cases: { name: string; size: string; analysis: () => Promise<Analysis> | Analysis }[] = [
      { name: 'counters, 3 questions', size: sizeOf(lesson), analysis: () => counted(lesson, 3) },
      {
        name: `counters, ${moodle.items} questions`,
        size: sizeOf(exam),
        analysis: () => counted(exam, moodle.items),
      },
      {
        name: `attempts in memory, ${moodle.attempts} × ${moodle.items}`,
        size: '',
        analysis: () => analyse(tallyOf(inMemory)),
      },
      {
        name: `attempts from CSV, ${moodle.attempts} × ${moodle.items}`,
        size: `${Math.round(file.length / 1_024)} kB`,
        analysis: async () => analyse(tallyOf(await fromFile())),
      },
    ];
    const results = [];
    for (const { name, size, analysis } of cases) {
      const { quiz } = await analysis();
      const times: number[] = [];
      const cpu: number[] = [];
      for (let run = 0; run < runs; run++) {
        const [from, used] = [performance.now(), process.cpuUsage()];
        await analysis();
        times.push(performance.now() - from);
        const { user, system } = process.cpuUsage(used);
        cpu.push((user + system) / 1_000);
      }
      tell(`${name}: alpha ${quiz.cic?.toFixed(1)} % of ${quiz.n} attempts`);
      results.push({ name, size, attempts: quiz.n, ms: spread(times), cpuMs: spread(cpu) });
    }
    print(
      table(
        ['from', 'size', 'attempts', 'CPU ms', 'ms'],
        results.map(({ name, size, attempts, ms, cpuMs }) => [
          name,
          size,
          attempts.toLocaleString('en'),
          show(cpuMs),
          show(ms),
        ]),
      ),
    );
    return results;
  },
};

const sizeOf = (counters: Counters): string =>
  `${Object.keys(counters).length.toLocaleString('en')} counters`;

/** Options that learners of differing strength chose; `a` is right. One row an attempt. */
function draw(attempts: number, items: number): string[][] {
  const chance = (name: string): number => hash32(name) / 2 ** 32;
  return Array.from({ length: attempts }, (_, attempt) => {
    const strength = chance(`who ${attempt}`);
    return Array.from({ length: items }, (_, item) =>
      chance(`knows ${attempt} ${item}`) < strength
        ? 'a'
        : (options[Math.floor(chance(`guess ${attempt} ${item}`) * options.length)] ?? 'a'),
    );
  });
}

const item = (place: number): string => `9.9-q${place}`;
const version = '0f3c9a21';

/** Counters as the core writes them, of drawn attempts that each happened so often that the answers are 100 million. */
function nation(items: number): Counters {
  const times = Math.round(answersCounted / items / drawnAttempts);
  const counters: Record<string, number> = {};
  draw(drawnAttempts, items).forEach((chosen, attempt) => {
    const month = `20${26 + Math.floor((attempt % months) / 12)}-${String((attempt % 12) + 1).padStart(2, '0')}`;
    const total = chosen.filter((option) => option === 'a').length;
    chosen.forEach((option, place) => {
      const key = cellCounter('9.9~bench', 'first', month, itemKey(item(place), version), option, total);
      counters[key] = (counters[key] ?? 0) + times;
    });
  });
  return counters;
}

const wordings: Wordings = () => ({
  key: 'a',
  options: options.map((id) => ({ id, text: id, feedback: '' })),
});

function counted(counters: Counters, items: number): Analysis {
  const tally = countedTally(counters, { quiz: '9.9~bench', kind: 'first' }, wordings);
  if ('kind' in tally || tally.items.length !== items) throw new Error('the drawn counters are not whole');
  return analyse(tally);
}

const csvOf = (attempts: string[][]): string =>
  [
    'attempt,item,mark,max,option',
    ...attempts.flatMap((chosen, attempt) =>
      chosen.map((option, place) => `${attempt},${item(place)},${option === 'a' ? 1 : 0},1,${option}`),
    ),
  ].join('\n');

/** A file as it is read: 64 kB at a time. */
async function* pieces(file: Buffer): AsyncGenerator<Buffer> {
  for (let from = 0; from < file.length; from += 65_536) yield file.subarray(from, from + 65_536);
}
