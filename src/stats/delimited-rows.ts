/** One row of a delimited file, with the line it begins on, from 1. */
export type Row = { line: number; cells: string[] };

const separators = [',', ';', '\t'] as const;

/** A quoted cell longer than this has lost its closing quote; without a limit it would swallow the file. */
const longestRow = 65_536;

/** A row that cannot be read; the reader goes on behind it. */
export type BrokenRow = { line: number; broken: 'quote' };

/**
 * Rows of comma-, semicolon- or tab-separated text as spreadsheets write it, piece by piece, so that a file never
 * has to be in memory at once. Takes CRLF and LF, quoted cells with `""` and line breaks, Excel's `sep=;` line,
 * and leaves blank lines out. Which separator it is, the first row tells.
 */
export class RowReader {
  #rest = '';
  #line = 1;
  #separator: string | undefined;

  /** @returns the rows completed by this piece */
  push(piece: string): (Row | BrokenRow)[] {
    this.#rest += piece;
    return this.#take(false);
  }

  /** @returns the last row, if the file does not end in a line break */
  end(): (Row | BrokenRow)[] {
    return this.#take(true);
  }

  #take(isEnd: boolean): (Row | BrokenRow)[] {
    const rows: (Row | BrokenRow)[] = [];
    let from = 0;
    while (from < this.#rest.length) {
      const end = this.#endOfRow(from, isEnd);
      if (end === undefined) break;
      const text = this.#rest.slice(from, end.at).replace(/\r$/, '');
      if (end.isBroken) rows.push({ line: this.#line, broken: 'quote' });
      else if (/^sep=.$/i.test(text) && this.#separator === undefined) this.#separator = text.slice(4);
      else if (text.trim() !== '') {
        const cells = this.#cellsOf(text);
        // Spreadsheets leave rows of nothing but separators below a table.
        if (cells.some((cell) => cell !== '')) rows.push({ line: this.#line, cells });
      }
      this.#line += end.lines;
      from = end.at + 1;
    }
    this.#rest = this.#rest.slice(from);
    return rows;
  }

  /** Where the row ends: at a line break outside quotes. A quote opens a cell only at its beginning. */
  #endOfRow(from: number, isEnd: boolean): { at: number; lines: number; isBroken: boolean } | undefined {
    const firstBreak = this.#rest.indexOf('\n', from);
    let at = firstBreak;
    let lines = 1;
    while (at !== -1 || isEnd) {
      const stop = at === -1 ? this.#rest.length : at;
      const text = this.#rest.slice(from, stop);
      if (!text.includes('"') || !this.#isOpen(text)) return { at: stop, lines, isBroken: false };
      if (at === -1 || stop - from > longestRow) {
        // Give up this quote, not the lines behind it.
        return { at: firstBreak === -1 ? this.#rest.length : firstBreak, lines: 1, isBroken: true };
      }
      at = this.#rest.indexOf('\n', at + 1);
      lines += 1;
    }
    return undefined;
  }

  #isOpen(text: string): boolean {
    return readCells(text, this.#separatorFor(text)) === undefined;
  }

  #separatorFor(text: string): string {
    return this.#separator ?? guessSeparator(text);
  }

  #cellsOf(text: string): string[] {
    this.#separator ??= guessSeparator(text);
    if (!text.includes('"')) return text.split(this.#separator).map((cell) => cell.trim());
    return readCells(text, this.#separator) ?? [];
  }
}

const guessSeparator = (text: string): string => {
  const times = (separator: string): number => text.split(separator).length;
  return [...separators].sort((one, other) => times(other) - times(one))[0] ?? ',';
};

/** @returns undefined while a quoted cell is still open at the end of the text */
function readCells(text: string, separator: string): string[] | undefined {
  const cells: string[] = [];
  let from = 0;
  while (from <= text.length) {
    const opening = /^[^\S\t]*"/.exec(text.slice(from, from + 64));
    if (opening === null) {
      const end = text.indexOf(separator, from);
      cells.push(text.slice(from, end === -1 ? text.length : end).trim());
      if (end === -1) return cells;
      from = end + separator.length;
      continue;
    }
    let close = from + opening[0].length;
    for (;;) {
      close = text.indexOf('"', close);
      if (close === -1) return undefined;
      if (text[close + 1] !== '"') break;
      close += 2;
    }
    const quoted = text.slice(from + opening[0].length, close).replaceAll('""', '"');
    const end = text.indexOf(separator, close);
    cells.push((quoted + text.slice(close + 1, end === -1 ? text.length : end)).trim());
    if (end === -1) return cells;
    from = end + separator.length;
  }
  return cells;
}
