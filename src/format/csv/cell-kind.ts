/** What a cell looks like, coarsely: enough to tell a good split from a bad one and a header from data. */
export type CellKind = (typeof CELL_KINDS)[number];
export const CELL_KINDS = [
  'blank',
  'integer',
  'number',
  'date',
  'boolean',
  'code',
  'link',
  'word',
  'text',
  'odd',
] as const;

const NULLS: ReadonlySet<string> = new Set([
  'NA',
  'N/A',
  'n/a',
  'null',
  'NULL',
  'None',
  'NaN',
  'nan',
  '\\N',
  '-',
  '#N/A',
]);
const INTEGER = /^[+-]?\d+$/;
const NUMBER =
  /^[+-]?(?:[$€£¥]\s?)?(?:\d{1,3}(?:[ ,.'\u00a0\u202f]\d{3})+|\d*)(?:[.,]\d*)?(?:[eE][+-]?\d+)?(?:\s?[%€$£°])?$/;
const DATE =
  /^(?:\d{4}[-/.]\d{1,2}(?:[-/.]\d{1,2})?|\d{1,2}[-/.]\d{1,2}[-/.](?:\d{4}|\d{2})|\d{1,2}[- /.]?[A-Za-z]{3,9}\.?[- /.,]*\d{2,4}|[A-Za-z]{3,9}\.? \d{1,2},? \d{4})?(?:(?:[T ]|^)\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?(?:\s?[AaPp][Mm])?(?:\s?(?:Z|UTC|[+-]\d{2}(?::?\d{2})?))?)?$/;
const BOOLEAN = /^(?:true|false|yes|no|y|n|t|f)$/i;
const CODE = /^(?=.*\d)[A-Za-z0-9]+(?:[-_./:][A-Za-z0-9]+)*$/;
const LINK = /^(?:[a-z][a-z0-9+.-]*:\/\/\S+|[\w.+-]+@[\w-]+\.[\w.-]+|\/[\w./-]+|(?:www\.)\S+)$/i;
const WORD = /^[\p{L}_][\p{L}\p{M}\p{N}_.]*$/u;
const TEXT = /^[\p{L}\p{N}("'#&¿¡*+-][\p{L}\p{M}\p{N} _.\-()'’&/+:,!?%#"*º°]*$/u;

const LONGEST_NULL = 4;
const LONGEST_BOOLEAN = 5;
/** Cells longer than this are text whatever is in them; the expressions above never see them. */
const LONG = 200;

/**
 * What a character may be part of, one bit each. One look at each character tells which of the expressions above cannot match, so that most
 * cells meet none or one of them. Characters beyond ASCII may be part of anything that the expressions take them for.
 */
const MAY = {
  digit: 1 << 0,
  /** Has a place in `NUMBER`, `DATE`, `CODE`, `WORD` and `TEXT`. */
  number: 1 << 1,
  date: 1 << 2,
  code: 1 << 3,
  word: 1 << 4,
  text: 1 << 5,
  /** Starts a `TEXT`. */
  start: 1 << 6,
  /** One of them is in each `LINK`, unless it starts with `www`. */
  link: 1 << 7,
  wide: 1 << 8,
} as const;
const WIDE = MAY.wide | MAY.number | MAY.date | MAY.word | MAY.text | MAY.start;

const CHARACTERS = Uint16Array.from({ length: 128 }, (_, code) => {
  const character = String.fromCharCode(code);
  const is = (set: RegExp, bits: number) => (set.test(character) ? bits : 0);
  return (
    is(/\d/, MAY.digit) |
    is(/[\d+\-$\s,.'eE%]/, MAY.number) |
    is(/[\dA-Za-z\-/.,:\s+]/, MAY.date) |
    is(/[A-Za-z\d\-_./:]/, MAY.code) |
    is(/[A-Za-z\d_.]/, MAY.word) |
    is(/[A-Za-z\d _.\-()'&/+:,!?%#"*]/, MAY.text) |
    is(/[A-Za-z\d("'#&*+-]/, MAY.start) |
    is(/[/@]/, MAY.link)
  );
});

/** Kind of a cell, white space around it ignored. O(length), and never more than `LONG` characters. */
export function cellKind(raw: string): CellKind {
  const cell = raw.trim();
  const { length } = cell;
  if (length === 0 || (length <= LONGEST_NULL && NULLS.has(cell))) return 'blank';
  if (length > LONG) return 'text';
  let [any, all] = [0, -1];
  for (let at = 0; at < length; at++) {
    const bits = CHARACTERS[cell.charCodeAt(at)] ?? WIDE;
    any |= bits;
    all &= bits;
  }
  if (all & MAY.digit) return 'integer';
  const code = cell.charCodeAt(0);
  if (any & MAY.digit) {
    if (all & MAY.number && (code <= 57 || code > 127)) {
      if (INTEGER.test(cell)) return 'integer';
      if (NUMBER.test(cell)) return 'number';
    }
    if (all & MAY.date && DATE.test(cell)) return 'date';
  } else if (length <= LONGEST_BOOLEAN && BOOLEAN.test(cell)) return 'boolean';
  if (all & MAY.word && WORD.test(cell)) return 'word';
  if (any & MAY.digit && all & MAY.code && CODE.test(cell)) return 'code';
  if ((any & MAY.link || code === 87 || code === 119) && LINK.test(cell)) return 'link';
  return isText(cell, any, all) ? 'text' : 'odd';
}

function isText(cell: string, any: number, all: number): boolean {
  if ((all & MAY.text) === 0) return false;
  if (any & MAY.wide) return TEXT.test(cell);
  return (CHARACTERS[cell.charCodeAt(0)]! & MAY.start) !== 0;
}

/** Kinds that a wrong split hardly ever leaves behind. */
export function isTyped(kind: CellKind): boolean {
  return (
    kind === 'integer' ||
    kind === 'number' ||
    kind === 'date' ||
    kind === 'boolean' ||
    kind === 'link'
  );
}
