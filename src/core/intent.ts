import { fold, spelledOut, withoutTypingKeys } from './fold.ts';
import { type Intent, intents } from './intent-kinds.ts';
import { intentPhrases } from './words/phrases-intent.ts';

const table: ReadonlyMap<string, Intent> = new Map(
  intents.flatMap((kind) => intentPhrases[kind].map((phrase) => [fold(phrase), { kind }] as const)),
);

/** Words that soften a request without changing it. */
const polite =
  'a|nhe|nha|oi|voi|di|the|giup|giup toi|giup em|cho toi|cho em|cho bac|nao|ban|tro ly|please|pls|now';
const opening =
  /^(?:(?:da|vang|ban oi|tro ly oi|em oi|ad oi|cho toi|cho em|cho bac|cho minh|toi muon|em muon|bac muon|minh muon|muon|hay|please|can you|i want to|i want) )+/;
const ending = new RegExp(`(?: (?:${polite}))+$`);

/**
 * What a whole message asks for, in either language, with or without marks and polite words.
 * @returns undefined when the message is more than a known request: a wish inside a story is not a command
 */
export function intentOf(text: string): Intent | undefined {
  const command = /^\/([a-z]+)(?:@\w+)?(?:\s|$)/i.exec(text.trim())?.[1];
  const plain = fold(command ?? text);
  if (plain === '' || plain.split(' ').length > 9) return undefined;
  for (const form of [plain, spelledOut(plain), withoutTypingKeys(plain)]) {
    const found = table.get(form) ?? table.get(softened(form));
    if (found !== undefined) return found;
  }
  return undefined;
}

const softened = (plain: string): string => plain.replace(opening, '').replace(ending, '');
