import { escapeLiteral } from '../print-mask.ts';
import { BEYOND, DIGIT, HEX_LOWER, HEX_UPPER, LETTERS, PUNCTUATION } from './byte-kind.ts';
import { DATE_LAYOUTS } from './date-layout.ts';
import { dateRoles, type Hints } from './date-roles.ts';
import { type Cell, isSeparator, type Part, partKey, type Row } from './row.ts';
import { type DayOrder, dayOrderOf } from './short-dates.ts';

/**
 * How closely placeholders follow the values seen: `loose` as a person writes them, `roomy` with numbers no longer than numbers
 * get, `tight` by length and alphabet too. Each takes some of the keys that the one before takes, and all of the row's own.
 */
export type Fit = 'loose' | 'roomy' | 'tight';

/**
 * Tells of each row which of its cells vary, judged by the rows of the same structure, whatever their words, and how all rows
 * write their dates.
 */
export class Variety {
  readonly #varying = new Map<string, Set<number>>();
  readonly #order: DayOrder;

  constructor(rows: readonly Row[]) {
    this.#order = dayOrderOf(rows);
    for (const row of rows) {
      const key = structureOf(row);
      const varying = this.#varying.get(key) ?? new Set();
      this.#varying.set(key, varying);
      row.parts.forEach((part, at) => {
        if (part.kind !== 'text' && part.only === undefined) varying.add(at);
      });
    }
  }

  of(row: Row): Hints {
    const varying = this.#varying.get(structureOf(row));
    return {
      varies: (at) => varying?.has(at) === true || isPlaceholderByItself(row, at),
      order: this.#order,
    };
  }
}

const structureOf = ({ parts }: Row): string =>
  parts
    .map((part) => (part.kind === 'text' && !isSeparator(part) ? 'w' : partKey(part)))
    .join('\0');

/** Digits of this many or more that begin with a zero are numbered parts. */
const PADDED = 5;
const ACCOUNT = 12;

/** Cells that a person would not write out, even where only one value was seen. */
function isPlaceholderByItself({ parts, count }: Row, at: number): boolean {
  const cell = parts[at]!;
  switch (cell.kind) {
    case 'text':
    case 'mixed':
    case 'region':
    case 'locale':
      return false;
    case 'digits':
      return isCounterOrId(cell, count, parts[at - 1], parts[at + 1]);
    default:
      return true;
  }
}

/** Judged by the one value there is and what stands around it. */
function isCounterOrId(cell: Cell, count: number, before?: Part, after?: Part): boolean {
  if (isPadded(cell) && cell.maxLength >= PADDED) return true;
  const left = before?.kind === 'text' ? before.text : '/';
  const right = after?.kind === 'text' ? after.text : '/';
  if (left === '=') return true;
  if (!isBoundary(left) || !isBoundary(right)) return false;
  // Of a time or a time zone.
  if (left === ':' || right === ':') return false;
  // An account's number; a counter of which there is only the first yet.
  if (cell.maxLength === ACCOUNT) return true;
  if (count > 1 && Number(cell.only) === 0 && left !== '.') return true;
  return count === 1 && left === '/' && right === '/' && after !== undefined;
}

const isBoundary = (text: string): boolean => /^[^A-Za-z0-9\u0080-\u{10ffff}]/u.test(text);

const isPadded = ({ minLength, maxLength, min, only }: Cell): boolean =>
  only !== undefined
    ? only.startsWith('0')
    : minLength === maxLength && (min < 10 ** (maxLength - 1) || maxLength > 15);

/** The mask of a row. It takes all keys of the row. O(parts). */
export function maskText(row: Row, fit: Fit, hints: Hints): string {
  const { parts } = row;
  const roles = dateRoles(parts, hints);
  let mask = '/';
  // Text since the last placeholder: it goes into the braces where the next date part joins.
  let between = '';
  let open: string | undefined;
  const close = (): void => {
    if (open !== undefined) mask += `{${open}}`;
    mask += escapeLiteral(between);
    open = undefined;
    between = '';
  };
  parts.forEach((part, at) => {
    if (part.kind === 'text') {
      between += part.text;
      return;
    }
    const role = roles.get(at);
    if (role !== undefined) {
      if (role.joins && open !== undefined) open += between + role.format;
      else {
        close();
        open = role.format;
      }
      between = '';
    } else if (part.only !== undefined && !hints.varies(at)) between += part.only;
    else {
      close();
      mask += placeholder(part, partitionOf(parts, at), fit);
    }
  });
  close();
  return mask;
}

/** The name of the partition whose value begins at a part; empty where there is none that a placeholder can have. */
function partitionOf(parts: readonly Part[], at: number): string {
  const before = parts[at - 1];
  if (before?.kind !== 'text' || before.text !== '=') return '';
  let name = '';
  for (let i = at - 2; i >= 0; i--) {
    const part = parts[i]!;
    if (part.kind !== 'text' || part.text === '/') break;
    name = part.text + name;
  }
  return /^[\p{L}\p{N}_.-]*$/u.test(name) ? name : '';
}

function placeholder(cell: Cell, partition: string, fit: Fit): string {
  const named = (name: string, type: string): string =>
    `{${partition === '' ? name : partition}:${type}}`;
  switch (cell.kind) {
    case 'digits':
      return named(numberName(cell), integer(cell, fit));
    case 'date':
      return undatedText(cell);
    case 'guid':
      return named('id', 'guid');
    case 'locale':
      return named('locale', 'locale');
    case 'region':
      return named('region', fit !== 'tight' ? 'string' : ranged('string', cell));
    case 'mixed':
      return named(isHex(cell) && cell.minLength >= 16 ? 'hash' : 'id', run(cell, fit));
    case 'value':
      return named('value', fit !== 'tight' ? 'string' : run(cell, fit));
    case 'code':
    case 'month':
    case 'weekday':
      return code(cell, fit);
    case 'name':
      return `{{name:${fit !== 'tight' ? 'string' : run(cell, fit)}}}`;
    case 'echo':
      return `{:${fit !== 'tight' ? 'string' : run(cell, fit)}}`;
  }
}

/** Day, month and year in an order that nobody can tell: as the numbers they are. */
function undatedText({ layout }: Cell): string {
  return DATE_LAYOUTS[layout]!.replace(/[A-Z]+/g, (letters) =>
    letters === 'YYYY' ? '{YYYY}' : `{:int(${letters.length})}`,
  );
}

function numberName(cell: Cell): string {
  const { minLength, maxLength, min, max } = cell;
  if (minLength !== maxLength || isPadded(cell)) return 'n';
  if (maxLength === ACCOUNT) return 'account';
  const scale = maxLength === 10 ? 1 : maxLength === 13 ? 1000 : 0;
  return scale > 0 && min >= 1e9 * scale && max < 2e9 * scale ? 'epoch' : 'n';
}

/** From this width on, numbers that all have it always have it. */
const FIXED_WIDTH = 10;
/** Beyond so many digits they are ids. */
const LONGEST_NUMBER = 15;

function integer(cell: Cell, fit: Fit): string {
  const isFixed = cell.minLength === cell.maxLength;
  if (fit === 'tight') return ranged('int', cell);
  const keepsWidth =
    isFixed && cell.maxLength > 1 && (isPadded(cell) || cell.maxLength >= FIXED_WIDTH);
  if (keepsWidth) return `int(${cell.maxLength})`;
  return fit === 'roomy' && cell.maxLength <= LONGEST_NUMBER ? `int(1,${LONGEST_NUMBER})` : 'int';
}

const ranged = (type: string, { minLength, maxLength }: Cell): string =>
  `${type}(${minLength === maxLength ? maxLength : `${minLength},${maxLength}`})`;

const isHex = ({ kinds }: Cell): boolean =>
  (kinds & ~(DIGIT | HEX_LOWER)) === 0 || (kinds & ~(DIGIT | HEX_UPPER)) === 0;

/** Fewer hexadecimal letters than this may be chance. */
const SURE_HEX = 8;

/** The narrowest type of a run of letters and digits. */
function run(cell: Cell, fit: Fit): string {
  const { kinds, minLength, maxLength } = cell;
  const type =
    (kinds & (BEYOND | PUNCTUATION)) !== 0
      ? 'string'
      : (kinds & DIGIT) === 0 && (fit === 'tight' || cell.kind !== 'mixed')
        ? 'alpha'
        : (kinds & LETTERS) === 0
          ? 'int'
          : isHex(cell) && minLength >= SURE_HEX
            ? 'hex'
            : 'alnum';
  if (fit !== 'tight') return minLength === maxLength ? `${type}(${maxLength})` : type;
  return ranged(type, cell);
}

/** Fewer than two would take the counters beside letters too. */
const SHORTEST_RUN_OF_Z = 2;
const LONGEST_RUN_OF_Z = 3;

function code(cell: Cell, fit: Fit): string {
  const { minLength, maxLength } = cell;
  const isShort =
    minLength === maxLength && minLength >= SHORTEST_RUN_OF_Z && maxLength <= LONGEST_RUN_OF_Z;
  if (fit !== 'tight' && isShort) return `{${'z'.repeat(maxLength)}}`;
  return `{${cell.kind}:${run(cell, fit)}}`;
}
