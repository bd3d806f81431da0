import { performance } from 'node:perf_hooks';
import type { Channel, Receipt, Receive } from './channels/channel.ts';
import { StoreUnavailable } from './store/store.ts';

/** What is counted for Prometheus. Labels are channels and outcomes, never people, chats or questions. */
export type Metrics = {
  text(): Promise<string>;
  /** The same `receive`, counted and timed. */
  measured(receive: Receive): Receive;
};

type Reading = () => number | Promise<number>;

/** Upper bounds of the handling times told, seconds. */
const bounds = [0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3];

/**
 * Counts in plain numbers, since every update passes here, and writes them out when asked; what is told of the
 * process itself comes from `prom-client`, which is read at the first question.
 * Source of the format: Prometheus, "Exposition formats", text 0.0.4.
 */
export function openMetrics(read: {
  outboxSize: Reading;
  /** Simulated people are told apart. */
  chatCount: Reading;
  demoCount: Reading;
  mailboxWaiting: Reading;
  archiveWaiting: Reading;
  reportsWaiting: Reading;
  reportsRefused: Reading;
  channels(): Pick<Channel, 'name' | 'bot' | 'figures'>[];
}): Metrics {
  const updates = new Map<string, Map<Receipt['kind'], number>>();
  const within = bounds.map(() => 0);
  let count = 0;
  let seconds = 0;
  let ofProcess: Promise<() => Promise<string>> | undefined;

  const note = (channel: string, kind: Receipt['kind'], took: number): void => {
    const kinds = updates.get(channel) ?? new Map<Receipt['kind'], number>();
    if (kinds.size === 0) updates.set(channel, kinds);
    kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
    count++;
    seconds += took;
    for (let place = bounds.length - 1; place >= 0 && took <= (bounds[place] ?? 0); place--) {
      within[place] = (within[place] ?? 0) + 1;
    }
  };

  return {
    async text() {
      ofProcess ??= processMetrics();
      const gauges: [string, string, Reading][] = [
        ['banhoc_outbox_rows', 'Messages waiting to be sent', read.outboxSize],
        ['banhoc_chats', 'Chats remembered', read.chatCount],
        ['banhoc_simulated_chats', 'Chats of simulated people, counted nowhere else', read.demoCount],
        ['banhoc_mailbox_updates', 'Updates waiting for their commit', read.mailboxWaiting],
        ['banhoc_archive_waiting', 'Rows and changed chats waiting for the archive', read.archiveWaiting],
        ['banhoc_reports_waiting', 'Statements waiting for the central API', read.reportsWaiting],
        ['banhoc_reports_refused', 'Statements the central API refused', read.reportsRefused],
      ];
      const lines = [
        ...family('banhoc_updates_total', 'counter', 'Updates handed in, by channel and what became of them'),
        ...[...updates].flatMap(([channel, kinds]) =>
          [...kinds].map(([kind, n]) => `banhoc_updates_total{channel="${channel}",receipt="${kind}"} ${n}`),
        ),
        ...family('banhoc_update_seconds', 'histogram', 'From an update handed in to its commit'),
        ...bounds.map((bound, place) => `banhoc_update_seconds_bucket{le="${bound}"} ${within[place]}`),
        `banhoc_update_seconds_bucket{le="+Inf"} ${count}`,
        `banhoc_update_seconds_sum ${seconds}`,
        `banhoc_update_seconds_count ${count}`,
      ];
      for (const [name, help, value] of gauges) {
        lines.push(...family(name, 'gauge', help), `${name} ${await known(value)}`);
      }
      lines.push(...channelLines(read.channels()));
      return `${lines.join('\n')}\n${await (await ofProcess)()}`;
    },
    measured: (receive) => async (update) => {
      const startedAt = performance.now();
      const receipt = await receive(update);
      note(update.chat.channel, receipt.kind, (performance.now() - startedAt) / 1_000);
      return receipt;
    },
  };
}

/** What a plan allows and how much of it is used, bot by bot. */
function channelLines(channels: Pick<Channel, 'name' | 'bot' | 'figures'>[]): string[] {
  const told = channels.flatMap(({ name, bot, figures }) =>
    Object.entries(figures?.() ?? {}).map(
      ([figure, value]) => `banhoc_channel{channel="${name}",bot="${bot}",figure="${figure}"} ${value}`,
    ),
  );
  return told.length === 0
    ? []
    : [...family('banhoc_channel', 'gauge', 'What a bot has used of its plan, and what is left'), ...told];
}

const family = (name: string, type: string, help: string): string[] => [
  `# HELP ${name} ${help}`,
  `# TYPE ${name} ${type}`,
];

/** A store that is away must not take the other figures with it. */
async function known(value: Reading): Promise<number> {
  try {
    return await value();
  } catch (error) {
    if (error instanceof StoreUnavailable) return Number.NaN;
    throw error;
  }
}

async function processMetrics(): Promise<() => Promise<string>> {
  const { collectDefaultMetrics, Registry } = await import('prom-client');
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  return () => registry.metrics();
}
