import type { PlainTap } from './choice-id.ts';

/**
 * No number names these: it may have been meant for a quiz question that is still on the person's screen, while
 * this was asked and has not arrived. They take a button or their own words.
 */
export const neverByNumber: ReadonlySet<string> = new Set<PlainTap>([
  'consent-yes',
  'consent-no',
  'guardian-yes',
  'guardian-no',
  'under16-yes',
  'under16-no',
  'forget-yes',
]);

/** Where a channel has no buttons, whether a choice is offered by its number; else by its own words alone. */
export const takesNumber = (choice: string): boolean => !neverByNumber.has(choice);
