/** What a cell looks like, coarsely: enough to tell a good split from a bad one and a header from data. */
export type CellKind =
  | 'blank'
  | 'integer'
  | 'number'
  | 'date'
  | 'boolean'
  | 'code'
  | 'link'
  | 'word'
  | 'text'
  | 'odd';

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

/** Cells longer than this are text whatever is in them; the expressions above never see them. */
const LONG = 200;

/** Kind of a cell, white space around it ignored. O(length), and never more than `LONG` characters. */
export function cellKind(raw: string): CellKind {
  const cell = raw.trim();
  if (cell === '' || NULLS.has(cell)) return 'blank';
  if (cell.length > LONG) return 'text';
  const code = cell.charCodeAt(0);
  const digit = code <= 57;
  if (digit) {
    if (INTEGER.test(cell)) return 'integer';
    if (NUMBER.test(cell) && /\d/.test(cell)) return 'number';
  } else if (code > 127 && NUMBER.test(cell) && /\d/.test(cell)) return 'number';
  if (/\d/.test(cell) && DATE.test(cell)) return 'date';
  if (BOOLEAN.test(cell)) return 'boolean';
  if (WORD.test(cell)) return 'word';
  if (CODE.test(cell)) return 'code';
  if (LINK.test(cell)) return 'link';
  return TEXT.test(cell) ? 'text' : 'odd';
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
