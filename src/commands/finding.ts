export type Finding = {
  about: string;
  state: 'well' | 'careful' | 'wrong';
  /** What was found and, where it is not well, how to mend it. */
  says: string;
};

export const well = (about: string, says: string): Finding => ({ about, state: 'well', says });
export const careful = (about: string, says: string): Finding => ({ about, state: 'careful', says });
export const wrong = (about: string, says: string): Finding => ({ about, state: 'wrong', says });
