import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Receive } from './channels/channel.ts';
import { StoreUnavailable } from './store/store.ts';

/** What is counted for Prometheus. Labels are channels and outcomes, never people, chats or questions. */
export type Metrics = {
  text(): Promise<string>;
  /** The same `receive`, counted and timed. */
  measured(receive: Receive): Receive;
};

export function openMetrics(read: {
  outboxSize(): Promise<number>;
  chatCount(): Promise<number>;
  mailboxWaiting(): number;
  reportsWaiting(): Promise<number>;
  reportsRefused(): Promise<number>;
}): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const updates = new Counter({
    name: 'banhoc_updates_total',
    help: 'Updates handed in, by channel and what became of them',
    labelNames: ['channel', 'receipt'],
    registers: [registry],
  });
  const handling = new Histogram({
    name: 'banhoc_update_seconds',
    help: 'From an update handed in to its commit',
    buckets: [0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3],
    registers: [registry],
  });
  const gauge = (name: string, help: string, value: () => number | Promise<number>): void => {
    new Gauge({
      name,
      help,
      registers: [registry],
      async collect() {
        this.set(await known(value));
      },
    });
  };
  /** A store that is away must not take the other figures with it. */
  const known = async (value: () => number | Promise<number>): Promise<number> => {
    try {
      return await value();
    } catch (error) {
      if (error instanceof StoreUnavailable) return Number.NaN;
      throw error;
    }
  };
  gauge('banhoc_outbox_rows', 'Messages waiting to be sent', read.outboxSize);
  gauge('banhoc_chats', 'Chats remembered', read.chatCount);
  gauge('banhoc_mailbox_updates', 'Updates waiting for their commit', read.mailboxWaiting);
  gauge('banhoc_reports_waiting', 'Statements waiting for the central API', read.reportsWaiting);
  gauge('banhoc_reports_refused', 'Statements the central API refused', read.reportsRefused);
  return {
    text: () => registry.metrics(),
    measured: (receive) => async (update) => {
      const stop = handling.startTimer();
      const receipt = await receive(update);
      stop();
      updates.inc({ channel: update.chat.channel, receipt: receipt.kind });
      return receipt;
    },
  };
}
