import type { Audience, Language } from './course.ts';
import type { Topic } from './topics.ts';

/** A message of officials that is written already: what a commune may begin from. */
export type ReadyMessage = {
  id: string;
  topic: Topic;
  /** Undefined: for everybody. */
  audience?: Audience;
  title: Record<Language, string>;
  texts: Record<Language, { text: string }>;
};
