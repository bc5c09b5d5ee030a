import { type CellKind, cellKind, isTyped } from './cell-kind.ts';
import type { Features } from './dialect-features.ts';
import type { Row } from './scan.ts';
import { namingShare } from './vocabulary.ts';

const COLUMNS = 64;
/** Characters of a cell that its shape is made of. */
const SHAPED = 40;
const IDENTIFIER = /^[A-Za-z_][A-Za-z0-9_.]*$/;

/** What speaks for and against the first row being names rather than data. O(cells of the rows). */
export function headerFeatures(rows: readonly Row[], width: number): Features {
  const [first, ...data] = rows;
  const names = first?.cells.slice(0, Math.min(width, COLUMNS)) ?? [];
  const sequence = valuesAsNames(names, data[0]?.cells ?? []);
  const kinds = names.map(
    (name, index): CellKind => (sequence.has(index) ? 'word' : cellKind(name)),
  );
  const filled = names.filter((name) => name.trim() !== '');
  const columns = names.map((name, index) => columnEvidence(name, kinds[index]!, data, index));
  const average = (of: (column: ColumnEvidence) => number) =>
    columns.length === 0
      ? 0
      : columns.reduce((sum, column) => sum + of(column), 0) / columns.length;
  const some = (of: (column: ColumnEvidence) => number) => Math.max(0, ...columns.map(of));
  const share = (test: (name: string, kind: CellKind) => boolean) =>
    names.length === 0
      ? 0
      : names.filter((name, index) => test(name, kinds[index]!)).length / names.length;
  const typed = share((_, kind) => isTyped(kind));
  const unique = new Set(filled.map((name) => name.trim().toLowerCase())).size;
  const naming = names.map(namingShare);
  const vocabulary = naming.filter((one) => one > 0).length / Math.max(1, names.length);
  const exact = naming.filter((one) => one === 1).length / Math.max(1, names.length);
  return {
    contrast: average((column) => column.contrast),
    anyContrast: some((column) => column.contrast),
    alike: average((column) => column.alike),
    anyAlike: some((column) => column.alike),
    repeated: average((column) => column.repeated),
    anyRepeated: some((column) => column.repeated),
    pattern: average((column) => column.pattern),
    samePattern: average((column) => column.samePattern),
    length: average((column) => column.length),
    anyLength: some((column) => column.length),
    typed,
    anyTyped: typed > 0 ? 1 : 0,
    numeric: share((_, kind) => isNumeric(kind)),
    date: share((_, kind) => kind === 'date'),
    link: share((_, kind) => kind === 'link'),
    sequence: sequence.size > 0 ? 1 : 0,
    wordly: share((_, kind) => kind === 'word' || kind === 'text'),
    identifiers: share((name) => IDENTIFIER.test(name.trim())),
    lower: share((name) => /^[a-z_][a-z0-9_.]*$/.test(name.trim())),
    upper: share((name) => /^[A-Z_][A-Z0-9_.]*$/.test(name.trim())),
    code: share((_, kind) => kind === 'code'),
    odd: share((_, kind) => kind === 'odd'),
    unique: filled.length === 0 ? 0 : unique / filled.length,
    duplicate: unique < filled.length ? 1 : 0,
    duplicateTyped: unique < filled.length && typed > 0 ? 1 : 0,
    blank: share((_, kind) => kind === 'blank'),
    anyBlank: filled.length < names.length ? 1 : 0,
    firstBlankOnly: filled.length === names.length - 1 && names[0]?.trim() === '' ? 1 : 0,
    vocabulary,
    anyVocabulary: vocabulary > 0 ? 1 : 0,
    exact,
    anyExact: exact > 0 ? 1 : 0,
    long: share((name) => name.length > 40),
    rows: Math.min(1, Math.log2(1 + data.length) / 8),
    alone: data.length === 0 ? 1 : 0,
    aloneTyped: data.length === 0 ? typed : 0,
    single: names.length === 1 ? 1 : 0,
    width: Math.min(1, Math.log2(Math.max(1, width)) / 6),
    textual: average((column) => column.textual),
    allTextual: columns.every((column) => column.textual > 0.5) ? 1 : 0,
    narrow: first !== undefined && first.cells.length < width ? 1 : 0,
    wide: first !== undefined && first.cells.length > width ? 1 : 0,
  };
}

/** This many neighbours make a run. */
const RUN = 3;

/**
 * Places of numbers and dates that are names: a rising run of numbers (samples, months, years), a run of dates, or a year, unless the
 * row below goes on in the same way.
 */
function valuesAsNames(names: readonly string[], below: readonly string[]): ReadonlySet<number> {
  const places = new Set<number>();
  for (let from = 0; from < names.length; ) {
    let to = from;
    while (rises(names, to)) to++;
    if (to - from >= RUN - 1) {
      const alike = Array.from({ length: to - from }, (_, step) => rises(below, from + step));
      if (alike.includes(false)) for (let at = from; at <= to; at++) places.add(at);
    }
    from = Math.max(to, from + 1);
  }
  for (let from = 0; from < names.length; from++) {
    let to = from;
    while (isDate(names[to])) to++;
    const under = below.slice(from, to).filter((cell) => cell.trim() !== '');
    if (to - from >= RUN && under.length > 0 && !under.some(isDate)) {
      for (let at = from; at < to; at++) places.add(at);
    }
    from = to;
  }
  for (const [at, name] of names.entries()) {
    const under = below[at]?.trim() ?? '';
    if (under !== '' && isYear(name.trim()) && !isYear(under)) places.add(at);
  }
  return places;
}

function isDate(cell: string | undefined): boolean {
  return cell !== undefined && cellKind(cell) === 'date';
}

function isYear(cell: string): boolean {
  return /^(?:19|20)\d\d$/.test(cell);
}

function rises(cells: readonly string[], at: number): boolean {
  const [here, next] = [cells[at]?.trim() ?? '', cells[at + 1]?.trim() ?? ''];
  return /^\d+$/.test(here) && /^\d+$/.test(next) && Number(here) < Number(next);
}

interface ColumnEvidence {
  /** The column is of one typed kind and its name is not. */
  readonly contrast: number;
  /** The name has the kind of the typed column below it. */
  readonly alike: number;
  /** Share of the rows that repeat the name. */
  readonly repeated: number;
  /** The cells below have one shape and the name another. */
  readonly pattern: number;
  /** Share of the cells below that have the name's shape. */
  readonly samePattern: number;
  /** How far the name's length lies outside the lengths below, 0 to 1. */
  readonly length: number;
  /** The column holds words and text. */
  readonly textual: number;
}

function columnEvidence(
  name: string,
  kind: CellKind,
  data: readonly Row[],
  index: number,
): ColumnEvidence {
  let [filled, typed, sameKind, repeated, textual, sum, squares] = [0, 0, 0, 0, 0, 0, 0];
  const shapes = new Map<number, number>();
  const trimmed = name.trim();
  for (const { cells } of data) {
    const cell = cells[index]?.trim() ?? '';
    const below = cellKind(cell);
    if (below === 'blank') continue;
    filled++;
    if (isTyped(below)) typed++;
    else if (below !== 'code') textual++;
    if (below === kind || (isNumeric(below) && isNumeric(kind))) sameKind++;
    if (cell === trimmed) repeated++;
    sum += cell.length;
    squares += cell.length * cell.length;
    const shape = shapeOf(cell);
    shapes.set(shape, (shapes.get(shape) ?? 0) + 1);
  }
  if (filled === 0 || kind === 'blank') {
    return {
      contrast: 0,
      alike: 0,
      repeated: 0,
      pattern: 0,
      samePattern: 0,
      length: 0,
      textual: filled === 0 ? 0 : textual / filled,
    };
  }
  const mean = sum / filled;
  const deviation = Math.sqrt(Math.max(0, squares / filled - mean * mean)) + 0.5;
  const far = Math.abs(trimmed.length - mean) / deviation;
  const common = Math.max(...shapes.values()) / filled;
  const own = shapes.get(shapeOf(trimmed));
  return {
    contrast: isTyped(kind) ? 0 : typed / filled,
    alike: isTyped(kind) ? sameKind / filled : 0,
    repeated: repeated / filled,
    pattern: own === undefined ? common : 0,
    samePattern: (own ?? 0) / filled,
    length: Math.min(1, far / 6),
    textual: textual / filled,
  };
}

function isNumeric(kind: CellKind): boolean {
  return kind === 'integer' || kind === 'number';
}

/** The class of a character in a shape, as a character code; a run of one of the classes below it becomes one. */
const [DIGIT, CAPITAL, SMALL, SPACE] = [57, 65, 97, 32];
const CLASS = Uint8Array.from({ length: 128 }, (_, code) => {
  const character = String.fromCharCode(code);
  if (/\d/.test(character)) return DIGIT;
  if (/[A-Z]/.test(character)) return CAPITAL;
  return /[a-z]/.test(character) ? SMALL : code;
});

/**
 * `AB-12` and `XY-7` have the shape `A-9`: runs of capitals, of other letters and of digits become one character each. Shapes are only compared
 * for being equal, so that a hash (FNV-1a) stands for the text: it takes half the time, and two shapes of a column that share one would
 * change one feature a little.
 */
function shapeOf(cell: string): number {
  let hash = 0x811c9dc5;
  let last = 0;
  const end = Math.min(cell.length, SHAPED);
  for (let at = 0; at < end; at++) {
    const code = cell.charCodeAt(at);
    const next = CLASS[code] ?? wideClass(code);
    const isRun = next === DIGIT || next === CAPITAL || next === SMALL || next === SPACE;
    if (next !== last || !isRun) hash = Math.imul(hash ^ next, 0x01000193);
    last = next;
  }
  return hash;
}

function wideClass(code: number): number {
  if (code <= 191) return code;
  const character = String.fromCharCode(code);
  return character === character.toLowerCase() ? SMALL : CAPITAL;
}
