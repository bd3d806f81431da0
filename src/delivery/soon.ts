let waiting: (() => void)[] = [];

/**
 * Does work once the answers of this moment have been heard: all such work together, so that what it asks of
 * the store can leave together too.
 */
export function soon(work: () => void): void {
  waiting.push(work);
  if (waiting.length > 1) return;
  setImmediate(() => {
    const now = waiting;
    waiting = [];
    for (const it of now) it();
  });
}
