import type { LedgerStates } from '../broadcasts.ts';
import { chunkNumbers, stateIn } from '../mark-sheet.ts';
import type { Connection } from './connection.ts';
import { prefixOf } from './keys.ts';

/** The state of each number, by its place in the list; one command for each chunk they lie in. */
export async function statesIn(
  redis: Connection,
  partition: number,
  id: string,
  numbers: number[],
): Promise<[place: number, state: number][]> {
  const chunks = new Map<number, number[]>();
  for (const [place, number] of numbers.entries()) {
    const chunk = Math.floor(number / chunkNumbers);
    const places = chunks.get(chunk);
    if (places === undefined) chunks.set(chunk, [place]);
    else places.push(place);
  }
  const read = [...chunks].map(async ([chunk, places]) => {
    const gets = places.flatMap((place) => ['GET', 'u4', `#${(numbers[place] ?? 0) % chunkNumbers}`]);
    const states = (await redis.call(
      'BITFIELD',
      `${prefixOf(partition)}b:${id}:${chunk}`,
      ...gets,
    )) as number[];
    return places.map((place, at): [number, number] => [place, states[at] ?? 0]);
  });
  return (await Promise.all(read)).flat();
}

/** All states of a partition's ledger. */
export async function allStates(
  redis: Connection,
  partition: number,
  id: string,
): Promise<LedgerStates | undefined> {
  const prefix = prefixOf(partition);
  const next = Number(await redis.hget(`${prefix}meta`, 'next'));
  const chunks = Array.from(
    { length: Math.ceil(next / chunkNumbers) },
    (_, chunk) => `${prefix}b:${id}:${chunk}`,
  );
  const answers = await redis
    .multi()
    .exists(`${prefix}b:${id}`)
    .mgetBuffer(`${prefix}b:${id}:0`, ...chunks)
    .exec();
  const [exists, found] = (answers ?? []).map(([error, answer]) => {
    if (error !== null) throw error;
    return answer;
  });
  if (exists !== 1) return undefined;
  const [, ...bytes] = found as (Buffer | null)[];
  return (number) => stateIn((chunk) => bytes[chunk] ?? undefined, number);
}
