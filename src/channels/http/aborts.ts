const watchers = new WeakMap<AbortSignal, Set<() => void>>();

/**
 * Calls back when the signal ends. Many sends share one signal, and a listener each would cost more than all else
 * about it. @returns lets it go
 */
export function whenAborted(signal: AbortSignal, work: () => void): () => void {
  let watching = watchers.get(signal);
  if (watching === undefined) {
    const all = new Set<() => void>();
    watchers.set(signal, all);
    signal.addEventListener('abort', () => {
      for (const it of [...all]) it();
    });
    watching = all;
  }
  const all = watching;
  all.add(work);
  return () => all.delete(work);
}
