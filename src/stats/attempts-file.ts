import type { GivenAnswer } from './attempts.ts';
import type { BrokenRow, Row } from './delimited-rows.ts';
import { type Fraction, isLess, isSame, readFraction, zero } from './fraction.ts';

/** One attempt as the file has it. `kinds` holds more than one only if its rows disagree. */
export type FileAttempt = {
  id: string;
  learner: string | undefined;
  kinds: Set<string>;
  /** By place in `items`. */
  answers: (GivenAnswer | undefined)[];
};

export type AttemptsFile = {
  items: string[];
  attempts: FileAttempt[];
  /** Which of the optional columns have anything in them. */
  has: { learner: boolean; kind: boolean };
  /** What the person should know, though it stops nothing. */
  notes: FileNote[];
};

export type FileNote =
  | { kind: 'repeated_row'; line: number; times: number }
  | { kind: 'outside_max'; line: number; times: number }
  | { kind: 'no_learner'; line: number; times: number }
  | { kind: 'max_changed'; line: number; item: string };

/** What is wrong in which line; the words are in `words/`. */
export type FileProblem =
  | { line: number; kind: 'empty_file' }
  | { line: number; kind: 'columns_missing'; missing: string[]; found: string[] }
  | { line: number; kind: 'column_twice'; column: string }
  | { line: number; kind: 'too_many_cells'; found: number; expected: number }
  | { line: number; kind: 'too_few_cells'; found: number; expected: number }
  | { line: number; kind: 'cell_empty'; column: string }
  | { line: number; kind: 'not_a_mark'; column: 'mark' | 'max'; found: string }
  | { line: number; kind: 'max_below_zero'; found: string }
  | { line: number; kind: 'answered_twice'; attempt: string; item: string }
  | { line: number; kind: 'max_from_zero'; item: string }
  | { line: number; kind: 'quote_open' };

const needed = ['attempt', 'item', 'mark', 'max'] as const;
const optional = ['option', 'learner', 'kind'] as const;
type Column = (typeof needed)[number] | (typeof optional)[number];

/** So many problems are told at once; a file with more is wrong as a whole. */
export const mostProblems = 20;

/** No answer and not yet marked: mark 0, as with Moodle, which writes `-`. */
const isUnanswered = (mark: string): boolean => mark === '' || mark === '-';

/**
 * Attempts out of the rows of a long-form file, `attempt,item,mark,max[,option,learner,kind]`: columns in any
 * order and case, others left alone. Equal answers share one object, so memory grows with attempts, not with text.
 */
export class AttemptsReader {
  readonly problems: FileProblem[] = [];
  readonly #places = new Map<string, number>();
  readonly #attempts = new Map<string, FileAttempt>();
  readonly #answers = new Map<string, GivenAnswer>();
  /** The same by how they were written: most rows repeat one, and need no arithmetic. */
  readonly #byText = new Map<string, GivenAnswer>();
  readonly #maxes = new Map<string, Fraction>();
  readonly #numbers = new Map<string, Fraction | undefined>();
  readonly #changed = new Set<string>();
  readonly #notes = {
    repeated_row: { line: 0, times: 0 },
    outside_max: { line: 0, times: 0 },
    no_learner: { line: 0, times: 0 },
  };
  readonly #maxNotes: FileNote[] = [];
  readonly #has = { learner: false, kind: false };
  #columns: Map<Column, number> | undefined;
  #width = 0;

  get isHopeless(): boolean {
    return (
      this.problems.length >= mostProblems || this.problems.some(({ kind }) => kind === 'columns_missing')
    );
  }

  take(row: Row | BrokenRow): void {
    if ('broken' in row) this.problems.push({ line: row.line, kind: 'quote_open' });
    else if (this.#columns === undefined) this.#readHead(row);
    else this.#readAnswer(row, this.#columns);
  }

  /** Once, after the last row. */
  finish(): AttemptsFile {
    if (this.#columns === undefined && this.problems.length === 0) {
      this.problems.push({ line: 1, kind: 'empty_file' });
    }
    const counted = (['repeated_row', 'outside_max', 'no_learner'] as const).flatMap((kind): FileNote[] =>
      this.#notes[kind].times === 0 || (kind === 'no_learner' && !this.#has.learner)
        ? []
        : [{ kind, ...this.#notes[kind] }],
    );
    return {
      items: [...this.#places.keys()],
      attempts: [...this.#attempts.values()],
      has: this.#has,
      notes: [...counted, ...this.#maxNotes],
    };
  }

  #readHead({ line, cells }: Row): void {
    const columns = new Map<Column, number>();
    cells.forEach((cell, place) => {
      const name = [...needed, ...optional].find((column) => column === cell.toLowerCase());
      if (name === undefined) return;
      if (columns.has(name)) this.problems.push({ line, kind: 'column_twice', column: name });
      columns.set(name, place);
    });
    const missing = needed.filter((column) => !columns.has(column));
    if (missing.length > 0) this.problems.push({ line, kind: 'columns_missing', missing, found: cells });
    this.#columns = columns;
    this.#width = cells.length;
  }

  #readAnswer({ line, cells }: Row, columns: ReadonlyMap<Column, number>): void {
    const of = (column: Column): string => cells[columns.get(column) ?? -1] ?? '';
    const before = this.problems.length;
    if (cells.length > this.#width && cells.slice(this.#width).some((cell) => cell !== '')) {
      this.problems.push({ line, kind: 'too_many_cells', found: cells.length, expected: this.#width });
      return;
    }
    // Spreadsheets leave trailing empty cells out; what must be there is looked at by name.
    if (needed.some((column) => (columns.get(column) ?? 0) >= cells.length && column !== 'mark')) {
      this.problems.push({ line, kind: 'too_few_cells', found: cells.length, expected: this.#width });
      return;
    }
    for (const column of ['attempt', 'item', 'max'] as const) {
      if (of(column) === '') this.problems.push({ line, kind: 'cell_empty', column });
    }
    const max = this.#number(of('max'));
    const mark = isUnanswered(of('mark')) ? zero : this.#number(of('mark'));
    if (max === undefined && of('max') !== '')
      this.problems.push({ line, kind: 'not_a_mark', column: 'max', found: of('max') });
    if (max !== undefined && max.over < 0n)
      this.problems.push({ line, kind: 'max_below_zero', found: of('max') });
    if (mark === undefined)
      this.problems.push({ line, kind: 'not_a_mark', column: 'mark', found: of('mark') });
    if (this.problems.length > before || max === undefined || mark === undefined) return;
    if (mark.over < 0n || isLess(max, mark)) this.#note('outside_max', line);
    this.#noteMax(line, of('item'), max);
    const text = `${of('item')}\n${of('mark')}\n${of('max')}\n${of('option')}`;
    const answer = this.#byText.get(text) ?? this.#answer(of('item'), mark, max, of('option'));
    this.#byText.set(text, answer);
    this.#keep(line, of('attempt'), of('item'), of('learner'), of('kind').toLowerCase(), answer);
  }

  #keep(line: number, id: string, item: string, learner: string, kind: string, answer: GivenAnswer): void {
    // Attempts may be numbered anew for each learner.
    const name = learner === '' ? id : `${learner}\n${id}`;
    const place = this.#placeOf(item);
    const attempt = this.#attempts.get(name) ?? {
      id,
      learner: learner === '' ? undefined : learner,
      kinds: new Set<string>(),
      answers: [],
    };
    if (learner !== '') this.#has.learner = true;
    else this.#note('no_learner', line);
    if (kind !== '') this.#has.kind = true;
    const given = attempt.answers[place];
    if (given !== undefined) {
      if (given === answer) this.#note('repeated_row', line);
      else this.problems.push({ line, kind: 'answered_twice', attempt: id, item });
      return;
    }
    attempt.kinds.add(kind);
    attempt.answers[place] = answer;
    this.#attempts.set(name, attempt);
  }

  #number(text: string): Fraction | undefined {
    if (!this.#numbers.has(text)) this.#numbers.set(text, readFraction(text));
    return this.#numbers.get(text);
  }

  /** One object for all equal answers: `1` and `1.0` are. */
  #answer(item: string, mark: Fraction, max: Fraction, option: string): GivenAnswer {
    const name = `${item}\n${nameOf(mark)}\n${nameOf(max)}\n${option}`;
    const known = this.#answers.get(name);
    if (known !== undefined) return known;
    const fresh: GivenAnswer = { mark, max, ...(option === '' ? {} : { option }) };
    this.#answers.set(name, fresh);
    return fresh;
  }

  #placeOf(item: string): number {
    const place = this.#places.get(item) ?? this.#places.size;
    this.#places.set(item, place);
    return place;
  }

  #note(kind: 'repeated_row' | 'outside_max' | 'no_learner', line: number): void {
    const note = this.#notes[kind];
    if (note.times === 0) note.line = line;
    note.times += 1;
  }

  #noteMax(line: number, item: string, max: Fraction): void {
    const before = this.#maxes.get(item);
    this.#maxes.set(item, max);
    if (before === undefined || isSame(before, max)) return;
    if (before.over === 0n || max.over === 0n) {
      this.problems.push({ line, kind: 'max_from_zero', item });
    } else if (!this.#changed.has(item)) {
      this.#changed.add(item);
      this.#maxNotes.push({ kind: 'max_changed', line, item });
    }
  }
}

const nameOf = ({ over, under }: Fraction): string => `${over}/${under}`;
