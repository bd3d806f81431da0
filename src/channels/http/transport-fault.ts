/** No answer came. `wasSent`: the request had begun to leave, so it may have been carried out. */
export class TransportFault extends Error {
  override name = 'TransportFault';
  readonly wasSent: boolean;
  constructor(cause: unknown, wasSent: boolean) {
    super(`no answer from the platform: ${reasonOf(cause)}`, { cause });
    this.wasSent = wasSent;
  }
}

/** Never the address: it holds the token. */
function reasonOf(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause);
  const code = (cause as NodeJS.ErrnoException).code;
  return typeof code === 'string' ? code : cause.name === 'AggregateError' ? 'cannot connect' : cause.message;
}
