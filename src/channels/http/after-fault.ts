import { secondMs } from '../../core/time.ts';
import type { Delivery } from '../channel.ts';
import type { TransportFault } from './transport-fault.ts';

/** Nothing answered at the other end: every chat of the bot waits, briefly. */
const unconnectedPauseMs = 2 * secondMs;

/** What to do when no answer came. */
export const deliveryAfterFault = (fault: Pick<TransportFault, 'wasSent' | 'message'>): Delivery =>
  fault.wasSent
    ? { kind: 'unknown', reason: fault.message }
    : { kind: 'retry', afterMs: unconnectedPauseMs, scope: 'bot', reason: fault.message };
