import { connect, type Socket } from 'node:net';
import { readMessages } from '../http/messages.ts';
import type { WebhookAddress } from './stub.ts';

export type Deliveries = {
  /** Brings an update until it is answered 200. @returns how often it was brought; undefined when stopped before */
  deliver(update: object, to?: WebhookAddress): Promise<number | undefined>;
  /** Answers other than 200 so far, and connections that broke under an update. */
  failures(): number;
  stop(): void;
};

export type DeliveryOptions = {
  /** Where updates go; with several processes in turn, as a balancer in front of them would. */
  addresses: WebhookAddress[];
  /** Connections at the same time. Telegram's default is 40, its most 100. */
  connections: number;
  /** A Bot API call that rode in the answer. */
  onReply(call: Record<string, unknown>): void;
};

type Letter = { request: string; to: WebhookAddress; tries: number; settle(tries: number | undefined): void };
type Line = { socket: Socket; address: WebhookAddress; letter: Letter | undefined };

/** Telegram's pauses are 2, 4, 8 s after an immediate first retry; twenty times shorter here, so that kills fit in seconds. */
const firstPauseMs = 100;
const longestPauseMs = 1_000;

/**
 * Telegram's side of a webhook: every update is brought again until it is answered 200, over a bounded
 * number of kept-alive connections, first come first served.
 * Source of the rule: tdlib/telegram-bot-api, WebhookActor (immediate first retry, doubling pauses, Retry-After).
 */
export function openDeliveries({ addresses, connections, onReply }: DeliveryOptions): Deliveries {
  const heads = new Map(addresses.map((address) => [address.url, headOf(address)]));
  const idle = new Map<string, Line[]>(addresses.map(({ url }) => [url, []]));
  const lines = new Set<Line>();
  const waiting: Letter[] = [];
  const pauses = new Set<NodeJS.Timeout>();
  let firstWaiting = 0;
  let turn = 0;
  let failures = 0;
  let isStopped = false;

  function send(letter: Letter): void {
    if (isStopped) {
      letter.settle(undefined);
      return;
    }
    const line = idle.get(letter.to.url)?.pop();
    if (line !== undefined || lines.size < connections) {
      write(line ?? open(letter.to), letter);
      return;
    }
    const other = [...idle.values()].find((list) => list.length > 0)?.pop();
    if (other === undefined) {
      waiting.push(letter);
      return;
    }
    // All connections are open, but to another process: one of them is given up for this.
    lines.delete(other);
    other.socket.destroy();
    write(open(letter.to), letter);
  }

  function write(line: Line, letter: Letter): void {
    line.letter = letter;
    letter.tries += 1;
    line.socket.write(letter.request);
  }

  function open(address: WebhookAddress): Line {
    const { hostname, port } = new URL(address.url);
    const socket = connect({ host: hostname, port: Number(port), noDelay: true });
    const line: Line = { socket, address, letter: undefined };
    lines.add(line);
    readMessages(socket, ({ head, body }) => answered(line, head, body));
    socket.on('error', () => socket.destroy());
    socket.on('close', () => closed(line));
    return line;
  }

  function answered(line: Line, head: string, body: string): void {
    const { letter } = line;
    line.letter = undefined;
    if (letter === undefined) return;
    const isKept = !/\r\nconnection: *close/i.test(head);
    if (isKept) next(line);
    else line.socket.destroy();
    const status = head.slice(9, 12);
    if (status !== '200') {
      again(letter, Number(/\r\nretry-after: *(\d+)/i.exec(head)?.[1] ?? 0));
      return;
    }
    if (body.startsWith('{') && body.includes('"method"'))
      onReply(JSON.parse(body) as Record<string, unknown>);
    letter.settle(letter.tries);
  }

  function next(line: Line): void {
    const letter = waiting[firstWaiting];
    if (letter === undefined) {
      idle.get(line.address.url)?.push(line);
      return;
    }
    firstWaiting += 1;
    if (firstWaiting > 1_000) {
      waiting.splice(0, firstWaiting);
      firstWaiting = 0;
    }
    if (letter.to.url === line.address.url) {
      write(line, letter);
      return;
    }
    lines.delete(line);
    line.socket.destroy();
    write(open(letter.to), letter);
  }

  function closed(line: Line): void {
    const wasCounted = lines.delete(line);
    const list = idle.get(line.address.url);
    const place = list?.indexOf(line) ?? -1;
    if (place >= 0) list?.splice(place, 1);
    if (line.letter !== undefined) again(line.letter, 0);
    if (!wasCounted || waiting.length === firstWaiting) return;
    const letter = waiting[firstWaiting];
    firstWaiting += 1;
    if (letter !== undefined) send(letter);
  }

  function again(letter: Letter, retryAfterSeconds: number): void {
    failures += 1;
    if (isStopped) {
      letter.settle(undefined);
      return;
    }
    const pauseMs =
      retryAfterSeconds > 0
        ? retryAfterSeconds * 1_000
        : letter.tries === 1
          ? 0
          : Math.min(firstPauseMs * 2 ** (letter.tries - 2), longestPauseMs);
    const pause = setTimeout(() => {
      pauses.delete(pause);
      send(letter);
    }, pauseMs);
    pauses.add(pause);
  }

  return {
    deliver(update, to) {
      turn = (turn + 1) % addresses.length;
      const address = to ?? addresses[turn];
      if (address === undefined) throw new Error('no bot has set its webhook');
      const json = JSON.stringify(update);
      const request = `${heads.get(address.url)}content-length: ${Buffer.byteLength(json)}\r\n\r\n${json}`;
      return new Promise((settle) => send({ request, to: address, tries: 0, settle }));
    },
    failures: () => failures,
    stop() {
      isStopped = true;
      for (const pause of pauses) clearTimeout(pause);
      for (const line of lines) {
        line.letter?.settle(undefined);
        line.letter = undefined;
        line.socket.destroy();
      }
      for (const letter of waiting.slice(firstWaiting)) letter.settle(undefined);
    },
  };
}

function headOf({ url, secret }: WebhookAddress): string {
  const { host, pathname } = new URL(url);
  return `POST ${pathname} HTTP/1.1\r\nhost: ${host}\r\ncontent-type: application/json\r\nx-telegram-bot-api-secret-token: ${secret}\r\n`;
}
