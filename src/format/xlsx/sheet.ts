import { OverBudget } from '../format.ts';
import { attribute, xmlEvents } from './xml-events.ts';

/** Rows that are looked at. */
const MAX_ROWS = 200;
/** Columns that a sheet can have. */
const MAX_COLUMNS = 16_384;
const MAX_CELLS = 200_000;

/** A cell that is not empty. */
export interface Cell {
  /** Counted from 0. */
  readonly column: number;
  /** `s` shared, `str` and `inlineStr` text, `b`, `e` error, `d` ISO date, `n` number. */
  readonly type: string;
  readonly style: number;
  /** Text as it stands: for `s` an index. */
  readonly value: string;
}
export interface Row {
  /** Counted from 1. */
  readonly number: number;
  readonly cells: readonly Cell[];
  /** The text ended inside it: more cells may follow. */
  readonly cut: boolean;
}

/**
 * The first rows of a sheet that have cells; only the last may be cut. Throws `OverBudget` past the last column that a sheet can have.
 * O(text).
 */
export function sheetRows(xml: string): readonly Row[] {
  const rows: Row[] = [];
  let row: { number: number; cells: Cell[] } | undefined;
  let cell: { column: number; type: string; style: number; value: string } | undefined;
  let number = 0;
  let count = 0;
  let inValue = false;
  for (const event of xmlEvents(xml)) {
    if (event.kind === 'text') {
      if (inValue && cell !== undefined) cell.value += event.text;
      continue;
    }
    const open = event.kind === 'open' && !event.empty;
    if (event.name === 'row') {
      if (row !== undefined && row.cells.length > 0) rows.push({ ...row, cut: false });
      row = undefined;
      if (rows.length >= MAX_ROWS) break;
      if (event.kind !== 'open') continue;
      number = whole(attribute(event.attributes, 'r')) ?? number + 1;
      if (open) row = { number, cells: [] };
    } else if (event.name === 'c') {
      if (cell !== undefined && cell.value !== '') row?.cells.push(cell);
      cell = undefined;
      if (!open) continue;
      if (++count > MAX_CELLS) break;
      const place = attribute(event.attributes, 'r');
      const column = place === undefined ? nextColumn(row?.cells) : columnOf(place);
      if (column >= MAX_COLUMNS) throw new OverBudget('columns');
      cell = {
        column,
        type: attribute(event.attributes, 't') ?? 'n',
        style: whole(attribute(event.attributes, 's')) ?? 0,
        value: '',
      };
    } else if (event.name === 'v' || event.name === 't') inValue = open;
    else if (event.name === 'sheetData' && event.kind === 'close') break;
  }
  if (row !== undefined && row.cells.length > 0) rows.push({ ...row, cut: true });
  return rows;
}

/** A whole number of a few digits; absent where the text is none. */
const whole = (text: string | undefined): number | undefined =>
  text !== undefined && /^\d{1,9}$/.test(text) ? Number(text) : undefined;

const nextColumn = (cells: readonly Cell[] | undefined): number =>
  (cells?.at(-1)?.column ?? -1) + 1;

/** `B` of `B7` is 1. Throws `OverBudget` past the last column of a sheet. */
function columnOf(place: string): number {
  let column = 0;
  for (const letter of /^[A-Za-z]{0,4}/.exec(place)![0].toUpperCase()) {
    column = column * 26 + letter.charCodeAt(0) - 64;
  }
  return Math.max(0, column - 1);
}
