import { setTimeout as pause } from 'node:timers/promises';
import { type Chat, chatKey, simulatedChannel } from '../../core/chat.ts';
import type { EventBody } from '../../core/event.ts';
import type { Message } from '../../core/message.ts';
import { type Instant, secondMs } from '../../core/time.ts';
import type { Log } from '../../log.ts';
import type { Channel, Delivery, Receive } from '../channel.ts';
import { fateOf } from './fate.ts';
import { demoBot, drawn } from './person.ts';

/** How long a send is on its way, and how long people take to tap on what came. */
const sendMs = { least: 20, most: 80 };
const reactionMs = { least: 4 * secondMs, most: 90 * secondMs };
/** A second tap follows the first after so long. */
const nextTapMs = 3 * secondMs;

/**
 * A platform that is not there: whoever lives on it was made up, and is marked so by the channel's name. Messages of
 * officials meet the fates that a real platform has in store, drawn by the seed; answers simply arrive.
 */
export function openDemoChannel(options: { seed: string; clock(): Instant; log: Log }): Channel {
  const { seed, clock, log } = options;
  /** Throttled once already in this process. */
  const throttled = new Set<string>();
  const plans = new Set<NodeJS.Timeout>();
  let receive: Receive | undefined;
  let acts = 0;

  const act = async (chat: Chat, body: EventBody): Promise<void> => {
    const at = clock();
    const receipt = await receive?.({ chat, id: `reaction:${at}:${acts++}`, event: { ...body, at } });
    if (receipt?.kind === 'try_later') log.debug({}, 'what a simulated person did was not taken');
  };
  const later = (ms: number, work: () => Promise<void>): void => {
    const timer = setTimeout(() => {
      plans.delete(timer);
      void work();
    }, ms);
    plans.add(timer);
  };
  const react = (chat: Chat, message: Message, reaction: 'opens_a_lesson' | 'stops_the_topic'): void => {
    const [open, stop] = message.choices;
    const choice = reaction === 'opens_a_lesson' ? open : stop;
    if (choice === undefined) return;
    later(between(reactionMs, drawn(seed, `${chat.user}:${message.text}`)), async () => {
      await act(chat, { kind: 'choice_tapped', choice: choice.id });
      if (reaction === 'opens_a_lesson')
        later(nextTapMs, () => act(chat, { kind: 'choice_tapped', choice: 'learn' }));
    });
  };

  return {
    name: simulatedChannel,
    bot: demoBot,
    capabilities: { textLength: 4_096, choices: 8, labelLength: 64, redeliveryMs: 0 },
    async start(to) {
      receive = to;
    },
    async send(chat, outgoing, sequence, signal): Promise<Delivery> {
      // What answers a person has its place in the outbox; messages of officials come from their ledger.
      const isFromOfficials = outgoing.kind === 'message' && sequence < 0;
      if (!isFromOfficials) return { kind: 'delivered' };
      const { delivery, reaction } = fateOf(seed, chat.user, sequence);
      try {
        await pause(between(sendMs, drawn(seed, `${chat.user}:${sequence}`)), undefined, { signal });
      } catch (error) {
        if (signal.aborted) return { kind: 'unknown', reason: 'cut off' };
        throw error;
      }
      if (delivery.kind === 'retry') {
        const key = `${chatKey(chat)} ${sequence}`;
        if (!throttled.has(key)) {
          throttled.add(key);
          return delivery;
        }
        throttled.delete(key);
      } else if (delivery.kind !== 'delivered') return delivery;
      if (reaction !== 'none') react(chat, outgoing.message, reaction);
      return { kind: 'delivered' };
    },
    async stop() {
      for (const timer of plans) clearTimeout(timer);
      plans.clear();
      receive = undefined;
    },
    trouble: async () => undefined,
  };
}

const between = ({ least, most }: { least: number; most: number }, share: number): number =>
  Math.round(least + share * (most - least));
