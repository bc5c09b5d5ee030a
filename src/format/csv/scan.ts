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
  /** The text ended inside quotes. */
  readonly open: boolean;
  /** The only row may be cut. */
  readonly partial: boolean;
}

export interface ScanLimits {
  readonly rows: number;
  readonly characters: number;
  /** More cells than this in a row: the rest is dropped. */
  readonly cells: number;
}

/**
 * Splits the beginning of a text into rows, leniently: nothing is an error. Lines end with LF, CR LF or CR. `complete`: the text ends where the
 * file ends, so that a last row without line end is whole. O(characters).
 */
export function scanRows(
  text: string,
  dialect: Dialect,
  limits: ScanLimits,
  complete: boolean,
): Scan {
  const end = Math.min(text.length, limits.characters);
  const whole = complete && end === text.length;
  const { delimiter, quote, escape: escaper } = dialect;
  const rows: Row[] = [];
  let [closed, stray, spaced, open, partial] = [0, 0, 0, false, false];
  let line = 1;
  let at = 0;
  while (at < end && rows.length < limits.rows) {
    const start = line;
    const from = at;
    const cells: string[] = [];
    let ended = false;
    while (!ended) {
      let cell: string;
      let quoted = false;
      if (quote !== '') {
        let first = at;
        while (first < end && text[first] === ' ' && delimiter !== ' ') first++;
        quoted = text[first] === quote && first < end;
        if (quoted) {
          const close = closingQuote(text, first + 1, end, quote, escaper);
          const after = close === -1 ? end : skipSpaces(text, close + 1, end, delimiter);
          if (close === -1) {
            open = true;
            quoted = false;
          } else if (after >= end || text[after] === delimiter || isLineEnd(text, after)) {
            closed++;
            if (first > at) spaced++;
            cell = unquoted(text.slice(first + 1, close), quote, escaper);
            line += lineEnds(text, first, close);
            at = after;
            if (cells.length < limits.cells) cells.push(cell);
          } else {
            stray++;
            quoted = false;
          }
        }
      }
      if (!quoted) {
        const begin = at;
        while (at < end && text[at] !== delimiter && !isLineEnd(text, at)) at++;
        cell = text.slice(begin, at);
        if (quote !== '' && cell.includes(quote)) stray++;
        if (cells.length < limits.cells) cells.push(cell);
      }
      if (at < end && text[at] === delimiter) at++;
      else ended = true;
    }
    const cut = at >= end;
    if (!cut) {
      at += text[at] === '\r' && text[at + 1] === '\n' ? 2 : 1;
      line++;
    }
    const blank = cells.length === 1 && cells[0]!.trim() === '';
    if (!blank && (!cut || whole || rows.length === 0))
      rows.push({ cells, line: start, from, to: at });
  }
  return { rows, closed, stray, spaced, open, partial };
}

/** Place of the quote that ends the cell, or -1. A doubled quote and an escaped character do not end it. */
function closingQuote(
  text: string,
  from: number,
  end: number,
  quote: string,
  escaper: string,
): number {
  for (let at = from; at < end; at++) {
    const character = text[at];
    if (escaper !== '' && character === escaper && escaper !== quote) at++;
    else if (character === quote) {
      if (text[at + 1] !== quote || at + 1 >= end) return at;
      at++;
    }
  }
  return -1;
}

function unquoted(cell: string, quote: string, escaper: string): string {
  const single = cell.includes(quote) ? cell.replaceAll(quote + quote, quote) : cell;
  if (escaper === '' || escaper === quote || !single.includes(escaper)) return single;
  return single.replaceAll(escaper + quote, quote).replaceAll(escaper + escaper, escaper);
}

function skipSpaces(text: string, from: number, end: number, delimiter: string): number {
  let at = from;
  while (at < end && text[at] === ' ' && delimiter !== ' ') at++;
  return at;
}

function isLineEnd(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code === 10 || code === 13;
}

function lineEnds(text: string, from: number, to: number): number {
  let count = 0;
  for (let at = from; at < to; at++) {
    const code = text.charCodeAt(at);
    if (code === 10 || (code === 13 && text.charCodeAt(at + 1) !== 10)) count++;
  }
  return count;
}
