import type { AnswerRecord } from '../../core/effect.ts';
import type { ChatBook } from './chat-book.ts';
import { countedOf, setOf } from './reports.ts';
import type { Wrong } from './wrong.ts';

/**
 * The sums that the counters must hold, added up from the raw answers: responses by question and option,
 * cells and totals of finished quizzes, attempts started and finished. Kinds and months are summed over:
 * they depend on when a window shut, which no record tells.
 */
export class Figures {
  readonly #sums = new Map<string, number>();

  addAnswer(record: AnswerRecord): void {
    if (!record.isSlip) this.#add(`I/${record.item}@${record.itemVersion}/${record.option}`);
  }

  /** Once, when the learner's book is closed. */
  addBook(book: ChatBook): void {
    for (const attempt of new Set(book.records.map((record) => record.attempt))) {
      const quiz = book.records.find((record) => record.attempt === attempt)?.quizVersion;
      this.#add(`Q/${quiz}/started`);
      // Whether such a set came to its end stands in no record.
      if (quiz === undefined || setOf(quiz) === 'unmarked') continue;
      if (!book.statements.quizzes.has(attempt)) continue;
      const counted = countedOf(book.records, attempt);
      const total = counted.filter((record) => record.isRight).length;
      this.#add(`Q/${quiz}/finished`);
      this.#add(`H/${quiz}/${total}`);
      for (const record of counted)
        this.#add(`C/${quiz}/${record.item}@${record.itemVersion}/${record.option}/${total}`);
    }
  }

  /** @param counters as the store gives them, by their full names */
  compare(counters: Readonly<Record<string, number>>): Wrong[] {
    const found = new Map<string, number>();
    for (const [name, count] of Object.entries(counters)) {
      const short = shortName(name);
      if (short !== undefined) found.set(short, (found.get(short) ?? 0) + count);
    }
    const names = [...new Set([...found.keys(), ...this.#sums.keys()])].sort();
    return names.flatMap((name): Wrong[] => {
      const [is, shouldBe] = [found.get(name) ?? 0, this.#sums.get(name) ?? 0];
      return is === shouldBe
        ? []
        : [{ kind: 'counters differ', who: '-', detail: `${name}: counted ${is}, recorded ${shouldBe}` }];
    });
  }

  #add(name: string): void {
    this.#sums.set(name, (this.#sums.get(name) ?? 0) + 1);
  }
}

/** Without kind and month. @returns undefined for counters that are not held against the records */
function shortName(name: string): string | undefined {
  const parts = name.split('/');
  const [letter, subject] = parts;
  switch (letter) {
    case 'I':
      return `I/${subject}/${parts[3]}`;
    case 'C':
      if (setOf(subject ?? '') === 'unmarked') return undefined;
      return `C/${subject}/${parts[4]}/${parts[5]}/${parts[6]}`;
    case 'H':
      if (setOf(subject ?? '') === 'unmarked') return undefined;
      return `H/${subject}/${parts[4]}`;
    case 'Q':
      if (parts[4] === 'finished' && setOf(subject ?? '') === 'unmarked') return undefined;
      return parts[4] === 'abandoned' ? undefined : `Q/${subject}/${parts[4]}`;
    default:
      return undefined;
  }
}
