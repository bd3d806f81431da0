import { z } from 'zod';
import { contentName } from '../core/chance.ts';
import type { RoundMessage } from '../core/practise/practise.ts';
import { type Entry, entryId, inBoth, readEntries } from './entries.ts';
import type { LessonProblem } from './problem.ts';
import { said } from './yaml-text.ts';

const message = z.object({
  id: entryId,
  is: z.enum(['real', 'scam'], { error: ({ input }) => said('real or scam', input) }),
  text: inBoth('the message'),
  why: inBoth('why it is real or not'),
});

export type ReadRoundMessage = z.infer<typeof message>;
export type ReadRound = {
  messages: RoundMessage[];
  /** Of all messages together. */
  version: string;
  entries: Entry<ReadRoundMessage>[];
  problems: LessonProblem[];
};

/** Reads `that-hay-lua.yaml`, the pool of the weekly round; a message with a mistake is named and left out. */
export function readRound(file: string, source: string): ReadRound {
  const { entries, problems } = readEntries(file, source, message, 'round');
  const messages = entries.map(({ value: { id, is, text, why } }) => ({
    ...{ id, isScam: is === 'scam', text, why },
  }));
  return { messages, version: contentName(JSON.stringify(messages)), entries, problems };
}
