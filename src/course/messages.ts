import { z } from 'zod';
import { audiences, type Language } from '../core/course.ts';
import type { ReadyMessage } from '../core/ready-message.ts';
import { countTieng } from '../core/tieng.ts';
import { topics } from '../core/topics.ts';
import { errorAt, type LessonProblem } from './problem.ts';
import { parseYaml, said, text } from './yaml-text.ts';

/** Source: facts on broadcasts; the sender's line and the code come on top. */
const mostTieng = 60;

const messageList = z.array(
  z.object({
    id: text('the message’s id').regex(/^[a-z0-9-]{1,24}$/, 'expected at most 24 of a-z 0-9 -'),
    topic: z.enum(topics, { error: ({ input }) => said(`one of ${topics.join(', ')}`, input) }),
    audience: z
      .enum(audiences, {
        error: ({ input }) => said(`one of ${audiences.join(', ')}, or nothing for all`, input),
      })
      .optional(),
    title: z.object(
      { vi: text('the title in Vietnamese'), en: text('the title in English') },
      { error: ({ input }) => said('the title as { vi: …, en: … }', input) },
    ),
    vi: text('the message in Vietnamese'),
    en: text('the message in English'),
  }),
  { error: ({ input }) => said('a list of messages', input) },
);

export type ReadMessages = {
  messages: ReadyMessage[];
  problems: LessonProblem[];
  /** Where a message stands in its file. */
  lineOf(id: string, language: Language): number;
};

/** Reads `messages.yaml`; a message with a mistake is named and left out. */
export function readMessages(file: string, source: string): ReadMessages {
  const read = parseYaml({ file, text: source, firstLine: 1, examples: {} }, messageList);
  const problems = [...read.problems];
  const messages: ReadyMessage[] = [];
  for (const [index, { id, topic, audience, title, vi, en }] of (read.value ?? []).entries()) {
    const report = (key: string, message: string, hint: string): void => {
      problems.push(errorAt({ file, line: read.lineOf([index, key]) }, 'message', message, hint));
    };
    if (messages.some((other) => other.id === id)) {
      report('id', `The message ${id} stands here twice`, 'Give each message its own id.');
      continue;
    }
    for (const [language, words] of Object.entries({ vi, en })) {
      const length = countTieng(words);
      if (length > mostTieng) {
        const hint = `Keep one thing to do; at most ${mostTieng} tiếng, or words in English.`;
        report(language, `The message ${id} has ${length} tiếng (${language})`, hint);
      }
    }
    messages.push({
      ...{ id, topic, title, texts: { vi: { text: vi.normalize('NFC') }, en: { text: en } } },
      ...(audience === undefined ? {} : { audience }),
    });
  }
  const lineOf = (id: string, language: Language): number =>
    read.lineOf([(read.value ?? []).findIndex((message) => message.id === id), language]);
  return { messages, problems, lineOf };
}
