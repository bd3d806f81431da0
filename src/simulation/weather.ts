import type { Random } from './random.ts';

/**
 * How bad the day is: one dial, 0..1, from which the chance of each fault follows. Turned to 0 it tells
 * whether everything drains.
 */
export type Weather = { share: number };

/** Chances of single faults for a share of 1; the usual 0.1 makes one commit in forty fail. */
const chances = {
  /** A call to the store or the archive fails before it arrives. */
  callFails: 0.15,
  /** It arrives, and its answer is lost. */
  answerLost: 0.15,
  /** It takes seconds. */
  callSlow: 0.05,
  /** An update is handed to two processes at once. */
  handedTwice: 0.5,
  /** An update does not wait for the one before it. */
  overtakes: 0.5,
  /** It comes late. */
  delayed: 0.5,
  /** The acknowledgement is lost on its way to the platform. */
  acknowledgementLost: 0.2,
  /** Long acknowledged, it comes again minutes or hours later. */
  comesAgain: 0.1,
  sendTimesOutBefore: 0.1,
  sendTimesOutAfter: 0.1,
  sendSlow: 0.3,
  chatMustWait: 0.1,
  botMustWait: 0.0005,
  /** At one of a person's acts. */
  blocks: 0.02,
} as const;

export type Fault = keyof typeof chances;

export const strikes = (weather: Weather, random: Random, fault: Fault): boolean =>
  weather.share > 0 && random.chance(weather.share * chances[fault]);
