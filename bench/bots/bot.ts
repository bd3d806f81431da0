import type { Stub, WebhookAddress } from '../telegram/stub.ts';

/** How a bot comes by its form in the table. */
export type Form =
  | 'ours'
  /** As its documentation shows, every call sent before the webhook is answered. */
  | 'documented'
  /** With the callback's answer in the webhook's 200, which its documentation offers for speed. */
  | 'tuned'
  /** No bot: the least that the libraries under ours can do for a tap. */
  | 'floor';

export type Bot = {
  name: string;
  form: Form;
  store: 'redis' | 'embedded';
  /** The command and environment of one process of it. */
  program(place: Place): { args: string[]; env: Record<string, string> };
  /** How it names the record of a chat in Redis; only the peers have it there as JSON. */
  sessionKey?(chat: number): string;
};

/** What a process of a bot is told about where it runs. */
export type Place = {
  stub: Stub;
  port: number;
  redisUrl: string | undefined;
  dataDir: string;
  centralUrl: string | undefined;
};

/** A bot that runs on a store of its own, one process or several. */
export type RunningBot = {
  bot: Bot;
  pids(): number[];
  addresses: WebhookAddress[];
  redisUrl: string | undefined;
  dataDir: string;
  /** From the start of the first process until its port answered. */
  listeningMs: number;
  /** Kill -9 of its first process, and the same again on the same port and store. */
  killAndRestart(): Promise<void>;
  stop(): Promise<void>;
};
