/**
 * Keeps what was made of one view of the figures for as long as that view is the one that is shown: a page that many
 * look at is put together once.
 */
export type Memo = <T>(of: object, name: string, make: () => T) => T;

export function openMemo(): Memo {
  const kept = new WeakMap<object, Map<string, unknown>>();
  return <T>(of: object, name: string, make: () => T): T => {
    const own = kept.get(of) ?? new Map<string, unknown>();
    kept.set(of, own);
    if (own.has(name)) return own.get(name) as T;
    const made = make();
    own.set(name, made);
    return made;
  };
}
