import type { Feature } from './features.ts';
import trained from './table.json' with { type: 'json' };

const weights: ReadonlyMap<string, number> = new Map(Object.entries(trained.weights));

/**
 * How far a message leans to fraud, in log-odds: above 0 it is like the false ones of the training set, below like the
 * honest ones. The table is made by src/scam/train.ts.
 */
export const leaning = (features: readonly Feature[]): number =>
  features.reduce((sum, [name, amount]) => sum + (weights.get(name) ?? 0) * amount, trained.bias);
