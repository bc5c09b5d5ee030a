import { cellKind, isTyped } from './cell-kind.ts';
import { filledCells, type Row } from './scan.ts';

/** Leading rows that are looked past; a longer preamble is taken for data. */
const PREAMBLE_ROWS = 60;
/** Cells that a title, or a key and its value, fill in a row that a spreadsheet padded to its width. */
const SPARSE = 2;
/** Share of the rows under the names that are fuller than those above. */
const DENSE = 0.8;
/** Names and two rows: less at the end of a text is no table. */
const SHORTEST = 3;
/** Columns in which values of a type are looked for. */
const COLUMNS = 64;

/** How many leading rows of a table of this width are titles, notes, keys with their values. O(rows). */
export function preambleLength(rows: readonly Row[], width: number): number {
  const end = Math.min(PREAMBLE_ROWS, rows.length - 1);
  const repeats = rows.filter((row) => row.cells.length === width).length > 1;
  let start = 0;
  while (start < end && isTitle(rows, start, width, repeats)) start++;
  return Math.max(start, paddedLength(rows, width, end));
}

/**
 * Width of a short table under a longer list of keys and values, where the text ends with one: rows that are wider than the most frequent ones
 * (`modal`), under a row of words. O(rows).
 */
export function widthAtEnd(rows: readonly Row[], modal: number): number {
  const width = rows.at(-1)?.cells.length ?? 0;
  let from = rows.length;
  while (from > 0 && rows[from - 1]!.cells.length === width) from--;
  const short = rows.length - from;
  return from > 0 && width > modal && short >= SHORTEST && isHeading(rows[from]!, width)
    ? width
    : modal;
}

function isTitle(rows: readonly Row[], at: number, width: number, repeats: boolean): boolean {
  const row = rows[at]!;
  const filled = filledCells(row);
  if (row.cells.length >= width) {
    // A title in a spreadsheet is padded to the width of the sheet.
    return (
      width >= 3 &&
      filled <= 1 &&
      rows.slice(at + 1, at + 4).some((next) => filledCells(next) * 2 >= width)
    );
  }
  if (width === 2 || filled <= 1) return true;
  // A header may lack the cell over the row names; a narrower row, or one above a full row of words, or not above the data, is a title.
  if (row.cells.length < width - 1) return true;
  const next = rows[at + 1];
  if (next === undefined) return false;
  return (
    (repeats && next.cells.length < row.cells.length) ||
    (next.cells.length === width && next.cells.every((cell) => /^\D*$/.test(cell) && cell !== ''))
  );
}

/**
 * Rows of one or two filled cells above a row of words, where nearly all rows below are fuller: keys with their values, padded. One
 * such row alone may be a header that lacks names: values of a type must stand under the row of words then.
 */
function paddedLength(rows: readonly Row[], width: number, end: number): number {
  let at = 0;
  while (at < end && filledCells(rows[at]!) <= SPARSE) at++;
  const heading = rows[at];
  if (at === 0 || heading === undefined || !isHeading(heading, width)) return 0;
  const below = rows.slice(at + 1, withoutNotes(rows));
  const dense = below.filter((row) => filledCells(row) > SPARSE).length;
  if (below.length === 0 || dense < below.length * DENSE) return 0;
  return at > 1 || hasTypedColumn(heading, below) ? at : 0;
}

/** Where the rows end that have no notes after them: a total, a source, a number of rows. */
function withoutNotes(rows: readonly Row[]): number {
  let end = rows.length;
  while (end > 0 && filledCells(rows[end - 1]!) <= SPARSE) end--;
  return end;
}

/** A row that is nearly full, and of words only. */
function isHeading(row: Row, width: number): boolean {
  const filled = filledCells(row);
  return (
    filled > SPARSE && filled >= width * DENSE && !row.cells.some((cell) => isTyped(cellKind(cell)))
  );
}

/** O(`COLUMNS` × rows). */
function hasTypedColumn(heading: Row, below: readonly Row[]): boolean {
  return heading.cells.slice(0, COLUMNS).some((_, index) => {
    const typed = below.filter((row) => isTyped(cellKind(row.cells[index] ?? '')));
    return typed.length >= below.length * DENSE;
  });
}
