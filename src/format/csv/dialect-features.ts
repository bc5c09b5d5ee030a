import { CELL_KINDS, cellKind, isTyped } from './cell-kind.ts';
import { type Dialect, filledCells, type Row, type Scan } from './scan.ts';
import type { Table } from './table.ts';

/** What speaks for and against a dialect, each about 0 to 1; the weights say how much. */
export type Features = Readonly<Record<string, number>>;

const COMMON = [',', ';', '\t', '|'];
/** Cells looked at in a row; more columns than that say nothing new. */
const CELLS = 64;
const PLACE = Object.fromEntries(CELL_KINDS.map((kind, index) => [kind, index]));
/** Kinds that have no bracket and no common delimiter in them; a tab may stand around them. */
const BARE: ReadonlySet<string> = new Set(['integer', 'boolean', 'code', 'word']);

/** O(cells of the table). */
export function dialectFeatures(dialect: Dialect, scan: Scan, table: Table): Features {
  const { rows, width } = table;
  const count = Math.max(1, rows.length);
  const widths = new Set(rows.map((row) => row.cells.length));
  const regular = rows.filter((row) => row.cells.length === width);
  let [cells, typed, word, text, odd, blank, rival, spaces, unbalanced] = [
    0, 0, 0, 0, 0, 0, 0, 0, 0,
  ];
  const rivals = COMMON.filter((one) => one !== dialect.delimiter);
  const around = rivals.filter((one) => one === '\t');
  /** For each column the number of its cells of each kind. */
  const columns: number[][] = [];
  for (const row of regular) {
    for (let index = 0; index < Math.min(width, CELLS); index++) {
      const cell = row.cells[index]!;
      const kind = cellKind(cell);
      cells++;
      if (cell.startsWith(' ')) spaces++;
      if (kind === 'blank') {
        blank++;
        continue;
      }
      if (isTyped(kind)) typed++;
      else if (kind === 'word' || kind === 'code') word++;
      else if (kind === 'text') text++;
      else odd++;
      const bare = BARE.has(kind);
      if (!bare && isUnbalanced(cell)) unbalanced++;
      if ((bare ? around : rivals).some((one) => cell.includes(one))) rival++;
      const column = columns[index] ?? CELL_KINDS.map(() => 0);
      columns[index] = column;
      column[PLACE[kind]!]!++;
    }
  }
  const filled = Math.max(1, cells - blank);
  let homogeneous = 0;
  for (const column of columns) {
    if (column === undefined) continue;
    let [most, all] = [0, 0];
    for (const times of column) {
      all += times;
      if (times > most) most = times;
    }
    homogeneous += all < 2 ? 0.5 : (most - 1) / (all - 1);
  }
  const quotes = scan.closed + scan.stray;
  const { delimiter, quote } = dialect;
  const rare = delimiter !== '' && !COMMON.includes(delimiter);
  const share = regular.length / count;
  const single = width < 2 ? 1 : 0;
  return {
    regular: share,
    regularMany: share * Math.min(1, Math.log2(1 + regular.length) / 6),
    allRegular: widths.size === 1 ? 1 : 0,
    width: Math.min(6, Math.log2(Math.max(1, width))),
    widthRegular: share * Math.min(6, Math.log2(Math.max(1, width))),
    single,
    singleTyped: single * (typed / filled),
    singleRival: single * (rival / filled),
    two: width === 2 ? 1 : 0,
    typed: typed / filled,
    word: word / filled,
    text: text / filled,
    odd: odd / filled,
    blank: cells === 0 ? 1 : blank / cells,
    rival: rival / filled,
    homogeneous: columns.length === 0 ? 0 : homogeneous / columns.length,
    spaces: cells === 0 ? 0 : spaces / cells,
    widths: Math.min(1, (widths.size - 1) / Math.sqrt(count)),
    preamble: Math.min(1, table.preamble / count),
    preambled: table.preamble > 0 ? 1 : 0,
    firstWide: rows[0] !== undefined && rows[0].cells.length === width ? 1 : 0,
    firstFilled:
      rows[0] === undefined || width === 0 ? 0 : Math.min(1, filledCells(rows[0]) / width),
    closed: quotes === 0 ? 0 : scan.closed / quotes,
    stray: quotes === 0 ? 0 : scan.stray / quotes,
    strayRows: Math.min(1, scan.stray / count),
    spaced: quotes === 0 ? 0 : scan.spaced / quotes,
    open: scan.lost > 0 ? 1 : 0,
    lost: scan.lost,
    torn: rare ? tornShare(regular, delimiter) : 0,
    rareText: rare ? 1 - typed / filled : 0,
    unbalanced: unbalanced / filled,
    [`delimiter ${delimiterName(delimiter)}`]: 1,
    [`quote ${quote === '' ? 'none' : quote === '"' ? 'double' : 'single'}`]: 1,
    quoteUnused: quote !== '' && scan.closed === 0 ? 1 : 0,
    escape: dialect.escape === '' ? 0 : 1,
  };
}

function delimiterName(delimiter: string): string {
  const names: Record<string, string> = {
    '': 'none',
    ',': 'comma',
    ';': 'semicolon',
    '\t': 'tab',
    '|': 'bar',
    ' ': 'space',
    ':': 'colon',
  };
  return (
    names[delimiter] ??
    (/^[\p{L}\p{N}]$/u.test(delimiter) ? 'letter' : delimiter < ' ' ? 'control' : 'other')
  );
}

/** Share of the rows that are one value in one piece: `12:30` is no table of two columns. */
function tornShare(rows: readonly Row[], delimiter: string): number {
  const looked = rows.slice(0, 50);
  const torn = looked.filter(({ cells }) => {
    const line = cells.length > 8 ? '' : cells.join(delimiter);
    return isTyped(cellKind(line)) || PATH.test(line);
  });
  return looked.length === 0 ? 0 : torn.length / looked.length;
}

const PATH = /^[\w.-]{1,40}(?:\/[\w.-]{1,40}){1,8}$/;

const BRACKETS = /[()[\]{}]/g;
/** Longer cells are text, in which brackets are not counted. */
const LONG = 200;

/** Brackets that a delimiter inside them would leave open. */
function isUnbalanced(cell: string): boolean {
  if (cell.length > LONG) return false;
  let depth = 0;
  for (const bracket of cell.match(BRACKETS) ?? []) depth += '([{'.includes(bracket) ? 1 : -1;
  return depth !== 0;
}
