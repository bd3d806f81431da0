import type { Channel, Receive } from '../channels/channel.ts';
import type { Chat } from '../core/chat.ts';
import type { Instant } from '../core/time.ts';
import type { TutorQuestion } from '../core/tutor-question.ts';
import type { Log } from '../log.ts';
import type { Tutor } from '../tutor/tutor.ts';

/** What is asked beyond this at once is dropped: the authored answer stands, and nobody queues for a model. */
const atOnce = 16;

/**
 * Asks a model beside the chats. The row that asks is done as soon as it is taken: no message of this chat or of any
 * other waits for a model. The answer comes back as an event, which the core drops when it is late; one that is lost
 * with its process leaves the authored answer.
 */
export function openTutorCourier({ tutor, clock, log }: { tutor: Tutor; clock(): Instant; log: Log }) {
  const stopping = new AbortController();
  const underWay = new Set<Promise<void>>();

  async function ask(receive: Receive, chat: Chat, id: string, question: TutorQuestion): Promise<void> {
    try {
      const answer = await tutor.answer(chat, question, stopping.signal);
      if (answer === undefined || stopping.signal.aborted) return;
      await receive({ chat, id, event: { kind: 'tutor_answered', answer, at: clock() } });
    } catch (error) {
      log.error({ err: error, channel: chat.channel }, 'a question to the model could not be asked');
    }
  }

  return {
    /** A channel whose chats may ask the model. */
    tutoring(channel: Channel): Channel {
      let receive: Receive = async () => ({ kind: 'try_later', afterMs: 1_000 });
      return {
        ...channel,
        start(given) {
          receive = given;
          return channel.start(given);
        },
        async send(chat, outgoing, sequence, signal) {
          if (outgoing.kind !== 'ask_tutor') return channel.send(chat, outgoing, sequence, signal);
          if (underWay.size < atOnce && !stopping.signal.aborted) {
            const job = ask(receive, chat, `tutor:${sequence}`, outgoing.question).finally(() =>
              underWay.delete(job),
            );
            underWay.add(job);
          }
          return { kind: 'delivered' };
        },
      };
    },
    /** Resolves when nothing is being asked; for tests. */
    async idle(): Promise<void> {
      while (underWay.size > 0) await Promise.all(underWay);
    },
    async stop(): Promise<void> {
      stopping.abort();
      await Promise.all(underWay);
    },
  };
}
export type TutorCourier = ReturnType<typeof openTutorCourier>;
