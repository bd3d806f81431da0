import { isDeepStrictEqual } from 'node:util';

/** What a batch of statements meets; as an LRS answers. */
export type Verdict =
  | { status: 200; ids: string[]; added: Statement[] }
  | { status: 400; reason: string }
  | { status: 409; reason: string };

export type Statement = Record<string, unknown> & { id: string };

/** Statements held in memory, with the rules that senders must live with: whole batches, ids once, no change. */
export class StatementBook {
  readonly #held = new Map<string, Statement>();

  get size(): number {
    return this.#held.size;
  }

  get(id: string): Statement | undefined {
    return this.#held.get(id);
  }

  all(): Statement[] {
    return [...this.#held.values()];
  }

  /** Takes a batch whole or not at all. */
  add(batch: unknown): Verdict {
    const list = Array.isArray(batch) ? batch : [batch];
    const seen = new Set<string>();
    const added: Statement[] = [];
    for (const [place, value] of list.entries()) {
      const problem = problemOf(value);
      if (problem !== undefined) return { status: 400, reason: `statement ${place}: ${problem}` };
      const statement = value as Statement;
      if (seen.has(statement.id))
        return { status: 400, reason: `statement ${place}: its id stands twice in this batch` };
      seen.add(statement.id);
      const held = this.#held.get(statement.id);
      if (held === undefined) added.push(statement);
      else if (!isDeepStrictEqual(held, statement))
        return { status: 409, reason: `${statement.id} is held with another content` };
    }
    for (const statement of added) this.#held.set(statement.id, statement);
    return { status: 200, ids: [...seen], added };
  }
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/** The parts every statement of ours has; the full rules of xAPI are the real centre's. */
function problemOf(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return 'not an object';
  const { id, actor, verb, object, timestamp } = value as Record<string, unknown>;
  if (typeof id !== 'string' || !uuid.test(id)) return 'its id is no UUID';
  if (!isNamed(actor, 'account')) return 'its actor has no account';
  if (!isNamed(verb, 'id')) return 'its verb has no id';
  if (!isNamed(object, 'id')) return 'its object has no id';
  if (typeof timestamp !== 'string' || Number.isNaN(Date.parse(timestamp)))
    return 'its timestamp cannot be read';
  return undefined;
}

const isNamed = (value: unknown, key: string): boolean =>
  typeof value === 'object' && value !== null && key in value;
