import { type Store, StoreUnavailable } from '../store/store.ts';
import type { Random } from './random.ts';

/**
 * The same store on a bad day: calls fail before they arrive, and commits are saved while their answer is
 * lost. `share` is the chance of each, 0..1; it may be changed to 0 to see whether everything drains.
 */
export function faultyStore(store: Store, random: Random, weather: { share: number }): Store {
  const isBad = (): boolean => random.chance(weather.share);
  const fail = (what: string): never => {
    throw new StoreUnavailable(`simulated: ${what}`);
  };
  return {
    ...store,
    async load(chats) {
      if (isBad()) fail('no answer to a read');
      return store.load(chats);
    },
    async commit(partition, steps, now) {
      if (isBad()) fail('the commit never arrived');
      const results = await store.commit(partition, steps, now);
      if (isBad()) fail('the commit was saved, its answer lost');
      return results;
    },
  };
}
