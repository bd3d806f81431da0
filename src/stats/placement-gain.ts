import { inTens, type Tens } from './tens.ts';

/** How many more questions of a placement people have right when they do it again a month or more later. */
export type Gain = {
  people: Tens /** In questions, of `asked`; undefined below a hundred people. */;
  points: number | undefined;
};

/** Questions of a placement. */
export const placementQuestions = 12;
const fewestForMean = 100;

/** From the counters `P/<month>/<first>/<now>`: people by how many they had right the first time and now. */
export function gainOf(counted: {
  names(letter: string): string[];
  of(letter: string, name: string): Readonly<Record<string, number>>;
}): Gain {
  let people = 0;
  let sum = 0;
  for (const month of counted.names('P')) {
    for (const [key, n] of Object.entries(counted.of('P', month))) {
      const [, , first, now] = key.split('/').map(Number);
      if (first === undefined || now === undefined) continue;
      people += n;
      sum += n * (now - first);
    }
  }
  const points = people < fewestForMean ? undefined : Math.round((sum / people) * 10) / 10;
  return { people: inTens(people), points };
}
