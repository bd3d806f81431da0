import type { AnswerRecord } from '../../core/effect.ts';
import { type Instant, minuteMs } from '../../core/time.ts';
import type { ArchiveRow } from '../../store/store.ts';
import type { AnswerSheet } from './answer-sheet.ts';
import { ChatBook } from './chat-book.ts';
import { Figures } from './figures.ts';
import { gradeBook } from './grading.ts';
import { digestOf, type Spoken, type Ticket, type Upsets } from './message-book.ts';
import { actorOf, checkReports, enterStatement, enterWebhook } from './reports.ts';
import type { Wrong, WrongKind } from './wrong.ts';

export type CheckerOptions = {
  sheet: AnswerSheet;
  /** Keys by question as the authors wrote them; where none is given the sheet's holds. */
  keys?: ReadonlyMap<string, string>;
  /** Commits are seen in the order in which they happened (one machine, one thread). */
  isOrderKnown: boolean;
};

/** One attempt to send a row, as the platform saw it. */
export type Attempted = {
  user: string;
  message: Spoken | undefined;
  sequence: number;
  process: string;
  hasArrived: boolean;
  told: string;
  at: Instant;
};

/** Complaints of one kind that are kept as they are; the others are counted. */
const examplesPerKind = 100;
/** How long a courier believes its lease. */
const leaseMs = 4_000;
/** A learner's book is closed when nothing has happened in it for so long. */
const quietMs = 30 * minuteMs;

/**
 * Watches a run from outside and says what is wrong with it. It shares no code with the engine: it reads
 * what was shown and sent, the rows that reach the archive and the sums of the counters. Each learner's book
 * is closed, checked and forgotten once that learner has left, so memory follows who is present.
 */
export class Checker implements Upsets {
  readonly #options: CheckerOptions;
  readonly #books = new Map<string, ChatBook>();
  readonly #closed = new Set<string>();
  readonly #userOf = new Map<string, string>();
  readonly #rows: Record<string, Set<number>> = {
    attempt: new Set(),
    statement: new Set(),
    webhook: new Set(),
  };
  readonly #figures = new Figures();
  readonly #upsets = new Map<string, { no: number; at: Instant }>();
  #allUpsetNo = -1;
  #anyUpsetNo = -1;
  #no = 0;
  /** Examples of each kind. */
  readonly wrongs: Wrong[] = [];
  /** All complaints. */
  readonly wrongCounts = new Map<WrongKind, number>();
  readonly count = { answers: 0, messages: 0, repeats: 0, blind: 0, closed: 0 };

  constructor(options: CheckerOptions) {
    this.#options = options;
  }

  say(kind: WrongKind, who: string, detail: string): void {
    const count = (this.wrongCounts.get(kind) ?? 0) + 1;
    this.wrongCounts.set(kind, count);
    if (count <= examplesPerKind) this.wrongs.push({ kind, who, detail });
  }

  // What the learner and the platform did.

  sent(user: string, id: string, at: Instant, choice: string | undefined, text: string | undefined): void {
    this.#book(user).sent(id, at, choice, text);
  }

  handed(user: string, id: string, process: string): void {
    this.#books.get(user)?.handed(id, process, ++this.#no);
  }

  acknowledged(user: string, id: string, kind: 'committed' | 'duplicate' | 'dead_letter'): void {
    this.#books.get(user)?.acknowledged(id, ++this.#no);
    if (kind === 'dead_letter')
      this.say('update given up', user, `update ${id} rests in the dead-letter list`);
  }

  attempted(it: Attempted): void {
    const no = ++this.#no;
    if (this.#closed.has(it.user)) return;
    const book = this.#book(it.user);
    const found = book.messages.attempt({ ...it, no, isOrderKnown: this.#options.isOrderKnown }, this);
    if (found !== undefined) this.say(found.kind, it.user, found.detail);
    if (!it.hasArrived || it.message === undefined) return;
    this.count.messages++;
    book.shown(it.message.text, it.message.choices, it.at, no);
  }

  // What the store was asked to keep, seen just outside it.

  announced(user: string, id: string, message: Spoken): Ticket | undefined {
    if (this.#closed.has(user)) return undefined;
    const book = this.#book(user);
    book.asked(id, message.choices);
    return book.messages.announce(id, message, ++this.#no);
  }

  settled(user: string, ticket: Ticket, fate: 'committed' | 'stale' | 'unknown'): void {
    const messages = this.#books.get(user)?.messages;
    if (fate === 'committed') messages?.confirm(ticket);
    if (fate === 'stale') messages?.withdraw(ticket);
  }

  /** A row with a message is given to a courier, perhaps again. */
  handedOut(user: string, sequence: number, id: string): void {
    this.#books.get(user)?.messages.handedOut(sequence, id);
  }

  // What may excuse a repeat.

  upset(process: string, at: Instant): void {
    this.#anyUpsetNo = ++this.#no;
    this.#upsets.set(process, { no: this.#no, at });
  }

  upsetAll(): void {
    this.#anyUpsetNo = ++this.#no;
    this.#allUpsetNo = this.#no;
  }

  since(process: string, no: number, at: Instant): boolean {
    if (this.#allUpsetNo > no) return true;
    const last = this.#upsets.get(process);
    // It may have sent under a lease that ran out while it was held up just before.
    return last !== undefined && (last.no > no || at - last.at <= leaseMs);
  }

  anySince(no: number): boolean {
    return this.#anyUpsetNo > no;
  }

  // What reached the archive.

  /** Whose learner this is, as the engine says. */
  belongs(learner: string, user: string): void {
    const known = this.#userOf.get(learner);
    if (known === user) return;
    if (known !== undefined)
      this.say('answer counted to another question', user, `${learner} is ${known} too`);
    this.#userOf.set(learner, user);
  }

  /** The archive has these on disk. Rows seen before are its repeats and harmless. */
  archived(rows: readonly ArchiveRow[]): void {
    for (const row of rows) {
      const seen = this.#rows[row.kind];
      if (seen === undefined) continue;
      const digest = digestOf({ text: row.id, choices: [] });
      if (seen.has(digest)) continue;
      seen.add(digest);
      const learner = row.kind === 'statement' ? actorOf(row.body) : row.learner;
      const user = this.#userOf.get(learner) ?? learner;
      if (this.#closed.has(user)) {
        this.say(
          row.kind === 'attempt' ? 'answer doubled' : 'report doubled',
          user,
          `${row.id} came after the end`,
        );
        continue;
      }
      this.#enter(this.#book(user), row);
    }
  }

  #enter(book: ChatBook, row: ArchiveRow): void {
    switch (row.kind) {
      case 'attempt': {
        const record = JSON.parse(row.body) as AnswerRecord;
        book.recorded(record);
        this.#figures.addAnswer(record);
        this.count.answers++;
        return;
      }
      case 'statement':
        enterStatement(book, row.body);
        return;
      case 'webhook':
        enterWebhook(book, row.body);
        return;
      default:
        return;
    }
  }

  // Judgement.

  /** Closes the books of those who have left and in which all is settled and right. */
  closeQuiet(isPresent: (user: string) => boolean, now: Instant): void {
    for (const [user, book] of this.#books) {
      if (isPresent(user) || book.hasOpenUpdates || now - book.lastAt < quietMs) continue;
      const { wrong, blind } = this.#judge(book);
      if (wrong.length > 0) continue;
      this.#close(book, blind);
    }
  }

  /** All has been drained: judges every book that is left, the counters, and what the archive holds. */
  end(remains: { counters: Readonly<Record<string, number>>; archivedAttempts: readonly string[] }): void {
    for (const book of [...this.#books.values()]) {
      const { wrong, blind } = this.#judge(book);
      for (const { kind, who, detail } of wrong) this.say(kind, who, detail);
      if (!book.hasEnd) this.say('learner left without an end', book.user, 'no lesson came to its result');
      this.#close(book, blind);
    }
    for (const { kind, who, detail } of this.#figures.compare(remains.counters)) this.say(kind, who, detail);
    const held = new Set(remains.archivedAttempts.map((id) => digestOf({ text: id, choices: [] })));
    const attempts = this.#rows.attempt ?? new Set();
    if (held.size !== attempts.size || [...attempts].some((digest) => !held.has(digest))) {
      this.say('record lost in the archive', '-', `it took ${attempts.size} answers and holds ${held.size}`);
    }
  }

  #judge(book: ChatBook): { wrong: Wrong[]; blind: number } {
    const { wrong, blind } = gradeBook(book, this.#options.sheet, this.#options.keys ?? new Map());
    wrong.push(...checkReports(book));
    for (const detail of book.messages.lost(this))
      wrong.push({ kind: 'message lost', who: book.user, detail });
    if (book.learners.size > 1) {
      wrong.push({
        kind: 'answer counted to another question',
        who: book.user,
        detail: 'counted to two learners',
      });
    }
    return { wrong, blind };
  }

  #close(book: ChatBook, blind: number): void {
    this.#figures.addBook(book);
    this.#books.delete(book.user);
    this.#closed.add(book.user);
    for (const learner of book.learners) this.#userOf.delete(learner);
    this.count.blind += blind;
    this.count.closed++;
  }

  #book(user: string): ChatBook {
    const known = this.#books.get(user);
    if (known !== undefined) return known;
    const made = new ChatBook(user);
    this.#books.set(user, made);
    return made;
  }
}
