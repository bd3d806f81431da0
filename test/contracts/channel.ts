import fc from 'fast-check';
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Channel, Delivery, Receipt, Update } from '../../src/channels/channel.ts';
import type { Chat } from '../../src/core/chat.ts';
import type { Message } from '../../src/core/message.ts';
import type { Fault } from '../fakes/json-server.ts';

export type Brought = { user: string; text: string; id: number; at: number };

/** A channel that runs, and the platform at its other end. */
export type ChannelUnderTest = {
  channel: Channel;
  /** Users who have written, so that they may be written to. */
  chatOf(user: string): Chat;
  /** Committed updates, once each, in order; and every handing-in. */
  committed: Update[];
  handedIn: Update[];
  /** Written by a person, as the platform words it. */
  bodyOf(it: Brought): string;
  /** A call to the webhook. @param proof `wrong` and `none` only where `lacks` does not say otherwise @returns the status */
  call(
    body: string,
    about?: { proof?: 'right' | 'wrong' | 'none'; method?: string; user?: string },
  ): Promise<number>;
  /** What people were shown, oldest first. */
  shown(): { user: string; text: string }[];
  /** What goes wrong with the next message sent. */
  fail(fault: Fault): void;
  /** The platform goes away. */
  leave(): Promise<void>;
  stop(): Promise<void>;
};

export type Instead = (update: Update) => Receipt | undefined | Promise<Receipt | undefined>;
export type OpenChannel = (instead: Instead) => Promise<ChannelUnderTest>;

/** What a platform answers, and what is to follow. */
export type RefusalCase = { code: number; is: Delivery['kind']; scope?: 'chat' | 'bot' };

const promises = {
  order: 'what a person writes arrives in order, with the platform’s id',
  duplicate: 'brought again, an update has the same id and is acknowledged',
  unsaved: 'what was not saved is not acknowledged, and is taken when it comes again',
  dead: 'what rests with the dead letters is acknowledged',
  proof: 'without the right secret or signature nothing is taken',
  replay: 'the same genuine call, recorded and sent again, counts once',
  malformed: 'a malformed body is refused, and the next call is taken',
  huge: 'a huge body is refused, and the next call is taken',
  method: 'only POST is taken',
  time: 'no event lies in the future',
  fast: '200 calls, 20 at a time, are answered with less than 10 ms of processor time each',
  sending: 'messages of one chat leave in order',
  limits: 'any message fits the platform’s limits, and no word of it is lost',
  errors: 'each error class says what to do next',
  lost: 'a lost answer is an unknown end; a page of a proxy too',
  slow: 'a slow answer is waited for, and one that never comes ends with the signal',
  away: 'a platform that is away holds up the whole bot, briefly',
  touchUps: 'acknowledging a tap and marking a choice never fail',
  stopping: 'after the end nothing is taken',
} as const;
export type Promised = keyof typeof promises;
export const promiseNames = promises;

/** What a channel has none of, with the reason in a few words. */
export type Lacks = Partial<Record<Promised, string>>;

const plain = (text: string): Message => ({ text, choices: [] });

/** What every channel promises. A new one is done when this is green for it. */
export function channelContract(
  name: string,
  open: OpenChannel,
  {
    lacks,
    refusals,
    statuses,
    malformed = ['', '{', 'null', '[]', '"chữ"', '{"a":1}'],
  }: {
    lacks: Lacks;
    refusals: RefusalCase[];
    statuses: { taken: number; malformed: number };
    /** Where only what names its time can be proven. */
    malformed?: string[];
  },
): void {
  describe(`channel contract: ${name}`, () => {
    let it: ChannelUnderTest;
    let instead: Instead = () => undefined;
    let id = 0;
    beforeEach(async () => {
      instead = () => undefined;
      it = await open((update) => instead(update));
    });
    afterEach(() => it.stop());
    afterAll(() => {
      id = 0;
    });

    const body = (text: string, user = 'lan', about: Partial<Brought> = {}): string =>
      it.bodyOf({ user, text, id: ++id, at: Date.now(), ...about });
    const write = (text: string, user = 'lan', about: Partial<Brought> = {}): Promise<number> =>
      it.call(body(text, user, about), { user });
    const send = (message: Message, sequence: number, user = 'lan', ms = 5_000): Promise<Delivery> =>
      it.channel.send(it.chatOf(user), { kind: 'message', message }, sequence, AbortSignal.timeout(ms));
    const texts = (): string[] =>
      it.committed.flatMap(({ event }) => (event.kind === 'text_written' ? [event.text] : []));
    const promise = (which: Promised, work: () => Promise<void>): void => {
      const reason = lacks[which];
      if (reason === undefined) test(promises[which], work);
    };

    promise('order', async () => {
      for (const text of ['một', 'hai', 'ba', 'bốn', 'năm']) expect(await write(text)).toBe(statuses.taken);
      expect(texts()).toEqual(['một', 'hai', 'ba', 'bốn', 'năm']);
      expect(new Set(it.committed.map((update) => update.id)).size).toBe(it.committed.length);
    });

    promise('duplicate', async () => {
      const same = body('một');
      expect(await it.call(same)).toBe(statuses.taken);
      expect(await it.call(same)).toBe(statuses.taken);
      expect(texts()).toEqual(['một']);
    });

    promise('unsaved', async () => {
      const same = body('một');
      instead = () => ({ kind: 'try_later', afterMs: 1_500 });
      expect(await it.call(same)).toBe(503);
      instead = () => undefined;
      expect(await it.call(same)).toBe(statuses.taken);
      expect(texts()).toEqual(['một']);
    });

    promise('dead', async () => {
      instead = () => ({ kind: 'dead_letter' });
      expect(await write('một')).toBe(statuses.taken);
    });

    promise('proof', async () => {
      for (const proof of ['wrong', 'none'] as const) expect(await it.call(body('một'), { proof })).toBe(401);
      expect(it.handedIn).toEqual([]);
      // What is not proven is not even read.
      expect(await it.call('{', { proof: 'wrong' })).toBe(401);
      expect(await write('hai')).toBe(statuses.taken);
      expect(texts()).toEqual(['hai']);
    });

    promise('replay', async () => {
      const recorded = body('một');
      for (let time = 0; time < 5; time++) expect(await it.call(recorded)).toBe(statuses.taken);
      expect(texts()).toEqual(['một']);
    });

    promise('malformed', async () => {
      for (const raw of [...malformed, `${body('một')}}`])
        expect(await it.call(raw)).toBe(statuses.malformed);
      expect(texts()).toEqual([]);
      expect(await write('hai')).toBe(statuses.taken);
    });

    promise('huge', async () => {
      expect(await it.call(body('x'.repeat(3_000_000)))).toBe(413);
      expect(await write('hai')).toBe(statuses.taken);
      expect(texts()).toEqual(['hai']);
    });

    promise('method', async () => {
      expect(await it.call('', { method: 'GET' })).toBe(405);
    });

    promise('time', async () => {
      await write('một', 'lan', { at: Date.now() + 3_600_000 });
      expect(it.committed.at(-1)?.event.at).toBeLessThanOrEqual(Date.now());
    });

    promise('fast', async () => {
      await write('hâm nóng');
      // Processor time, which does not grow because the machine has other work; `npm run bench -- channels` takes the time.
      const before = process.cpuUsage();
      await Promise.all(
        Array.from({ length: 20 }, async (_, caller) => {
          for (let time = 0; time < 10; time++) expect(await write('x', `p${caller}`)).toBe(statuses.taken);
        }),
      );
      const { user, system } = process.cpuUsage(before);
      expect((user + system) / 1_000 / 200).toBeLessThan(10);
    });

    promise('sending', async () => {
      await write('x');
      for (let sequence = 1; sequence <= 5; sequence++)
        expect((await send(plain(`tin ${sequence}`), sequence)).kind).toBe('delivered');
      expect(it.shown().map(({ text }) => text)).toEqual(['tin 1', 'tin 2', 'tin 3', 'tin 4', 'tin 5']);
    });

    promise('limits', async () => {
      await write('x');
      let sequence = 0;
      await fc.assert(
        fc.asyncProperty(anyMessage, async (message) => {
          const before = it.shown().length;
          const delivery = await send(message, ++sequence);
          expect(delivery.kind, 'reason' in delivery ? delivery.reason : '').toBe('delivered');
          const seen = letters(
            it
              .shown()
              .slice(before)
              .map(({ text }) => text)
              .join(''),
          );
          expect(seen).toContain(letters(message.text));
          for (const { label } of message.choices) expect(seen).toContain(letters(label));
        }),
        { numRuns: 40 },
      );
    });

    promise('errors', async () => {
      await write('x');
      let sequence = 0;
      for (const { code, is, scope } of refusals) {
        it.fail({ kind: 'refuse', code });
        const delivery = await send(plain('x'), ++sequence);
        expect({ code, ...delivery }).toMatchObject({
          code,
          kind: is,
          ...(scope === undefined ? {} : { scope }),
        });
      }
    });

    promise('lost', async () => {
      await write('x');
      for (const fault of [{ kind: 'lost_response' }, { kind: 'cut' }, { kind: 'proxy_page' }] as const) {
        it.fail(fault);
        expect((await send(plain('x'), 1)).kind).toBe('unknown');
      }
      expect((await send(plain('y'), 2)).kind).toBe('delivered');
    });

    promise('slow', async () => {
      await write('x');
      it.fail({ kind: 'slow', ms: 300 });
      expect((await send(plain('x'), 1)).kind).toBe('delivered');
      it.fail({ kind: 'hang' });
      expect((await send(plain('x'), 2, 'lan', 300)).kind).toBe('unknown');
    });

    promise('away', async () => {
      await write('x');
      await it.leave();
      // The first may still go into a line that is just being closed.
      await send(plain('x'), 1);
      expect(await send(plain('x'), 2)).toMatchObject({ kind: 'retry', scope: 'bot' });
    });

    promise('touchUps', async () => {
      await write('x');
      const signal = AbortSignal.timeout(5_000);
      const chat = it.chatOf('lan');
      for (const outgoing of [
        { kind: 'acknowledge_tap', tap: 'unknown' },
        { kind: 'mark_choice', message: 'unknown', label: 'A' },
      ] as const)
        expect((await it.channel.send(chat, outgoing, 1, signal)).kind).toBe('delivered');
    });

    promise('stopping', async () => {
      await write('một');
      await it.channel.stop();
      expect(await write('hai')).toBe(503);
      expect(texts()).toEqual(['một']);
    });
  });
}

const anyText = (maxLength: number): fc.Arbitrary<string> =>
  fc.oneof(
    fc.string({ unit: 'grapheme', maxLength, minLength: 1 }),
    fc
      .constantFrom('chữ ', 'Hết câu. ', '😀', 'dòng\n', 'ầ', 'dài')
      .map((unit) => `a${unit.repeat(maxLength / 4)}`),
    fc.constantFrom('<b>', '&amp;', '*đậm*', '_x_', '"', '\\').map((unit) => `a${unit.repeat(3)}`),
  );
const anyMessage: fc.Arbitrary<Message> = fc.record({
  text: anyText(6_000),
  choices: fc.array(fc.record({ id: fc.stringMatching(/^[A-Za-z0-9._~-]{1,56}$/), label: anyText(120) }), {
    maxLength: 12,
  }),
});

/** What a person reads, whatever the line breaks and the way letters are put together. */
const letters = (text: string): string =>
  text
    .toWellFormed()
    .normalize('NFC')
    .replace(/[^\p{L}\p{N}]/gu, '');
