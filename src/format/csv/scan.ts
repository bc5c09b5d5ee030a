/** How the cells of a text are told apart. */
export interface Dialect {
  /** One character; empty for a single column. */
  readonly delimiter: string;
  /** One character; empty where quotes are ordinary text. */
  readonly quote: string;
  /** One character that makes the next one ordinary; empty where only a doubled quote does. */
  readonly escape: string;
}

export interface Row {
  readonly cells: readonly string[];
  /** Physical line of its first character, counted from 1. */
  readonly line: number;
  /** Place of its first character in the text, and the place after its line end. */
  readonly from: number;
  readonly to: number;
  /** Each quote in it opens or closes a whole cell, or is doubled: every reader takes it the same way. */
  readonly plain: boolean;
}

export function filledCells(row: Row): number {
  let filled = 0;
  for (const cell of row.cells) if (cell.trim() !== '') filled++;
  return filled;
}

/** The rows of the beginning of a text, and how well the quotes of the dialect fit it. */
export interface Scan {
  /** Rows that are not blank. A last row that may be cut is left out, unless it is the only one. */
  readonly rows: readonly Row[];
  /** Cells whose quotes open at the start and close at the end. */
  readonly closed: number;
  /** Quotes elsewhere: inside an unquoted cell, or closed before the cell ended. */
  readonly stray: number;
  /** Quoted cells after white space: `a, "b"`. */
  readonly spaced: number;
  /** Share of the text after a quote that nothing closes; 0 where all are closed. */
  readonly lost: number;
  /** The only row may be cut. */
  readonly partial: boolean;
  /** No limit was met: larger ones would give the same scan. */
  readonly whole: boolean;
}

export interface ScanLimits {
  readonly rows: number;
  readonly characters: number;
  /** More cells than this in a row: the rest is dropped. */
  readonly cells: number;
}

/**
 * Splits the beginning of a text into rows, leniently: nothing is an error. Lines end with LF, CR LF or CR. `complete`: the text ends where
 * the file ends, so that a last row without line end is whole. O(characters): a quote that nothing closes is looked for once,
 * since between it and the end every quote is escaped and opens no cell.
 */
export function scanRows(
  text: string,
  dialect: Dialect,
  limits: ScanLimits,
  complete: boolean,
): Scan {
  return new Scanner(text, dialect, limits, complete).run();
}

const SPACE = 32;
const LF = 10;
const CR = 13;
/** Code of an absent delimiter, quote or escape: no character has it. */
const NONE = -1;

class Scanner {
  private readonly text: string;
  private readonly limits: ScanLimits;
  private readonly end: number;
  private readonly whole: boolean;
  private readonly dialect: Dialect;
  private readonly delimiter: number;
  private readonly quote: number;
  private readonly escaper: number;
  private at = 0;
  private line = 1;
  private closed = 0;
  private stray = 0;
  private spaced = 0;
  private lost = 0;
  /** Cells with a quote, or an escape, that readers take in different ways. */
  private doubtful = 0;
  private dropped = false;

  constructor(text: string, dialect: Dialect, limits: ScanLimits, complete: boolean) {
    this.text = text;
    this.limits = limits;
    this.end = Math.min(text.length, limits.characters);
    this.whole = complete && this.end === text.length;
    this.dialect = dialect;
    this.delimiter = codeOf(dialect.delimiter);
    this.quote = codeOf(dialect.quote);
    this.escaper = dialect.escape === dialect.quote ? NONE : codeOf(dialect.escape);
  }

  run(): Scan {
    const rows: Row[] = [];
    let partial = false;
    while (this.at < this.end && rows.length < this.limits.rows) {
      if (this.isLineEnd(this.at)) {
        this.lineEnd();
        continue;
      }
      const { at: from, line, doubtful } = this;
      const cells = this.cells();
      const cut = this.at >= this.end;
      if (!cut) this.lineEnd();
      if (cells.length === 1 && cells[0]!.trim() === '') continue;
      if (cut && !this.whole) {
        if (rows.length > 0) break;
        partial = true;
      }
      rows.push({ cells, line, from, to: this.at, plain: this.doubtful === doubtful });
    }
    const { closed, stray, spaced, lost } = this;
    const whole = this.at >= this.end && this.end === this.text.length && !this.dropped;
    return { rows, closed, stray, spaced, lost, partial, whole };
  }

  private cells(): readonly string[] {
    const cells: string[] = [];
    for (;;) {
      const cell = this.quotedCell() ?? this.plainCell();
      if (cells.length < this.limits.cells) cells.push(cell);
      else this.dropped = true;
      if (this.at >= this.end || this.text.charCodeAt(this.at) !== this.delimiter) return cells;
      this.at++;
    }
  }

  private plainCell(): string {
    const { text, end, delimiter, quote, at: from } = this;
    let at = from;
    let quoted = false;
    for (; at < end; at++) {
      const code = text.charCodeAt(at);
      if (code === delimiter || code === LF || code === CR) break;
      if (code === quote) quoted = true;
    }
    if (quoted) {
      this.stray++;
      this.doubtful++;
    }
    this.at = at;
    return text.slice(from, at);
  }

  /** The cell here if it is quoted from end to end, white space around the quotes aside. */
  private quotedCell(): string | undefined {
    if (this.quote === NONE) return undefined;
    const first = this.skipSpaces(this.at);
    if (this.text.charCodeAt(first) !== this.quote || first >= this.end) return undefined;
    const close = this.closingQuote(first + 1);
    if (close === -1) {
      this.lost = Math.max(this.lost, (this.end - first) / this.end);
      if (this.whole) return undefined;
      // The cell may go on after the cut.
      this.at = this.end;
      return this.text.slice(first + 1, this.end);
    }
    const after = this.skipSpaces(close + 1);
    const code = this.text.charCodeAt(after);
    if (after < this.end && code !== this.delimiter && code !== LF && code !== CR) {
      this.stray++;
      return undefined;
    }
    this.closed++;
    if (first > this.at) this.spaced++;
    if (first > this.at || after > close + 1) this.doubtful++;
    this.at = after;
    this.line += lineEnds(this.text, first, close);
    return this.unquoted(this.text.slice(first + 1, close));
  }

  /** Place of the quote that ends the cell, or -1. A doubled quote and an escaped character do not end it. */
  private closingQuote(from: number): number {
    for (let at = from; at < this.end; at++) {
      const code = this.text.charCodeAt(at);
      if (code === this.escaper) at++;
      else if (code === this.quote) {
        if (at + 1 >= this.end || this.text.charCodeAt(at + 1) !== this.quote) return at;
        at++;
      }
    }
    return -1;
  }

  private unquoted(cell: string): string {
    const { quote, escape: escaper } = this.dialect;
    const doubled = cell.includes(quote);
    const single = doubled ? cell.replaceAll(quote + quote, quote) : cell;
    if (this.escaper === NONE) return single;
    const escaped = single.includes(escaper);
    if (doubled || escaped) this.doubtful++;
    if (!escaped) return single;
    return single.replaceAll(escaper + quote, quote).replaceAll(escaper + escaper, escaper);
  }

  private skipSpaces(from: number): number {
    let at = from;
    if (this.delimiter === SPACE) return at;
    while (at < this.end && this.text.charCodeAt(at) === SPACE) at++;
    return at;
  }

  private isLineEnd(at: number): boolean {
    const code = this.text.charCodeAt(at);
    return code === LF || code === CR;
  }

  private lineEnd(): void {
    const pair = this.text.charCodeAt(this.at) === CR && this.text.charCodeAt(this.at + 1) === LF;
    this.at += pair ? 2 : 1;
    this.line++;
  }
}

function codeOf(character: string): number {
  return character === '' ? NONE : character.charCodeAt(0);
}

function lineEnds(text: string, from: number, to: number): number {
  let count = 0;
  for (let at = from; at < to; at++) {
    const code = text.charCodeAt(at);
    if (code === LF || (code === CR && text.charCodeAt(at + 1) !== LF)) count++;
  }
  return count;
}
