import { DIGIT, kindsOf } from './byte-kind.ts';
import { DATE_LAYOUTS, MONTH_YEAR, YEAR_MONTH } from './date-layout.ts';

/** What varies in the keys of a row, and what is known of its values. */
export interface Cell {
  readonly kind:
    | 'digits'
    | 'date'
    | 'mixed'
    | 'guid'
    | 'value'
    | 'region'
    | 'locale'
    /** Short codes, such as countries. */
    | 'code'
    /** Names of months, and of days of the week. */
    | 'month'
    | 'weekday'
    /** Words that name things: each value is a dataset of its own. */
    | 'name'
    /** A name that stands in the key again. */
    | 'echo';
  /** Index into `DATE_LAYOUTS` where the kind is `date`. */
  readonly layout: number;
  /** The one value there is; undefined where there are several. */
  readonly only: string | undefined;
  /** Of digits only: least and greatest value. */
  readonly min: number;
  readonly max: number;
  /** Of the values, in characters. */
  readonly minLength: number;
  readonly maxLength: number;
  /** Bits of `byte-kind` seen in the values. */
  readonly kinds: number;
  /** Bits of `date-layout`: the readings that every value allows. */
  readonly readings: number;
  /** Of digits that may all be short dates: least and greatest value of the last two. */
  readonly minTail: number;
  readonly maxTail: number;
}

/** Text that all keys have at this place: a word, or one character that separates. */
export interface Text {
  readonly kind: 'text';
  readonly text: string;
}
export type Part = Text | Cell;

/** A family of keys with one structure. */
export interface Row {
  readonly parts: readonly Part[];
  readonly count: number;
  /** Some of the keys: the examples of every shape in it. */
  readonly keys: readonly Uint8Array[];
  /** The rows that were put together because of their names, to be taken apart again where the name's mask takes too much. */
  readonly namedRows: readonly Row[];
}

export const isSeparator = (part: Part | undefined): boolean =>
  part !== undefined && part.kind === 'text' && part.text.length === 1 && isSeparating(part.text);

const isSeparating = (char: string): boolean => char < '\u0080' && !/[A-Za-z0-9]/.test(char);

/** Splits literal text into words and separators. */
export const textsOf = (text: string): readonly string[] =>
  text.match(/[A-Za-z0-9\u0080-\u{10ffff}]+|./gsu) ?? [];

const YEARS = { from: 1700, to: 2100 };

/** Four digits that are all years, as people date things. */
export const isYears = (cell: Cell): boolean =>
  cell.kind === 'digits' &&
  cell.minLength === 4 &&
  cell.maxLength === 4 &&
  cell.min >= YEARS.from &&
  cell.max <= YEARS.to;

/** Digits whose width may be that of a date: `''` for plain numbers. */
export function weakDate(cell: Cell): string {
  if (isYears(cell)) return 'Y';
  return (cell.readings & (YEAR_MONTH | MONTH_YEAR)) !== 0 && cell.maxLength === 6 ? 'M' : '';
}

/** Names what a part is, but for the values of a cell: rows whose parts have equal keys have one structure. */
export function partKey(part: Part): string {
  switch (part.kind) {
    case 'text':
      return part.text;
    case 'digits':
      return '\ud800';
    case 'date':
      return `\ud801${part.layout}`;
    default:
      return `\ud803${part.kind}`;
  }
}

const NO_TAIL = { minTail: Number.POSITIVE_INFINITY, maxTail: Number.NEGATIVE_INFINITY };

/** A cell of one text. */
export function cellOf(kind: Cell['kind'], text: string): Cell {
  const length = Array.from(text).length;
  const kinds = kindsOf(text);
  const value = kinds === DIGIT ? Number(text) : 0;
  return {
    kind,
    layout: -1,
    only: text,
    min: value,
    max: value,
    minLength: length,
    maxLength: length,
    kinds,
    readings: 0,
    ...NO_TAIL,
  };
}

/** What a run of parts is as one cell of a kind. */
export function joinedCell(kind: Cell['kind'], parts: readonly Part[]): Cell {
  const cells = parts.map((part) => (part.kind === 'text' ? cellOf(kind, part.text) : part));
  const texts = cells.map(({ only }) => only);
  const sum = (lengthOf: (cell: Cell) => number): number =>
    cells.reduce((total, cell) => total + lengthOf(cell), 0);
  return {
    kind,
    layout: -1,
    only: texts.includes(undefined) ? undefined : texts.join(''),
    min: 0,
    max: 0,
    minLength: sum(({ minLength }) => minLength),
    maxLength: sum(({ maxLength }) => maxLength),
    kinds: cells.reduce((kinds, cell) => kinds | cell.kinds, 0),
    readings: 0,
    ...NO_TAIL,
  };
}

/** What is known when the values of both are values of one. Commutative and associative. */
export function mergeCells(a: Cell, b: Cell): Cell {
  return {
    kind: a.kind,
    layout: a.layout,
    only: a.only === b.only ? a.only : undefined,
    min: Math.min(a.min, b.min),
    max: Math.max(a.max, b.max),
    minLength: Math.min(a.minLength, b.minLength),
    maxLength: Math.max(a.maxLength, b.maxLength),
    kinds: a.kinds | b.kinds,
    readings: a.readings & b.readings,
    minTail: Math.min(a.minTail, b.minTail),
    maxTail: Math.max(a.maxTail, b.maxTail),
  };
}

/** A date as the digits it is written with. */
export function digitsOfDate(cell: Cell): Cell {
  return { ...cell, kind: 'digits', layout: -1, min: 0, max: 10 ** cell.maxLength, readings: 0 };
}

export const isCompactDate = (part: Part): part is Cell =>
  part.kind === 'date' && /^[A-Za-z]+$/.test(DATE_LAYOUTS[part.layout]!);

/** Keys of one row that are kept as examples. */
const MOST_KEYS = 64;

/** One row of several with the same structure (equal part keys). */
export function mergeRows(rows: readonly Row[]): Row {
  const [first, ...rest] = rows;
  if (first === undefined) throw new Error('no rows to merge');
  if (rest.length === 0) return first;
  const parts = first.parts.map((part, i) => {
    if (part.kind === 'text') return part;
    return rest.reduce<Cell>((cell, row) => {
      const other = row.parts[i]!;
      if (other.kind === 'text') throw new Error('rows of different structures');
      return mergeCells(cell, other);
    }, part);
  });
  return {
    parts,
    count: rows.reduce((sum, { count }) => sum + count, 0),
    keys: thinned(rows.flatMap(({ keys }) => keys)),
    namedRows: namedRowsOf(rows),
  };
}

/** Rows of names that are kept; where there are more, none is: they could not be listed one by one. */
const MOST_NAMED_ROWS = 1024;

function namedRowsOf(rows: readonly Row[]): readonly Row[] {
  const count = rows.reduce((sum, { namedRows }) => sum + namedRows.length, 0);
  return count > MOST_NAMED_ROWS ? [] : rows.flatMap(({ namedRows }) => namedRows);
}

/** As many of the keys as are kept, from all over them. */
function thinned(keys: readonly Uint8Array[]): readonly Uint8Array[] {
  if (keys.length <= MOST_KEYS) return keys;
  const step = keys.length / MOST_KEYS;
  return Array.from({ length: MOST_KEYS }, (_, i) => keys[Math.floor(i * step)]!);
}

/** Groups by a key, groups in order of first appearance. */
export function groupBy<T>(
  items: readonly T[],
  keyOf: (item: T) => string,
): readonly (readonly T[])[] {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return [...groups.values()];
}
