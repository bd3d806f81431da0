import { pino } from 'pino';

/**
 * The log: JSON lines on standard output. It never holds what a learner wrote, a token, or an address with
 * a password; the redaction below is the second net, not the first.
 */
export type Log = {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
};

const secretPaths = ['text', 'caption', 'token', 'secret', 'password', 'authorization', 'cookie', 'code'];

export function openLog(level: string, destination?: { write(line: string): void }): Log {
  const options = {
    level,
    base: {},
    redact: {
      paths: secretPaths.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]),
      censor: '[hidden]',
    },
  };
  return destination === undefined ? pino(options) : pino(options, destination);
}
