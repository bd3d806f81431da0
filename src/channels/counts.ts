/** Where counts are kept, one for all processes; each opens a window with its first. */
export type Counts = {
  tally(key: string, windowMs: number): Promise<number>;
  tallied(key: string): Promise<number>;
};
