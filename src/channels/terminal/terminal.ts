import { appendFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import type { Chat } from '../../core/chat.ts';
import type { Language } from '../../core/course.ts';
import type { Choice } from '../../core/message.ts';
import type { Instant } from '../../core/time.ts';
import type { Channel, Receive } from '../channel.ts';
import { renderLines } from './render.ts';
import { terminalWords } from './words.ts';

export type TerminalOptions = {
  input: Readable;
  write(text: string): void;
  hasColours: boolean;
  language: Language;
  /** A join code that answers who and where, as a scanned link would. */
  join?: string;
  /** A `.chat` file that receives what is typed, ready to become a test. */
  recordTo?: string;
  clock(): Instant;
};

/**
 * One person at a keyboard, over the same port as every platform: for authors, developers and officials who
 * want to hear what a learner hears. A bare number taps that button, as a learner without buttons would type it.
 */
export function openTerminal(options: TerminalOptions): Channel & { ended: Promise<void> } {
  const chat: Chat = { channel: 'terminal', bot: '-', user: 'keyboard' };
  const words = terminalWords[options.language];
  let shown: Choice[] = [];
  let count = 0;
  let end: () => void = () => {};
  const ended = new Promise<void>((resolve) => {
    end = resolve;
  });
  const lines = createInterface({ input: options.input });
  const record = (line: string): void => {
    if (options.recordTo !== undefined) appendFileSync(options.recordTo, `${line}\n`);
  };
  return {
    name: 'terminal',
    bot: '-',
    capabilities: { textLength: 100_000, choices: 99, labelLength: 200, redeliveryMs: 0 },
    ended,
    async start(receive: Receive) {
      options.write(`${words.help}\n\n`);
      const hand = (event: Parameters<Receive>[0]['event']): Promise<unknown> =>
        receive({ chat, id: `line-${++count}`, event });
      record(options.join === undefined ? '> /start' : `> /start ${options.join}`);
      await hand({
        kind: 'chat_opened',
        language: options.language,
        at: options.clock(),
        ...(options.join === undefined ? {} : { join: options.join }),
      });
      let last: Promise<unknown> = Promise.resolve();
      lines.on('line', (line) => {
        const text = line.trim();
        if (text === '') return;
        last = last.then(() => {
          const choice = /^\d{1,2}$/.test(text) ? shown[Number(text) - 1] : undefined;
          record(choice === undefined ? `> ${text}` : `> tap ${choice.label}`);
          return hand(
            choice === undefined
              ? { kind: 'text_written', text, at: options.clock() }
              : { kind: 'choice_tapped', choice: choice.id, at: options.clock() },
          );
        });
      });
      lines.on('close', () => {
        void last.then(() => {
          options.write(`\n${words.goodbye}\n`);
          end();
        });
      });
    },
    async send(_chat, outgoing) {
      if (outgoing.kind === 'message') {
        shown = outgoing.message.choices;
        options.write(`${renderLines(outgoing.message, options.hasColours).join('\n')}\n\n`);
      }
      return { kind: 'delivered' };
    },
    async stop() {
      lines.close();
    },
    trouble: async () => undefined,
  };
}
