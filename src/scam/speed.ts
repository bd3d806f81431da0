import { judge } from '../core/scam/judge.ts';
import { tiers } from '../core/scam/tier.ts';

/** What filters and regular expressions stumble over, and the words the rules wait for. */
const pieces =
  'otp |không |chuyển khoản |http://|a.|.|[.]|xn--|\u202e|😀|ế|\u0301| |\n|9|1.|,|bấm link |@|-|x.apk|\u0000|/|gov.vn|mã |đọc |(|{dot}|% |\ud800'.split(
    '|',
  );

export type Speed = { inputs: number; middleMs: number; slowestMs: number };

/**
 * Judges random and hostile texts of up to some thousand letters, always the same for a seed. Processor time, not the
 * clock's: a machine that others use says little by its clock. @throws Error when an input is not judged
 */
export function hostileSpeed(inputs = 10_000, seed = 42): Speed {
  let state = seed;
  const draw = (): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
  const pick = (): string => pieces[Math.floor(draw() * pieces.length)] ?? '';
  const spent: number[] = [];
  for (let input = 0; input < inputs; input++) {
    const length = 1 + Math.floor(draw() ** 4 * 3_000);
    const one = pick();
    const letters = Array.from({ length }, () => {
      if (input % 3 === 0) return String.fromCodePoint(Math.floor(draw() * 0x110000));
      return input % 3 === 1 ? pick() : one;
    });
    const text = letters.join('');
    const before = process.cpuUsage();
    const { tier } = judge(text);
    const { user, system } = process.cpuUsage(before);
    if (!tiers.includes(tier)) throw new Error(`input ${input} of seed ${seed} was not judged`);
    spent.push((user + system) / 1_000);
  }
  spent.sort((one, other) => one - other);
  return {
    inputs,
    middleMs: spent[Math.floor(inputs / 2)] ?? 0,
    slowestMs: spent.at(-1) ?? 0,
  };
}
