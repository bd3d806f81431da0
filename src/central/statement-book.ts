import { isDeepStrictEqual } from 'node:util';
import { statementProblem } from '../delivery/reporting/statement-check.ts';

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

/** Whatever a conforming store refuses is refused here too; ours also wants the id set by the sender. */
function problemOf(value: unknown): string | undefined {
  if (typeof (value as { id?: unknown } | null)?.id !== 'string') return 'its id is missing';
  return statementProblem(value);
}
