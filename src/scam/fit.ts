import type { Feature } from '../core/scam/features.ts';

export type Example = { features: readonly Feature[]; isScam: boolean; weight: number };
export type Fitted = { bias: number; weights: Map<string, number> };

/** How strongly weights are held near 0: words, of which there are thousands, more than signs. */
const holdSigns = 2;
const holdWords = 0.05;
const rounds = 400;
const step = 0.5;

/**
 * Logistic regression with L2, by full gradients with momentum. Deterministic: same examples, same order, same table.
 * Source: Hastie, Tibshirani, Friedman, "The Elements of Statistical Learning", 4.4.
 * @param least in how many examples a word must stand to be weighed at all
 */
export function fitTable(examples: readonly Example[], least = 5): Fitted {
  const seen = new Map<string, number>();
  for (const { features } of examples)
    for (const [name] of features) seen.set(name, (seen.get(name) ?? 0) + 1);
  const names = [...seen].filter(([name, n]) => !name.startsWith('w ') || n >= least).map(([name]) => name);
  const place = new Map(names.map((name, index) => [name, index]));
  const rows = examples.map(({ features }) =>
    features.flatMap(([name, amount]) => {
      const index = place.get(name);
      return index === undefined ? [] : [[index, amount] as const];
    }),
  );
  const hold = names.map((name) => (name.startsWith('w ') ? holdWords : holdSigns));
  const weights = new Float64Array(names.length);
  const moved = new Float64Array(names.length);
  let [bias, biasMoved] = [0, 0];
  const all = examples.reduce((sum, { weight }) => sum + weight, 0);
  for (let round = 0; round < rounds; round++) {
    const slope = new Float64Array(names.length);
    let biasSlope = 0;
    for (const [row, example] of examples.entries()) {
      let sum = bias;
      const cells = rows[row] ?? [];
      for (const [index, amount] of cells) sum += (weights[index] ?? 0) * amount;
      const miss = (1 / (1 + Math.exp(-sum)) - (example.isScam ? 1 : 0)) * example.weight;
      biasSlope += miss;
      for (const [index, amount] of cells) slope[index] = (slope[index] ?? 0) + miss * amount;
    }
    for (let index = 0; index < weights.length; index++) {
      const pull = ((slope[index] ?? 0) + (hold[index] ?? 0) * (weights[index] ?? 0)) / all;
      moved[index] = 0.9 * (moved[index] ?? 0) - step * pull;
      weights[index] = (weights[index] ?? 0) + (moved[index] ?? 0);
    }
    biasMoved = 0.9 * biasMoved - step * (biasSlope / all);
    bias += biasMoved;
  }
  return { bias, weights: new Map(names.map((name, index) => [name, weights[index] ?? 0])) };
}

export const scoreOf = ({ bias, weights }: Fitted, features: readonly Feature[]): number =>
  features.reduce((sum, [name, amount]) => sum + (weights.get(name) ?? 0) * amount, bias);
