import { readFileSync } from 'node:fs';
import { hash32 } from '../../src/core/chance.ts';

/** A question as somebody wrote it and the lessons that serve it; none for a question about something else. */
export type Question = { text: string; lessons: readonly string[]; half: Half };

/** Phrases and weights may be changed after a look at the misses among `tuned`; `kept` is only counted. */
export type Half = 'tuned' | 'kept';

const fixture = (name: string): string[] =>
  readFileSync(new URL(`../../test/fixtures/search/${name}`, import.meta.url), 'utf8')
    .split('\n')
    .filter((line) => line !== '');

/** The half hangs on the words alone, so a question added later moves no other. */
const halfOf = (text: string): Half => (hash32(text) % 2 === 0 ? 'tuned' : 'kept');

export const heldOut = (): Question[] =>
  fixture('held-out.tsv').map((line) => {
    const [lessons = '', text = ''] = line.split('\t');
    return { text, lessons: lessons.split('|'), half: halfOf(text) };
  });

export const outOfScope = (): Question[] =>
  fixture('out-of-scope.tsv').map((text) => ({ text, lessons: [], half: halfOf(text) }));
