import type { Settings } from '../settings.ts';

/** Where a part says what it does and what it found. */
export type Voice = {
  /** Progress, for whoever waits. */
  tell(line: string): void;
  /** Results. */
  print(text: string): void;
};

/** One measurement that `npm run bench -- <name>` runs. */
export type Part = {
  name: string;
  title: string;
  /** @returns what stands in the JSON file under the part's name */
  run(settings: Settings, voice: Voice): Promise<unknown>;
};
