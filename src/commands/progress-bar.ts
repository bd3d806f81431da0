import type { Progress } from '../broadcast/states.ts';

const width = 30;

/**
 * `[############··················]  40%  sent 1,902 of 4,755, waiting 2,853`. What fills it is all that needs
 * nothing more: sent, or not to be sent.
 */
export function progressBar({ recipients, waiting, sending, sent }: Progress): string {
  const settled = recipients - waiting - sending;
  const share = recipients === 0 ? 0 : settled / recipients;
  const full = Math.floor(share * width);
  const number = (value: number): string => value.toLocaleString('en-GB');
  const percent = `${Math.floor(share * 100)}%`.padStart(4);
  return `[${'#'.repeat(full)}${'·'.repeat(width - full)}] ${percent}  sent ${number(sent)} of ${number(recipients)}, waiting ${number(waiting + sending)}`;
}
