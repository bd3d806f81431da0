/** How long and how often is measured; every one can be set, and the run prints them. */
export type Settings = {
  /** Length of one measurement. */
  seconds: number;
  warmUpSeconds: number;
  rounds: number;
  /** Kill -9 of each bot. */
  kills: number;
  /** Timers filed for `timers`. */
  timers: number;
  soakMinutes: number;
};

const numberOf = (name: string, fallback: number, low: number, high: number): number => {
  const value = Number(process.env[name] ?? fallback);
  if (!Number.isFinite(value) || value < low || value > high) {
    throw new Error(`${name}: expected a number from ${low} to ${high}, for example ${name}=${fallback}`);
  }
  return value;
};

export const readSettings = (): Settings => ({
  seconds: numberOf('BENCH_SECONDS', 3, 0.5, 600),
  warmUpSeconds: numberOf('BENCH_WARM_UP_SECONDS', 1.5, 0, 60),
  rounds: numberOf('BENCH_ROUNDS', 3, 1, 25),
  kills: numberOf('BENCH_KILLS', 8, 1, 1_000),
  timers: numberOf('BENCH_TIMERS', 1_000_000, 1_000, 5_000_000),
  soakMinutes: numberOf('BENCH_SOAK_MINUTES', 60, 0.2, 600),
});
