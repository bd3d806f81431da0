/** What goes wrong with one call, by script. */
export type Fault = {
  method?: string;
  /** How many fitting calls go well before it. */
  after?: number;
  times?: number;
} & (
  | { kind: 'flood'; retryAfter: number }
  | { kind: 'refuse'; code: number; description: string; parameters?: { migrate_to_chat_id?: number } }
  /** 500 from the server itself, or a page by a proxy in front of it. Nothing is done. */
  | { kind: 'server_error' }
  | { kind: 'proxy_page' }
  /** The call is carried out, its answer never arrives. */
  | { kind: 'lost_response' }
  /** The line is cut before anything is done; the caller cannot tell it from the last. */
  | { kind: 'cut' }
  /** No answer, and the line stays open. */
  | { kind: 'hang' }
);

/** Faults wait in order; each hits the next call that it fits. */
export class Faults {
  readonly #script: Fault[] = [];

  next(...faults: Fault[]): void {
    this.#script.push(...faults);
  }

  /** True when every scripted fault has happened. */
  areOver(): boolean {
    return this.#script.length === 0;
  }

  take(method: string): Fault | undefined {
    const place = this.#script.findIndex(
      (fault) => fault.method === undefined || fault.method.toLowerCase() === method.toLowerCase(),
    );
    const fault = this.#script[place];
    if (fault === undefined) return undefined;
    const { after = 0, times = 1 } = fault;
    if (after > 0) this.#script[place] = { ...fault, after: after - 1 };
    else if (times > 1) this.#script[place] = { ...fault, times: times - 1 };
    else this.#script.splice(place, 1);
    if (after > 0) return undefined;
    return fault;
  }
}
