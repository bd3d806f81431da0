/** Simulated people, as the console asks for them. */
export type DemoDesk = {
  count(): Promise<number>;
  /** Resolves when there are so many, which may take a minute. */
  make(wanted: number): Promise<number>;
  remove(): Promise<void>;
  /** What goes on in this process. */
  work(): { kind: 'idle' } | { kind: 'making' | 'removing'; done: number; of: number };
};
