/** Who wants to hear that something was added. A hint may be lost; listeners look for themselves as well. */
export type HintBoard<T> = {
  tell(value: T): void;
  /** @returns a stop function */
  listen(listener: (value: T) => void): () => void;
};

export function hintBoard<T>(): HintBoard<T> {
  const listeners = new Set<(value: T) => void>();
  return {
    tell(value) {
      // Later, so that a listener's mistake cannot look like a failed commit.
      for (const listener of listeners) queueMicrotask(() => listener(value));
    },
    listen(listener) {
      // Wrapped, so that the same function may listen twice and stop once.
      const own = (value: T) => listener(value);
      listeners.add(own);
      return () => {
        listeners.delete(own);
      };
    },
  };
}
