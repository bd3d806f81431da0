import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { ChatEvent } from '../../src/channels/webchat/events.ts';

/** An answer as the person knows it gave it: what stood on the screen, and the words tapped. */
export type Given = { screen: string; label: string };

/** The last words of a lesson done: the button that offers it again. */
const againLabel = 'Luyện lại bài này';
/** Longer than any trouble of these tests; only a failing test waits this long. */
const patienceMs = 40_000;

/**
 * Someone on the page who shares no code with the bot and keeps an own list. What was not accepted is sent
 * again under the same id, as pages do; what was accepted is never sent again, so a lost one leaves this
 * person waiting in vain.
 */
export class Learner {
  /** Where the service answers; several are tried in turn when one is gone. */
  readonly urls: string[];
  readonly given: Given[] = [];
  /** Every refusal that came with an answer. */
  readonly refusals: { status: number; retryAfter: string | null }[] = [];
  readonly heard: ChatEvent[] = [];
  accepted = 0;
  /** Messages that had to be sent more than once. */
  repeated = 0;
  readonly #name = randomUUID();
  readonly #taste: number;
  #cookie: string | undefined;
  #turn: number;
  #count = 0;

  /** @param taste which options this person likes; people differ, so that mixed-up answers show */
  constructor(urls: string[], taste: number) {
    this.urls = urls;
    this.#taste = taste;
    this.#turn = taste;
  }

  get cookie(): string {
    return this.#cookie ?? '';
  }

  get isDone(): boolean {
    return this.heard.at(-1)?.choices.some(({ label }) => label === againLabel) === true;
  }

  /** From the greeting to the end of the first lesson. @param onAccepted called after each accepted message */
  async learn(onAccepted: () => void = () => {}): Promise<void> {
    if (this.heard.length === 0) await this.hear();
    while (!this.isDone) {
      await this.tapOn();
      onAccepted();
      await this.hear();
    }
  }

  /** Taps what this person likes best on the newest message, until it is accepted. */
  async tapOn(): Promise<void> {
    const message = this.heard.at(-1);
    if (message === undefined) throw new Error('nothing was heard yet');
    const labels = message.choices.map(({ label }) => label);
    const isQuestion = /Câu \d+\/\d+/.test(message.text);
    const wanted = ['Học ngay', 'bác', 'Đồng ý', 'Bỏ qua'].find((label) => labels.includes(label));
    const choice = isQuestion
      ? message.choices[(this.#taste + this.given.length) % message.choices.length]
      : message.choices.find(({ label }) => label === (wanted ?? labels[0]));
    if (choice === undefined) throw new Error(`no way on from: ${message.text}`);
    await this.send({ choice: choice.id });
    if (isQuestion) this.given.push({ screen: message.text, label: choice.label });
  }

  async write(text: string): Promise<void> {
    await this.send({ text });
  }

  /** Sends one message until it is accepted, always under the same id. */
  async send(content: { text: string } | { choice: string }): Promise<void> {
    const body = JSON.stringify({ id: `${this.#name}-${++this.#count}`, ...content });
    const endAt = performance.now() + patienceMs;
    for (let tries = 1; ; tries++) {
      const answer = await this.#ask('/chat/messages', { method: 'POST', body });
      if (answer?.status === 202) {
        this.accepted++;
        if (tries > 1) this.repeated++;
        return;
      }
      if (answer !== undefined) this.#refused(answer);
      if (performance.now() > endAt) throw new Error(`in vain for ${patienceMs} ms: ${body}`);
      await pause(answer === undefined ? 50 : Number(answer.headers.get('retry-after')) * 1_000);
    }
  }

  /** One try, whatever comes of it. @returns undefined when nobody answered */
  async tryOnce(content: { text: string } | { choice: string }): Promise<Response | undefined> {
    const body = JSON.stringify({ id: `${this.#name}-${++this.#count}`, ...content });
    return this.#ask('/chat/messages', { method: 'POST', body });
  }

  /** Reads the stream until something new has come, opening it again as often as needed. */
  async hear(): Promise<ChatEvent[]> {
    const endAt = performance.now() + patienceMs;
    for (;;) {
      const fresh = await this.#listen();
      if (fresh.length > 0) {
        this.heard.push(...fresh);
        return fresh;
      }
      if (performance.now() > endAt) {
        throw new Error(
          `an accepted message was never answered; last on the screen: ${this.heard.at(-1)?.text}`,
        );
      }
      await pause(50);
    }
  }

  async #listen(): Promise<ChatEvent[]> {
    const enough = new AbortController();
    const answer = await this.#ask('/chat/events', {
      headers: { accept: 'text/event-stream', 'last-event-id': String(this.heard.at(-1)?.seq ?? 0) },
      signal: AbortSignal.any([enough.signal, AbortSignal.timeout(2_000)]),
    });
    if (answer === undefined) return [];
    if (answer.status !== 200 || answer.body === null) {
      this.#refused(answer);
      return [];
    }
    const fresh: ChatEvent[] = [];
    let text = '';
    try {
      for await (const chunk of answer.body.pipeThrough(new TextDecoderStream())) {
        text += chunk;
        const blocks = text.split('\n\n');
        text = blocks.pop() ?? '';
        for (const block of blocks) {
          const data = block.split('\n').find((line) => line.startsWith('data: '));
          if (data !== undefined) fresh.push(JSON.parse(data.slice(6)));
        }
        if (fresh.length > 0) break;
      }
    } catch (error) {
      // Cut off, or silent for two seconds: the page opens its stream again.
      if (!(error instanceof Error)) throw error;
    }
    enough.abort();
    return fresh;
  }

  #refused(answer: Response): void {
    this.refusals.push({ status: answer.status, retryAfter: answer.headers.get('retry-after') });
  }

  /** @returns undefined when nobody answered; the next try goes to the next address */
  async #ask(path: string, init: RequestInit): Promise<Response | undefined> {
    const url = this.urls[this.#turn % this.urls.length];
    try {
      const answer = await fetch(`${url}${path}`, {
        signal: AbortSignal.timeout(20_000),
        ...init,
        headers: {
          'content-type': 'application/json',
          'accept-language': 'vi',
          ...(this.#cookie === undefined ? {} : { cookie: this.#cookie }),
          ...init.headers,
        },
      });
      const set = answer.headers.getSetCookie()[0];
      if (set !== undefined) this.#cookie = set.split(';')[0];
      if (init.method === 'POST') await answer.arrayBuffer();
      return answer;
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      this.#turn++;
      return undefined;
    }
  }
}
