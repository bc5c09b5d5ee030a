import { preambleLength, widthAtEnd } from './preamble.ts';
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
  readonly commented?: CommentedNames;
}

export interface CommentedNames {
  /** Without the mark. */
  readonly row: Row;
  /** The mark of the comment has a cell of its own: `# time x y` over rows of three cells. */
  readonly marked: boolean;
}

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
  const width = widthAtEnd(body, modalWidth(body));
  const start = preambleLength(body, width);
  const first = body[start];
  const above = first === undefined ? undefined : rows[rows.indexOf(first) - 1];
  const isCommented =
    body !== rows && above !== undefined && commented[rows.indexOf(above)] === true;
  const names = isCommented ? namesIn(above, width) : undefined;
  return {
    rows: body.slice(start),
    width,
    preamble: start,
    comments: rows.length - body.length,
    ...(names === undefined ? {} : { commented: names }),
  };
}

const MARK = /^\s*(?:#+|\/\/|%+|--)\s*$/;

function namesIn(row: Row, width: number): CommentedNames | undefined {
  const { cells } = row;
  if (cells.length === width) return { row, marked: false };
  const marked = cells.length === width + 1 && MARK.test(cells[0]!);
  return marked ? { row: { ...row, cells: cells.slice(1) }, marked } : undefined;
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
