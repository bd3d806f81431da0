import { readTap } from './choice-id.ts';
import type { Event } from './event.ts';

/**
 * True when an event that comes again, however late, changes nothing by what it says: the tap names its question
 * in its attempt, which is never given again, and that has passed; a timer that is no longer due does nothing.
 * A tap on a card names no run through the lesson, so it must be remembered.
 */
export function isRepeatSafe(event: Event): boolean {
  if (event.kind === 'timer_due') return true;
  if (event.kind !== 'choice_tapped') return false;
  const kind = readTap(event.choice)?.kind;
  return kind === 'answer' || kind === 'next_question' || kind === 'slip';
}
