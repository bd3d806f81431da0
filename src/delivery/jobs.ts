/** Counts what is under way, so that others can wait until nothing is. */
export class Jobs {
  readonly #whole: Jobs | undefined;
  #count = 0;
  #waiting: (() => void)[] = [];

  /** @param whole counts these too */
  constructor(whole?: Jobs) {
    this.#whole = whole;
  }

  begin(): void {
    this.#count++;
    this.#whole?.begin();
  }

  end(): void {
    this.#count--;
    this.#whole?.end();
    if (this.#count > 0) return;
    for (const resolve of this.#waiting.splice(0)) resolve();
  }

  /** Resolves once nothing is under way; at once when nothing is. */
  async idle(): Promise<void> {
    while (this.#count > 0) await new Promise<void>((resolve) => this.#waiting.push(resolve));
  }
}
