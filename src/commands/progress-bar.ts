import type { Progress } from '../broadcast/states.ts';

const width = 30;

/**
 * `[############··················]  40%  sent 1,902 of 4,755, waiting 2,853`. What fills it is all that needs
 * nothing more of us: sent, not to be sent, or lying there for the next visit.
 */
export function progressBar({ recipients, waiting, atNextVisit, sending, sent }: Progress): string {
  const left = waiting - atNextVisit + sending;
  const settled = recipients - left;
  const share = recipients === 0 ? 0 : settled / recipients;
  const full = Math.floor(share * width);
  const number = (value: number): string => value.toLocaleString('en-GB');
  const percent = `${Math.floor(share * 100)}%`.padStart(4);
  const later = atNextVisit === 0 ? '' : `, at their next visit ${number(atNextVisit)}`;
  return `[${'#'.repeat(full)}${'·'.repeat(width - full)}] ${percent}  sent ${number(sent)} of ${number(recipients)}, waiting ${number(left)}${later}`;
}
