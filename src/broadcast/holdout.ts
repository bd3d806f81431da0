import { hash32 } from '../core/chance.ts';

/**
 * Draws by lot who is left out, always the same people for the same broadcast: by its id and the dense number of
 * the chat in its partition.
 * @param share 0..1
 */
export const isHoldout = (broadcast: string, partition: number, number: number, share: number): boolean =>
  share > 0 && hash32(`${broadcast}:${partition}:${number}`) < share * 2 ** 32;
