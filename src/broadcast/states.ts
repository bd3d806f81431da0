/**
 * What has become of one recipient, as four bits of the ledger: a state's place in this list is its code and is
 * never given another meaning. 0 is nobody of this audience.
 */
export const recipientStates = [
  'outside',
  'waiting',
  'sending',
  'sent',
  /** For good: the platform refused our message as it is. */
  'failed',
  'unreachable',
  /** It may have arrived: the request left, and its end was never known. */
  'unknown',
  'opted_out',
  'over_budget',
  /** Left out by lot, to see what the message changes. */
  'holdout',
  /** Had themselves forgotten meanwhile. */
  'erased',
  /** Lies in the chat's own log, where the person finds it at the next visit: counts as waiting, never as sent. */
  'placed',
] as const;
export type RecipientState = (typeof recipientStates)[number];

export const codeOf = (state: RecipientState): number => recipientStates.indexOf(state);
export const stateOf = (code: number): RecipientState => recipientStates[code] ?? 'outside';

export type Counts = Record<RecipientState, number>;
export const noCounts = (): Counts =>
  Object.fromEntries(recipientStates.map((state) => [state, 0])) as Counts;

export const sumOf = (all: Counts[]): Counts => {
  const sum = noCounts();
  for (const counts of all) for (const state of recipientStates) sum[state] += counts[state];
  return sum;
};

/** The seven figures an official sees. Who was skipped has a reason each. */
export type Progress = {
  recipients: number;
  waiting: number;
  /** Of those waiting: at their next visit. */
  atNextVisit: number;
  sending: number;
  sent: number;
  failed: number;
  unreachable: number;
  unknown: number;
  skipped: { optedOut: number; overBudget: number; holdout: number; erased: number };
};

export function progressOf(counts: Counts): Progress {
  return {
    recipients: recipientStates.reduce((sum, state) => sum + (state === 'outside' ? 0 : counts[state]), 0),
    waiting: counts.waiting + counts.placed,
    atNextVisit: counts.placed,
    sending: counts.sending,
    sent: counts.sent,
    failed: counts.failed,
    unreachable: counts.unreachable,
    unknown: counts.unknown,
    skipped: {
      optedOut: counts.opted_out,
      overBudget: counts.over_budget,
      holdout: counts.holdout,
      erased: counts.erased,
    },
  };
}

/** Of another broadcast: counts against what a person may be sent in a week. */
export const budgetStates = ['sending', 'sent', 'unknown', 'placed'] as const satisfies RecipientState[];
