import type { Channel, Delivery } from '../../src/channels/channel.ts';

export type Answer = (text: string, user: string) => Delivery | Promise<Delivery>;

/** A platform that records what reaches it, `user:text`, and answers as told. */
export function platform(answer: Answer = () => ({ kind: 'delivered' }), name = 'web', bot = '-') {
  const sent: string[] = [];
  const channel: Channel = {
    name,
    bot,
    capabilities: { textLength: 1, choices: 1, labelLength: 1, redeliveryMs: 0 },
    start: async () => {},
    stop: async () => {},
    trouble: async () => undefined,
    async send(chat, outgoing) {
      const text = outgoing.kind === 'message' ? outgoing.message.text : outgoing.kind;
      sent.push(`${chat.user}:${text}`);
      return answer(text, chat.user);
    },
  };
  return { channel, sent };
}

/** An answer that is given when the test says so. */
export function held<T>(): { promise: Promise<T>; give(value: T): void } {
  let give: (value: T) => void = () => {};
  const promise = new Promise<T>((resolve) => {
    give = resolve;
  });
  return { promise, give: (value) => give(value) };
}
