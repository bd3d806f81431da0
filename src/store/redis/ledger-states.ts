import { chunkNumbers } from '../mark-sheet.ts';
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
