import { fold, spelledOut, withoutTypingKeys } from './fold.ts';
import { type UrgentTopic, urgentTopics } from './session.ts';
import { calm, urgentPatterns } from './words/phrases-urgent.ts';

/** A child before a threat before money: the narrower need decides which card is shown. */
const order: UrgentTopic[] = ['self_harm', 'child', 'threat', 'money'];

/** Urgent words may stand anywhere in a long message, but nobody writes a novel in need. */
const mostRead = 2_000;

/**
 * Whether someone needs help now, and which: said with or without marks, in short forms, with typing keys
 * left in. A false alarm costs one tap; a miss may cost everything, but a card that cries wolf is ignored:
 * questions, lessons, films and what did not happen are told apart sentence by sentence.
 */
export function urgentTopicOf(text: string): UrgentTopic | undefined {
  const sentences = text.slice(0, mostRead).split(/[.!?;\n…]+/);
  const found = new Set<UrgentTopic>();
  for (const sentence of [...sentences, sentences.join(' ')]) {
    const plain = fold(sentence);
    if (plain === '') continue;
    for (const form of new Set([plain, spelledOut(plain), withoutTypingKeys(plain)])) {
      if (calm.some((pattern) => pattern.test(form))) continue;
      for (const topic of urgentTopics) {
        if (urgentPatterns[topic].some((pattern) => pattern.test(form))) found.add(topic);
      }
    }
    // The joined text is only read when no single sentence said it, for messages without punctuation between.
    if (found.size > 0) break;
  }
  return order.find((topic) => found.has(topic));
}

/** A lost phone needs its own three steps; it is no emergency of a person. */
export function isLostPhone(text: string): boolean {
  const plain = spelledOut(fold(text));
  return (
    /\b(?:mat|roi|bi mat|danh mat|bi lay mat|bi trom) (?:cai |chiec )?(?:dien thoai|may)\b(?! (?:thi|moi|tinh))/.test(
      plain,
    ) &&
    plain.split(' ').length <= 12 &&
    !/\b(?:neu|khi|lam sao de khong|so|tranh)\b/.test(plain)
  );
}
