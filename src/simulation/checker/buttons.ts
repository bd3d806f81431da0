/** What the checker reads off a button; only what it needs to know. */
export type Button =
  | { kind: 'answer'; attempt: number; sequence: number; item: string; option: string }
  /** Beneath the feedback of an answer. */
  | { kind: 'next'; attempt: number; sequence: number }
  | { kind: 'task'; lesson: string }
  /** Opens a lesson, and so may leave another. */
  | { kind: 'lesson'; lesson: string }
  | { kind: 'other'; id: string };

/** The checker's own reading of button ids, parts joined by `~`. */
export function readButton(id: string): Button {
  const parts = id.split('~');
  const [letter, , second = '', third = '', fourth = '', fifth = ''] = parts;
  if (letter === 'a' && parts.length === 6) {
    return { kind: 'answer', attempt: Number(second), sequence: Number(third), item: fourth, option: fifth };
  }
  if (letter === 'q' && parts.length === 4)
    return { kind: 'next', attempt: Number(second), sequence: Number(third) };
  if (letter === 't') return { kind: 'task', lesson: second };
  if (letter === 'l') return { kind: 'lesson', lesson: parts[1] ?? '' };
  return { kind: 'other', id };
}
