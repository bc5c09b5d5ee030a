import type { Row } from './scan.ts';

/** Where the table is among the rows of a text. */
export interface Table {
  /** Header or first data row first; comments and preamble are gone. */
  readonly rows: readonly Row[];
  /** The most frequent number of cells. */
  readonly width: number;
  /** Title rows and notes before the table. */
  readonly preamble: number;
  readonly comments: number;
  /** A comment line just above the table that has as many cells: perhaps its header. */
  readonly commented?: Row;
}

/** Title rows that are looked past; a longer preamble is taken for data. */
const PREAMBLE_ROWS = 60;
/** Lines that are for programs or people, and no records: comments, and the line by which Excel is told the delimiter. */
const COMMENT = /^\s*(?:#|\/\/|%|!|--)|^sep=.?$/i;

/**
 * Finds the table. Lines that start as comments are dropped where lines that do not remain; leading rows are dropped while they are
 * too narrow, or nearly blank, to belong to the rows below. O(rows).
 */
export function findTable(rows: readonly Row[]): Table {
  const commented = rows.map((row) => isComment(row.cells[0]!));
  const plain = rows.filter((_, index) => !commented[index]);
  const body = plain.length > 0 && plain.length * 4 >= rows.length ? plain : rows;
  const width = modalWidth(body);
  let start = 0;
  while (start < Math.min(PREAMBLE_ROWS, body.length - 1) && isPreamble(body, start, width))
    start++;
  const first = body[start];
  const above = first === undefined ? undefined : rows[rows.indexOf(first) - 1];
  const isHeader =
    body !== rows &&
    above !== undefined &&
    commented[rows.indexOf(above)] === true &&
    above.cells.length === width;
  return {
    rows: body.slice(start),
    width,
    preamble: start,
    comments: rows.length - body.length,
    ...(isHeader ? { commented: above } : {}),
  };
}

/** Whether a row with this first cell is a comment. A number (`-- 5` aside) never is. */
export function isComment(cell: string): boolean {
  return COMMENT.test(cell) && !Number.isFinite(Number(cell));
}

/** Most frequent width; of equals the wider. Rows of one cell count only where nothing else is there. */
export function modalWidth(rows: readonly Row[]): number {
  const counts = new Map<number, number>();
  for (const { cells } of rows) counts.set(cells.length, (counts.get(cells.length) ?? 0) + 1);
  let best = 0;
  let most = 0;
  for (const [width, count] of counts) {
    if (count > most || (count === most && width > best)) [best, most] = [width, count];
  }
  return best;
}

export function filledCells(row: Row): number {
  let filled = 0;
  for (const cell of row.cells) if (cell.trim() !== '') filled++;
  return filled;
}

function isPreamble(rows: readonly Row[], at: number, width: number): boolean {
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
  // A header may lack the cell over the row names; a narrower row, or one above a full row of words, is a title.
  if (row.cells.length < width - 1) return true;
  const next = rows[at + 1];
  return (
    next !== undefined &&
    next.cells.length === width &&
    next.cells.every((cell) => /^\D*$/.test(cell) && cell !== '')
  );
}
